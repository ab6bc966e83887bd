# SPDX-License-Identifier: Apache-2.0
"""Member days an officer runs, what is coming, and what a year came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import local_date
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.tools.benefits.models import Entry, Win

SEE = "memberday.see"
MOST = 50


def member_days_seen_by(person: Person) -> QuerySet[MemberDay]:
    return MemberDay.objects.filter(person.reach(SEE).q()).select_related("organisation")


def sessions_seen_by(person: Person) -> QuerySet[Session]:
    inside = person.reach(SEE).q("member_day__organisation__path")
    return Session.objects.filter(inside).select_related("member_day__organisation", "raffle")


def coming(person: Person | None, at: datetime) -> list[Session]:
    """The next sessions of the union of this person and of those above; of all unions for a stranger."""
    rows = Session.objects.filter(on__gte=local_date(at)).select_related("member_day__organisation", "raffle")
    path = Standing.objects.filter(person=person).values_list("path", flat=True).first() if person else ""
    if path:
        above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
        rows = rows.filter(member_day__organisation__path__in=above)
    return list(rows.order_by("on", "pk")[:MOST])


@dataclass(frozen=True)
class Held:
    """One session in figures. 人次 are tries, 人数 the people behind them."""

    session: Session
    times: int
    persons: int
    won: int


@dataclass(frozen=True)
class Year:
    """What a year of one member day came to. Who came to several sessions counts once among the persons."""

    year: int
    sessions: list[Held]
    persons: int

    @property
    def held(self) -> list[Held]:
        return [each for each in self.sessions if each.times]

    @property
    def times(self) -> int:
        return sum(each.times for each in self.sessions)

    @property
    def won(self) -> int:
        return sum(each.won for each in self.sessions)

    @property
    def average(self) -> Decimal | None:
        """Tries a session, of those that were held. None when none was."""
        if not self.held:
            return None
        return (Decimal(self.times) / len(self.held)).quantize(Decimal(1), ROUND_HALF_UP)


def year_of(member_day: MemberDay, year: int) -> Year:
    """Four questions, however many came."""
    days = member_day.sessions.filter(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    sessions = list(days.select_related("raffle", "member_day").order_by("on"))
    raffles = [session.raffle_id for session in sessions if session.raffle_id]
    entries = Entry.objects.filter(raffle__in=raffles)
    counted = {
        row["raffle"]: (row["n"], row["p"])
        for row in entries.values("raffle").annotate(n=Count("pk"), p=Count("person", distinct=True))
    }
    won = dict(Win.objects.filter(raffle__in=raffles).values_list("raffle").annotate(n=Count("pk")))
    return Year(
        year,
        [
            Held(session, *counted.get(session.raffle_id or 0, (0, 0)), won.get(session.raffle_id or 0, 0))
            for session in sessions
        ],
        entries.aggregate(n=Count("person", distinct=True))["n"],
    )
