# SPDX-License-Identifier: Apache-2.0
"""Rows made ready for the database: cleaned, indexed, sealed and put into COPY's text form. Nothing here asks
the database, so that one part is made ready while the one before is being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import tags_of
from unionnet.directory.rosters.reading import Manner, Row, understand
from unionnet.foundation.clock import start_of
from unionnet.foundation.copying import copy_value, copy_values, public_ids
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.crypto.fields import seal_text
from unionnet.foundation.refusals import Refusal

COLUMNS = """
    row int, person_id bigint, person_key text, membership_id bigint, membership_key text,
    organisation_id bigint, due_on date, due_rule text, name text, id_type text,
    id_number bytea, id_index bytea, mobile bytea, mobile_index bytea,
    sex text, born_on date, occupation text, tags text[], unit text, card_no text, joined_at timestamptz,
    nationality text, expires_on date, other_name text
"""
PERSON, NULL = Person._meta.label, r"\N"
Lines = Sequence[tuple[int, Sequence[str]]]  # row number in the sheet, cells


@dataclass(frozen=True)
class Home:
    """The union a row goes to, and what holds for everybody who joins it today."""

    organisation_id: int
    county: str
    year: int  # of joining, as cards have it
    due_on: date
    due_rule: str

    @cached_property
    def staged(self) -> str:
        """What its rows have in common, in the order of `COLUMNS`."""
        return copy_values([self.organisation_id, self.due_on, self.due_rule])


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
    with override(language):
        for place, (number, cells) in enumerate(lines):
            try:
                row, home = _read(cells, manner, homes)
                _not_twice(row, number, first)
            except Refusal as refusal:
                ready.problems[place] = refusal
                continue
            ready.rows[place], ready.homes[place] = row, home
    _seal_in_order(ready, manner, ids)
    return ready


def _seal_in_order(ready: Ready, manner: Manner, ids: Ids) -> None:
    """People are numbered in the order in which they are written, that of their index: so most indexes of the
    tables grow at their end, which is half of their cost."""
    indexes = {
        place: blind_index("id_number", row.id_number) if row.id_number else b""
        for place, row in ready.rows.items()
    }
    jobs = cache(lambda job, county: copy_values([job, tags_of(job, where=county, on=manner.on)]))
    keys = public_ids(2 * len(indexes))
    in_order = sorted(indexes, key=lambda place: (not indexes[place], indexes[place]))  # NULL comes last
    for person, place in zip(ids.people, in_order, strict=False):
        job = jobs(ready.rows[place].occupation, ready.homes[place].county)
        ready.staged[place] = _staged(ready, place, person, ids.memberships[place], indexes[place], keys, job)


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
    ready: Ready, place: int, person: int, membership: int, index: bytes, keys: Iterator[str], job: str
) -> bytes:
    """In the order of `COLUMNS`."""
    row, home = ready.rows[place], ready.homes[place]
    card = f"{home.county}{home.year}{membership:08d}"
    joined_at = start_of(row.joined_on) if row.joined_on else NULL
    mobile_index = blind_index("mobile", row.mobile) if row.mobile else b""
    text = (
        f"{place}\t{person}\t{next(keys)}\t{membership}\t{next(keys)}\t{home.staged}"
        f"\t{copy_value(row.name)}\t{row.id_type}"
        f"\t{_sealed('id_number', row.id_number, index, person)}"
        f"\t{_sealed('mobile', row.mobile, mobile_index, person)}"
        f"\t{row.sex}\t{row.born_on or NULL}\t{job}\t{copy_value(row.unit)}\t{card}\t{joined_at}"
        f"\t{row.nationality}\t{row.expires_on or NULL}\t{copy_value(row.other_name)}\n"
    )
    return text.encode()


def _sealed(column: str, plain: str, index: bytes, person: int) -> str:
    """The sealed value and its index."""
    if not plain:
        return f"{NULL}\t{NULL}"
    sealed = seal_text(plain, PERSON, column, person)
    return rf"\\x{sealed.hex()}" "\t" rf"\\x{index.hex()}"
