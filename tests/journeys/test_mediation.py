# SPDX-License-Identifier: Apache-2.0
"""劳动争议调解 (DM-01 to DM-05), through the pages. A courier asks on the phone; the union accepts; the
employer agrees on its own page; they meet, sign, and have it confirmed. Another time the fifteen days pass,
and the page says that arbitration is open, by when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ui.tags.words import fullday
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.actions import Terms
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.tests.makers import make_employer
from unionnet.tools.casework.actions import Matter, Owner

pytestmark = pytest.mark.django_db
DESK, DAY = "/desk/mediation/", timedelta(days=1)


@dataclass(frozen=True)
class Town:
    county: Organisation
    officer: Client
    at_county: Person
    courier: Person
    phone: Client


@pytest.fixture
def town() -> Town:
    county = make_union("云阳县总工会", kind="county_federation")
    at_county, courier = make_officer(county, name="谭部长"), make_person("小李", union=county)
    phone, officer = sign_in(Client(), courier), sign_in(Client(), at_county)
    card = {"union": county.name, "name": "韦调解员", "side": "worker", "head": "union_member"}
    assert officer.post(f"{DESK}mediators", card).status_code == 302
    return Town(county, officer, at_county, courier, phone)


def test_from_the_request_to_the_confirmed_agreement(town: Town) -> None:
    unit, today = make_employer(), local_date(database_now())
    in_time = {"about": "wages", "known_on": f"{today - 60 * DAY:%Y-%m-%d}"}
    assert "没有时效限制" in text_of(Client().get("/mediation/limits", in_time))
    asked = {"employer_name": unit.name, "employer_code": unit.uscc, "matter": "wages", "workers": "1"}
    asked |= {"title": "支付两个月工资", "text": "送餐两个月没有发工资。", "amount": "15000"}
    asked |= {"key": str(uuid4())}
    sent = town.phone.post("/mediation/new", asked)
    own = sent.headers["Location"]
    mediation = Mediation.objects.get()
    one = f"{DESK}{mediation.public_id}/"
    assert mediation.case.number in text_of(town.officer.get(DESK))

    assert town.officer.post(f"{one}move/accept", {"employer": unit.uscc}).status_code == 302
    page = town.officer.get(one).content.decode()
    found = re.search(r'data-copy="http://testserver(/mediation/answer/\w+)"', page)
    assert found
    employer = Client()
    answer = text_of(employer.get(found[1]))
    assert "小李" not in answer
    assert employer.post(found[1], {"said": "willing"}).status_code == 302
    assert "示范配送有限公司同意调解" in text_of(town.phone.get(own))

    mediator = re.search(
        r'<option value="(\w+)"', town.officer.get(f"{one}move/name_mediator").content.decode()
    )
    assert mediator
    named = {"mediator": mediator[1], "declared": "on"}
    assert town.officer.post(f"{one}move/name_mediator", named).status_code == 302
    at = timezone.localtime(database_now() + DAY).strftime("%Y-%m-%dT10:00")
    called = {"at": at, "place": "县总工会三楼"}
    assert town.officer.post(f"{one}move/call_meeting", called).status_code == 302
    for reader in (town.phone.get(own), employer.get(found[1])):
        assert "县总工会三楼" in text_of(reader)
    meeting = mediation.meetings.get().public_id
    held = {"meeting": meeting, "outcome": "agreed", "minutes": "同意分期支付。"}
    assert town.officer.post(f"{one}move/hold_meeting", held).status_code == 302
    draft = {"terms": "单位分两次支付。", "amount": "15000", "perform_by": f"{today + 30 * DAY:%Y-%m-%d}"}
    assert town.officer.post(f"{one}move/draft", draft).status_code == 302
    assert town.officer.get(f"{one}paper/agreement.pdf").content[:4] == b"%PDF"
    signed = {"effect_on": f"{today:%Y-%m-%d}", "papers": [SimpleUploadedFile("协议.pdf", b"%PDF-1.7")]}
    assert town.officer.post(f"{one}move/sign", signed).status_code == 302
    assert "15 日内共同向劳动人事争议仲裁委员会" in text_of(town.officer.get(one))
    for move in ("ask_confirmation", "confirm"):
        assert town.officer.post(f"{one}move/{move}", {"on": f"{today:%Y-%m-%d}"}).status_code == 302
    page = text_of(town.phone.get(own))
    for words in ("单位分两次支付。", "出具调解书，协议得到确认", "双方可以在15 天内共同申请仲裁审查"):
        assert words.replace(" ", "") in page.replace(" ", ""), words
    assert town.officer.post(f"{one}move/keep").status_code == 302
    assert "协议已经履行" in text_of(town.phone.get(own))
    months = text_of(town.officer.get(f"{DESK}months"))
    assert f"{today:%Y-%m} 云阳县总工会 1 1 1 0 1" in months


def test_past_fifteen_days_the_page_says_arbitration(town: Town) -> None:
    now = database_now()
    asked, known = now - 20 * DAY, local_date(now) - 300 * DAY
    terms = Terms("compensation", 2_400_000, employer_name="示范配送有限公司", known_on=known)
    matter, owner = Matter("支付经济补偿"), Owner(person=town.courier)
    mediation = do.ask(town.county, terms, matter, owner, by=town.courier, at=asked)
    do.accept(mediation, make_employer(), by=town.at_county, at=asked + DAY)
    assert do.time_over() == 1
    page = text_of(town.phone.get(f"/mediation/{mediation.public_id}/"))
    assert mediation.limit_on is not None
    last_day = " ".join(fullday(mediation.limit_on).split())  # as `text_of` has every space
    for words in ("现在可以申请仲裁", last_day, "劳动合同履行地或者用人单位所在地"):
        assert words in page, words
    assert town.phone.post(f"/mediation/{mediation.public_id}/longer").status_code == 409
    listed = town.officer.get(f"{DESK}?late=1").content.decode()
    assert mediation.case.number in listed
    assert "tag late" in listed
    one = f"{DESK}{mediation.public_id}/"
    assert "现在可以申请仲裁" in text_of(town.officer.get(one))
    assert town.officer.post(f"{one}move/fail", {"words": "单位没有到场。"}).status_code == 302
    page = text_of(town.phone.get(f"/mediation/{mediation.public_id}/"))
    for words in ("未达成协议", "现在可以申请仲裁", "申请免费法律援助"):
        assert words in page, words
