# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.actions import change
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.programmes.stations.actions import record_cost
from unionnet.programmes.stations.models import Cost
from unionnet.programmes.stations.queries import cost_report, costs_of, growth_report, sites_with_all

pytestmark = pytest.mark.django_db
LAST_YEAR, TODAY = date(2025, 12, 31), date(2026, 11, 21)


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


def test_eight_sites_become_fifteen_which_is_seven_more(union: Organisation) -> None:
    for number in range(15):
        make_site(union, since=date(2025, 3, 1) if number < 8 else date(2026, 4, 1))
    total = growth_report(Site.objects.all(), LAST_YEAR, TODAY).total
    assert (total.before, total.after, total.more, total.rate) == (8, 15, 7, 87.5)


def test_there_is_no_rate_of_nothing(union: Organisation) -> None:
    make_site(union, since=date(2026, 4, 1))
    total = growth_report(Site.objects.all(), LAST_YEAR, TODAY).total
    assert (total.before, total.after, total.rate) == (0, 1, None)


def test_withdrawn_and_planned_sites_are_not_counted(union: Organisation) -> None:
    make_site(union, since=date(2024, 1, 1), until=date(2026, 2, 1), status="closed")
    make_site(union, since=date(2024, 1, 1), status="planned")
    total = growth_report(Site.objects.all(), LAST_YEAR, TODAY).total
    assert (total.before, total.after) == (1, 0)


def test_a_facility_added_this_year_is_new(union: Organisation) -> None:
    officer = make_officer(union)
    sites = [make_site(union, since=date(2025, 3, 1), codes=["water"]) for _number in range(3)]
    for site in sites[:2]:
        change(site, {"codes": ["water", "ebike_charging"]}, by=officer, at=at("2026-04-01 09:00"))
    rows = growth_report(Site.objects.all(), LAST_YEAR, TODAY).facilities
    assert [(row.facility.code, row.before, row.after, row.is_new) for row in rows] == [
        ("water", 3, 3, False),
        ("ebike_charging", 0, 2, True),
    ]


def test_the_check_lists_the_sites_that_have_all_of_it(union: Organisation) -> None:
    opened = date(2024, 1, 1)
    make_site(union, "都有", since=opened, codes=["phone_charging", "ebike_charging", "legal_advice"])
    make_site(union, "一样", since=opened, codes=["phone_charging"])
    found = sites_with_all(Site.objects.all(), ["phone_charging", "ebike_charging"], TODAY)
    assert [site.name for site in found] == ["都有"]


def test_costs_of_the_year_are_summed_for_every_site_also_those_without(union: Organisation) -> None:
    officer = make_officer(union)
    first, second = make_site(union, "甲"), make_site(union, "乙")
    for month, kind, amount in [(9, "power", 30000), (10, "power", 35600), (10, "rent", 100000)]:
        record_cost(first, date(2026, month, 1), kind, amount, by=officer, at=at("2026-11-01 09:00"))
    record_cost(first, date(2025, 10, 1), "power", 1, by=officer, at=at("2026-11-01 09:00"))
    make_site(union, "丙", status="closed", since=date(2024, 1, 1), until=date(2026, 11, 1))
    report = cost_report(Cost.objects.all(), Site.objects.all(), 2026)
    assert (report.total, report.recorded, report.count) == (165600, 1, 2)
    assert [(row.site.name, row.by_kind, row.total) for row in report.rows] == [
        ("甲", {"power": 65600, "rent": 100000}, 165600),
        ("乙", {}, 0),
    ]
    record_cost(second, date(2026, 9, 1), "rent", 200000, by=officer, at=at("2026-11-01 09:00"))
    dearest = cost_report(Cost.objects.all(), Site.objects.all(), 2026, 1)
    assert [row.site.name for row in dearest.rows] == ["乙"]
    assert (dearest.total, dearest.recorded, dearest.count) == (365600, 2, 2)


def test_two_years_of_a_site_are_shown_also_when_every_kind_is_paid(union: Organisation) -> None:
    site = make_site(union)
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(25)]
    Cost.objects.bulk_create(
        Cost(site=site, month=month, kind=kind, amount=1) for month in months for kind in Cost.Kind
    )
    shown = [cost.month for cost in costs_of(site, make_officer(union))]
    assert sorted(set(shown)) == months[1:]
