# SPDX-License-Identifier: Apache-2.0
"""The questions of mediation. Whoever sees a case sees its mediation."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.crypto.keys import key_ring
from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import everything
from unionnet.programmes.mediation.models import ACCEPTED, LIVE, SIGNED, Mediation, Mediator, Meeting
from unionnet.programmes.mediation.rules import SEE
from unionnet.tools.casework.models import Case, Kind
from unionnet.tools.casework.queries import cases_seen_by, taker_of

MARK = 32
MOST_MEDIATORS = 500
JOINED = ("case__kind", "case__organisation", "case__holder", "case__person", "employer", "mediator")


def mediations_seen_by(person: Person) -> QuerySet[Mediation]:
    """What lies within the reach of their posts; nobody sees their own from behind the desk."""
    seen = cases_seen_by(person).filter(pk=OuterRef("case"))
    return Mediation.objects.filter(Exists(seen)).defer("case__words").select_related(*JOINED)


def found_in(
    rows: QuerySet[Mediation], *, state: str, late_at: datetime | None = None, limit_by: date | None = None
) -> QuerySet[Mediation]:
    """Of one state, or all, or else the live ones; past their clock; whose limitation ends by a day."""
    if state in Mediation.State.values:
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state__in=LIVE)
    if limit_by:
        rows = rows.filter(state__in=LIVE, limit_on__lte=limit_by)
    return rows.filter(late(late_at)) if late_at else rows


def late(now: datetime) -> Q:
    return Q(state__in=LIVE, case__due_at__lt=now) & ~Q(case__state="paused")


@dataclass(frozen=True)
class Counts:
    """The live ones by what they wait for; `overdue` and `limited` are among them."""

    asked: int
    accepted: int
    declined: int
    agreed: int
    overdue: int
    limited: int

    @property
    def live(self) -> int:
        return self.asked + self.accepted + self.declined + self.agreed


def counts_of(rows: QuerySet[Mediation], now: datetime, limit_by: date) -> Counts:
    by_state = {state: Count("pk", filter=Q(state=state)) for state in LIVE}
    limited = Count("pk", filter=Q(state__in=LIVE, limit_on__lte=limit_by))
    return Counts(**rows.aggregate(**by_state, overdue=Count("pk", filter=late(now)), limited=limited))


@dataclass(frozen=True)
class MonthLine:
    """The requests of one month at one union, and what became of them by now."""

    month: date
    union: str
    asked: int
    accepted: int
    agreed: int
    failed: int
    kept: int


def by_month(rows: QuerySet[Mediation], since: date) -> list[MonthLine]:
    """By union and month of the request, the newest first. Each later number is part of the first."""
    grouped = (
        rows.filter(applied_at__gte=start_of(since))
        .order_by()
        .annotate(month=TruncMonth("applied_at"))
        .values("month", "case__organisation__path", "case__organisation__name")
        .annotate(
            asked=Count("pk"),
            accepted=Count("pk", filter=Q(state__in=ACCEPTED)),
            agreed=Count("pk", filter=Q(state__in=SIGNED)),
            failed=Count("pk", filter=Q(state="failed")),
            kept=Count("pk", filter=Q(state="kept")),
        )
        .order_by("-month", "case__organisation__path")
    )
    return [
        MonthLine(
            row["month"].date(),
            row["case__organisation__name"],
            *(row["asked"], row["accepted"], row["agreed"], row["failed"], row["kept"]),
        )
        for row in grouped
    ]


def mediators_seen_by(person: Person) -> QuerySet[Mediator]:
    rows = Mediator.objects.filter(person.reach(SEE).q("organisation__path"), until=None)
    return rows.select_related("organisation")


def mediators_for(case: Case) -> list[Mediator]:
    """Those on the list of the union where it lies, or of one above it that the officer's posts reach."""
    rows = Mediator.objects.filter(organisation__path__in=_chain(case.holder), until=None)
    return list(rows.select_related("organisation").order_by("name", "pk")[:MOST_MEDIATORS])


def committee_gaps(mediators: QuerySet[Mediator], union: Organisation) -> list[str]:
    """What the committee of a union lacks (DM-06): `worker`, `employer`, `head`."""
    rows = mediators.filter(organisation=union).values_list("side", "head")
    sides = {side for side, _head in rows}
    gaps = [side for side in (Mediator.Side.WORKER, Mediator.Side.EMPLOYER) if side not in sides]
    return [*gaps, *([] if any(head for _side, head in rows) else ["head"])]


def taker_for(kind: Kind, begin: Organisation) -> Organisation:
    """The nearest union from here up that has mediators; where none has, the federation above."""
    listed = Mediator.objects.filter(organisation__path__in=_chain(begin), until=None)
    standing = listed.filter(organisation__until=None).select_related("organisation")
    nearest = standing.order_by("-organisation__path").first()
    return nearest.organisation if nearest else taker_of(kind, begin)


def meetings_of(mediation: Mediation) -> list[Meeting]:
    return list(Meeting.objects.filter(mediation=mediation).order_by("at"))


@everything("whoever brought it reads who mediates and when")
def own_mediation(person: Person, public_id: str) -> tuple[Mediation, list[Meeting]] | None:
    rows = Mediation.objects.filter(case__person=person, public_id=public_id).select_related(*JOINED)
    mediation = rows.defer("case__words").first()
    return (mediation, meetings_of(mediation)) if mediation else None


def mediations_of(person: Person) -> QuerySet[Mediation]:
    """What somebody asked for themselves."""
    rows = Mediation.objects.filter(case__person=person).select_related("case", "employer")
    return rows.defer("case__words").order_by("-pk")


def employer_called(words: str) -> Employer | None:
    """By its code; or by its name, when only one has it."""
    found = list(Employer.objects.filter(Q(uscc=words.upper()) | Q(name=words))[:2])
    return found[0] if len(found) == 1 else None


def answer_key(mediation: Mediation) -> str:
    """What the address of the employer's page ends in: nobody can make one without the key of the house."""
    mark = hmac.new(key_ring().signing, f"mediation.answer:{mediation.public_id}".encode(), "sha256")
    return f"{mediation.public_id}{mark.hexdigest()[:MARK]}"


@everything("whoever holds the address on the paper is the one it was sent to")
def mediation_by_key(key: str) -> tuple[Mediation, list[Meeting]] | None:
    """Once it was accepted; before that there is no paper."""
    rows = Mediation.objects.filter(decided_at__isnull=False, employer__isnull=False)
    mediation = rows.select_related(*JOINED).filter(public_id=key[:-MARK]).first()
    if mediation is None or not hmac.compare_digest(answer_key(mediation).encode(), key.encode()):
        return None
    return mediation, meetings_of(mediation)


def links_for_case(case: Case, _person: Person) -> list[tuple[Any, str, str]]:
    if known := _of_case.first(case.pk):
        label = _("调解：%(state)s") % {"state": known.get_state_display()}
        return [(label, reverse("desk-mediation:mediation", args=[known.public_id]), "hand")]
    return []


@prepared
def _of_case(case: int) -> QuerySet[Mediation]:
    return Mediation.objects.filter(case=case)


def warn_by(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _chain(union: Organisation) -> list[str]:
    return [union.path[:end] for end in range(SEGMENT, len(union.path) + 1, SEGMENT)]
