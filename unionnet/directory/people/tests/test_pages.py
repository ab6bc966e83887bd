# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions, cards
from unionnet.directory.people.models import Account, JoinCode, Membership, Opening, Person
from unionnet.directory.people.tests.test_actions import filled

pytestmark = pytest.mark.django_db
SENT: list[tuple[str, str, str]] = []


def keep_code(mobile: str, code: str, purpose: str) -> None:
    SENT.append((mobile, code, purpose))


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> None:
    """The gateway of the floor above, for a moment in our hand."""
    SENT.clear()
    settings.UNIONNET_DEMO = False
    settings.UNIONNET_SMS_SENDER = f"{__name__}.keep_code"


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def code(union: Organisation, officer: Person) -> JoinCode:
    return actions.make_join_code(
        union, by=officer, channel="station", place="abc", place_name="胜利街驿站", event="入会仪式"
    )


def form(**changes: str) -> dict[str, str]:
    given = filled()
    fields = {
        name: getattr(given, name)
        for name in ("name", "id_type", "id_number", "mobile", "occupation", "unit")
    }
    return {**fields, "agreed": "on", **changes}


def join(client: Client, code: JoinCode, **changes: str) -> Any:
    client.post(f"/j/{code.code}", form(**changes))
    return client.post("/people/join/code", {"code": SENT[-1][1]}, follow=True)


def test_scan_fill_prove_wait(client: Client, code: JoinCode) -> None:
    page = client.get(f"/j/{code.code}").content.decode()
    assert "云阳县总工会" in page
    assert "胜利街驿站 · 入会仪式" in page
    sent = client.post(f"/j/{code.code}", form())
    assert sent["Location"] == "/people/join/code"
    assert (SENT[0][0], SENT[0][2]) == ("13900001111", "join")
    assert "139****1111" in client.get("/people/join/code").content.decode()
    assert Person.objects.filter(name="何晓").count() == 0
    shown = client.post("/people/join/code", {"code": SENT[0][1]}, follow=True)
    membership = Membership.objects.get(person__name="何晓")
    assert shown.redirect_chain == [(f"/people/applications/{membership.public_id}", 302)]
    assert "等待工会审核" in shown.content.decode()
    assert (membership.channel, membership.join_code, membership.unit) == ("station", code, "云江大道站")
    again = client.get(f"/j/{code.code}").content.decode()
    assert "您的申请正在审核" in again


def test_a_wrong_code_may_be_tried_three_times(client: Client, code: JoinCode) -> None:
    client.post(f"/j/{code.code}", form())
    right = SENT[0][1]
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _try in range(3):
        assert "验证码不对" in client.post("/people/join/code", {"code": wrong}).content.decode()
    assert "验证码已失效" in client.post("/people/join/code", {"code": right}).content.decode()
    assert not Membership.objects.filter(person__name="何晓").exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("id_number", "110105194912310021", "校验位不对"),
        ("mobile", "12345", "11 位数字"),
        ("name", "1", "请填写证件上的姓名"),
        ("occupation", "", "这个字段是必填项"),
        ("agreed", "", "这个字段是必填项"),
    ],
)
def test_the_form_says_what_to_mend(
    client: Client, code: JoinCode, field: str, value: str, words: str
) -> None:
    page = client.post(f"/j/{code.code}", form(**{field: value}))
    assert page.status_code == 200
    assert words in page.content.decode().replace("该字段是必填项", "这个字段是必填项")
    assert SENT == []


def test_somebody_signed_in_and_known_fills_in_little(client: Client, code: JoinCode) -> None:
    person = make_person("秦朗")
    sign_in(client, person)
    page = client.get(f"/j/{code.code}").content.decode()
    assert "id_number" not in page
    client.post(f"/j/{code.code}", {"occupation": "courier", "unit": "城东站", "agreed": "on"})
    assert Membership.objects.get(person=person).unit == "城东站"
    assert SENT == []


def test_a_member_is_told_instead_of_asked(client: Client, code: JoinCode, union: Organisation) -> None:
    sign_in(client, make_person("秦朗", union=union))
    assert "您已是云阳县总工会的会员" in client.get(f"/j/{code.code}").content.decode()
    assert client.post(f"/j/{code.code}", form()).status_code == 409


def test_a_second_phone_is_led_to_the_first(client: Client, code: JoinCode, officer: Person) -> None:
    join(client, code)
    actions.approve(Membership.objects.get(person__name="何晓"), by=officer)
    other = Client()
    told = join(other, code, mobile="13900002222").content.decode()
    assert "这份证件已是云阳县总工会的会员" in told
    assert "尾号 1111" in told
    other.post("/people/join/merge")
    assert (SENT[-1][0], SENT[-1][2]) == ("13900001111", "merge")
    end = other.post("/people/join/merge/code", {"code": SENT[-1][1]}, follow=True)
    assert "会员证号" in end.content.decode()
    person = Person.objects.get(name="何晓")
    assert person.accounts.count() == 2
    assert Membership.objects.filter(person__name="何晓").count() == 1


