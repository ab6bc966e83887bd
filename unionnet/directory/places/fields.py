# SPDX-License-Identifier: Apache-2.0
"""Column types and expressions of stock PostgreSQL that Django does not bring: a point of the plane, a set of
minute ranges, half of a pinyin key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import models

Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=10_000)
def read_spans(text: str) -> Spans:
    """ "{[480,1080),[1920,2520)}" → pairs. Most stations share a few weeks, so they are read once."""
    pairs = text[2:-2].split("),[") if len(text) > 2 else []
    return tuple((int(low), int(high)) for low, _comma, high in (pair.partition(",") for pair in pairs))


class PointField(models.Field):  # type: ignore[type-arg]
    """A point of the plane. Only ever compared inside the database."""

    def db_type(self, connection: object) -> str:
        return "point"


class SpansField(models.Field):  # type: ignore[type-arg]
    """A set of half-open minute ranges, `((480, 1080), …)`, kept as int4multirange."""

    def db_type(self, connection: object) -> str:
        return "int4multirange"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return f"{sql}::text", params

    def from_db_value(self, value: str | None, *_: object) -> Spans:
        return read_spans(value or "{}")

    def get_prep_value(self, value: Iterable[tuple[int, int]] | None) -> str:
        return "{" + ",".join(f"[{int(start)},{int(end)})" for start, end in value or ()) + "}"


class Mercator(models.Func):
    """The plane point of a coordinate: angles are kept, so the index finds what is near."""

    template = "point(radians(%(expressions)s))"
    arg_joiner = "), asinh(tan(radians("
    output_field = PointField()

    def as_sql(self, *args: Any, **options: Any) -> Any:
        sql, params = super().as_sql(*args, **options)
        return f"{sql}))", params
