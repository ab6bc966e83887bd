# SPDX-License-Identifier: Apache-2.0
"""S1-03: eight units get a target for the members' app: registered ÷ members of each, and who is below."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.returning import DESK, issue, page_of, send

pytestmark = pytest.mark.django_db
LINES = (
    {"code": "A1", "label": "实名注册", "unit": "persons"},
    {"code": "A2", "label": "会员", "unit": "persons"},
    {"code": "A3", "label": "注册率", "kind": "percent", "numerator": "A1", "denominator": "A2"},
)
REGISTERED = (900, 800, 799, 650, 1000, 80, 0, None)  # of a thousand members each; the last sends nothing


def test_s1_03_eight_units_have_a_target_and_four_are_below() -> None:
    city = make_union("榆林市总工会", kind="city_federation")
    units = [
        make_union(f"榆林{number}区总工会", city, kind="county_federation") for number in "一二三四五六七八"
    ]
    desk = sign_in(Client(), make_officer(city))
    period = issue(desk, city, "职工之家APP推广", LINES)
    for unit, registered in zip(units, REGISTERED, strict=True):
        if registered is not None:
            own = sign_in(Client(), make_officer(unit))
            send(own, page_of(period, unit), A1=registered, A2=1000)
    page = f"{DESK}periods/{period.public_id}/targets"
    for wrong in ("0", "-5", "abc", "9" * 15, "NaN"):
        assert desk.post(f"{page}?code=A3", {"value": wrong}).status_code == 422
    assert desk.post(f"{page}?code=A3", {"value": "80", "unions": "查无此会"}).status_code == 422
    assert desk.post(f"{page}?code=A3", {"value": "80%"}).status_code == 302
    assert desk.post(f"{page}?code=A3", {"value": "5", "unions": "榆林六区总工会"}).status_code == 302
    shown = text_of(desk.get(page))
    assert "8 个工会有目标，4 个低于目标" in shown
    assert "榆林三区总工会 80.00% 79.90% 799 ÷ 1,000 低于目标" in shown
    assert "榆林六区总工会 5.00% 8.00% 80 ÷ 1,000 达到目标" in shown
    answer = desk.get(f"{page}/export?code=A3&below=1")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("榆林三区总工会", 79.9),
        ("榆林四区总工会", 65),
        ("榆林七区总工会", 0),
        ("榆林八区总工会", ""),
    ]
    leader = sign_in(Client(), make_officer(units[0]))
    assert leader.post(f"{page}?code=A3", {"value": "1"}).status_code == 422
    assert "榆林三区" not in text_of(leader.get(page))
