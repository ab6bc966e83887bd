# SPDX-License-Identifier: Apache-2.0
"""Routing is data: each app's web/urls.py may hold `pages`, `desk`, `screen` and `root`."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

PREFIXES = {"pages": "{app}/", "desk": "desk/{app}/", "screen": "screen/{app}/", "root": ""}
NAMESPACES = {"pages": "{app}", "desk": "desk-{app}", "screen": "screen-{app}", "root": "root-{app}"}


def _routes() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for config in apps.get_app_configs():
        if not config.name.startswith("unionnet.") or not find_spec(f"{config.name}.web"):
            continue
        if not find_spec(f"{config.name}.web.urls"):
            continue
        module = import_module(f"{config.name}.web.urls")
        for kind, prefix in PREFIXES.items():
            if routes := getattr(module, kind, None):
                namespace = NAMESPACES[kind].format(app=config.label)
                found.append(path(prefix.format(app=config.label), include((routes, namespace))))
    return found


handler403 = "unionnet.foundation.ui.errors.not_permitted"
handler404 = "unionnet.foundation.ui.errors.not_found"
handler500 = "unionnet.foundation.server.failure.sorry"
urlpatterns = [path("account/", include("allauth.urls")), *_routes()]
