# SPDX-License-Identifier: Apache-2.0
"""What is held about a person: the kinds of record with their numbers, and the rows of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import occupation_label
from unionnet.directory.reach.models import Notice
from unionnet.doors.about.items import SHOWN, Item, item_of
from unionnet.doors.about.labels import column_name
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.privacy import Declaration
from unionnet.foundation.privacy.holding import Cell, cells_of, counts_about, readable, traced
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.ui.tags.words import fullday, listed, mask, moment

ORDER = (*SHOWN, "internal", "public")


@dataclass(frozen=True)
class Kind:
    """One kind of record about me: what it is, how many rows, why, on which basis, how long."""

    declaration: Declaration
    item: Item
    count: int
    basis: str
    ruling: Ruling

    @property
    def key(self) -> str:
        return self.declaration.model


def held_of(person: Person) -> list[Kind]:
    """Every kind with at least one row, the most sensitive first. One question for all apps."""
    counts = counts_about(person.pk)
    on = local_date(database_now())
    kinds = [_kind(one, counts[one.model], on) for one in traced() if counts[one.model]]
    return sorted(kinds, key=lambda kind: ORDER.index(kind.declaration.level))


def kind_of(model: str) -> Kind | None:
    """One kind by its key, without its number; nothing when nobody is traced by it."""
    declaration = next((one for one in traced() if one.model == model), None)
    return _kind(declaration, 0, local_date(database_now())) if declaration else None


def _kind(declaration: Declaration, count: int, on: Any) -> Kind:
    ruling = rule(f"PI-01.{declaration.purpose}", on=on)
    return Kind(declaration, item_of(declaration), count, _bases()[ruling.value["basis"]], ruling)


def _bases() -> dict[str, str]:
    return {
        "consent": _("您的同意，可以随时撤回"),
        "contract": _("为办理您要求的服务所必需"),
        "refusable": _("履行工会职责，您可以随时拒绝"),
        "duty": _("履行法定职责或法定义务"),
    }


def rows_of(kind: Kind, person: Person) -> QuerySet[Model]:
    return readable(kind.declaration, person.pk)


@dataclass(frozen=True)
class Shown:
    """One cell for people: its name and its words. Numbers are masked on a page."""

    label: str
    text: str


def shown(declaration: Declaration, row: Model) -> list[Shown]:
    """The cells that have a name and hold something. A notice reads as it was received."""
    read = {"title": row.headline, "text": row.body, "facts": ""} if isinstance(row, Notice) else {}
    named = (
        (column_name(declaration.of, cell.name), read[cell.name] if cell.name in read else _words(cell))
        for cell in cells_of(declaration, row)
    )
    return [Shown(label, text) for label, text in named if label and text]


def _words(cell: Cell) -> str:
    if cell.raw is None or cell.raw in ("", [], {}):
        return ""
    if cell.is_picture:
        return _("图片，在本人信息副本里可以看到")
    if cell.is_sealed:
        return mask(cell.value, "phone" if cell.name == "mobile" else "id")
    if cell.name in ("occupation", "tags"):
        codes = [cell.raw] if isinstance(cell.raw, str) else cell.raw
        return listed(occupation_label(code) for code in codes)
    return _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell.raw, datetime):
        return moment(cell.raw)
    if isinstance(cell.raw, date):
        return fullday(cell.raw)
    if isinstance(cell.raw, bool):
        return _("是") if cell.raw else _("否")
    if isinstance(cell.raw, dict):
        return listed(cell.raw.values())
    return str(cell.shown)
