# SPDX-License-Identifier: Apache-2.0
"""Rows made ready for the database: cleaned, indexed, sealed and put into COPY's text form. Nothing here asks
the database, so that one part is made ready while the one before is being written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import tags_of
from unionnet.directory.people.rosters.reading import Manner, Row, understand
from unionnet.foundation.clock import start_of
from unionnet.foundation.copying import copy_text, public_ids
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.crypto.fields import seal_text
from unionnet.foundation.refusals import Refusal

COLUMNS = """
    row int, person_id bigint, person_key text, membership_id bigint, membership_key text,
    organisation_id bigint, name text, id_type text, id_number bytea, id_index bytea, mobile bytea,
    mobile_index bytea, sex text, born_on date, occupation text, tags text[], unit text, card_no text,
    due_on date, due_rule text, joined_at timestamptz, nationality text, expires_on date, other_name text
"""
Lines = Sequence[tuple[int, Sequence[str]]]  # row number in the sheet, cells


@dataclass(frozen=True)
class Home:
    """The union a row goes to, and what holds for everybody who joins it today."""

    organisation_id: int
    county: str
    due_on: date
    due_rule: str


@dataclass(frozen=True)
class Ids:
    """Keys taken for a part, one of each a row: a sealed value is bound to its row."""

    people: Sequence[int]
    memberships: Sequence[int]


@dataclass
class Ready:
    """A part made ready. `staged` is the text of each good row, by its place in the part, `rows` the same for
    Python; `problems` are (row number, code, sentence)."""

    numbers: list[int]
    rows: dict[int, Row] = field(default_factory=dict)
    homes: dict[int, Home] = field(default_factory=dict)
    staged: dict[int, bytes] = field(default_factory=dict)
    problems: dict[int, Refusal] = field(default_factory=dict)


def make_ready(
    lines: Lines, manner: Manner, homes: Mapping[str, Home | Refusal], ids: Ids, language: str
) -> Ready:
    """Every row of a part. `homes` knows each union the part names, "" being the one the list is for."""
    ready, first = Ready([number for number, _cells in lines]), {}  # type: Ready, dict[str, int]
    tags = cache(lambda job, county: tags_of(job, where=county, on=manner.on))
    keys = public_ids(2 * len(lines))
    with override(language):
        for place, (number, cells) in enumerate(lines):
            try:
                row, home = _read(cells, manner, homes)
                _not_twice(row, number, first)
            except Refusal as refusal:
                ready.problems[place] = refusal
                continue
            ready.rows[place], ready.homes[place] = row, home
            staged = _staged(place, row, home, ids, keys, manner.on, tags)
            ready.staged[place] = copy_text([staged])
    return ready


def _read(cells: Sequence[str], manner: Manner, homes: Mapping[str, Home | Refusal]) -> tuple[Row, Home]:
    row = understand(cells, manner)
    home = homes[row.union]
    if isinstance(home, Refusal):
        raise home
    return row, home


def _not_twice(row: Row, number: int, first: dict[str, int]) -> None:
    """`first` remembers in which row a document came first."""
    if row.id_number and (before := first.setdefault(row.id_number, number)) != number:
        raise Refusal("repeated", _("与第 %(row)s 行是同一份证件。"), row=before)


def _staged(
    place: int,
    row: Row,
    home: Home,
    ids: Ids,
    keys: Iterator[str],
    on: date,
    tags: Callable[[str, str], list[str]],
) -> tuple[object, ...]:
    """In the order of `COLUMNS`."""
    person, membership = ids.people[place], ids.memberships[place]
    label = Person._meta.label
    return (
        *(place, person, next(keys), membership, next(keys), home.organisation_id),
        *(row.name, row.id_type),
        seal_text(row.id_number, label, "id_number", person) if row.id_number else None,
        blind_index("id_number", row.id_number) if row.id_number else None,
        seal_text(row.mobile, label, "mobile", person) if row.mobile else None,
        blind_index("mobile", row.mobile) if row.mobile else None,
        *(row.sex, row.born_on, row.occupation, tags(row.occupation, home.county), row.unit),
        f"{home.county}{on:%Y}{membership:08d}",
        *(home.due_on, home.due_rule),
        start_of(row.joined_on) if row.joined_on else None,
        *(row.nationality, row.expires_on, row.other_name),
    )
