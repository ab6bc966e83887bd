# SPDX-License-Identifier: Apache-2.0
"""Conflicts through pages: who opens them, what is shown, what a decision and its undoing look like."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.models import Conflict, Person
from unionnet.directory.people.tests.test_actions import filled
from unionnet.directory.people.tests.test_conflicts import as_claimed

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def here(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def there(county: Organisation) -> Organisation:
    return make_union("人和街道总工会", county)


@pytest.fixture
def lin(here: Organisation) -> Person:
    return make_person("林晓洁", union=here)


def entered(client: Client, union: Organisation, person: Person, **changes: str) -> Any:
    given = as_claimed(person, **changes)
    fields = ("name", "id_type", "id_number", "mobile", "occupation", "unit")
    form = {name: getattr(given, name) for name in fields}
    return client.post("/desk/people/enter", {**form, "organisation": union.name}, follow=True)


def test_writing_in_somebody_elses_document_leads_to_the_comparison(
    client: Client, lin: Person, there: Organisation
) -> None:
    sign_in(client, make_officer(there))
    page = entered(client, there, lin, name="林晓㛃")
    words = text_of(page)
    assert "姓名只差写法" in words
    assert "双江街道总工会" in words
    assert lin.id_number.open() not in page.content.decode()


def test_a_decision_and_its_undoing(
    client: Client, lin: Person, county: Organisation, there: Organisation
) -> None:
    sign_in(client, make_officer(county))
    entered(client, there, lin, name="林晓㛃")
    conflict = Conflict.objects.get()
    path = f"/desk/people/conflicts/{conflict.public_id}"
    given = {"decision": "same_person", "reason": "已当面核对身份证"}
    assert "撤销处理" in text_of(client.post(f"{path}/decision", given, follow=True))
    assert Person.objects.get(pk=lin.pk).name == "林晓㛃"
    assert "同一人，合并" in text_of(client.get("/desk/people/conflicts?decided=1"))
    client.post(f"{path}/undo", {"reason": "看错了照片"}, follow=True)
    assert Person.objects.get(pk=lin.pk).name == "林晓洁"
    assert "林晓洁" in text_of(client.get("/desk/people/conflicts"))


def test_a_phone_of_somebody_else_is_told_without_naming_anybody(
    client: Client, settings: Settings, there: Organisation
) -> None:
    settings.UNIONNET_SMS_GATEWAY = "none"
    holder = actions.open_account("13900001111").person
    actions.become_real_name(holder, filled(), by=holder)
    code = actions.make_join_code(there, by=make_officer(there))
    given = filled(name="邓明", id_type="passport", id_number="E12345678")
    fields = ("name", "id_type", "id_number", "mobile", "occupation", "unit")
    beside = {"nationality": "SWE", "sex": "m", "born_on": "1990-05-17", "expires_on": "2999-01-01"}
    form = {**beside, **{name: getattr(given, name) for name in fields}}
    page = text_of(client.post(f"/j/{code.code}", {**form, "agreed": "on"}, follow=True))
    assert "号码可能换过主人" in page
    assert "何晓" not in page
    assert Conflict.objects.get().kind == "phone"
    assert "_auth_user_id" not in client.session


def test_who_gets_in(client: Client, here: Organisation) -> None:
    assert answers_at(client, "/desk/people/conflicts", here) == (302, 404, 404, 200, 200)


def test_both_pages_speak_english(client: Client, lin: Person, there: Organisation) -> None:
    sign_in(client, make_officer(there))
    entered(client, there, lin)
    path = f"/desk/people/conflicts/{Conflict.objects.get().public_id}"
    assert "Registered" in text_of(client.get(path, headers={"accept-language": "en"}))
    assert "To check" in text_of(client.get("/desk/people/conflicts", headers={"accept-language": "en"}))
