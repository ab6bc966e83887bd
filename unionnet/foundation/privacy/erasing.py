# SPDX-License-Identifier: Apache-2.0
"""Forgetting: somebody asked to be forgotten, or the time of a row is over. Set-based, as declared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import Case, CheckConstraint, Field, JSONField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from unionnet.foundation.files.actions import forget_files
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.privacy.declaring import BLANK, DELETE, KEEP, Declaration, Lasts, declarations
from unionnet.foundation.privacy.holding import rows_about

BATCH = 5000
ERASED = "（已抹去）"


@transaction.atomic
def erase(people: Collection[int]) -> dict[str, int]:
    """Forget these people, all at once: model → rows touched. What points to others goes first, so that no
    row is left without what it points to."""
    if not people:
        return {}
    # What is found by a number of theirs goes before the numbers do.
    in_order = sorted(children_first(), key=lambda one: bool(one.subjects))
    return {one.model: _erased(one, people) for one in in_order if one.on_erasure != KEEP and _is_about(one)}


def _is_about(declaration: Declaration) -> bool:
    return bool(declaration.subjects) or "." in declaration.on_erasure


def _erased(declaration: Declaration, people: Collection[int]) -> int:
    if "." in declaration.on_erasure:
        return int(import_string(declaration.on_erasure)(list(people)))
    return _gone(declaration, declaration.on_erasure, rows_about(declaration, people))


def purge(at: datetime) -> dict[str, int]:
    """What has outlived its time goes: model → rows touched. At most a batch of each kind at a time."""
    found: dict[str, int] = {}
    for declaration in children_first():
        for lasts in declaration.lasts:
            with transaction.atomic():
                rows = _over(declaration, lasts, at)
                found[declaration.model] = found.get(declaration.model, 0) + _gone(
                    declaration, lasts.then, rows
                )
    return found


def _over(declaration: Declaration, lasts: Lasts, at: datetime) -> QuerySet[Model]:
    """The next batch of rows whose time is over, without those that are blank already."""
    first, *others = lasts.moments
    rows = declaration.of._base_manager.all()
    if others:
        rows = rows.annotate(over_since=Coalesce(first, *others))
        first = "over_since"
    # In one filter, so that conditions along one path mean one and the same row there.
    rows = rows.filter(**dict(lasts.where), **{f"{first}__lt": at - timedelta(days=lasts.days)})
    if lasts.then == BLANK:
        rows = rows.exclude(**blanks(declaration))
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return declaration.of._base_manager.filter(pk__in=keys)


def _gone(declaration: Declaration, how: str, rows: QuerySet[Model]) -> int:
    """Rows deleted or blanked, and the files they held with them."""
    held = _files(declaration, rows, how)
    if how == DELETE:
        count = rows.delete()[1].get(declaration.of._meta.label, 0)
    else:
        empty = blanks(declaration)
        count = rows.update(**empty) if empty else 0
    forget_files(held)
    return count


def _files(declaration: Declaration, rows: QuerySet[Model], how: str) -> list[int]:
    columns = [
        field.name
        for field in declaration.of._meta.concrete_fields
        if field.related_model is StoredFile and (how == DELETE or field.name in declaration.fields)
    ]
    held = Q(pk__in=[])
    for name in columns:
        held |= Q(pk__in=list(rows.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)))
    return list(StoredFile.objects.filter(held).values_list("pk", flat=True)) if columns else []


def blanks(declaration: Declaration) -> dict[str, Any]:
    """What its personal columns are set to: nothing. A way to the person that may not be null stays, and
    leads to an empty row."""
    own = {path.partition("__")[0] for path in declaration.subjects}
    columns = [_column(declaration.of, name) for name in declaration.fields]
    said = _must_be_said(declaration.of)
    return {
        column.attname: _word(column) if column.name in said else _nothing(column)
        for column in columns
        if column.null or column.name not in own
    }


def _must_be_said(model: type[Model]) -> set[str]:
    """Texts that a constraint does not let be empty, in some state of the row: that somebody refused with a
    reason stays true when the reason is forgotten."""
    conditions = [each.condition for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    return {name for each in conditions if isinstance(each, Q) for name in _not_empty(each)}


def _not_empty(condition: Q, negated: bool = False) -> Iterator[str]:
    negated ^= condition.negated
    for each in condition.children:
        if isinstance(each, Q):
            yield from _not_empty(each, negated)
        elif negated and isinstance(each, tuple) and each[1] == "":
            yield each[0]


def _word(column: Field[Any, Any]) -> Case:
    """A word where something was said; empty stays empty."""
    return Case(When(**{column.name: ""}, then=Value("")), default=Value(ERASED))


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _nothing(column: Field[Any, Any]) -> Any:
    if column.null:
        return None
    if isinstance(column, ArrayField):
        return []
    if isinstance(column, JSONField):
        return {}
    if column.empty_strings_allowed and not column.is_relation:
        return ""
    raise TypeError(f"{column.model._meta.label}.{column.name} cannot be blank: erase it another way")


def children_first() -> Iterator[Declaration]:
    """Every declaration, those whose rows point to others before those."""
    known = {one.of: one for one in declarations()}
    for model in _children_first():
        if model in known:
            yield known[model]


@cache
def _children_first() -> tuple[type[Model], ...]:
    order: TopologicalSorter[type[Model]] = TopologicalSorter()
    for declaration in declarations():
        model = declaration.of
        order.add(model)
        for field in model._meta.concrete_fields:
            if isinstance(field.related_model, type) and field.related_model is not model:
                order.add(field.related_model, model)
    return tuple(order.static_order())
