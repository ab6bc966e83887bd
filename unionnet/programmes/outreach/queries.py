# SPDX-License-Identifier: Apache-2.0
"""Meetings, what was asked and given there, who joined, and how long that took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import OPEN_STATES, Membership, Person
from unionnet.programmes.outreach.models import Ask, Leaflet, Meeting, SpotApproval

THREE_MINUTES = timedelta(minutes=3)
MOST = 200


def meetings_ahead(at: datetime) -> QuerySet[Meeting]:
    """For everybody: those that run or are to come."""
    rows = Meeting.objects.filter(ends_at__gte=at).select_related("organisation", "join_code")
    return rows.order_by("ends_at", "id")


def public_meetings() -> QuerySet[Meeting]:
    """A meeting is public: whoever has its address may read it."""
    return Meeting.objects.select_related("organisation", "join_code")


def meetings_seen_by(person: Person) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(person.reach("outreach.see").q())
    return rows.select_related("organisation", "join_code")


def asks_seen_by(person: Person) -> QuerySet[Ask]:
    return Ask.objects.filter(person.reach("outreach.see").q("meeting__organisation__path"))


def with_counts(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Beside each: asked, joined, taken in on the spot, leaflets."""
    joined = Membership.objects.filter(join_code=OuterRef("join_code")).order_by().values("join_code")
    given = Leaflet.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    asked = Ask.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return rows.annotate(
        joined=Coalesce(Subquery(joined.annotate(n=Count("pk")).values("n")), 0),
        asked=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0),
        leaflets_out=Coalesce(Subquery(given.annotate(n=Sum("handed_out")).values("n")), 0),
    )


def waiting_at(meeting: Meeting, person: Person) -> list[Membership]:
    """Applications that came by this meeting's code and wait, the longest first."""
    rows = Membership.objects.filter(person.reach("people.approve").q(), join_code=meeting.join_code)
    found = rows.filter(state__in=OPEN_STATES).exclude(person=person)
    return list(found.select_related("person", "organisation").order_by("applied_at", "id")[:MOST])


def application_at(meeting: Meeting, person: Person, public_id: str) -> QuerySet[Membership]:
    rows = Membership.objects.filter(person.reach("people.approve").q(), join_code=meeting.join_code)
    return rows.filter(public_id=public_id).select_related("organisation", "person")


@dataclass(frozen=True)
class Timed:
    """One person taken in at the stand: from the scan to the card."""

    approval: SpotApproval
    scanned_at: datetime | None

    @property
    def took(self) -> timedelta | None:
        return self.approval.at - self.scanned_at if self.scanned_at else None


@dataclass(frozen=True)
class Report:
    meeting: Meeting
    questions: int
    services: int
    answered: int
    leaflets: Sequence[Leaflet]
    applied: int
    active: int
    waiting: int
    spots: Sequence[Timed]

    @property
    def handed_out(self) -> int:
        return sum(leaflet.handed_out for leaflet in self.leaflets)

    @property
    def times(self) -> list[timedelta]:
        return [each.took for each in self.spots if each.took is not None]

    @property
    def median(self) -> timedelta | None:
        """From the scan to the card: half were quicker."""
        seconds = [took.total_seconds() for took in self.times]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def within_three_minutes(self) -> int:
        return sum(took <= THREE_MINUTES for took in self.times)


def report_of(meeting: Meeting) -> Report:
    """Four questions, whatever the crowd."""
    asks = meeting.asks.aggregate(
        questions=Count("pk", filter=Q(kind=Ask.Kind.QUESTION)),
        services=Count("pk", filter=Q(kind=Ask.Kind.SERVICE)),
        answered=Count("pk", filter=Q(replied_at__isnull=False)),
    )
    joined = Membership.objects.filter(join_code=meeting.join_code_id).aggregate(
        applied=Count("pk"),
        active=Count("pk", filter=Q(state=Membership.State.ACTIVE)),
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
    )
    spots = meeting.approvals.select_related("membership__person", "role__organisation", "by")
    scans = dict(meeting.scans.values_list("membership", F("at"))[:5000])
    timed = [Timed(spot, scans.get(spot.membership_id)) for spot in spots.order_by("at", "id")[:5000]]
    return Report(meeting, **asks, leaflets=list(meeting.leaflets.order_by("title")), **joined, spots=timed)
