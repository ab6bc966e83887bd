# SPDX-License-Identifier: Apache-2.0
"""The log of an offer: everybody's outcome, for everybody it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.scope import everything
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting, Withdrawal
from unionnet.tools.enrolment.queries.own import entry_of

TOGETHER = 5_000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Line:
    """One line of the result log that members may read: no name but the masked one."""

    number: int
    receipt: str
    name: str
    outcome: str
    reason: str
    at: datetime

    @classmethod
    def of(cls, row: Place | Invitation | Waiting | Withdrawal, outcome: str, at: datetime) -> Line:
        reason = row.get_why_display() if isinstance(row, Withdrawal) else ""
        return cls(row.number, row.receipt, mask_name(row.person.name), outcome, reason, at)


@everything("members check the order of arrival; names are masked")
def results(offer: Offer, start: int = 0, limit: int = 200) -> list[Line]:
    """Everybody's outcome in the order of arrival, from a number on."""

    def following(rows: QuerySet[Row]) -> QuerySet[Row]:
        later = rows.filter(offer=offer, number__gt=start)
        return later.select_related("person").order_by("number")[:limit]

    listed = "entered" if offer.awaits_draw else "waiting"
    lines = [
        *(Line.of(row, "taken", row.taken_at) for row in following(Place.objects.all())),
        *(Line.of(row, "invited", row.offered_at) for row in following(Invitation.objects.all())),
        *(Line.of(row, listed, row.joined_at) for row in following(Waiting.objects.all())),
        *(Line.of(row, "left", row.at) for row in following(Withdrawal.objects.filter(undo=None))),
    ]
    return sorted(lines, key=lambda line: line.number)[:limit]


def all_results(offer: Offer) -> Iterator[Line]:
    """The whole log, however long, some lines at a time."""
    after = 0
    while lines := results(offer, after, TOGETHER):
        yield from lines
        after = lines[-1].number


def mask_name(name: str) -> str:
    """林晓 → 林*, 欧阳小芳 → 欧**芳: enough to find oneself, too little to find another."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def may_read_results(person: Person | None, offer: Offer) -> bool:
    """Anyone in the union whose offer it is, or that it is open to; and whoever has something of it."""
    if person is None:
        return False
    standing = Standing.objects.filter(person=person).first()
    path = standing.path if standing else ""
    concerned = (offer.organisation, *([offer.open_to] if offer.open_to else []))
    if path and any(union.contains(path) for union in concerned):
        return True
    if person.reach("enrolment.see").covers(offer.organisation.path):
        return True
    return entry_of(person, offer) is not None
