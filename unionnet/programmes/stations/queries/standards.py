# SPDX-License-Identifier: Apache-2.0
"""How stations stand against the list of their region, and which were named the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import FaultReport, Site
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything
from unionnet.programmes.stations.haves import (
    HAVES,
    Have,
    Standard,
    gaps_to_five_stars,
    known_of,
    standard_of,
)
from unionnet.programmes.stations.models import Candidacy, Opinion, Shortage, StandardCheck
from unionnet.programmes.stations.queries.tending import LOOKED_BACK, rounds_of
from unionnet.programmes.stations.rules import colour_of, why_not_nominate

NAMED = 200
TURNED_DOWN = ("refused", "withdrawn")


def last_check_of(site: Site) -> StandardCheck | None:
    return StandardCheck.objects.filter(site=site).order_by("-day").first()


def late_faults_of(site: Site, at: datetime) -> int:
    """How many things have been broken for too long."""
    broken = FaultReport.objects.filter(site=site, resolved_at__isnull=True).select_related("site")
    on = local_date(at)
    return sum(colour_of(fault, at, on) == "late" for fault in broken)


@dataclass(frozen=True)
class Held:
    """One thing asked for: whether it is there, and whether the register knows it by itself."""

    have: Have
    is_there: bool
    is_known: bool


@dataclass(frozen=True)
class Against:
    """What takes a star away (ST-03, ST-08): counts of now and of the last week."""

    late_faults: int
    missed: int
    shortages: int
    opinions: int


@dataclass(frozen=True)
class StandardPage:
    standard: Standard
    held: Sequence[Held]
    last: StandardCheck | None
    star_gaps: Sequence[Any] | None
    against: Against
    candidacy: Candidacy | None
    why_not_nominate: Refusal | None
    may_ask: bool
    may_change: bool


def standard_page(site: Site, person: Person, at: datetime) -> StandardPage:
    """One station against the list of its region."""
    today = local_date(at)
    standard, last = standard_of(site, today), last_check_of(site)
    known, late = known_of(site, standard, today), late_faults_of(site, at)
    met = last.met if last else []
    asked = Candidacy.objects.select_related("submission").filter(site=site).order_by("-year").first()
    return StandardPage(
        standard=standard,
        held=[
            Held(have, known.get(have.code, have.code in met), have.code in known) for have in standard.haves
        ],
        last=last,
        star_gaps=gaps_to_five_stars(site, today),
        against=_against(site, late, at),
        candidacy=asked,
        may_ask=asked is None or asked.year < today.year or asked.submission.state in TURNED_DOWN,
        why_not_nominate=why_not_nominate(person, site, last, late_faults=late, on=today),
        may_change=person.may("places.change", site.organisation.path),
    )


def _against(site: Site, late: int, at: datetime) -> Against:
    (week,) = rounds_of([site], at)
    before = at - timedelta(days=LOOKED_BACK)
    return Against(
        late_faults=late,
        missed=len(week.missed),
        shortages=Shortage.objects.filter(site=site, answered_at__isnull=True, at__lt=before).count(),
        opinions=Opinion.objects.filter(site=site, answered_at__isnull=True, at__lt=before).count(),
    )


@dataclass(frozen=True)
class Standing:
    """One line of the list: the last check, and what was missing then or is by the register today. Of one
    that nobody has looked at yet only the register speaks."""

    site: Site
    last: StandardCheck | None
    asked: int
    missing: Sequence[Any]

    @property
    def met(self) -> int:
        return self.asked - len(self.missing)


def standings_of(sites: Sequence[Site], at: datetime) -> list[Standing]:
    today = local_date(at)
    checks = StandardCheck.objects.filter(site__in=sites).order_by("site", "-day").distinct("site")
    last = {check.site_id: check for check in checks}
    return [_standing(site, last.get(site.pk), today) for site in sites]


def _standing(site: Site, last: StandardCheck | None, today: Any) -> Standing:
    standard = standard_of(site, today)
    known = known_of(site, standard, today)
    met = last.met if last else [have.code for have in standard.haves]
    there = {have.code for have in standard.haves if known.get(have.code, have.code in met)}
    missing = [HAVES[have.code].label for have in standard.haves if have.code not in there]
    return Standing(site, last, len(standard.haves), missing)


@everything("which stations were named the best stands open to everybody")
def best_stations() -> list[Candidacy]:
    named = Candidacy.objects.filter(named_on__isnull=False, site__status__in=Site.IN_REGISTER)
    return list(named.select_related("site__organisation").order_by("-named_on", "pk")[:NAMED])


@everything("which stations were named the best stands open to everybody")
def names_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    """(label, address, icon): that this one was named, and when."""
    named = Candidacy.objects.filter(site=site, named_on__isnull=False).order_by("-year")[:1]
    return [
        (_("最美工会驿站（%(year)s 年）") % {"year": each.year}, reverse("stations:best"), "star")
        for each in named
    ]


def candidacies_seen_by(person: Person) -> QuerySet[Candidacy]:
    reach = person.reach("places.see").q("site__organisation__path")
    return Candidacy.objects.filter(reach).select_related("site__organisation", "submission")
