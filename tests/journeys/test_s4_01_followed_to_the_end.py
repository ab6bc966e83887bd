# SPDX-License-Identifier: Apache-2.0
"""S4-01: 任务收集 → 登记立项 → 组织交办 → 跟踪督办 → 结果反馈, across a province, its cities and
counties. A task goes back once for poor feedback; the lead officer is transferred, one co-unit is merged,
an old photo is seen; the history shows every actor."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.following import (
    DESK,
    accept,
    bring_in,
    close,
    hand_out,
    page_of,
    part_of,
    part_page,
    put_on_list,
    register,
    report,
)
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.supervision.models import Item, Part

pytestmark = pytest.mark.django_db


def test_a_task_passes_the_five_steps_and_the_story_names_everybody() -> None:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    cities = [
        make_union(name, province, kind="city_federation")
        for name in ("宜宾市总工会", "泸州市总工会", "攀枝花市总工会")
    ]
    counties = [
        make_union(f"{city.name[:2]}{n}县总工会", city, kind="county_federation")
        for city in cities
        for n in "一二三四"
    ]
    chair = make_officer(province, role="leader", name="省总主席")
    clerk, office = make_officer(province, name="督查室干部"), Client()
    sign_in(office, clerk)
    leading = sign_in(Client(), chair)
    told = {"scheme": "three", "group": "省总主席，组长"}
    assert office.post(f"{DESK}office", told).status_code == 302

    item = put_on_list(office, "建成职工服务一张网", source="meeting", basis="5月22日推进会")
    refused = office.post(page_of(item, "registration"), {"starts_on": "2026-01-01", "due_on": "2026-12-31"})
    assert "由领导小组成员决定" in text_of(refused)
    register(leading, item)
    hand_out(office, item, cities[0].name, cities[1].name, counties[0].name, counties[5].name)
    given = text_of(office.get(page_of(item)))
    assert all(union.name in given for union in (*cities[:2], counties[0], counties[5]))

    lead = part_of(item, cities[0])
    first = make_officer(cities[0], name="调走的部长")
    mine = sign_in(Client(), first)
    mine.post(part_page(lead, "signature"))
    report(mine, lead, 40, "方案已定", b"the one photo")
    newcomer = make_officer(cities[0], name="接任的部长")
    own = sign_in(Client(), newcomer)
    own.post(part_page(lead, "officer"), {"name": "接任的部长"})
    assert Part.objects.get(pk=lead.pk).officer == newcomer

    merged = part_of(item, counties[0])
    told = {"union": counties[1].name, "reason": "两会合并"}
    assert office.post(part_page(merged, "successor"), told).status_code == 302
    for union, name in ((cities[1], "甲"), (counties[1], "乙"), (counties[5], "丙")):
        unit = sign_in(Client(), make_officer(union, name=f"{name}干部"))
        bring_in(unit, part_of(item, union), f"{name}已办好")
        assert accept(office, part_of(item, union)).status_code == 302

    report(own, lead, 90, "现场照片", b"the one photo")
    assert "这份材料以前用过" in text_of(office.get(page_of(item)))
    own.post(part_page(lead, "handing-in"))
    office.post(part_page(lead, "rejection"), {"reason": "照片是旧的，请重新拍"})
    assert "退回理由：照片是旧的，请重新拍" in text_of(own.get(part_page(lead)))
    report(own, lead, 100, "重新拍照", b"another photo")
    own.post(part_page(lead, "handing-in"))
    accept(office, lead)
    assert "由领导小组成员决定" in text_of(close(office, item, "全省上线"))
    assert close(leading, item, "全省上线").status_code == 302
    office.post(page_of(item, "archive"))

    story = text_of(office.get(page_of(item)))
    for words in ("收集", "立项", "交办", "签收", "换责任人", "调走的部长 → 接任的部长", "换单位接办"):
        assert words in story
    for words in ("退回整改", "照片是旧的，请重新拍", "核查通过", "销号", "全省上线", "归档", "丙干部"):
        assert words in story
    assert Item.objects.get(pk=item.pk).state == "archived"
    sheet = text_of(office.get(f"{page_of(item)}?print=1"))
    assert "督办单" in sheet
    assert "接任的部长" in sheet
