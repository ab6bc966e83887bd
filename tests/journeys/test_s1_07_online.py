# SPDX-License-Identifier: Apache-2.0
"""S1-07: 业务上网、服务上网、活动上网. A worker brings a matter on a phone, an officer writes down another
one that came by telephone: the rate is one of two, with both numbers, by type and by unit down the tree."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.doors.figures.actions import recount

pytestmark = pytest.mark.django_db
RATE, KIND = "/desk/figures/online/", "casework.plain"


def test_the_rate_is_what_came_in_online_of_all_that_came_in() -> None:
    province = make_union("陕西省总工会", kind="provincial_federation", region_code="610000")
    city = make_union("榆林市总工会", province, kind="city_federation", region_code="610800")
    county = make_union("神木市总工会", city, kind="county_federation", region_code="610881")
    recount()
    officer = sign_in(Client(), make_officer(county))
    worker = sign_in(Client(), make_person("矿工老贺", union=county))
    leader = sign_in(Client(), make_officer(province, "leader"))

    matter = {"kind": KIND, "title": "加班费没有发"}
    assert worker.post("/casework/new", matter).status_code == 302
    page = text_of(leader.get(f"{RATE}?kind={KIND}"))
    assert "100.0%" in page
    assert "1 ÷ 1 件" in page

    offices = officer.get("/desk/casework/new").content.decode()
    assert str(county.public_id) in offices
    called = {**matter, "office": str(county.public_id), "channel": "call", "name": "来电职工"}
    assert officer.post("/desk/casework/new", called).status_code == 302
    page = text_of(leader.get(f"{RATE}?kind={KIND}"))
    assert "50.0%" in page
    assert "1 ÷ 2 件" in page

    page = text_of(leader.get(RATE))
    for words in ("反映问题", "入会申请", "网上办理的件数 ÷ 同类事项全部件数"):
        assert words in page, words
    assert "榆林市总工会" in text_of(leader.get(f"{RATE}?kind={KIND}&by=unit"))
    page = text_of(leader.get(f"{RATE}?kind={KIND}&by=unit&unit={city.public_id}"))
    assert "神木市总工会" in page
    assert leader.get(f"{RATE}online.xlsx?by=month").status_code == 200
