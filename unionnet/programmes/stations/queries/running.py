# SPDX-License-Identifier: Apache-2.0
"""Growth of the register between two days, the check of facilities, and what running costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import Person
from unionnet.directory.places.facilities import LIST, Facility, split
from unionnet.directory.places.models import FacilitySpell, Site
from unionnet.directory.places.queries import in_use_on
from unionnet.programmes.stations.models import Cost, Visits


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


@dataclass(frozen=True)
class CostReport:
    """The dearest sites of a year; the sums and counts are of all in reach."""

    rows: list[SiteCosts]
    total: int
    recorded: int
    count: int


def cost_report(
    costs: QuerySet[Cost], sites: QuerySet[Site], year: int, most: int | None = None
) -> CostReport:
    """Running costs of the year, the dearest first, also sites with none recorded; no more than `most`."""
    listed = sites.exclude(status__in=[Site.Status.CLOSED, Site.Status.PLANNED])
    paid = costs.filter(month__year=year).order_by()
    own = paid.filter(site=OuterRef("pk")).values("site").annotate(sum=Sum("amount")).values("sum")
    ranked = listed.annotate(total=Coalesce(Subquery(own), 0)).order_by(
        "-total", "organisation__path", "pinyin"
    )
    found = list(ranked[:most])
    by_kind: dict[int, dict[str, int]] = {}
    for cost in paid.filter(site__in=found).values("site", "kind").annotate(sum=Sum("amount")):
        by_kind.setdefault(cost["site"], {})[cost["kind"]] = cost["sum"]
    rows = [SiteCosts(site, by_kind.get(site.pk, {}), site.total) for site in found]
    sums = paid.filter(site__in=listed, amount__gt=0).aggregate(
        total=Sum("amount", default=0), recorded=Count("site", distinct=True)
    )
    return CostReport(rows, sums["total"], sums["recorded"], listed.count())


@dataclass(frozen=True)
class Share:
    """A part of the year's costs: 分 by kind, and the sum."""

    name: Any
    by_kind: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


def costs_by_union(costs: QuerySet[Cost], year: int, most: int | None = None) -> list[Share]:
    """What the sites of each union cost, in the order of the tree."""
    return _shares(costs, year, "site__organisation__path", "site__organisation__name", most)


def costs_by_month(costs: QuerySet[Cost], year: int) -> list[Share]:
    return _shares(costs, year, "month", "month", None)


def _shares(costs: QuerySet[Cost], year: int, key: str, name: str, most: int | None) -> list[Share]:
    found: dict[Any, Share] = {}
    sums = costs.filter(month__year=year, amount__gt=0).order_by(key).values(key, name, "kind")
    for row in sums.annotate(sum=Sum("amount")):
        found.setdefault(row[key], Share(row[name], {})).by_kind[row["kind"]] = row["sum"]
    return list(found.values())[:most]


@dataclass(frozen=True)
class PerVisit:
    """Cost of a visit, over the months of stations of which both are known: 分, 人次, and how many months."""

    amount: int
    times: int
    months: int

    @property
    def each(self) -> int | None:
        return round(self.amount / self.times) if self.times else None


def per_visit(costs: QuerySet[Cost], year: int) -> PerVisit:
    """A month of which only the bill or only the count is known would make the figure wrong: left out."""
    paid = costs.filter(month__year=year, amount__gt=0).order_by()
    same = {"site": OuterRef("site"), "month": OuterRef("month")}
    counted = Visits.objects.filter(site__in=paid.values("site"), month__year=year, times__gt=0)
    counted = counted.filter(Exists(paid.filter(**same)))
    amount = paid.filter(Exists(Visits.objects.filter(times__gt=0, **same))).aggregate(
        sum=Sum("amount", default=0)
    )
    sums = counted.aggregate(times=Sum("times", default=0), months=Count("pk"))
    return PerVisit(amount["sum"], sums["times"], sums["months"])


def visits_of(site: Site, person: Person) -> list[Visits]:
    """Two years, the newest first."""
    reach = person.reach("places.see").q("site__organisation__path")
    return list(Visits.objects.filter(reach, site=site).order_by("-month")[:24])


def costs_of(site: Site, person: Person) -> list[Cost]:
    """Of one site, the newest first: two years where every kind is paid every month, else more."""
    return list(costs_seen_by(person).filter(site=site).order_by("-month", "kind")[: 24 * len(Cost.Kind)])
