# SPDX-License-Identifier: Apache-2.0
"""S4-02: the stage report card (成绩单) with a score for each department; frozen at its cut-off."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.following import (
    DESK,
    accept,
    bring_in,
    close,
    hand_out,
    part_of,
    part_page,
    put_on_list,
    register,
    report,
    today,
)
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.supervision.models import ReportCard

pytestmark = pytest.mark.django_db


def test_a_card_is_frozen_and_shows_its_calculation() -> None:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    east = make_union("宜宾市总工会", province, kind="city_federation")
    west = make_union("泸州市总工会", province, kind="city_federation")
    office = sign_in(Client(), make_officer(province, name="督查室干部"))
    item = put_on_list(office, "劳动和技能竞赛新场景")
    register(office, item)
    hand_out(office, item, f"{east.name}，经济工作部", f"{west.name}，权益保障部")
    done = sign_in(Client(), make_officer(west, name="泸州干部"))
    bring_in(done, part_of(item, west), "竞赛办完")
    accept(office, part_of(item, west), quality=9, innovation=5)
    lead, own = part_of(item, east), sign_in(Client(), make_officer(east, name="宜宾干部"))
    own.post(part_page(lead, "signature"))
    report(own, lead, 50, "完成一半")
    office.post(part_page(lead, "chases/"), {"reason": "请抓紧"})

    told = {"title": "三季度成绩单", "cut_off": today().isoformat()}
    assert office.post(f"{DESK}cards/", told).status_code == 302
    card = ReportCard.objects.get()
    before = text_of(office.get(f"{DESK}cards/{card.public_id}/"))
    # 泸州: 60 of 60, 9 and 5 of 10, nothing due yet; 宜宾: half of 60, minus one reminder.
    assert "1 泸州市总工会 权益保障部 92.50" in before
    assert "2 宜宾市总工会 经济工作部 49.00" in before
    assert "每催办一次扣 1 分" in before
    bring_in(own, lead, "全部完成")
    accept(office, lead, quality=10, innovation=10)
    close(office, item, "办完")
    after = text_of(office.get(f"{DESK}cards/{card.public_id}/"))
    assert after.partition("名次")[2] == before.partition("名次")[2]
    book = office.get(f"{DESK}cards/{card.public_id}/export").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[1:4] for row in rows[-2:]] == [
        ["泸州市总工会", "权益保障部", 92.5],
        ["宜宾市总工会", "经济工作部", 49.0],
    ]
    assert "三季度成绩单" in text_of(own.get(f"{DESK}cards/{card.public_id}/?print=1"))
    assert "不能晚于今天" in text_of(office.post(f"{DESK}cards/", {"title": "x", "cut_off": "2099-01-01"}))
