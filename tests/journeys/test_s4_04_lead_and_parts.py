# SPDX-License-Identifier: Apache-2.0
"""S4-04: 纵向到底、横向到边. One lead, three co-units on two levels: each sees its part; the lead cannot
close before all parts are in; the board is shared."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.following import (
    DESK,
    accept,
    bring_in,
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
from unionnet.tools.supervision.models import Part

pytestmark = pytest.mark.django_db


def test_one_lead_three_parts_two_levels() -> None:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    lead_city = make_union("宜宾市总工会", province, kind="city_federation")
    city = make_union("泸州市总工会", province, kind="city_federation")
    near = make_union("江安县总工会", lead_city, kind="county_federation")
    far = make_union("纳溪区总工会", city, kind="county_federation")
    office = sign_in(Client(), make_officer(province, name="督查室干部"))
    item = put_on_list(office, "新就业形态劳动者建会入会")
    register(office, item)
    hand_out(office, item, lead_city.name, city.name, near.name, f"{far.name}，组织部，驿站建会")
    desks = {
        union: sign_in(Client(), make_officer(union, name=f"{union.name[:2]}干部"))
        for union in (lead_city, city, near, far)
    }
    assert "纳溪区总工会" in text_of(desks[lead_city].get(page_of(item)))
    seen = text_of(desks[far].get(page_of(item)))
    assert "组织部 驿站建会" in seen
    assert "江安县总工会" not in seen
    assert desks[far].get(part_page(part_of(item, near))).status_code == 404
    assert "纳溪区总工会" in text_of(desks[city].get(page_of(item)))
    stranger = sign_in(Client(), make_officer(make_union("攀枝花市总工会", province)))
    assert stranger.get(page_of(item)).status_code == 404

    lead, own = part_of(item, lead_city), desks[lead_city]
    own.post(part_page(lead, "signature"))
    report(own, lead, 100, "本市办完")
    assert "还有责任单位没有反馈" in text_of(own.post(part_page(lead, "handing-in")))
    for union in (city, near):
        bring_in(desks[union], part_of(item, union), f"{union.name}办完")
    assert "还有责任单位没有反馈：纳溪区总工会" in text_of(own.post(part_page(lead, "handing-in")))
    bring_in(desks[far], part_of(item, far), "驿站建会办完")
    assert own.post(part_page(lead, "handing-in")).status_code == 302
    assert "其他责任单位还没有办结" in text_of(accept(office, lead))
    board = text_of(office.get(f"{DESK}board"))
    assert "待核查 1 新就业形态劳动者建会入会" in board
    for union in (city, near, far, lead_city):
        assert accept(office, part_of(item, union)).status_code == 302
    assert set(Part.objects.values_list("state", flat=True)) == {"accepted"}
