# SPDX-License-Identifier: Apache-2.0
"""Keyset pages: the thousandth page costs what the first does, and a new row shifts nothing.

The cursor holds the order columns of the last row. It is opaque, not secret: what a person may see is
decided by the queryset, never by the cursor. A cursor that cannot be read is the first page.
Order columns must not be null, and the last one must be unique.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

BIGGEST = 100
LONGEST = 1000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows and the addresses around it; `sort` is what the reader chose."""

    rows: list[Row]
    next: str = ""
    previous: str = ""
    size: int = 50
    sort: str = ""

    @classmethod
    def of(
        cls,
        rows: QuerySet[Row],
        request: HttpRequest,
        *,
        order: Sequence[str] = ("id",),
        size: int = 50,
        sortable: Sequence[str] = (),
    ) -> Page[Row]:
        """Read `sort`, `after`, `before` and `size` from the address; all may be nonsense."""
        sort = request.GET.get("sort", "")
        columns = _columns(sort if sort.lstrip("-") in sortable else "", order)
        size = _size(request.GET.get("size", ""), size)
        back = "before" in request.GET
        place = _read(rows.model, columns, request.GET.get("before" if back else "after", ""))
        found = _slice(rows, columns, place, size, back=back and place is not None)
        return _page(cls, found, request, columns, size, place is not None, back and place is not None, sort)

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def cursor(row: Model, columns: Sequence[str]) -> str:
    """The place of a row in the order, as text for an address."""
    values = [_field(type(row), name).value_to_string(_owner(row, name)) for name in columns]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _columns(sort: str, order: Sequence[str]) -> tuple[str, ...]:
    chosen = [sort] if sort else []
    return (*chosen, *(name for name in order if name.lstrip("-") != sort.lstrip("-")))


def _size(text: str, default: int) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default
    return max(1, min(wanted, BIGGEST))


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    """The column behind an order name, also through relations: `offer__opens_at`."""
    *way, last = name.lstrip("-").split("__")
    for step in way:
        related = model._meta.get_field(step).related_model
        if related is None or isinstance(related, str):
            raise FieldDoesNotExist(name)
        model = related
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(name)
    return field


def _owner(row: Any, name: str) -> Any:
    for step in name.lstrip("-").split("__")[:-1]:
        row = getattr(row, step)
    return row


def _read(model: type[Model], columns: Sequence[str], text: str) -> list[Any] | None:
    if not text or len(text) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(columns):
            return None
        if not all(isinstance(value, str) and "\x00" not in value for value in values):
            return None
        return [_value(model, name, value) for name, value in zip(columns, values, strict=True)]
    except (ValueError, binascii.Error, ValidationError, OverflowError, RecursionError):
        return None


def _value(model: type[Model], name: str, text: str) -> Any:
    """Clean as the column would, range included: a cursor never reaches the database as an error."""
    field = _field(model, name)
    value = field.to_python(text)
    field.run_validators(value)
    if value is None:
        raise ValueError(name)
    return value


def _slice(
    rows: QuerySet[Row], columns: Sequence[str], place: list[Any] | None, size: int, *, back: bool
) -> list[Row]:
    wanted = [_turned(name) for name in columns] if back else list(columns)
    if place is not None:
        rows = rows.filter(_beyond(wanted, place))
    return list(rows.order_by(*wanted)[: size + 1])


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(columns: Sequence[str], place: Sequence[Any]) -> Q:
    """(a, b) after (x, y): a past x, or a equal and b past y. The range on a lets the index start there."""
    whole = Q()
    for depth, name in enumerate(columns):
        past = "lt" if name.startswith("-") else "gt"
        part = Q(**{f"{name.lstrip('-')}__{past}": place[depth]})
        for before in range(depth):
            part &= Q(**{columns[before].lstrip("-"): place[before]})
        whole |= part
    first = columns[0]
    bound = "lte" if first.startswith("-") else "gte"
    return Q(**{f"{first.lstrip('-')}__{bound}": place[0]}) & whole


def _page(
    cls: type[Page[Row]],
    found: list[Row],
    request: HttpRequest,
    columns: Sequence[str],
    size: int,
    moved: bool,
    back: bool,
    sort: str,
) -> Page[Row]:
    more, rows = len(found) > size, found[:size]
    if back:
        rows.reverse()
    has_next, has_previous = (True, more) if back else (more, moved)
    following = _address(request, after=cursor(rows[-1], columns)) if rows and has_next else ""
    preceding = _address(request, before=cursor(rows[0], columns)) if rows and has_previous else ""
    if not rows and moved:
        preceding = _address(request)
    return cls(rows, following, preceding, size, sort)


def _address(request: HttpRequest, **place: str) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in place.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else request.path
