# SPDX-License-Identifier: Apache-2.0
"""S4-03, tree and roll-up: the six tasks of the year as parents, drivers' unions below one of them, an
indicator that reads the register, progress that adds up by weight."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.following import DESK, hand_out, page_of, part_of, part_page, put_on_list, register, report
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.supervision.models import Goal

pytestmark = pytest.mark.django_db


def test_six_tasks_add_up_by_weight() -> None:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    city = make_union("宜宾市总工会", province, kind="city_federation")
    office = sign_in(Client(), make_officer(province, name="督查室干部"))
    own = sign_in(Client(), make_officer(city, name="宜宾干部"))
    assert office.post(f"{DESK}goals/recipes/sichuan").status_code == 302
    assert Goal.objects.filter(parent=None).count() == 6
    drivers = Goal.objects.get(title="新就业形态劳动者维权服务")
    told = {"title": "货车司机、网约车司机建会入会", "parent": str(drivers.pk), "weight": "3"}
    office.post(f"{DESK}goals/new", told)
    below = Goal.objects.get(parent=drivers)
    for title, goal, weight, percent in (
        ("货车司机建会", below, "2", 60),
        ("网约车司机建会", below, "1", 30),
        ("维权服务进驿站", drivers, "1", 90),
    ):
        item = put_on_list(office, title, goal=str(goal.pk), weight=weight)
        register(office, item)
        hand_out(office, item, city.name)
        part = part_of(item, city)
        own.post(part_page(part, "signature"))
        report(own, part, percent, f"{title}进展")
    tree = text_of(office.get(f"{DESK}goals/"))
    # (2 × 60 + 1 × 30) ÷ 3 = 50 below; (3 × 50 + 1 × 90) ÷ 4 = 60 above.
    assert "货车司机、网约车司机建会入会 修改 3 2 0 0 50%" in tree
    assert "新就业形态劳动者维权服务 修改 1 3 0 0 60%" in tree
    assert "技术工人要素参与分配 修改 1 0 0 0 —" in tree

    told = {"label": "新建工会", "unit": "unions", "target": "4", "source": "directory.unions"}
    office.post(page_of(item, "indicators/"), told)
    assert "新建工会（实时） 2 / 4" in text_of(own.get(page_of(item)))
    make_union("江安县总工会", city, kind="county_federation")
    assert "新建工会（实时） 3 / 4" in text_of(own.get(page_of(item)))
    listed = text_of(office.get(f"{DESK}?tray=register&goal={drivers.public_id}"))
    assert "货车司机建会" in listed
    assert "维权服务进驿站" in listed
