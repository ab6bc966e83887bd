# SPDX-License-Identifier: Apache-2.0
"""Growth of the register between two days, the check of facilities, and what running costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from unionnet.directory.people.models import Person
from unionnet.directory.places.facilities import LIST, Facility, split
from unionnet.directory.places.models import FacilitySpell, Site
from unionnet.programmes.stations.models import Cost


@dataclass(frozen=True)
class Growth:
    """Sites on one day and on a later one. The rate is of the earlier number, and has none when that is 0."""

    name: str
    public_id: str
    before: int
    after: int

    @property
    def more(self) -> int:
        return self.after - self.before

    @property
    def rate(self) -> float | None:
        return 100 * self.more / self.before if self.before else None


@dataclass(frozen=True)
class FacilityGrowth:
    facility: Facility
    before: int
    after: int

    @property
    def more(self) -> int:
        return self.after - self.before

    @property
    def is_new(self) -> bool:
        """Nowhere before, somewhere now."""
        return self.before == 0 < self.after


@dataclass(frozen=True)
class GrowthReport:
    since: date
    until: date
    total: Growth
    unions: Sequence[Growth]
    facilities: Sequence[FacilityGrowth]
    new_sites: Sequence[Site]


def growth_report(sites: QuerySet[Site], since: date, until: date) -> GrowthReport:
    """What there was at the end of each of the two days."""
    rows = (
        sites.values("organisation__name", "organisation__public_id")
        .annotate(before=Count("pk", filter=in_use_on(since)), after=Count("pk", filter=in_use_on(until)))
        .order_by("organisation__path")
    )
    unions = [
        Growth(row["organisation__name"], row["organisation__public_id"], row["before"], row["after"])
        for row in rows
        if row["before"] or row["after"]
    ]
    total = Growth("", "", sum(each.before for each in unions), sum(each.after for each in unions))
    new = sites.filter(in_use_on(until), since__gt=since).order_by("since", "pinyin")
    return GrowthReport(since, until, total, unions, _facility_growth(sites, since, until), list(new[:500]))


def in_use_on(day: date) -> Q:
    """Taken into use by the end of that day, not withdrawn by then."""
    alive = Q(until__isnull=True) | Q(until__gt=day)
    return alive & Q(since__lte=day) & ~Q(status=Site.Status.PLANNED)


def _facility_growth(sites: QuerySet[Site], since: date, until: date) -> list[FacilityGrowth]:
    def there_on(day: date) -> Q:
        alive = Q(until__isnull=True) | Q(until__gt=day)
        in_use = Q(site__in=sites.filter(in_use_on(day)))
        return alive & in_use & Q(since__lte=day)

    rows = (
        FacilitySpell.objects.filter(site__in=sites)
        .values("code")
        .annotate(before=Count("pk", filter=there_on(since)), after=Count("pk", filter=there_on(until)))
    )
    counted = {row["code"]: (row["before"], row["after"]) for row in rows}
    return [FacilityGrowth(each, *counted[each.code]) for each in LIST if any(counted.get(each.code, ()))]


def sites_with_all(sites: QuerySet[Site], codes: Sequence[str], day: date) -> QuerySet[Site]:
    """Sites in use that offer every one of these."""
    facilities, services = split(codes)
    found = sites.filter(in_use_on(day), facilities__contains=facilities, services__contains=services)
    return found.order_by("organisation__path", "pinyin")


def costs_seen_by(person: Person) -> QuerySet[Cost]:
    return Cost.objects.filter(person.reach("places.see").q("site__organisation__path")).select_related(
        "site"
    )


@dataclass(frozen=True)
class SiteCosts:
    """One site's year: 分 by kind, and the sum."""

    site: Site
    by_kind: dict[str, int]
    total: int


def cost_report(costs: QuerySet[Cost], sites: QuerySet[Site], year: int) -> list[SiteCosts]:
    """Running costs of the year, the dearest first, also sites with none recorded."""
    rows = costs.filter(month__year=year).values_list("site", "kind").annotate(amount=Sum("amount"))
    spent: dict[int, dict[str, int]] = {}
    for site, kind, amount in rows.order_by():
        spent.setdefault(site, {})[kind] = amount
    listed = sites.exclude(status__in=[Site.Status.CLOSED, Site.Status.PLANNED]).order_by(
        "organisation__path", "pinyin"
    )
    found = [SiteCosts(site, spent.get(site.pk, {}), sum(spent.get(site.pk, {}).values())) for site in listed]
    return sorted(found, key=lambda row: -row.total)


def costs_of(site: Site, person: Person) -> list[Cost]:
    """The last two years or so of one site, the newest first."""
    return list(costs_seen_by(person).filter(site=site).order_by("-month", "kind")[:48])