def test_a_stranger_with_the_number_alone_learns_nothing(client: Client, code: JoinCode) -> None:
    join(client, code)
    other = Client()
    told = join(other, code, mobile="13900002222", name="别人")
    assert told.status_code == 409
    page = told.content.decode()
    assert "这份证件已经登记过" in page
    assert "1111" not in page
    assert "何晓" not in page


def test_a_worker_on_an_imported_list_gets_their_own_record(
    client: Client, code: JoinCode, union: Organisation, officer: Person
) -> None:
    entered = actions.enter_for(union, filled(), by=officer)
    join(client, code)
    account = Account.objects.get(phone_proved_at__isnull=False)
    assert account.person == entered.person
    assert Membership.objects.get(person__name="何晓") == entered


def test_my_pages(client: Client, union: Organisation, officer: Person) -> None:
    member = make_person("秦朗", union=union)
    actions.open_field(member, "mobile", "核实联系方式", by=officer)
    consent = actions.give_consent(member, "joining", "2026-11", by=member)
    sign_in(client, member)
    assert "秦朗" in client.get("/people/me").content.decode()
    assert "核实联系方式" in client.get("/people/seen").content.decode()
    assert "入会个人信息处理同意书" in client.get("/people/consents").content.decode()
    client.post(f"/people/consents/{consent.pk}/withdrawal")
    assert "已撤回" in client.get("/people/consents").content.decode()
    assert client.get("/people/accounts").status_code == 200
    own = member.memberships.get()
    client.post(f"/people/memberships/{own.public_id}/withdrawal")
    assert own.departures.get().closed_at is None


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for address in ("/people/me", "/people/card", "/people/seen", "/people/consents", "/desk/people/"):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("name", ["members", "applications", "enter", "codes", "verify"])
def test_the_desk_is_for_officers(client: Client, officer: Person, union: Organisation, name: str) -> None:
    address = reverse(f"desk-people:{name}")
    assert sign_in(Client(), make_person("会员", union=union)).get(address).status_code == 404
    assert sign_in(client, officer).get(address).status_code == 200


def test_the_queue_decides_in_bulk(client: Client, code: JoinCode, officer: Person) -> None:
    join(Client(), code)
    membership = Membership.objects.get(person__name="何晓")
    sign_in(client, officer)
    page = client.get("/desk/people/applications").content.decode()
    assert "有 1 份入会申请待审核" in page
    assert "何晓" in page
    assert "500235********" in page
    client.post("/desk/people/applications/decision", {"application": membership.public_id})
    membership.refresh_from_db()
    assert membership.state == "active"
    assert "没有待审核的申请" in client.get("/desk/people/applications").content.decode()


def test_one_application_is_rejected_with_words(client: Client, code: JoinCode, officer: Person) -> None:
    join(Client(), code)
    membership = Membership.objects.get(person__name="何晓")
    sign_in(client, officer)
    address = f"/desk/people/applications/{membership.public_id}"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/decision", {"move": "reject", "reason": ""}).status_code == 409
    client.post(f"{address}/decision", {"move": "supplement", "reason": "请写明站点名称"})
    membership.refresh_from_db()
    assert (membership.state, membership.reason) == ("supplement_requested", "请写明站点名称")


def test_another_union_does_not_exist(client: Client, code: JoinCode) -> None:
    join(Client(), code)
    membership = Membership.objects.get(person__name="何晓")
    sign_in(client, make_officer(make_union("他会")))
    assert client.get(f"/desk/people/applications/{membership.public_id}").status_code == 404
    assert client.get(f"/desk/people/p/{membership.person.public_id}").status_code == 404
    assert "何晓" not in client.get("/desk/people/").content.decode()


def test_a_field_is_opened_with_a_reason_once(client: Client, officer: Person, union: Organisation) -> None:
    member = make_person("秦朗", union=union)
    sign_in(client, officer)
    mobile = member.mobile.open() if member.mobile else ""
    assert mobile not in client.get(f"/desk/people/p/{member.public_id}").content.decode()
    opened = client.post(
        f"/desk/people/p/{member.public_id}/opening", {"field": "mobile", "reason": "通知领取会员证"}
    )
    assert mobile in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert Opening.objects.get().by == officer


def test_a_card_is_checked_at_the_desk(client: Client, officer: Person, union: Organisation) -> None:
    member = make_person("秦朗", union=union)
    token, _until = cards.issue(member)
    sign_in(client, officer)
    shown = client.post(
        "/desk/people/verify", {"token": f"http://127.0.0.1:8000/people/v/{token}"}
    ).content.decode()
    assert "秦朗" in shown
    assert "不能通过" in client.post("/desk/people/verify", {"token": "rubbish"}).content.decode()
    elsewhere = sign_in(Client(), make_officer(make_union("他会")))
    shown = elsewhere.post("/desk/people/verify", {"token": token}).content.decode()
    assert "秦朗" not in shown
    assert "秦*" in shown


