# SPDX-License-Identifier: Apache-2.0
"""What a visit costs, with what it was divided by; and the year by union and by month."""

from datetime import date

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import record_cost, record_visits
from unionnet.programmes.stations.models import Cost, Visits
from unionnet.programmes.stations.queries import costs_by_month, costs_by_union, costs_seen_by, per_visit

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_a_visit_costs_what_both_are_known_of() -> None:
    county = make_union("纳溪区总工会", kind="county_federation", region_code="510503")
    town = make_union("永宁街道总工会", county, region_code="510503")
    officer, keeper = make_officer(county), make_officer(town, role="station_keeper")
    first, second = make_site(town), make_site(county)
    for site, month, kind, cents in (
        (first, MAY, "power", 30_000),
        (first, MAY, "rent", 70_000),
        (first, JUNE, "power", 50_000),  # nobody counted in June
        (second, MAY, "water", 9_900),
    ):
        record_cost(site, month, kind, cents, by=officer)
    record_visits(first, date(2026, 5, 20), 399, by=keeper)
    record_visits(first, MAY, 400, by=keeper)
    record_visits(second, JUNE, 7000, by=officer)  # counted, and no bill
    paid = costs_seen_by(officer)
    found = per_visit(paid, 2026)
    assert (found.amount, found.times, found.months, found.each) == (100_000, 400, 1, 250)
    assert per_visit(paid, 2025).each is None
    unions = costs_by_union(paid, 2026)
    assert [(share.name, share.total) for share in unions] == [
        ("纳溪区总工会", 9_900),
        ("永宁街道总工会", 150_000),
    ]
    months = costs_by_month(paid, 2026)
    assert [(share.name, share.by_kind) for share in months] == [
        (MAY, {"power": 30_000, "rent": 70_000, "water": 9_900}),
        (JUNE, {"power": 50_000}),
    ]
    page = text_of(sign_in(Client(), officer).get("/desk/stations/?year=2026"))
    for words in ("2.50 元", "400 人次", "1 个站点月份", "2026-05"):
        assert words in page


def test_a_count_is_corrected_and_a_wrong_one_refused() -> None:
    union = make_union("永宁街道总工会", region_code="510503")
    site, officer = make_site(union), make_officer(union)
    for month, times, code in (
        (date(2999, 1, 1), 1, "month_to_come"),
        (MAY, 10_000_001, "times_out_of_range"),
    ):
        with pytest.raises(Refusal) as refused:
            record_visits(site, month, times, by=officer)
        assert refused.value.code == code
    desk = sign_in(Client(), officer)
    door = f"/desk/stations/{site.public_id}/"
    desk.post(f"{door}visits", {"month": "2026-05", "times": "12"})
    desk.post(f"{door}visits", {"month": "2026-05", "times": "15"})
    desk.post(f"{door}visits", {"month": "2026-05", "times": "9" * 400})
    assert Visits.objects.get().times == 15
    assert "15 人次" in text_of(desk.get(door))
    assert Cost.objects.count() == 0
    book = desk.get("/desk/stations/costs-of-unions?year=2026")
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
