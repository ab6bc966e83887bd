# SPDX-License-Identifier: Apache-2.0
"""S3-31: 蹲点日记: a diary with its day, weather, place and words, found again by what it says; a problem
in it becomes a task."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.programmes.postings.actions import send_out
from unionnet.programmes.postings.models import DiaryEntry, ProblemItem
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db


def test_an_entry_is_found_by_its_words_and_its_problem_becomes_a_task() -> None:
    city = make_union("北京市总工会", kind="provincial_federation", region_code="110000")
    firm = make_union("美团（北京）工会", city, kind="enterprise_union")
    other = make_union("朝阳区总工会", city, kind="county_federation")
    sent = make_officer(city, name="蹲点组长")
    days = (date(2024, 4, 1), date(2024, 4, 30))
    posting = send_out([sent], firm, "蹲点调研", days, sent_by=city, by=sent)
    send_out([sent], other, "另一处蹲点", days, sent_by=city, by=sent)
    phone = sign_in(Client(), sent)
    told = {
        "text": "跟着骑手跑了半天，换电柜要排队四十分钟",
        "place": "望京站点",
        "weather": "多云",
        "day": "2024-04-12",
        "what": "换电柜太少，骑手排队",
        "whose": "美团（北京）工会",
        "due_on": "2024-05-31",
        "key": "k1",
    }
    assert phone.post(f"/postings/{posting.public_id}", told).status_code == 302
    entry = DiaryEntry.objects.get()
    assert (entry.day, entry.weather, entry.place) == (date(2024, 4, 12), "多云", "望京站点")
    assert "多云" in text_of(phone.get(f"/postings/{posting.public_id}"))
    found = text_of(phone.get("/desk/postings/?q=换电柜"))
    assert "美团（北京）工会" in found
    assert "朝阳区总工会" not in found
    assert "美团（北京）工会" in text_of(phone.get("/desk/postings/?q=多云"))
    assert "共 0 次蹲点" in text_of(phone.get("/desk/postings/?q=没有写过的话"))
    problem = ProblemItem.objects.get()
    assert phone.post(f"/desk/postings/problems/{problem.public_id}/handover").status_code == 302
    item = Item.objects.get()
    assert (item.title, item.whose, item.state) == ("换电柜太少，骑手排队", "美团（北京）工会", "collected")
    page = text_of(phone.get(f"/desk/supervision/items/{item.public_id}/"))
    assert "打开原件" in page
    assert phone.get(item.origin_url).status_code == 200
