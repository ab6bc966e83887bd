# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from unionnet.directory.people.models import Person
from unionnet.programmes.hotline.kinds import KINDS
from unionnet.programmes.hotline.models import Handover, Watched
from unionnet.programmes.hotline.rules import SEE
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.queries import cases_seen_by, in_full, sent_on, to_do

SHOWN = 60


def orders_to_do(person: Person, *, with_others: bool = False) -> QuerySet[Dispatch]:
    """The orders that wait for the person's unions, or that others work on for them, by when they are due."""
    rows = sent_on(person) if with_others else to_do(person)
    return in_full(rows).filter(kind__key__in=KINDS).order_by("due_at", "id")


def next_after(lines: list[Dispatch], public_id: str) -> str:
    """Which order opens when this one has left the tray: the one below it, or the one above at the end."""
    names = [line.case.public_id for line in lines]
    if public_id not in names:
        return names[0] if names else ""
    at = names.index(public_id)
    rest = names[at + 1 :] + names[:at][::-1]
    return rest[0] if rest else ""


def handover_of(case: Case) -> Handover | None:
    return Handover.objects.filter(case=case).first()


def watched_of(case: Case) -> list[Watched]:
    return list(Watched.objects.filter(case=case).order_by("since", "id"))


def watched_seen_by(person: Person) -> QuerySet[Watched]:
    """Those of the unions within reach, where the case itself may be looked at too."""
    rows = Watched.objects.filter(person.reach(SEE).q("organisation__path"))
    seen = cases_seen_by(person).filter(pk=OuterRef("case")).only("pk")
    rows = rows.filter(Exists(seen)).select_related(
        "organisation", "case__kind", "case__holder", "settled_by"
    )
    return rows.defer("case__words", "case__text")


def answers_seen_by(person: Person, channel: str, since: datetime) -> QuerySet[Case]:
    """What came from another hotline since then, with the answer that goes back there."""
    rows = cases_seen_by(person).filter(kind__key__in=KINDS, channel=channel, received_at__gte=since)
    return rows.exclude(source_no="").order_by("received_at", "id")
