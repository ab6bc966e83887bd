# SPDX-License-Identifier: Apache-2.0
"""Ways to the rows: of officers, of workers, of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.organisations.queries import found_in
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.foundation.pieces import has_piece
from unionnet.foundation.texts import one_line
from unionnet.tools.activities.models import Activity, Attendee, Bundle, FollowUp, Host, Photo, Session, Step
from unionnet.tools.activities.rules import EARLIEST, LATEST, TOLD

LONGEST = 40
MONTH, YEAR = timedelta(days=31), timedelta(days=366)


def activities_seen_by(person: Person) -> QuerySet[Activity]:
    """Those of unions within reach, and those which these give together with others."""
    reach = person.reach("activities.see")
    with_us = Host.objects.filter(reach.q(), activity=OuterRef("pk"))
    rows = Activity.objects.filter(reach.q() | Q(Exists(with_us)))
    return rows.select_related("organisation", "site")


def sessions_seen_by(person: Person) -> QuerySet[Session]:
    rows = Session.objects.filter(activity__in=activities_seen_by(person).order_by())
    return rows.select_related("activity__organisation")


def attendees_seen_by(person: Person) -> QuerySet[Attendee]:
    rows = Attendee.objects.filter(activity__in=activities_seen_by(person).order_by())
    return rows.select_related("person", "host", "session", "activity__organisation")


def photos_seen_by(person: Person) -> QuerySet[Photo]:
    rows = Photo.objects.filter(activity__in=activities_seen_by(person).order_by())
    return rows.select_related("file", "activity")


def bundle_of(activity: Activity, person: Person) -> Bundle | None:
    """The last one this person asked for, until its hours are over."""
    own = Bundle.objects.filter(activity=activity, asked_by=person)
    good = own.filter(Q(expires_at=None) | Q(expires_at__gt=Now()))
    return good.select_related("activity__organisation").order_by("-id").first()


def follow_ups_seen_by(person: Person) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(activity__in=activities_seen_by(person).order_by())
    return rows.select_related("activity__organisation")


def open_activities() -> QuerySet[Activity]:
    """What people were told of: whoever has the address may read where and when."""
    return Activity.objects.filter(state__in=TOLD).select_related("organisation", "site")


def in_calendar(at: datetime) -> QuerySet[Activity]:
    """What was announced, a month back and a year ahead, with when it last moved and how often."""
    announced = Step.objects.filter(activity=OuterRef("pk"), move="announce")
    steps = Step.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    rows = Activity.objects.filter(Exists(announced), starts_at__range=(at - MONTH, at + YEAR))
    rows = rows.select_related("organisation", "site").annotate(
        told_at=Subquery(steps.annotate(last=Max("at")).values("last")),
        told_times=Subquery(steps.annotate(n=Count("pk")).values("n")),
    )
    return rows.order_by("starts_at", "id")


def sessions_open() -> QuerySet[Session]:
    """Where somebody may sign in, rules permitting."""
    return Session.objects.filter(activity__state__in=TOLD).select_related("activity__organisation")


def activities_ahead(person: Person | None, at: datetime) -> QuerySet[Activity]:
    """For the phone: those to come or running that are for everybody, or given by the own union or one above
    it; for a group that one belongs to, if for a group."""
    standing = Standing.objects.filter(person=person).first() if person else None
    path, tags = (standing.path, standing.tags) if standing else ("", [])
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    ours = Host.objects.filter(activity=OuterRef("pk"), organisation__path__in=above)
    rows = open_activities().filter(ends_at__gt=at)
    rows = rows.filter(Q(audience=Activity.Audience.EVERYONE) | Q(Exists(ours)))
    return rows.filter(Q(any_tags=[]) | Q(any_tags__overlap=tags)).order_by("ends_at", "id")


def union_named(name: str) -> Organisation | None:
    """The established union of exactly that name; None when there is none, or more than one."""
    rows = Organisation.objects.filter(since__isnull=False, until__isnull=True)
    found = [row for row in found_in(rows, name)[:20] if row.name == name]
    return found[0] if len(found) == 1 else None


def is_alone(activity: Activity) -> bool:
    """Whether nobody but who planned it could approve it at that union itself."""
    union = activity.organisation_id
    held = holders_by_union("activities.approve", [union]).get(union, [])
    return not set(held) - {activity.planned_by_id}


@dataclass(frozen=True)
class Asked:
    """What the list is asked for. Anything may stand in an address; what makes no sense is left out."""

    words: str = ""
    year: int | None = None
    state: str = ""
    kind: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Asked:
        year = said.get("year", "")
        state, kind = said.get("state", ""), said.get("kind", "")
        return cls(
            one_line(said.get("q", ""), LONGEST),
            int(year)
            if year.isascii()
            and year.isdigit()
            and len(year) == 4
            and EARLIEST.year <= int(year) <= LATEST.year
            else None,
            state if state in Activity.State.values else "",
            kind if kind in Activity.Kind.values else "",
        )

    def among(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        if self.year:
            rows = rows.filter(year=self.year)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.words:
            rows = rows.filter(has_piece(self.words, "title", "place") | Q(topic=self.words))
        return rows
