# SPDX-License-Identifier: Apache-2.0
"""Phones of the mainland and of elsewhere: each in one form, found by it, and told when no code can come."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_union, sign_in
from unionnet.directory.people import actions, queries
from unionnet.directory.people.mobiles import plain_mobile, why_not_mobile
from unionnet.directory.people.models import JoinCode, Membership, Person
from unionnet.directory.people.queries import account_with
from unionnet.directory.rosters.tests.lists import send
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ui.tags.words import mask

WRITTEN = {
    "138 0013 8000": "13800138000",
    "+86-13800138000": "13800138000",
    "0086 138-0013-8000": "13800138000",
    "8613800138000": "13800138000",
    "１３８００１３８０００": "13800138000",
    "+852 9123 4567": "+85291234567",
    "00852 9123-4567": "+85291234567",
    "＋８５３ ６２３４ ５６７８": "+85362345678",
    "+886 0912 345 678": "+886912345678",
    "+44 (0)7911 123456": "+447911123456",
    "+1 (415) 555-2671": "+14155552671",
}
CODES: list[tuple[str, str]] = []
NONE = [
    "12800138000",
    "1380013800",
    "138001380000",
    "abc",
    "",
    "+",
    "+999 1234 5678",
    "+852 912",
    "+86 91234567",
    "+1" * 200,
]


@pytest.mark.parametrize(("text", "mobile"), WRITTEN.items())
def test_a_phone_is_kept_in_one_form(text: str, mobile: str) -> None:
    assert plain_mobile(text) == mobile
    assert why_not_mobile(mobile) is None
    assert plain_mobile(mobile) == mobile


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_no_mobiles(text: str) -> None:
    refusal = why_not_mobile(plain_mobile(text))
    assert refusal is not None
    assert refusal.code == "bad_mobile"


@given(st.text(alphabet="+0123456789 ()-.x\x00\u0661", max_size=30))
def test_whatever_was_typed_is_a_number_in_that_form_or_none(text: str) -> None:
    plain = plain_mobile(text)
    if why_not_mobile(plain) is None:
        assert plain_mobile(plain) == plain
        assert plain.removeprefix("+").isdecimal()
        assert len(plain) <= 16


def test_a_phone_abroad_shows_its_country_and_its_end() -> None:
    assert (mask("+85291234567"), mask("13800138000")) == ("+852****4567", "138****8000")


JOINING = {
    "name": "CHAN TAI MAN",
    "id_type": "hk_macau_permit",
    "id_number": "H12345678",
    "sex": "m",
    "born_on": "1990-01-01",
    "mobile": "+852 9123 4567",
    "occupation": "courier",
    "agreed": "on",
}


def keep_code(mobile: str, code: str, purpose: str) -> None:
    CODES.append((mobile, code))


@pytest.fixture
def codes(settings: Settings) -> list[tuple[str, str]]:
    settings.UNIONNET_SMS_SENDER = f"{__name__}.keep_code"
    CODES.clear()
    return CODES


@pytest.fixture
def code() -> JoinCode:
    union = make_union("云阳县总工会")
    return actions.make_join_code(union, channel="unit", by=make_officer(union))


@pytest.mark.django_db
def test_somebody_of_hong_kong_joins_by_their_own_phone(
    client: Client, code: JoinCode, codes: list[tuple[str, str]]
) -> None:
    assert client.post(f"/j/{code.code}", JOINING).headers["Location"] == "/people/join/code"
    (to, word) = codes[-1]
    assert to == "+85291234567"
    client.post("/people/join/code", {"code": word})
    person = Membership.objects.get(state="applied").person
    assert person.mobile_index is not None
    assert bytes(person.mobile_index) == blind_index("mobile", "+85291234567")
    found = account_with("+85291234567")
    assert found is not None
    assert found.person == person


@pytest.mark.django_db
def test_where_no_message_goes_abroad_the_page_says_what_to_do(
    client: Client, code: JoinCode, settings: Settings, codes: list[tuple[str, str]]
) -> None:
    settings.UNIONNET_SMS_ABROAD = False
    page = text_of(client.post(f"/j/{code.code}", JOINING))
    assert "短信发不到境外号码" in page
    assert "到工会现场登记" in page
    page = text_of(client.post("/account/login/code/", {"phone": "+85291234567"}))
    assert "短信发不到境外号码" in page
    assert codes == []
    assert client.post(f"/j/{code.code}", JOINING | {"mobile": "13800138000"}).status_code == 302


@pytest.mark.django_db
def test_an_officer_enters_and_a_list_brings_phones_abroad(settings: Settings, code: JoinCode) -> None:
    settings.UNIONNET_SMS_ABROAD = False
    union, officer = code.organisation, make_officer(code.organisation, name="谭干部")
    desk = sign_in(Client(), officer)
    desk.post("/desk/people/enter", JOINING | {"organisation": union.name})
    entered = Person.objects.get(name="CHAN TAI MAN")
    assert entered.mobile.open() == "+85291234567"
    rows = f"姓名,手机号,证件号码\n林晓,00886 912 345 678,{make_id_number(date(1990, 1, 1), 3)}\n"
    send(union, officer, rows.encode())
    lin = Person.objects.get(name="林晓")
    assert lin.mobile.open() == "+886912345678"
    assert [each.person for each in queries.found_members(officer, words="+886 912345678")] == [lin]
