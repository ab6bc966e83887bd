# SPDX-License-Identifier: Apache-2.0
"""Members of old lists complete what is missing on their own phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Conflict, Person, Standing
from unionnet.directory.reach.models import Notice
from unionnet.directory.rosters.tests.lists import send
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load

pytestmark = pytest.mark.django_db
NUMBER = make_id_number(date(1992, 2, 3), 3)
PHONE = "13600000001"
PAGE = "/people/completion"
FORM = {
    "name": "孙骑手",
    "id_type": "resident_id",
    "id_number": NUMBER,
    "occupation": "courier",
    "agreed": "on",
}


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def sun(union: Organisation, officer: Person) -> Person:
    send(union, officer, f"姓名,手机号\n孙骑手,{PHONE}\n".encode())
    return Person.objects.get(name="孙骑手")


@pytest.fixture
def visitor(sun: Person) -> Person:
    """Who holds the phone of the list in hand and has signed in by it for the first time."""
    account = actions.open_account(PHONE)
    actions.prove_phone(account, PHONE)
    return account.person


def test_the_phone_of_the_list_and_the_name_make_the_account_theirs(
    client: Client, union: Organisation, sun: Person, visitor: Person
) -> None:
    phone = sign_in(client, visitor)
    page = text_of(phone.get("/people/me"))
    assert "工会名单里有您的手机号" in page
    assert "孙骑手" not in page
    assert union.name not in page
    assert "孙骑手" not in text_of(phone.get(PAGE))
    assert phone.post(PAGE, FORM).headers["Location"] == "/people/me"
    sun.refresh_from_db()
    assert (sun.missing, sun.is_real_name, sun.born_on) == ([], True, date(1992, 2, 3))
    assert (visitor.accounts.exists(), sun.accounts.count()) == (False, 1)
    assert Standing.objects.get(person=sun).is_real_name
    assert sun.consents.filter(purpose="real_name").exists()
    told = Entry.objects.get(fact="people.own_details_given")
    assert (told.actor_id, told.org_path) == (sun.pk, union.path)
    page = text_of(phone.get("/people/me"))
    assert "资料已完善" in page
    assert union.name in page
    assert phone.get(PAGE).status_code == 302, "nothing is missing any more"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "孙齐手"}, "名单上没有用您的手机号登记的这个姓名"),
        ({"id_number": "123"}, "居民身份证号码应为 18 位"),
        ({"agreed": ""}, "agreed"),
        ({"name": "孙😀骑手"}, "请填写证件上的姓名"),
        ({"id_type": "passport", "id_number": "L898902C3"}, "这种证件的号码没有写明"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    client: Client, sun: Person, visitor: Person, change: dict[str, str], sentence: str
) -> None:
    page = sign_in(client, visitor).post(PAGE, FORM | change).content.decode()
    assert sentence in page
    sun.refresh_from_db()
    assert (sun.id_index, sun.accounts.exists()) == (None, False)


def test_a_document_of_somebody_else_is_a_conflict_for_an_officer(
    client: Client, union: Organisation, sun: Person, visitor: Person
) -> None:
    other = make_person("孙骑手", union=make_union("别处工会"))
    phone = sign_in(client, visitor)
    for _time in range(2):
        phone.post(PAGE, FORM | {"id_number": other.id_number.open()})
    conflict = Conflict.objects.get()
    assert (conflict.person, conflict.claimant, conflict.organisation) == (other, visitor, union)
    assert "工会核对后告诉您结果" in text_of(phone.get("/people/me"))
    sun.refresh_from_db()
    assert (sun.id_index, sun.accounts.exists()) == (None, False)


def test_a_document_of_somebody_of_the_same_union_is_said_to_be_known(
    client: Client, union: Organisation, visitor: Person
) -> None:
    other = make_person("孙骑手", union=union)
    page = sign_in(client, visitor).post(PAGE, FORM | {"id_number": other.id_number.open()})
    assert "这份证件已经登记过" in page.content.decode()


def test_a_phone_that_was_not_proved_claims_nobody(sun: Person) -> None:
    account = actions.open_account(PHONE)
    given = Particulars("孙骑手", "resident_id", NUMBER, PHONE, "courier")
    with pytest.raises(Refusal) as no:
        actions.complete_own(given, by=account.person, account=account)
    assert no.value.code == "not_listed"


def test_whom_somebody_signs_in_as_is_nobodys_to_claim(sun: Person, visitor: Person) -> None:
    given = Particulars("孙骑手", "resident_id", NUMBER, PHONE, "courier")
    actions.complete_own(given, by=visitor, account=visitor.accounts.get())
    stranger = make_person("孙骑手")
    with pytest.raises(Refusal) as no:
        actions.complete_own(given, by=stranger, account=stranger.accounts.get())
    assert no.value.code == "not_listed"


def test_a_member_who_signs_in_says_the_one_thing_that_is_missing(
    client: Client, union: Organisation
) -> None:
    lin = make_person("林晓", union=union)
    Person.objects.filter(pk=lin.pk).update(occupation="")
    phone = sign_in(client, lin)
    assert "资料待完善" in text_of(phone.get("/people/me"))
    page = phone.get(PAGE).content.decode()
    assert ('name="occupation"' in page, 'name="id_number"' in page) == (True, False)
    phone.post(PAGE, {"occupation": "courier"})
    lin.refresh_from_db()
    assert (lin.occupation, lin.missing) == ("courier", [])
    assert "资料待完善" not in text_of(phone.get("/people/me"))


def test_who_is_on_no_list_is_asked_nothing(client: Client) -> None:
    account = actions.open_account("13700000009")
    actions.prove_phone(account, "13700000009")
    phone = sign_in(client, account.person)
    assert "工会名单里有您的手机号" not in text_of(phone.get("/people/me"))
    assert phone.get(PAGE).headers["Location"] == "/people/me"


@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
def test_the_officer_hears_of_it(client: Client, officer: Person, sun: Person, visitor: Person) -> None:
    load()
    sign_in(client, visitor).post(PAGE, FORM)
    deliver_everything()
    notice = Notice.objects.get(person=officer, kind="people.own_details")
    assert "孙骑手" in notice.body
    assert "孙骑手" in text_of(sign_in(Client(), officer).get(notice.url))