def test_anybody_may_learn_whether_a_card_is_good(client: Client, union: Organisation) -> None:
    token, _until = cards.issue(make_person("秦朗", union=union))
    page = client.get(f"/people/v/{token}").content.decode()
    assert "有效的工会会员" in page
    assert "秦朗" not in page
    assert "不能通过" in client.get("/people/v/x.y").content.decode()


def test_the_card_page_shows_a_fresh_code(client: Client, union: Organisation) -> None:
    sign_in(client, make_person("秦朗", union=union))
    page = client.get("/people/card").content.decode()
    assert re.search(r"qrbox", page)
    assert "<html" not in client.get("/people/card?fragment").content.decode()


def test_roles_are_given_by_security_admins(client: Client, union: Organisation, officer: Person) -> None:
    security = make_officer(union, role="security_admin")
    member = make_person("秦朗", union=union)
    card_no = member.memberships.get().card_no or ""
    assert sign_in(Client(), officer).get("/desk/people/roles").status_code == 404
    sign_in(client, security)
    given = {
        "card_no": card_no,
        "organisation": union.name,
        "name": "officer",
        "title": "委员",
        "since": "2026-01-01",
        "until": "",
        "reason": "换届后任命",
    }
    assert "bin/unionnet manage appoint" in client.get("/desk/people/roles").content.decode()
    second = sign_in(Client(), make_officer(union, role="security_admin"))
    assert "bin/unionnet manage appoint" not in client.get("/desk/people/roles").content.decode()
    asked = client.post("/desk/people/roles", given).headers["Location"]
    assert not member.roles.exists()
    assert client.post(f"{asked}/approval").status_code == 409
    second.post(f"{asked}/approval")
    role = member.roles.get()
    assert "秦朗" in client.get("/desk/people/roles").content.decode()
    end = f"/desk/people/roles/{role.pk}/end"
    assert "结束任期" in client.get(end).content.decode()
    asked = client.post(end, {"until": "2026-11-30", "reason": "调离工会"}).headers["Location"]
    second.post(f"{asked}/approval")
    role.refresh_from_db()
    assert role.until == date(2026, 11, 30)


def test_an_officer_enters_a_worker(client: Client, officer: Person, union: Organisation) -> None:
    sign_in(client, officer)
    sent = client.post("/desk/people/enter", {**form(), "organisation": union.name})
    membership = Membership.objects.get(person__name="何晓")
    assert sent["Location"] == f"/desk/people/applications/{membership.public_id}"
    assert membership.channel == "officer"


def test_a_visitor_becomes_known_by_name_without_joining(client: Client) -> None:
    account = actions.prove_phone(actions.open_account("13900001111"), "13900001111")
    client.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
    assert client.get("/people/identity").status_code == 200
    given = {name: value for name, value in form().items() if name not in ("mobile", "unit")}
    assert client.post("/people/identity", given)["Location"] == "/people/me"
    person = Person.objects.get(pk=account.person_id)
    assert (person.name, person.is_real_name, person.memberships.count()) == ("何晓", True, 0)
    assert person.mobile is not None
    assert person.mobile.open() == "13900001111"
    assert "未入会" in client.get("/people/me").content.decode()
    assert client.get("/people/identity")["Location"] == "/people/me"


def signed_in_without_a_phone(client: Client) -> Account:
    person = Person.objects.create()
    account = Account.objects.create(person=person, login="w-somebody", password="!")
    client.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
    return account


def test_somebody_from_wechat_gets_the_phone_they_prove(client: Client, code: JoinCode) -> None:
    account = signed_in_without_a_phone(client)
    join(client, code)
    account.refresh_from_db()
    assert account.mobile is not None
    assert account.mobile.open() == "13900001111"
    assert Membership.objects.get(person__name="何晓").person == account.person


def test_somebody_from_wechat_joins_the_owner_of_the_phone(client: Client, code: JoinCode) -> None:
    owner = actions.prove_phone(actions.open_account("13900001111"), "13900001111")
    account = signed_in_without_a_phone(client)
    join(client, code)
    account.refresh_from_db()
    assert account.person == owner.person
    assert owner.person.accounts.count() == 2
    assert Membership.objects.get(person__name="何晓").person == owner.person


def test_another_contact_number_does_not_change_who_is_signed_in(client: Client, code: JoinCode) -> None:
    account = actions.prove_phone(actions.open_account("13900007777"), "13900007777")
    client.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
    join(client, code)
    membership = Membership.objects.get(person__name="何晓")
    assert membership.person == account.person
    assert membership.person.mobile is not None
    assert membership.person.mobile.open() == "13900001111"
    account.refresh_from_db()
    assert account.mobile is not None
    assert account.mobile.open() == "13900007777"
