# SPDX-License-Identifier: Apache-2.0
"""A phone that signs in somebody else is no reason to write over them, and none to turn anybody away."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import (
    complete,
    decide_conflict,
    prove_or_conflict,
    prove_phone,
)
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Account, Attempt, Conflict, Person
from unionnet.directory.people.tests.test_pages import SENT, gateway  # noqa: F401 - a fixture
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]
PHONE = "13900001111"


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def holder() -> Person:
    """Somebody of another union who signs in by that phone."""
    person = make_person("旧机主", union=make_union("别处工会"))
    prove_phone(person.accounts.get(), PHONE)
    return person


def signs_in() -> Person:
    return Account.objects.get(mobile_index=blind_index("mobile", PHONE)).person


def test_a_phone_of_somebody_else_waits_for_an_officer(union: Organisation, holder: Person) -> None:
    lin = make_person("林晓", union=union)
    made = prove_or_conflict(lin.accounts.get(), PHONE)
    assert prove_or_conflict(lin.accounts.get(), PHONE) == made
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.person, conflict.claimant) == ("phone", holder, lin)
    assert (conflict.organisation, conflict.is_phone_proved) == (union, True)
    assert signs_in() == holder

    decide_conflict(conflict, "free_phone", "号码已换人", by=make_officer(union))
    assert prove_or_conflict(lin.accounts.get(), PHONE) == lin.accounts.get()
    assert signs_in() == lin


def test_where_nobody_could_decide_it_stays_refused() -> None:
    holder, lin = make_person("旧机主"), make_person("林晓")
    prove_phone(holder.accounts.get(), PHONE)
    with pytest.raises(Refusal) as no:
        prove_or_conflict(lin.accounts.get(), PHONE)
    assert (no.value.code, signs_in(), Conflict.objects.count()) == ("phone_taken", holder, 0)


def test_an_officer_who_fills_in_such_a_phone_opens_the_same_matter(
    union: Organisation, holder: Person
) -> None:
    sun = make_person("孙骑手", union=union)
    Person.objects.filter(pk=sun.pk).update(mobile=None, mobile_index=None)
    given = Particulars("孙骑手", "resident_id", "", PHONE, "courier")
    complete(sun, given, by=make_officer(union))
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.person, conflict.organisation) == ("phone", holder, union)
    assert signs_in() == holder


def change_to_that_phone(client: Client) -> str:
    """Through the pages: the new number, and the code that came to it. What the next page says."""
    client.post("/account/phone/change/", {"phone": PHONE})
    assert SENT[-1][0] == PHONE
    answer = client.post("/account/phone/verify/", {"code": SENT[-1][1]}, follow=True)
    return text_of(answer)


def test_the_page_says_that_it_is_looked_at(client: Client, union: Organisation, holder: Person) -> None:
    lin = make_person("林晓", union=union)
    sign_in(client, lin)
    page = change_to_that_phone(client)
    assert "这个手机号登记在另一人名下，还没有更换" in page
    assert "手机号已更换" not in page
    assert [name for name in ("旧机主", "别处工会") if name in page] == []
    conflict = Conflict.objects.get()
    decide_conflict(conflict, "free_phone", "号码已换人", by=make_officer(union))
    at_once = client.post("/account/phone/change/", {"phone": PHONE})
    assert at_once.status_code == 409
    assert "请求太频繁" in text_of(at_once)
    Attempt.objects.all().delete()  # a minute later
    assert "手机号已更换" in change_to_that_phone(client)
    assert signs_in() == lin
