# SPDX-License-Identifier: Apache-2.0
"""S1-08: a courier puts an opinion into the box at a station, without a name; the union makes a task of it,
the unit brings the task in, the answer goes back, the courier rates it; satisfaction stands by unit, and
everybody reads what was said and what came of it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.following import accept, bring_in, close, hand_out, page_of, part_of, register
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.sweeps import load
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/desk/feedback/"
SAID = {"topic": "places", "title": "充电柜太少", "text": "中午排队，三个人等一个口。", "is_unnamed": "on"}


def test_from_an_opinion_to_a_task_an_answer_and_a_rating() -> None:
    load()
    province = make_union("陕西省总工会", kind="provincial_federation", region_code="610000")
    city = make_union("榆林市总工会", province, kind="city_federation", region_code="610800")
    unit = make_union("榆阳区总工会", city, kind="county_federation", region_code="610802")
    above = sign_in(Client(), make_officer(province, name="省总干部"))
    officer = sign_in(Client(), make_officer(city, name="市总干部"))
    at_unit = sign_in(Client(), make_officer(unit, name="区总干部"))
    courier, site = Client(), make_site(city, "新建路驿站")

    assert officer.post(f"{DESK}box", {"union": city.name, "allows_unnamed": "on"}).status_code == 302
    found = re.search(
        r'href="(/feedback/\?site=\w+)"', courier.get(f"/places/{site.public_id}/").content.decode()
    )
    assert found
    assert "还没有公开的意见" in text_of(courier.get(found[1]))
    sent = courier.post(f"/feedback/new?site={site.public_id}", {**SAID, "key": str(uuid4())})
    receipt = sent.headers["Location"]
    assert "待受理" in text_of(courier.get(receipt))

    opened = re.search(rf'"({DESK}\w{{12}}/)"', officer.get(DESK).content.decode())
    assert opened
    one = opened[1]
    assert "不署名" in text_of(officer.get(one))
    task = {"title": "驿站增加充电柜", "requirement": "每站至少两组"}
    assert officer.post(f"{one}task", task).status_code == 302
    assert "已转为任务：驿站增加充电柜" in text_of(courier.get(receipt))

    item = Item.objects.get()
    assert one in officer.get(page_of(item)).content.decode()
    register(officer, item)
    hand_out(officer, item, f"{unit.name}，办公室")
    part = part_of(item, unit)
    bring_in(at_unit, part, "装好两组")
    assert accept(officer, part).status_code == 302
    assert close(officer, item, "新增充电柜两组").status_code == 302
    deliver_everything()
    assert "任务已结束：新增充电柜两组" in text_of(courier.get(receipt))

    case = re.search(r'"(/desk/casework/\w{12}/)"', officer.get(one).content.decode())
    assert case
    answered = officer.post(f"{case[1]}move/answer", {"words": "已经加装两组充电柜，欢迎再提意见。"})
    assert answered.status_code == 302
    assert "已经加装两组充电柜" in text_of(courier.get(receipt))
    assert courier.post(receipt, {"satisfied": "1"}).status_code == 302

    rates = text_of(above.get("/desk/casework/rates?kind=feedback.opinion&by=unit"))
    assert city.name in rates
    assert "满意率 100.0% 1 / 1" in rates
    assert "满意 1 / 评价 1" in text_of(officer.get(DESK))

    assert "充电柜" not in text_of(Client().get("/feedback/"))
    shown = {"told": "驿站充电柜太少，中午要排队", "answered": "新增两组充电柜"}
    assert officer.post(f"{one}words", shown).status_code == 302
    page = text_of(Client().get("/feedback/"))
    for words in ("大家说了什么，办得怎样", *shown.values(), city.name, "满意"):
        assert words in page, words
    assert "三个人等一个口" not in page
