# SPDX-License-Identifier: Apache-2.0
"""S2-08, second half: problems from the diary, most of them enterprises' problems, are handed over to be
followed, and close in the diary when their item does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.following import DESK, accept, bring_in, close, hand_out, part_of, register, today
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.foundation.sweeps import load
from unionnet.programmes.postings.actions import Note, Trouble, send_out, write_entry
from unionnet.programmes.postings.models import ProblemItem
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db(transaction=True)
FIRMS = ("云阳永盛物流有限公司", "云阳长江纸业有限公司", "云阳山里红食品有限公司")


def test_enterprises_problems_are_followed_to_their_end() -> None:
    load()
    county = make_union("云阳县总工会", kind="county_federation")
    town = make_union("南溪镇总工会", county)
    village = make_union("吉仙村联合工会", town, kind="village_joint_union")
    sent = make_officer(county, name="谭大山")
    days = (today() - timedelta(days=20), today())
    posting = send_out([sent], village, "摸需求", days, sent_by=county, by=sent)
    for number, whose in enumerate((*FIRMS, "南溪镇总工会")):
        trouble = Trouble(f"第 {number + 1} 件难题", whose, today() + timedelta(days=9))
        write_entry(posting, Note(today() - timedelta(days=2), "入户走访", f"k{number}"), trouble, by=sent)
    phone = sign_in(Client(), sent)
    for problem in ProblemItem.objects.filter(whose__in=FIRMS).order_by("pk"):
        door = f"/postings/problems/{problem.public_id}/handover"
        assert phone.post(door).status_code == 302
        assert phone.post(door).status_code == 302
    items = Item.objects.filter(source="visit").order_by("pk")
    assert [item.whose for item in items] == list(FIRMS)
    first = ProblemItem.objects.get(whose=FIRMS[0])
    refused = phone.post(f"/postings/problems/{first.public_id}/result", {"result": "我自己先销了"})
    assert "已转为督办，由云阳县总工会跟踪" in text_of(refused)

    office = sign_in(Client(), make_officer(county, name="督查室干部"))
    assert "云阳永盛物流有限公司" in text_of(office.get(f"{DESK}?tray=collected"))
    register(office, items[0])
    hand_out(office, items[0], town.name)
    own = sign_in(Client(), make_officer(town, name="南溪干部"))
    bring_in(own, part_of(items[0], town), "协调用工专车")
    accept(office, part_of(items[0], town))
    close(office, items[0], "开通了厂区专车")
    deliver_everything()
    first.refresh_from_db()
    assert first.result == "开通了厂区专车"
    page = text_of(office.get(f"/desk/postings/{posting.public_id}"))
    assert "4，已解决 1" in page
    office.post(f"{DESK}items/{items[1].public_id}/refusal", {"reason": "企业已自行解决"})
    deliver_everything()
    assert ProblemItem.objects.get(whose=FIRMS[1]).result == "企业已自行解决"
