# SPDX-License-Identifier: Apache-2.0
"""The reference, drawn from the contract by our own template: no script, no foreign asset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.doors.api.root import PREFIX, api
from unionnet.doors.api.scopes import SCOPES


@dataclass(frozen=True)
class Parameter:
    name: str
    where: str
    required: bool
    kind: str


@dataclass(frozen=True)
class Entry:
    method: str
    path: str
    summary: str
    description: str
    scope: str | None
    parameters: list[Parameter]
    body: str
    answer: str


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    groups, shapes = _contents()
    return render(
        request,
        "api/reference.html",
        {
            "groups": groups,
            "shapes": shapes,
            "scopes": SCOPES,
            "prefix": PREFIX,
            "per_minute": settings.UNIONNET_API_PER_MINUTE,
        },
    )


@cache
def _contents() -> tuple[dict[str, list[Entry]], dict[str, list[Parameter]]]:
    document = api.get_openapi_schema()
    groups: dict[str, list[Entry]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            group = (operation.get("tags") or [operation["operationId"].partition("_")[0]])[0]
            groups.setdefault(group, []).append(_entry(method, path, operation))
    shapes = {
        name: [
            Parameter(field, "", field in shape.get("required", ()), _kind(kind))
            for field, kind in shape.get("properties", {}).items()
        ]
        for name, shape in document["components"]["schemas"].items()
    }
    return dict(sorted(groups.items())), shapes


def _entry(method: str, path: str, operation: dict[str, Any]) -> Entry:
    body = operation.get("requestBody", {}).get("content", {})
    answers = [said for status, said in operation["responses"].items() if status < "300"]
    return Entry(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=operation.get("x-scope"),
        parameters=[
            Parameter(p["name"], p["in"], p.get("required", False), _kind(p["schema"]))
            for p in operation.get("parameters", [])
        ],
        body=_kind(next(iter(body.values()))["schema"]) if body else "",
        answer=_kind(next(iter(answers[0]["content"].values()))["schema"])
        if answers and answers[0].get("content")
        else "",
    )


def _kind(schema: dict[str, Any]) -> str:
    """A type in one word: `string ≤ 60`, `SiteOut[]`, `integer | null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for joined in ("anyOf", "allOf", "oneOf"):
        if joined in schema:
            return " | ".join(_kind(part) for part in schema[joined])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    size = f" ≤ {schema['maxLength']}" if "maxLength" in schema else ""
    kind = schema.get("format") or schema.get("type", "any")
    return f"{kind}{size}"
