# SPDX-License-Identifier: Apache-2.0
"""What the keeper sees of one station, and what the union sees of all: rounds, faults, what runs out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.facilities import Facility, chosen
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.open_now import timetables_of
from unionnet.directory.places.queries import sites_seen_by, states_of
from unionnet.directory.places.rules import State
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.stations.checklist import ROUND, SUPPLIES, round_of
from unionnet.programmes.stations.models import FaultPhoto, Patrol, Shortage
from unionnet.programmes.stations.rules import colour_of

LOOKED_BACK = 7
TOLD = 10


@dataclass(frozen=True)
class Tending:
    """One station on the phone of its keeper."""

    site: Site
    state: State
    today: Patrol | None
    round: Sequence[tuple[str, Any]]
    facilities: Sequence[Facility]
    faults: Sequence[FaultReport]
    shortages: Sequence[tuple[Shortage, Any]]
    rounds: Sequence[tuple[Patrol, Sequence[Any]]]


def tending_page(site: Site, at: datetime) -> Tending:
    """Today's round, what is broken, what was asked for, and the rounds of the last days."""
    today = local_date(at)
    rounds = list(
        Patrol.objects.filter(site=site, day__gt=today - timedelta(days=LOOKED_BACK)).order_by("-day")
    )
    asked = Shortage.objects.filter(
        Q(answered_at__isnull=True) | Q(answered_at__gt=at - timedelta(days=LOOKED_BACK)), site=site
    )
    faults = FaultReport.objects.filter(site=site, resolved_at__isnull=True).order_by("at")
    return Tending(
        site=site,
        state=states_of([site], at)[site.pk],
        today=rounds[0] if rounds and rounds[0].day == today else None,
        round=round_of(site, today),
        facilities=chosen(site.codes),
        faults=list(faults[:TOLD]),
        shortages=[
            (each, SUPPLIES.get(each.item, each.item)) for each in asked.order_by("-at", "-id")[:TOLD]
        ],
        rounds=[(each, exceptions_of(each)) for each in rounds],
    )


def exceptions_of(kept: Patrol) -> list[Any]:
    """What was not well, in words."""
    return [ROUND[code][0] for code in kept.exceptions if code in ROUND]


def unpatrolled(sites: Iterable[Site], at: datetime) -> set[int]:
    """Which of these open today have had no round yet."""
    today, listed = local_date(at), list(sites)
    done = set(Patrol.objects.filter(site__in=listed, day=today).values_list("site_id", flat=True))
    times = timetables_of(listed, at)
    due = (site for site in listed if site.status == Site.Status.OPEN and times[site.pk].hours_on(today))
    return {site.pk for site in due} - done


def rounds_for_keepers(sites: Sequence[Site]) -> dict[int, tuple[Any, str, str, Any]]:
    """The page of the daily round, for each of these."""
    waiting = unpatrolled(sites, database_now())
    return {
        site.pk: (
            _("巡查、缺货、报修"),
            reverse("stations:tend", args=[site.public_id]),
            "check",
            _("今天还没巡查") if site.pk in waiting else "",
        )
        for site in sites
    }


def patrolled_sites(person: Person) -> QuerySet[Site]:
    """Stations in use that this person oversees."""
    return sites_seen_by(person).filter(status=Site.Status.OPEN, kind=Site.Kind.STATION)


def without_round(sites: QuerySet[Site], day: date) -> QuerySet[Site]:
    return sites.filter(~Exists(Patrol.objects.filter(site=OuterRef("pk"), day=day)))


@dataclass(frozen=True)
class Rounds:
    """The last week of one station: on how many of the days it was open somebody went round."""

    site: Site
    last: Patrol | None
    due: int
    done: int
    missed: Sequence[date]
    exceptions: Sequence[Any]


def rounds_of(sites: Sequence[Site], at: datetime) -> list[Rounds]:
    """For the stations of one page. Today is not missed before it is over; a day it was closed is not due."""
    today = local_date(at)
    days = [today - timedelta(days=back) for back in range(1, LOOKED_BACK + 1)]
    kept: dict[int, dict[date, Patrol]] = {}
    for each in Patrol.objects.filter(site__in=sites, day__gte=days[-1]).order_by("day"):
        kept.setdefault(each.site_id, {})[each.day] = each
    times = timetables_of(sites, at - timedelta(days=LOOKED_BACK))
    return [_rounds(site, kept.get(site.pk, {}), times[site.pk].hours_on, days) for site in sites]


def _rounds(site: Site, kept: dict[date, Patrol], hours_on: Any, days: Sequence[date]) -> Rounds:
    due = [day for day in days if hours_on(day) and (site.since is None or site.since <= day)]
    last = kept[max(kept)] if kept else None
    missed = [day for day in due if day not in kept]
    return Rounds(site, last, len(due), len(due) - len(missed), missed, exceptions_of(last) if last else ())


@dataclass(frozen=True)
class PatrolSummary:
    """How many of the stations in use have had a round today, and in how many of these not all was well."""

    stations: int
    done: int
    uneven: int


def patrol_summary(person: Person, today: date) -> PatrolSummary:
    stations = patrolled_sites(person)
    rounds = Patrol.objects.filter(site__in=stations.values("pk"), day=today)
    counts = rounds.aggregate(done=Count("pk"), uneven=Count("pk", filter=~Q(exceptions=[])))
    return PatrolSummary(stations.count(), counts["done"], counts["uneven"])


def faults_overseen_by(person: Person) -> QuerySet[FaultReport]:
    """What was said to be broken, also by visitors, at the sites this person sees."""
    reach = person.reach("places.see").q("site__organisation__path")
    return FaultReport.objects.filter(reach).select_related("site__organisation", "resolved_by")


@dataclass(frozen=True)
class FaultLine:
    fault: FaultReport
    colour: str
    has_photo: bool


def fault_lines(faults: Sequence[FaultReport], at: datetime) -> list[FaultLine]:
    """With their colours, for one page."""
    photographed = set(FaultPhoto.objects.filter(fault__in=faults).values_list("fault_id", flat=True))
    on = local_date(at)
    return [FaultLine(each, colour_of(each, at, on), each.pk in photographed) for each in faults]


def photos_seen_by(person: Person) -> QuerySet[FaultPhoto]:
    reach = person.reach("places.see").q("fault__site__organisation__path")
    return FaultPhoto.objects.filter(reach).select_related("file")


def shortages_seen_by(person: Person) -> QuerySet[Shortage]:
    reach = person.reach("places.see").q("site__organisation__path")
    return Shortage.objects.filter(reach).select_related("site__organisation", "by", "answered_by")
