# SPDX-License-Identifier: Apache-2.0
"""The life of a membership through pages: a member and two officers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.models import Departure, Person, Transfer
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.sweeps import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def old(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def new(county: Organisation) -> Organisation:
    return make_union("人和街道总工会", county)


@pytest.fixture
def lin(old: Organisation) -> Person:
    return make_person("林晓", union=old)


def post(client: Client, path: str, **given: str) -> Any:
    return client.post(path, given, follow=True)


def test_a_member_asks_on_the_phone_and_both_officers_act(
    client: Client, lin: Person, old: Organisation, new: Organisation
) -> None:
    sign_in(client, lin)
    found = text_of(client.get("/people/membership/transfer", {"q": "人和"}))
    assert "人和街道总工会" in found
    page = post(client, "/people/membership/transfer", to=new.public_id, reason="换了单位")
    assert "等双江街道总工会办理转出" in text_of(page)
    transfer = Transfer.objects.get()
    there = f"/desk/people/transfers/{transfer.public_id}"
    sign_in(client, make_officer(new))
    assert client.get("/desk/people/life").content.decode().count(transfer.public_id) == 0  # not their turn
    sign_in(client, make_officer(old))
    assert "林晓" in text_of(client.get("/desk/people/life"))
    page = post(client, there, move="release")
    assert "同意转出" not in text_of(page)
    sign_in(client, make_officer(new))
    assert "林晓" in text_of(client.get("/desk/people/life"))
    post(client, there, move="accept")
    sign_in(client, lin)
    page = text_of(client.get("/people/membership"))
    assert "人和街道总工会" in page
    assert "会籍转入" in page


def test_a_no_shows_the_way_up(client: Client, lin: Person, old: Organisation, new: Organisation) -> None:
    transfer = actions.ask_transfer(lin.memberships.get(), new, "换了单位", by=lin)
    sign_in(client, make_officer(old))
    there = f"/desk/people/transfers/{transfer.public_id}"
    page = post(client, there, side="leaving", reason="劳动合同还没有到期")
    assert "劳动合同还没有到期" in text_of(page)
    sign_in(client, lin)
    page = text_of(client.get("/people/membership"))
    assert "劳动合同还没有到期" in page
    assert "可以向上一级工会（云阳县总工会）反映" in page


def test_the_community_union_when_the_employer_has_none(
    client: Client, lin: Person, new: Organisation
) -> None:
    sign_in(client, lin)
    page = client.get("/people/membership/transfer", {"near": "1"})
    assert new.public_id in page.content.decode()
    assert "新单位没有建会的" in text_of(page)


def test_a_member_asks_to_leave_and_stays_after_all(client: Client, lin: Person) -> None:
    sign_in(client, lin)
    membership = lin.memberships.get()
    page = post(client, f"/people/memberships/{membership.public_id}/withdrawal", reason="搬家")
    assert "退会申请" in text_of(page)
    departure = Departure.objects.get()
    post(client, f"/people/departures/{departure.public_id}/withdrawal")
    departure.refresh_from_db()
    assert departure.was_taken_back is True


def test_the_committee_declares_and_a_slip_is_undone(client: Client, lin: Person, old: Organisation) -> None:
    departure = actions.ask_to_leave(lin.memberships.get(), "搬家", by=lin)
    sign_in(client, make_officer(old))
    assert "搬家" in text_of(client.get("/desk/people/life"))
    post(client, f"/desk/people/departures/{departure.public_id}/declaration", basis="第 3 次会议")
    membership = lin.memberships.get()
    assert membership.state == "withdrawn"
    there = f"/desk/people/m/{membership.public_id}"
    assert "宣布退会" in text_of(client.get(there))
    post(client, f"{there}/undo", reason="点错了人")
    assert lin.memberships.get().state == "active"


@pytest.mark.django_db(transaction=True)
def test_a_decision_is_recorded_told_and_listed(client: Client, lin: Person, old: Organisation) -> None:
    sign_in(client, make_officer(old))
    there = f"/desk/people/m/{lin.memberships.get().public_id}"
    given = {"move": "retain", "on": f"{local_date(database_now()):%Y-%m-%d}"}
    post(client, f"{there}/decision", reason="办理退休", **given)
    assert lin.memberships.get().state == "retained"
    page = client.get("/desk/people/life/retained")
    assert "林晓" in text_of(page)
    load()
    deliver_everything()
    notice = Notice.objects.get(person=lin, kind="people.retain")
    assert notice.body == "双江街道总工会：办理退休。保留期间不缴会费，也没有表决权。"


@pytest.mark.parametrize(
    ("real_name", "joined", "word"), [(False, False, "访客"), (True, False, "实名用户"), (True, True, "会员")]
)
def test_three_states_are_told_apart_by_word_sign_and_colour(
    client: Client, old: Organisation, real_name: bool, joined: bool, word: str
) -> None:
    person = make_person("林晓" if real_name else "", union=old if joined else None, real_name=real_name)
    page = sign_in(client, person).get("/people/me").content.decode()
    marks = re.findall(r'<span class="tag[^"]*"><svg.*?</svg>(访客|实名用户|会员)</span>', page, re.S)
    assert marks == [word]


def test_nobody_touches_what_lies_elsewhere(client: Client, lin: Person, new: Organisation) -> None:
    sign_in(client, make_officer(new))
    there = f"/desk/people/m/{lin.memberships.get().public_id}"
    assert client.get(there).status_code == 404
    assert client.post(f"{there}/decision", {"move": "expel"}).status_code == 404
    sign_in(client, lin)
    assert client.get(there).status_code == 404


def test_who_was_a_member_on_a_day_is_one_page(
    client: Client, lin: Person, county: Organisation, old: Organisation, new: Organisation
) -> None:
    officer = make_officer(county)
    actions.ask_transfer(lin.memberships.get(), new, "街道调整", by=officer)
    sign_in(client, officer)
    assert f'value="{county.name}"' in client.get("/desk/people/life/day").content.decode()
    asked = {"on": "2026-11-01", "union": old.name}
    page = client.get("/desk/people/life/day", asked)
    assert "林晓" in text_of(page)
    page = client.get("/desk/people/life/day", {**asked, "union": new.name})
    assert "那一天没有会员" in text_of(page)
    assert client.get("/desk/people/life/day", {"on": "9999-99-99", "union": "x"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/desk/people/life", "/desk/people/life/active", "/desk/people/life/day", "/people/membership"]
)
def test_pages_open_also_in_english(client: Client, old: Organisation, path: str) -> None:
    sign_in(client, make_officer(old))
    assert client.get(path, headers={"accept-language": "en"}).status_code == 200


def test_a_list_asks_as_often_for_many_as_for_one(
    client: Client, old: Organisation, new: Organisation, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        person = make_person(f"会员{number}", union=old)
        actions.ask_transfer(person.memberships.get(), new, "换了单位", by=person)
    sign_in(client, make_officer(old))
    client.get("/desk/people/life")
    with django_assert_max_num_queries(14):
        client.get("/desk/people/life")


def test_the_desk_sends_a_member_to_a_union_by_its_name(
    client: Client, lin: Person, old: Organisation, new: Organisation
) -> None:
    sign_in(client, make_officer(old))
    membership = lin.memberships.get()
    there = f"/desk/people/m/{membership.public_id}/transfer"
    assert there in client.get(f"/desk/people/m/{membership.public_id}").content.decode()
    assert f'<option value="{new.name}">' in client.get(there).content.decode()
    for typed in (old.name, "没有的工会", ""):  # not where the member is already
        page = text_of(client.post(there, {"to": typed, "reason": "换了单位"}))
        assert "转入工会" in page
    assert "您找的是不是：人和街道总工会" in text_of(client.post(there, {"to": "人和", "reason": "换了单位"}))
    assert "换单" in client.post(there, {"to": new.name, "reason": "换单"}).content.decode()
    assert Transfer.objects.count() == 0
    page = post(client, there, to=new.name, reason="换了单位")
    transfer = Transfer.objects.get()
    assert (transfer.to_union, transfer.reason, transfer.asked_as) == (new, "换了单位", "leaving")
    assert page.redirect_chain == [(f"/desk/people/transfers/{transfer.public_id}", 302)]


def test_the_receiving_union_asks_by_card(
    client: Client, lin: Person, county: Organisation, new: Organisation
) -> None:
    make_union("龙角镇总工会", county)
    sign_in(client, make_officer(county))
    there, card = "/desk/people/life/fetch", str(lin.memberships.get().card_no)
    page = client.post(there, {"card_no": "1" * 16, "to": new.name, "reason": "新到本单位"})
    assert "没有这个会员证号的会员" in text_of(page)
    page = client.post(there, {"card_no": card, "to": "乡镇", "reason": "新到本单位"})
    assert "在您管理的范围内没有这个工会" in text_of(page)
    assert Transfer.objects.count() == 0
    post(client, there, card_no=card, to=new.name, reason="新到本单位")
    assert (Transfer.objects.get().to_union, Transfer.objects.get().membership.card_no) == (new, card)


@pytest.mark.parametrize("reason", ["原因" * 200, "\x07\x07\x07\x07", "   "])
def test_a_reason_that_says_nothing_is_asked_for_again(
    client: Client, lin: Person, old: Organisation, new: Organisation, reason: str
) -> None:
    sign_in(client, make_officer(old))
    there = f"/desk/people/m/{lin.memberships.get().public_id}/transfer"
    assert client.post(there, {"to": new.name, "reason": reason}).status_code == 200
    assert Transfer.objects.count() == 0
