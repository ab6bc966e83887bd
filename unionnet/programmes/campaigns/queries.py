# SPDX-License-Identifier: Apache-2.0
"""Campaigns, their activities, and people counted once across them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import metres_between
from unionnet.foundation.texts import one_line
from unionnet.programmes.campaigns.models import Booked, Campaign, Gift, Held
from unionnet.tools.activities.models import Activity, Attendee, Expense
from unionnet.tools.activities.queries import Came, activities_ahead, count_among
from unionnet.tools.activities.queries import with_counts as with_activity_counts
from unionnet.tools.benefits.models import STANDS, Benefit, Receipt

WEEK = timedelta(days=7)
LOOKED_AT, SHOWN = 400, 60
ALL = Value(1)
OVER = (Activity.State.ARCHIVED, Activity.State.CANCELLED)


def campaigns_seen_by(person: Person) -> QuerySet[Campaign]:
    return Campaign.objects.filter(person.reach("campaigns.see").q()).select_related("organisation")


def activities_of(campaign: Campaign) -> QuerySet[Activity]:
    held = Held.objects.filter(campaign=campaign).values("activity")
    return Activity.objects.filter(pk__in=held).select_related("organisation", "site")


def open_ones(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    return activities.exclude(state__in=OVER)


def activities_within(campaigns: QuerySet[Campaign]) -> QuerySet[Activity]:
    held = Held.objects.filter(campaign__in=campaigns.order_by()).values("activity")
    return Activity.objects.filter(pk__in=held)


def count_of(campaign: Campaign) -> Came:
    """From the rows, while they are there; from the campaign once it is closed."""
    if campaign.persons is not None and campaign.person_times is not None:
        return Came(campaign.persons, campaign.person_times)
    return count_among(activities_of(campaign))


def offer_of(activity: Activity) -> Booked | None:
    return Booked.objects.filter(activity=activity).select_related("offer").first()


def gifts_of(campaign: Campaign) -> QuerySet[Gift]:
    """What is handed out at its activities; `persons` is how many signed for it."""
    held = Held.objects.filter(campaign=campaign).values("activity")
    rows = Gift.objects.filter(activity__in=held).select_related("activity", "benefit").order_by("pk")
    signed = Receipt.objects.filter(STANDS, content__benefit=OuterRef("benefit"))
    return rows.annotate(persons=_counted(signed, Count("person", distinct=True), "content__benefit"))


def benefits_to_give(activity: Activity) -> QuerySet[Benefit]:
    """Of the same union, not over, and listed at no activity yet."""
    own = Benefit.objects.filter(organisation=activity.organisation_id, ended_at=None)
    return own.exclude(pk__in=Gift.objects.values("benefit")).order_by("-pk")


@dataclass(frozen=True)
class Asked:
    """What the list is asked for; what makes no sense is left out."""

    words: str = ""
    year: int | None = None
    kind: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Asked:
        year, kind = said.get("year", ""), said.get("kind", "")
        sound = year.isascii() and year.isdigit() and len(year) == 4
        known = kind if kind in Campaign.Kind.values else ""
        return cls(one_line(said.get("q", ""), 40), int(year) if sound else None, known)

    def among(self, rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
        if self.year:
            rows = rows.filter(year=self.year)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.words:
            rows = rows.filter(title__contains=self.words) | rows.filter(line__contains=self.words)
        return rows


def with_counts(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Beside each: activities, people counted once, person-times, and what was spent."""
    came = Attendee.objects.filter(activity__in=_held()).order_by()
    return rows.annotate(
        held_count=_counted(Held.objects.filter(campaign=OuterRef("pk")), Count("pk"), "campaign"),
        persons_now=_or("persons", _counted(came, Count("who", distinct=True))),
        times_now=_or("person_times", _counted(came, Count("pk"))),
        spent_now=_counted(Expense.objects.filter(activity__in=_held()), Sum("amount")),
    )


def _held() -> QuerySet[Held, Any]:
    return Held.objects.filter(campaign=OuterRef(OuterRef("pk"))).values("activity")


def _counted(rows: QuerySet[Any], what: Any, by: str = "") -> Coalesce:
    """One number over all of the rows; nothing is none."""
    grouped = rows.order_by().values(by) if by else rows.order_by().annotate(one=ALL).values("one")
    return Coalesce(Subquery(grouped.annotate(n=what).values("n")), 0, output_field=BigIntegerField())


def _or(kept: str, counted: Coalesce) -> Coalesce:
    return Coalesce(kept, counted, output_field=BigIntegerField())


@dataclass(frozen=True)
class Kindly:
    """What a kind of campaign came to: how many, in how many activities, for whom."""

    label: str
    campaigns: int
    activities: int
    came: Came


def by_kind(rows: QuerySet[Campaign]) -> list[Kindly]:
    """One line a kind that there is, in the order of the kinds. A few questions a kind, of nine."""
    counted = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    lines = []
    for kind in Campaign.Kind:
        if kind in counted:
            held = activities_within(rows.filter(kind=kind))
            lines.append(Kindly(str(kind.label), counted[kind], held.count(), count_among(held)))
    return lines


@dataclass(frozen=True)
class Folder:
    """All of one campaign, for its page and its sheet."""

    campaign: Campaign
    activities: Sequence[Activity]
    came: Came
    spent: int
    still_open: int

    @property
    def to_offer(self) -> list[Activity]:
        """Those that are still to come or running: their places may be offered."""
        return [row for row in self.activities if row.state not in (*OVER, Activity.State.DONE)]


def folder_of(campaign: Campaign) -> Folder:
    rows = list(with_activity_counts(activities_of(campaign)).order_by("starts_at", "id"))
    return Folder(
        campaign,
        rows,
        count_of(campaign),
        sum(row.spent_now for row in rows),  # type: ignore[attr-defined]
        sum(row.state not in OVER for row in rows),
    )


@dataclass(frozen=True)
class Near:
    """An activity of this week, and how far it is."""

    activity: Activity
    metres: float | None


def this_week(person: Person | None, at: datetime, here: tuple[float, float] | None) -> list[Near]:
    """What campaigns bring within a week: the nearest first when one says where one is, else the soonest."""
    held = Held.objects.values("activity")
    rows = activities_ahead(person, at).filter(starts_at__lt=at + WEEK, pk__in=held)
    found = [Near(row, _metres(row, here)) for row in rows.order_by("starts_at", "id")[:LOOKED_AT]]
    if here:
        found.sort(key=lambda near: (near.metres is None, near.metres or 0))
    return found[:SHOWN]


def _metres(activity: Activity, here: tuple[float, float] | None) -> float | None:
    site = activity.site
    if here is None or site is None or site.latitude is None or site.longitude is None:
        return None
    return metres_between(here, (site.latitude, site.longitude))
