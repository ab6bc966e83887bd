# SPDX-License-Identifier: Apache-2.0
"""Imported lists."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import (
    Person,
    Roster,
)
from unionnet.directory.people.queries.posts import today
from unionnet.directory.people.roster import MOST_ROWS, OK, Line, check_roster, read_roster
from unionnet.foundation.ui.excel import read_table


def rosters_seen_by(person: Person) -> QuerySet[Roster]:
    return (
        Roster.objects.filter(person.reach("people.approve").q())
        .select_related("organisation", "by")
        .defer("outcomes")
        .order_by("-id")
    )


def looked_at(organisation: Organisation, content: bytes, occupation: str, *, by: Person) -> list[Line]:
    """What importing this sheet would do, row by row, without doing it."""
    table = read_table(io.BytesIO(content), most=MOST_ROWS)
    return check_roster(read_roster(table, occupation=occupation, on=today()), organisation, by=by)


@dataclass(frozen=True)
class RosterLine:
    """What became of one row of an imported sheet."""

    number: int
    code: str
    sentence: str

    @property
    def is_good(self) -> bool:
        return self.code == OK

    @property
    def result(self) -> str:
        return _("已入会") if self.is_good else _("未导入")


def roster_lines(roster: Roster) -> list[RosterLine]:
    return [RosterLine(number, code, sentence) for number, code, sentence, _membership in roster.outcomes]


def how_far(roster: Roster) -> dict[str, Any]:
    """A list on its page. The reasons once it is finished, since until then the page asks again and again."""
    refused = [line for line in roster_lines(roster) if not line.is_good] if roster.finished_at else []
    return {"roster": roster, "refused": refused}
