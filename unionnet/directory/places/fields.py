# SPDX-License-Identifier: Apache-2.0
"""Two column types of stock PostgreSQL that Django does not bring: a point and a set of minute ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

Spans = tuple[tuple[int, int], ...]


class PointField(models.Field):  # type: ignore[type-arg]
    """A point of the plane. Only ever compared inside the database."""

    def db_type(self, connection: object) -> str:
        return "point"


class SpansField(models.Field):  # type: ignore[type-arg]
    """A set of half-open minute ranges, `((480, 1080), …)`, kept as int4multirange."""

    def db_type(self, connection: object) -> str:
        return "int4multirange"

    def from_db_value(self, value: Any, *_: object) -> Spans:
        return () if value is None else tuple((each.lower, each.upper) for each in value)

    def get_prep_value(self, value: Iterable[tuple[int, int]] | None) -> str:
        return "{" + ",".join(f"[{int(start)},{int(end)})" for start, end in value or ()) + "}"
