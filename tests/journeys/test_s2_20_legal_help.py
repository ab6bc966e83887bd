# SPDX-License-Identifier: Apache-2.0
"""S2-20: 维权援助平台 of 南宁. From the page of a station: whom to call, free advice, and a request for legal
aid, which starts a case with the clock of seven days (LA-02); then three days to name a lawyer, the lawyer's
steps, the result, and what the worker says of it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.calendar import next_working_day
from unionnet.foundation.clock import local_date, start_of
from unionnet.programmes.legalaid.models import Aid
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
DESK, DAY = "/desk/legalaid/", timedelta(days=1)
ASKED = {
    "matter": "wages",
    "title": "拖欠工资三个月",
    "text": "在工地开塔吊，三个月没有发工资。",
    "form": "arbitration",
    "ground": "migrant_wages",
    "urgency": "none",
}


def last_moment(case_day: object, days: int) -> object:
    """24:00 of the last day, or of the next working day after a day of rest (民法典 arts. 200–203)."""
    last = next_working_day(local_date(case_day) + days * DAY)  # type: ignore[arg-type]
    return start_of(last + DAY)


def test_from_the_station_to_the_lawyer_and_the_result() -> None:
    city = make_union("南宁市总工会", kind="city_federation", region_code="450100")
    union = make_union("南宁市建设工会", city, kind="industrial_union", region_code="450100")
    officer = sign_in(Client(), make_officer(city, name="法律工作部干部"))
    worker, phone = make_person("覃师傅"), Client()  # a real-name user of no union
    site = make_site(union, "枫林路口驿站", hotlines="驿站值班 0771-5550110")

    lines = {"union": city.name, "lines": "职工法律援助中心 0771-5550101"}
    assert officer.post(f"{DESK}phones", lines).status_code == 302
    page = phone.get(f"/places/{site.public_id}/").content.decode()
    found = re.search(r'href="(/legalaid/\?site=\w+)"', page)
    assert found
    page = text_of(phone.get(found[1]))
    for words in (
        "群众便民热线一览表",
        "0771-5550110",
        "0771-5550101",
        "12348",
        "120",
        "110",
        "不是会员也可以",
    ):
        assert words in page, words

    sign_in(phone, worker)
    new = f"/legalaid/new?site={site.public_id}"
    assert phone.post(new, {**ASKED, "key": str(uuid4())}).status_code == 302
    aid = Aid.objects.select_related("case__organisation").get()
    assert (aid.case.organisation, aid.case.channel, aid.case.site) == (city, "station", site)
    assert aid.case.due_rule == "LA-02.decide"
    assert aid.case.due_at == last_moment(aid.applied_at, 7)

    one = f"{DESK}{aid.public_id}/"
    page = text_of(officer.get(one))
    assert "7 日内作出是否给予法律援助的决定（法律援助法第四十三条）" in page
    assert "免予核查" in page
    assert officer.post(f"{one}move/approve", {"form": "arbitration"}).status_code == 302
    aid = Aid.objects.select_related("case").get()
    assert aid.case.due_at == last_moment(aid.decided_at, 3)

    card = {"union": city.name, "name": "韦正", "firm": "示范律师事务所", "licence": "14501201010000001"}
    assert officer.post(f"{DESK}lawyers", card).status_code == 302
    lawyer = re.search(r"lawyers/(\w+)/retirement", officer.get(f"{DESK}lawyers").content.decode())
    assert lawyer
    assert officer.post(f"{one}move/assign", {"lawyer": lawyer[1]}).status_code == 302
    assert officer.post(f"{one}move/note", {"words": "已向仲裁委递交申请书。"}).status_code == 302
    assert officer.post(f"{one}move/finish", {"result": "调解结案，工资当庭付清。"}).status_code == 302

    case = Case.objects.get()
    page = text_of(phone.get(f"/casework/{case.public_id}/"))
    for words in ("同意法律援助", "已指派示范律师事务所韦正律师", "已向仲裁委递交申请书", "工资当庭付清"):
        assert words in page, words
    assert phone.post(f"/casework/{case.public_id}/rating", {"satisfied": "1"}).status_code == 302
    aid = Aid.objects.select_related("case").get()
    assert (aid.state, aid.decided_in_time, aid.assigned_in_time) == ("done", True, True)
    assert (aid.case.state, aid.case.satisfied) == ("closed", True)
