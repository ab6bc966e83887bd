# SPDX-License-Identifier: Apache-2.0
"""Layouts of sheets as data: a register leaves the house in the columns that the other side reads, so
that nobody types it twice. A new layout is a new file here."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionnet.directory.people.models import BulkList, Membership, MembershipSpan, Person
from unionnet.directory.people.occupations import occupation_label
from unionnet.foundation.clock import local_date
from unionnet.foundation.countries import country_name
from unionnet.foundation.ui.tags.words import mask

Row = Membership | MembershipSpan

CELLS: dict[str, Callable[[Any], Any]] = {
    "card_no": lambda row: row.card_no,
    "name": lambda row: row.person.name,
    "id_type": lambda row: label_of(Person.IdType, row.person.id_type),
    "nationality": lambda row: country_name(row.person.nationality) if row.person.nationality else "",
    "document_expires": lambda row: row.person.document_expires,
    "other_name": lambda row: row.person.other_name,
    "id_number": lambda row: masked(row, "id_number", "id"),
    "mobile": lambda row: masked(row, "mobile", "phone"),
    "occupation": lambda row: occupation_label(row.person.occupation),
    "sex": lambda row: label_of(Person.Sex, row.person.sex),
    "born_on": lambda row: row.person.born_on,
    "union": lambda row: row.organisation.name,
    "unit": lambda row: row.unit,
    "channel": lambda row: label_of(Membership.Channel, row.channel),
    "joined_on": lambda row: local_date(row.decided_at) if row.decided_at else None,
    "state": lambda row: label_of(Membership.State, row.state),
}
# Of a membership as it stood on a day: the row is its span.
ON_A_DAY: dict[str, Callable[[Any], Any]] = CELLS | {
    "card_no": lambda row: row.membership.card_no,
    "since": lambda row: row.since,
    "until": lambda row: row.until,
}

CLEAR: dict[str, Callable[[Membership], Any]] = {
    "id_number": lambda row: row.person.id_number.open() if row.person.id_number else "",
    "mobile": lambda row: row.person.mobile.open() if row.person.mobile else "",
}


@dataclass(frozen=True)
class OuterLayout:
    """A sheet as another system wants it: heads, and the field of the register in each column."""

    key: str
    name: str
    english: str
    heads: list[str]
    fields: list[str]
    on_a_day: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether there is anything in it that could be shown whole."""
        return not CLEAR.keys().isdisjoint(self.fields)

    @property
    def label(self) -> str:
        return self.english if get_language() == "en" else self.name

    def line(self, row: Row, *, clear: bool = False) -> list[Any]:
        """The cells of one member; of a layout `on_a_day` the row is a span. `clear` opens the sealed
        numbers: for a list that two hands let go."""
        cells = ON_A_DAY if self.on_a_day else CELLS | CLEAR if clear else CELLS
        return [cells[field](row) for field in self.fields]


def label_of(choices: type[TextChoices], value: str) -> str:
    """What a choice is called. Django's own way took half the time of a long list."""
    return _labels(choices, get_language() or "").get(value, value)


@cache
def _labels(choices: type[TextChoices], language: str) -> dict[str, str]:
    """In the language in force, which is `language`."""
    return {str(value): str(label) for value, label in choices.choices}


def masked(row: Membership, field: str, kind: str) -> str:
    """A sealed value with its middle hidden."""
    sealed = getattr(row.person, field)
    return mask(sealed.open(), kind) if sealed else ""


@cache
def layouts() -> dict[str, OuterLayout]:
    """Every layout by its key, our own first."""
    read = [
        (path.stem, tomllib.loads(path.read_text("utf-8"))) for path in Path(__file__).parent.glob("*.toml")
    ]
    return {
        key: OuterLayout(
            key,
            data["name"],
            data["english"],
            [column["head"] for column in data["columns"]],
            [column["field"] for column in data["columns"]],
            data.get("on_a_day", False),
        )
        for key, data in sorted(read, key=lambda each: each[1]["order"])
    }


def what_of(wanted: BulkList) -> str:
    """What the people on a list read: which, and whether their numbers were whole."""
    name = layouts()[wanted.layout].label
    if wanted.on_day:
        name = f"{name} {wanted.on_day:%Y-%m-%d}"
    return _("%(name)s（完整号码）") % {"name": name} if wanted.clear else name


def of_membership(row: Row) -> int:
    """The id of the membership that a row is, or is a span of."""
    return row.membership_id if isinstance(row, MembershipSpan) else row.pk


def needed(on_day: date | None) -> tuple[str, ...]:
    """What a line reads beside its row."""
    return ("person", "organisation", *(("membership",) if on_day else ()))
