# SPDX-License-Identifier: Apache-2.0
"""Meetings, what was asked and given there, who joined, and how long that took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import MEMBER_STATES, OPEN_STATES, Membership, Person
from unionnet.foundation.scope import everything
from unionnet.programmes.outreach.models import Ask, Booth, Leaflet, Meeting, Slip, SpotApproval

THREE_MINUTES = timedelta(minutes=3)
MOST = 200
NEWEST = 12
REASONS = 50


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


def booths_seen_by(person: Person) -> QuerySet[Booth]:
    """Tables where this officer may take people in."""
    rows = Booth.objects.filter(person.reach("people.approve").q("meeting__organisation__path"))
    return rows.select_related("meeting__organisation", "meeting__join_code", "join_code", "keeper")


def codes_of(meeting: Meeting) -> list[int]:
    """The join codes of the meeting and of its tables."""
    return [meeting.join_code_id, *meeting.booths.values_list("join_code", flat=True)]


def meeting_of_code(join_code: int) -> Meeting | None:
    return Meeting.objects.filter(Q(join_code=join_code) | Q(booths__join_code=join_code)).first()


def asks_seen_by(person: Person) -> QuerySet[Ask]:
    return Ask.objects.filter(person.reach("outreach.see").q("meeting__organisation__path"))


def with_counts(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Beside each: asked, joined, taken in on the spot, leaflets."""
    tables = Booth.objects.filter(meeting=OuterRef(OuterRef("pk"))).values("join_code")
    by_code = Q(join_code=OuterRef("join_code")) | Q(join_code__in=tables)
    joined = Membership.objects.filter(by_code).order_by().annotate(all=Value(1)).values("all")
    given = Leaflet.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    asked = Ask.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return rows.annotate(
        joined=Coalesce(Subquery(joined.annotate(n=Count("pk")).values("n")), 0),
        asked=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0),
        leaflets_out=Coalesce(Subquery(given.annotate(n=Sum("handed_out")).values("n")), 0),
    )


def waiting_at(codes: Sequence[int], person: Person) -> list[Membership]:
    """Applications that came by these codes and wait, the longest first."""
    rows = Membership.objects.filter(person.reach("people.approve").q(), join_code__in=codes)
    found = rows.filter(state__in=OPEN_STATES).exclude(person=person)
    return list(found.select_related("person", "organisation").order_by("applied_at", "id")[:MOST])


def application_at(meeting: Meeting, person: Person, public_id: str) -> QuerySet[Membership]:
    rows = Membership.objects.filter(person.reach("people.approve").q(), join_code__in=codes_of(meeting))
    return rows.filter(public_id=public_id).select_related("organisation", "person")


@everything("a table sees whom it wrote down, members of another union too")
def newest_slips(booth: Booth) -> list[Slip]:
    """What was written down at a table last."""
    return list(booth.slips.select_related("membership__person").order_by("-id")[:NEWEST])


@dataclass(frozen=True)
class Line:
    """A table, the code of the meeting itself, or all of them: persons, each in one of the last five."""

    name: str
    keeper: str = ""
    scanned: int = 0
    written: int = 0
    kept: int = 0
    approved: int = 0
    waiting: int = 0
    transferring: int = 0
    conflict: int = 0
    refused: int = 0

    def __add__(self, other: Line) -> Line:
        sums = {name: getattr(self, name) + getattr(other, name) for name in COUNTED}
        return Line(self.name, self.keeper, **sums)

    @property
    def persons(self) -> int:
        return self.approved + self.waiting + self.transferring + self.conflict + self.refused


COUNTED = ("scanned", "written", "kept", "approved", "waiting", "transferring", "conflict", "refused")


@dataclass(frozen=True)
class Tally:
    """How the tables stand. `reasons` are sentences with how many heard them."""

    lines: Sequence[Line]
    reasons: Sequence[tuple[str, int]]

    @property
    def total(self) -> Line:
        return sum(self.lines, Line(""))


def tally_of(meeting: Meeting) -> Tally:
    """Five questions, whatever the crowd. A refused slip that was filled in anew counts as what it became."""
    booths = list(meeting.booths.select_related("keeper").order_by("id"))
    slips = Slip.objects.filter(booth__meeting=meeting, is_mended=False)
    written = _by(
        "booth",
        slips,
        written=Q(pk__gt=0),
        kept=Q(was_kept=True),
        transferring=Q(outcome=Slip.Outcome.TRANSFERRING),
        conflict=Q(outcome=Slip.Outcome.CONFLICT),
        refused=Q(outcome=Slip.Outcome.REFUSED),
    )
    joined = _joined(codes_of(meeting))
    lines = [
        Line(
            booth.name,
            booth.keeper.name,
            **written.get(booth.pk, {}),
            **joined.get(booth.join_code_id, {}),
        )
        for booth in booths
    ]
    own = Line("", "", **joined.get(meeting.join_code_id, {}))
    refused = slips.filter(outcome=Slip.Outcome.REFUSED).values_list("reason")
    reasons = refused.annotate(n=Count("pk")).order_by("-n", "reason")[:REASONS]
    return Tally([*lines, own] if own.persons or not lines else lines, list(reasons))


def _joined(codes: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """By join code: taken in, waiting, and who scanned for themselves."""
    rows = Membership.objects.filter(join_code__in=codes)
    by_hand = Exists(Slip.objects.filter(membership=OuterRef("pk")))
    return _by(
        "join_code",
        rows.annotate(by_hand=by_hand),
        approved=Q(state__in=MEMBER_STATES),
        waiting=Q(state__in=OPEN_STATES),
        scanned=Q(by_hand=False),
    )


def _by(column: str, rows: QuerySet[Any], **counted: Q) -> Mapping[int, Mapping[str, int]]:
    counts = {name: Count("pk", filter=each) for name, each in counted.items()}
    found = rows.order_by().values(column).annotate(**counts)
    return {row.pop(column): row for row in found}


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
    tally: Tally

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
    """A handful of questions, whatever the crowd."""
    asks = meeting.asks.aggregate(
        questions=Count("pk", filter=Q(kind=Ask.Kind.QUESTION)),
        services=Count("pk", filter=Q(kind=Ask.Kind.SERVICE)),
        answered=Count("pk", filter=Q(replied_at__isnull=False)),
    )
    joined = Membership.objects.filter(join_code__in=codes_of(meeting)).aggregate(
        applied=Count("pk"),
        active=Count("pk", filter=Q(state=Membership.State.ACTIVE)),
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
    )
    spots = meeting.approvals.select_related("membership__person", "role__organisation", "by")
    scans = dict(meeting.scans.values_list("membership", F("at"))[:5000])
    timed = [Timed(spot, scans.get(spot.membership_id)) for spot in spots.order_by("at", "id")[:5000]]
    leaflets = list(meeting.leaflets.order_by("title"))
    return Report(meeting, **asks, leaflets=leaflets, **joined, spots=timed, tally=tally_of(meeting))
