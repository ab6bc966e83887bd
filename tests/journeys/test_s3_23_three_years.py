# SPDX-License-Identifier: Apache-2.0
"""S3-23: three years of contests on the farms: 3,225 contests, 796,000 person-times, 246.8 a contest, by farm
and by year."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.returning import DESK, issue, open_again, page_of, send

pytestmark = pytest.mark.django_db
LINES = (
    {"code": "A1", "label": "竞赛场次", "unit": "events"},
    {"code": "A2", "label": "参赛人次", "unit": "person_times"},
    {"code": "A3", "label": "每场人次", "kind": "average", "numerator": "A2", "denominator": "A1"},
)
YEARS = {
    "2022": {"七星农场工会": (400, 80_000), "友谊农场工会": (500, 170_000)},
    "2023": {"七星农场工会": (525, 130_000), "友谊农场工会": (600, 140_000)},
    "2024": {"七星农场工会": (700, 156_000), "友谊农场工会": (500, 120_000)},
}


def test_s3_23_three_years_of_contests_by_farm_and_year() -> None:
    group = make_union("北大荒集团工会", kind="industrial_union")
    farms = {name: make_union(name, group, kind="enterprise_union") for name in YEARS["2022"]}
    above = sign_in(Client(), make_officer(group))
    desks = {name: sign_in(Client(), make_officer(farm)) for name, farm in farms.items()}
    form = None
    for year, figures in YEARS.items():
        days = {"key": year, "begins": f"{year}-01-01", "ends": f"{year}-12-31", "due_on": f"{year}-12-31"}
        if form is None:
            period = issue(above, group, "劳动和技能竞赛统计", LINES, **days)
            form = period.form
        else:
            period = open_again(above, form, **days)
        for name, (contests, times) in figures.items():
            send(desks[name], page_of(period, farms[name]), A1=contests, A2=times)
    assert form is not None
    page = f"{DESK}forms/{form.public_id}/years"
    whole = text_of(above.get(page))
    assert "竞赛场次 场 900 1,125 1,200 3,225" in whole
    assert "参赛人次 人次 250,000 270,000 276,000 796,000" in whole
    assert "每场人次 277.8 240.0 230.0 246.8" in whole  # 796,000 ÷ 3,225, not the mean of three means
    by_farm = text_of(above.get(f"{page}?code=A3"))
    assert "七星农场工会 200.0 247.6 222.9 225.2" in by_farm
    assert "友谊农场工会 340.0 233.3 240.0 268.8" in by_farm
    own = text_of(desks["七星农场工会"].get(f"{page}?code=A1"))
    assert "竞赛场次 场 400 525 700 1,625" in own
    assert "友谊农场" not in own
