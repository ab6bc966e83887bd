# SPDX-License-Identifier: Apache-2.0
"""What is held about a person, app by app: read from the declarations, so that nothing is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, Count, Field, IntegerField, Model, Q, QuerySet, Value

from unionnet.foundation.crypto import EncryptedTextField, Sealed
from unionnet.foundation.privacy.declaring import Declaration, declarations
from unionnet.foundation.ui.tags.words import listed

PICTURE = "data:image/"


@dataclass(frozen=True)
class Cell:
    """One column of one row: its name, what it holds for machines (`value`) and for people (`text`). A sealed
    one is opened only when somebody asks for its value."""

    name: str
    raw: Any
    shown: Any

    @property
    def is_sealed(self) -> bool:
        return isinstance(self.raw, Sealed)

    @property
    def is_picture(self) -> bool:
        """Sealed as a data address: to be looked at, not read."""
        return self.is_sealed and str(self.value).startswith(PICTURE)

    @property
    def value(self) -> Any:
        """As JSON takes it."""
        plain = self.raw.open() if isinstance(self.raw, Sealed) else self.raw
        if isinstance(plain, datetime | date | time):
            return plain.isoformat()
        if isinstance(plain, Model):
            return str(plain)
        return str(plain) if isinstance(plain, Decimal) else plain


def traced() -> list[Declaration]:
    """The declarations that lead to a person."""
    return [one for one in declarations() if one.subjects]


def rows_about(declaration: Declaration, people: Collection[int]) -> QuerySet[Model]:
    """The rows of one kind about these people."""
    whose = Q()
    for path in declaration.subjects:
        whose |= Q(**{f"{path}__in": list(people)})
    return declaration.of._base_manager.filter(whose)


def rows_told(declaration: Declaration, people: Collection[int]) -> QuerySet[Model]:
    """Of those the ones their subject may know of."""
    rows = rows_about(declaration, people)
    return rows.exclude(**dict(declaration.withheld)) if declaration.withheld else rows


def counts_about(person: int) -> dict[str, int]:
    """How many rows of each kind there are about a person, in one question: model → count, none left out."""
    kinds = traced()
    if not kinds:
        return {}
    first, *others = (_count(rows_told(one, [person]), number) for number, one in enumerate(kinds))
    found = dict(first.union(*others, all=True)) if others else dict(first)
    return {one.model: found.get(number, 0) for number, one in enumerate(kinds)}


def _count(rows: QuerySet[Model], number: int) -> Any:
    which = Value(number, output_field=IntegerField())
    counted = rows.order_by().annotate(which_kind=which).values("which_kind")
    return counted.annotate(rows_held=Count("pk", distinct=True)).values_list("which_kind", "rows_held")


def readable(declaration: Declaration, person: int) -> QuerySet[Model]:
    """The rows as their subject may read them, with what they name."""
    relations = [column.name for column in _columns(declaration) if column.is_relation]
    return rows_told(declaration, [person]).select_related(*relations)


def cells_of(declaration: Declaration, row: Model) -> list[Cell]:
    """One row, column by column."""
    return [_cell(row, column) for column in _columns(declaration)]


def _columns(declaration: Declaration) -> Iterator[Field[Any, Any]]:
    """Without keys, indexes, digests, the person themselves, and others who only did their office."""
    own = {path.partition("__")[0] for path in declaration.subjects if "__" not in path}
    skipped = {*declaration.hidden, *own}
    for column in declaration.of._meta.concrete_fields:
        machine = isinstance(column, BinaryField) and not isinstance(column, EncryptedTextField)
        if machine or column.primary_key or {column.name, column.attname} & skipped:
            continue
        office = column.is_relation and declaration.is_office(column.name)
        if not office or column.name in declaration.named:
            yield column


def _cell(row: Model, column: Field[Any, Any]) -> Cell:
    raw = getattr(row, column.name)
    shown = getattr(row, f"get_{column.name}_display")() if column.choices and raw else raw
    if isinstance(column, ArrayField):
        shown = listed(raw or [])
    return Cell(column.name, raw, shown)
