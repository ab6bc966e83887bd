# SPDX-License-Identifier: Apache-2.0
"""/api/v1: gathers every app's `router` (web/api.py). Who may call and how a "no" looks is said here once."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.router import BoundRouter

import unionnet
from unionnet.doors.api.answers import answer_all
from unionnet.doors.api.callers import Caller
from unionnet.doors.api.once import around
from unionnet.doors.api.openapi import completed
from unionnet.doors.api.parser import StrictParser
from unionnet.doors.api.scopes import SCOPES

PREFIX = "/api/v1/"


class Readable(JSONRenderer):
    """Chinese as Chinese: half the bytes of escapes, and people can read it."""

    json_dumps_params: Any = {"ensure_ascii": False}


class Root(NinjaAPI):
    """Ninja, with our locks on every operation."""

    def _get_bound_routers(self) -> list[BoundRouter]:
        fresh = self._bound_routers_cache is None
        routers = super()._get_bound_routers()
        for operation in _operations(routers) if fresh else ():
            operation.auth_callbacks = [Caller(_scope(operation))]
        return routers

    def get_openapi_operation_id(self, operation: Operation) -> str:
        app = operation.view_func.__module__.split(".")[-3]
        return f"{app}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **_ignored: Any) -> Any:
        return completed(super().get_openapi_schema(path_prefix=PREFIX))


def _operations(routers: list[BoundRouter]) -> Iterator[Operation]:
    for router in routers:
        for view in router.path_operations.values():
            yield from view.operations


def _scope(operation: Operation) -> str | None:
    scope = (operation.openapi_extra or {}).get("x-scope")
    if scope is not None and scope != "public" and scope not in SCOPES:
        raise ImproperlyConfigured(
            f"{operation.view_func.__module__}: scope {scope} is not in doors/api/scopes.py"
        )
    return scope


def make_api() -> Root:
    api = Root(
        title="UnionNet",
        version=unionnet.__version__,
        description="工会一张网开放接口。Every answer that is a “no” has code, message, rule and citation.",
        docs_url=None,
        openapi_url="openapi.json",
        urls_namespace="api-v1",
        parser=StrictParser(),
        renderer=Readable(),
    )
    answer_all(api)
    for config in apps.get_app_configs():
        name = f"{config.name}.web.api"
        if config.name.startswith("unionnet.") and find_spec(f"{config.name}.web") and find_spec(name):
            router = getattr(import_module(name), "router", None)
            if isinstance(router, Router):
                api.add_router("", router)
    return api


api = make_api()


def patterns() -> list[URLPattern]:
    """The addresses of the API, each with its idempotency keys and validators."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = around(pattern.callback)
    return found
