# SPDX-License-Identifier: Apache-2.0
"""Members whom a list brought in with a document and no phone find their entry themselves."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.actions.accounts import open_wechat_account
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Account, Conflict, Person
from unionnet.directory.reach.models import Notice
from unionnet.directory.rosters.tests.lists import send
from unionnet.foundation.privacy.holding import counts_about
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load

pytestmark = pytest.mark.django_db
NUMBER = make_id_number(date(1992, 2, 3), 3)
PHONE = "13600000001"
PAGE = "/people/claim"
FORM = {"name": "孙骑手", "id_type": "resident_id", "id_number": NUMBER, "agreed": "on"}
GIVEN = Particulars("孙骑手", "resident_id", NUMBER, "", "")


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def sun(union: Organisation, officer: Person) -> Person:
    """A member of a list that has their document and no phone."""
    send(union, officer, f"姓名,证件号码\n孙骑手,{NUMBER}\n".encode())
    return Person.objects.get(name="孙骑手")


@pytest.fixture
def visitor() -> Person:
    account = actions.open_account(PHONE)
    actions.prove_phone(account, PHONE)
    return account.person


def claim(visitor: Person, given: Particulars = GIVEN) -> Person | None:
    return actions.claim_entry(given, by=visitor, account=visitor.accounts.get())


def test_an_officer_looks_and_then_the_account_is_theirs(
    client: Client, union: Organisation, officer: Person, sun: Person, visitor: Person
) -> None:
    phone = sign_in(client, visitor)
    assert PAGE in phone.get("/people/me").content.decode()
    for _twice in range(2):
        page = text_of(phone.post(PAGE, FORM))
        assert "您的认领已收到" in page
        assert union.name not in page
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.person, conflict.claimant, conflict.held_by) == (
        "claim",
        sun,
        visitor,
        union,
    )
    desk = sign_in(Client(), officer)
    there = f"/desk/people/conflicts/{conflict.public_id}"
    shown = text_of(desk.get(there))
    assert "请当面核对证件原件" in shown
    assert "改办会籍接转" not in shown
    assert (NUMBER in shown, PHONE in shown) == (False, False)
    desk.post(f"{there}/decision", {"decision": "same_person", "reason": "看过证件原件，是本人"})
    sun.refresh_from_db()
    assert (sun.accounts.count(), visitor.accounts.count()) == (1, 0)
    assert (sun.mobile.open(), sun.missing) == (PHONE, ["occupation"])
    assert union.name in text_of(phone.get("/people/me"))


def test_the_phone_an_officer_wrote_in_and_the_document_are_enough(
    client: Client, union: Organisation, officer: Person, sun: Person, visitor: Person
) -> None:
    actions.complete(sun, Particulars("孙骑手", "", "", PHONE, ""), by=officer)
    phone = sign_in(client, visitor)
    assert phone.post(PAGE, FORM).headers["Location"] == "/people/me"
    assert union.name in text_of(phone.get("/people/me"))
    assert sun.consents.filter(purpose="real_name").exists()
    assert not Conflict.objects.exists()


@pytest.mark.parametrize(
    ("name", "number"),
    [("孙骑手", make_id_number(date(1992, 2, 3), 5)), ("孙齐手", NUMBER), ("林晓", "")],
    ids=["nobody", "other name", "signs in"],
)
def test_who_asks_learns_nothing(
    client: Client, union: Organisation, sun: Person, visitor: Person, name: str, number: str
) -> None:
    lin = make_person("林晓", union=union)
    actions.prove_phone(lin.accounts.get(), "13600000009")
    change = {"name": name, "id_number": number or lin.id_number.open()}
    phone = sign_in(client, visitor)
    answer = text_of(phone.post(PAGE, FORM | change))
    held = counts_about(visitor.pk)
    assert not Conflict.objects.exists()
    assert answer == text_of(phone.post(PAGE, FORM)), "word for word as for an entry there is"
    assert Conflict.objects.get().person == sun
    assert counts_about(visitor.pk) == held, "and the data held about them says no more"


def test_what_an_officer_refused_is_not_asked_again_nor_told(
    union: Organisation, officer: Person, sun: Person, visitor: Person
) -> None:
    claim(visitor)
    actions.decide_conflict(Conflict.objects.get(), "different_people", "证件照片不是本人", by=officer)
    assert claim(visitor) is None
    assert Conflict.objects.filter(decision="").count() == 0
    assert counts_about(visitor.pk)["people.Conflict"] == 0
    sun.refresh_from_db()
    assert (sun.mobile_index, sun.accounts.exists()) == (None, False)


def test_an_entry_goes_to_nobody_who_is_somebody_else_by_now(
    officer: Person, sun: Person, visitor: Person
) -> None:
    claim(visitor)
    other = Particulars("何平", "resident_id", make_id_number(date(1990, 1, 1), 7), PHONE, "courier")
    actions.become_real_name(visitor, other, by=visitor)
    with pytest.raises(Refusal) as no:
        actions.decide_conflict(Conflict.objects.get(), "same_person", "看过证件", by=officer)
    assert no.value.code == "claimant_gone"


def test_a_wrong_merger_is_undone(officer: Person, sun: Person, visitor: Person) -> None:
    claim(visitor)
    done = actions.decide_conflict(Conflict.objects.get(), "same_person", "看过证件", by=officer)
    actions.undo_decision(done, "看错了人", by=officer)
    sun.refresh_from_db()
    assert (sun.mobile_index, sun.accounts.exists(), visitor.accounts.count()) == (None, False, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id_number": "123"}, "居民身份证号码应为 18 位"),
        ({"name": "😀"}, "请填写证件上的姓名"),
        ({"agreed": ""}, "agreed"),
    ],
)
def test_what_is_no_name_or_number_is_said_so(
    client: Client, visitor: Person, change: dict[str, str], sentence: str
) -> None:
    assert sentence in sign_in(client, visitor).post(PAGE, FORM | change).content.decode()


def test_only_somebody_nobody_knows_with_a_proved_phone_claims(client: Client, sun: Person) -> None:
    unproved = actions.open_account(PHONE)
    with pytest.raises(Refusal) as no:
        claim(unproved.person)
    assert no.value.code == "phone_unproved"
    with pytest.raises(Refusal) as no:
        claim(make_person("林晓"))
    assert no.value.code == "known_already"
    assert sign_in(client, make_person("何平")).get(PAGE).headers["Location"] == "/people/me"


def test_who_came_by_wechat_claims_without_a_phone(
    client: Client, officer: Person, union: Organisation, sun: Person
) -> None:
    account = open_wechat_account(Account(), then=lambda: None)
    phone = sign_in(client, account.person)
    assert "您的认领已收到" in text_of(phone.post(PAGE, FORM))
    conflict = Conflict.objects.get()
    assert not conflict.is_phone_proved
    actions.decide_conflict(conflict, "same_person", "看过证件原件", by=officer)
    sun.refresh_from_db()
    assert (sun.mobile_index, sun.accounts.get()) == (None, account)


def test_a_day_has_five_claims(client: Client, visitor: Person) -> None:
    phone = sign_in(client, visitor)
    answers = [phone.post(PAGE, FORM).status_code for _each in range(6)]
    assert answers == [200] * 5 + [409]


@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
@pytest.mark.parametrize(("decision", "told"), [("same_person", 1), ("different_people", 0)])
def test_they_hear_of_it_when_it_is_theirs(
    officer: Person, sun: Person, visitor: Person, decision: str, told: int
) -> None:
    load()
    claim(visitor)
    actions.decide_conflict(Conflict.objects.get(), decision, "看过证件原件", by=officer)
    deliver_everything()
    assert Notice.objects.filter(kind="people.conflict_decided", person=sun).count() == told
    assert not Notice.objects.filter(kind="people.conflict_decided", person=visitor).exists()
