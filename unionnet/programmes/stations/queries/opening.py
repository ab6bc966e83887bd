# SPDX-License-Identifier: Apache-2.0
"""Stations that are being built, and the locks of those that open by a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import sites_seen_by
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything
from unionnet.programmes.stations.models import Acceptance, Lock
from unionnet.programmes.stations.rules import gaps_of, why_not_accept, why_not_declare

SHOWN = 200


@dataclass(frozen=True)
class Planned:
    """A station that is being built; `gaps` is what it lacks, `asked` that it waits to be looked at."""

    site: Site
    gaps: Sequence[Any]
    asked: Acceptance | None


def planned_page(person: Person, on: date) -> list[Planned]:
    """Those that wait for somebody to look come first."""
    sites = list(sites_seen_by(person).filter(status=Site.Status.PLANNED).order_by("pinyin", "id")[:SHOWN])
    asked = {each.site_id: each for each in Acceptance.objects.filter(site__in=sites)}
    rows = [Planned(site, gaps_of(site, on), asked.get(site.pk)) for site in sites]
    return sorted(rows, key=lambda row: not (row.asked and row.asked.is_waiting))


@dataclass(frozen=True)
class Opening:
    """One station on its way, with the reasons why the person who looks cannot take the next step."""

    gaps: Sequence[Any]
    asked: Acceptance | None
    why_not_declare: Refusal | None
    why_not_accept: Refusal | None
    locks: Sequence[Lock]
    may_change: bool


def opening_page(site: Site, person: Person, on: date) -> Opening:
    people = ("built_by", "accepted_by", "site__organisation")
    asked = Acceptance.objects.select_related(*people).filter(site=site).first()
    locks = locks_seen_by(person).filter(site=site).annotate(came=Count("entries")).order_by("pk")
    return Opening(
        gaps=gaps_of(site, on),
        asked=asked,
        why_not_declare=why_not_declare(person, site, on),
        why_not_accept=why_not_accept(person, asked, on) if asked else None,
        locks=list(locks),
        may_change=person.may("places.change", site.organisation.path),
    )


def locks_seen_by(person: Person) -> QuerySet[Lock]:
    reach = person.reach("places.see").q("site__organisation__path")
    return Lock.objects.filter(reach, dropped_at__isnull=True).select_related("site__organisation")


@everything("whoever shows the key of a lock is that lock")
def lock_with(public_id: str, digest: bytes) -> Lock | None:
    found = Lock.objects.filter(public_id=public_id, digest=digest, dropped_at__isnull=True)
    return found.select_related("site__organisation").first()
