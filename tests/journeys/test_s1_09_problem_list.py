# SPDX-License-Identifier: Apache-2.0
"""S1-09: four shortcomings, each with an owner and a day; the overview says how many are open and closed."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.following import DESK, accept, bring_in, close, hand_out, part_of, register
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db


def test_four_problems_have_owners_and_days_and_are_closed_one_by_one() -> None:
    province = make_union("陕西省总工会", kind="provincial_federation", region_code="610000")
    city = make_union("榆林市总工会", province, kind="city_federation")
    office = sign_in(Client(), make_officer(province, name="网信办干部"))
    own = sign_in(Client(), make_officer(city, name="榆林干部"))
    assert office.post(f"{DESK}goals/recipes/problems").status_code == 302
    assert office.post(f"{DESK}goals/recipes/problems").status_code == 302
    problems = list(Item.objects.order_by("pk"))
    assert [problem.title for problem in problems] == [
        "缺乏统一管理",
        "网上办理率低",
        "技术基础薄弱",
        "数据安全风险较大",
    ]
    for number, problem in enumerate(problems):
        register(office, problem, days=20 + number)
        hand_out(office, problem, f"{city.name}，信息中心")
    assert "问题短板 未销号 4，已销号 0" in text_of(office.get(f"{DESK}overview"))
    part = part_of(problems[1], city)
    bring_in(own, part, "三十项业务上网")
    accept(office, part)
    close(office, problems[1], "网上办理率由三成到八成")
    assert "问题短板 未销号 3，已销号 1" in text_of(office.get(f"{DESK}overview"))
    book = office.get(f"{DESK}export?source=problem").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    lines = [row for row in rows if row[2] == "问题短板"]
    assert len(lines) == 4
    assert {row[6] for row in lines} == {city.name}
    assert sorted(row[3] for row in lines) == ["办理中", "办理中", "办理中", "已销号"]
    assert "榆林干部" in {row[8] for row in lines}
