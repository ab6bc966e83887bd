# SPDX-License-Identifier: Apache-2.0
"""Members of old lists, of whom the union did not know everything."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.rosters.tests.lists import send
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
NUMBER = make_id_number(date(1992, 2, 3), 3)


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def sun(union: Organisation, officer: Person) -> Person:
    send(union, officer, "姓名,手机号\n孙骑手,13600000001\n".encode())
    return Person.objects.get(name="孙骑手")


def given(id_number: str = "", mobile: str = "", occupation: str = "") -> Particulars:
    return Particulars("孙骑手", "resident_id", id_number, mobile, occupation)


def test_an_officer_completes_what_the_list_left_out(
    client: Client, union: Organisation, officer: Person, sun: Person
) -> None:
    sign_in(client, officer)
    assert sun.missing == ["id_number", "occupation"]
    listed = client.get("/desk/people/?details=incomplete").content.decode()
    assert "孙骑手" in listed
    page = client.get(f"/desk/people/p/{sun.public_id}").content.decode()
    assert f"/desk/people/p/{sun.public_id}/completion" in page
    address = f"/desk/people/p/{sun.public_id}/completion"
    form = client.get(address).content.decode()
    assert 'name="id_number"' in form
    assert 'name="mobile"' not in form
    wrong = {"name": "孙骑手", "id_type": "resident_id", "id_number": "123", "occupation": "courier"}
    assert "居民身份证号码应为 18 位" in client.post(address, wrong).content.decode()
    client.post(address, wrong | {"id_number": NUMBER})
    sun.refresh_from_db()
    assert (sun.missing, sun.is_real_name, sun.born_on) == ([], True, date(1992, 2, 3))
    assert sun.mobile.open() == "13600000001"
    standing = Standing.objects.get(person=sun)
    assert (standing.is_real_name, standing.path) == (True, union.path)
    assert "new_form" in standing.tags
    told = Entry.objects.filter(data__person_id=sun.pk).order_by("id").values_list("fact", flat=True)
    assert list(told) == ["people.person_completed", "people.became_real_name"]
    assert "孙骑手" not in client.get("/desk/people/?details=incomplete").content.decode()
    assert client.get(address).status_code == 409


def test_what_is_known_stays(officer: Person, sun: Person) -> None:
    done = actions.complete(sun, given(mobile="13700000000", occupation="courier"), by=officer)
    assert done.mobile.open() == "13600000001"
    assert (done.occupation, done.is_real_name) == ("courier", False)


def test_a_document_of_somebody_else_is_not_taken(officer: Person, sun: Person) -> None:
    other = make_person("何平")
    with pytest.raises(Refusal, match="已登记在另一人名下"):
        actions.complete(sun, given(id_number=other.id_number.open()), by=officer)


def test_only_the_union_completes_and_only_with_something(officer: Person, sun: Person) -> None:
    with pytest.raises(Refusal, match="只能为自己工会"):
        actions.complete(sun, given(occupation="courier"), by=make_officer(make_union("他会")))
    with pytest.raises(Refusal, match="至少填写一项"):
        actions.complete(sun, given(), by=officer)
