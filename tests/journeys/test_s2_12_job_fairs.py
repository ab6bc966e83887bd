# SPDX-License-Identifier: Apache-2.0
"""S2-12: the job fairs of a year, reported by county unions. A firm counts once as 家 and each time as 家次;
intentions stand beside posts and beside headcount; what is sealed stays."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.knocking import text_of
from tests.returning import DESK, make_city, page_of, report_fairs, send
from unionnet.tools.returns.models import Cell, Return

pytestmark = pytest.mark.django_db


def test_s2_12_57_fairs_reported_by_county_unions() -> None:
    city = make_city()
    period = report_fairs(city)
    at, page = f"{DESK}periods/{period.public_id}/", page_of(period, city.counties[2])
    assert (
        city.desk.post(f"{page}rejection", {"reason": "意向数与花名册不符", "m-A7": "请核对"}).status_code
        == 302
    )
    back = text_of(city.desks[2].get(page))
    assert "意向数与花名册不符" in back
    assert "上级批注：请核对" in back
    send(city.desks[2], page, A7=222)
    assert city.desk.post(f"{at}acceptance").status_code == 302
    whole = text_of(city.desk.get(at))
    for words in (
        "招聘会 场 57",
        "发布信息 条 401",
        "参与企业 家 1,298",
        "参与家次 家次 1,301",
        "提供岗位 个（岗位） 7,215",
        "达成意向 人（达成意向） 3,722",
        "达成意向 3,722 ÷ 用工需求 16,000 23.26%",
        "达成意向 3,722 ÷ 提供岗位 7,215 0.5",
    ):
        assert words in whole, words
    rows = city.desk.get(f"{at}?under={city.counties[0].public_id}")
    assert "参与企业 家 601" in text_of(rows)  # the firm under two spellings is one there, too
    assert city.desk.post(f"{at}seal").status_code == 302
    late = city.desks[2].post(f"{page}supplements", {"code": "A7", "after": "230", "reason": "漏登记八人"})
    assert late.status_code == 302
    waiting = Return.objects.get(period=period, organisation=city.counties[2]).supplements.get()
    assert city.desk.post(f"{DESK}supplements/{waiting.public_id}/acceptance").status_code == 302
    assert "3,722（补报后 3,730）" in text_of(city.desk.get(at))
    assert Cell.objects.get(of=waiting.of, indicator__code="A7").number == 222
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(of=waiting.of).update(number=230)
