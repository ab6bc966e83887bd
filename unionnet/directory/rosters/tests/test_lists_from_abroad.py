# SPDX-License-Identifier: Apache-2.0
"""Lists with passports: nobody comes in twice, however many documents they have had."""

from __future__ import annotations

import pytest

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import correct_identity, decide_conflict
from unionnet.directory.people.models import Conflict, Person
from unionnet.directory.rosters.actions import import_roster
from unionnet.directory.rosters.tests.lists import codes, draft, send

pytestmark = pytest.mark.django_db
HEAD = "姓名,证件类型,证件号码,手机号,职业类别,国籍,性别,出生日期,证件有效期至\n"


def row(
    name: str, number: str, *, kind: str = "护照", country: str = "瑞典", born: str = "1974-08-12"
) -> str:
    mobile = f"1390000{int(number[-4:], 36) % 10000:04d}"
    return f"{name},{kind},{number},{mobile},快递员,{country},女,{born},2036-12-01\n"


def sheet(*rows: str) -> bytes:
    return (HEAD + "".join(rows)).encode()


ANNA = row("ERIKSSON ANNA MARIA", "L898902C3")
RENEWED = row("Anna Maria Eriksson", "M111222C3")


@pytest.fixture
def union() -> Organisation:
    return make_union("海外项目工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def anna(union: Organisation, officer: Person) -> Person:
    assert codes(send(union, officer, sheet(ANNA))) == []
    return Person.objects.get(name="ERIKSSON ANNA MARIA")


def test_one_passport_comes_in_once(union: Organisation, officer: Person) -> None:
    twice = sheet(ANNA, row("ERIKSON ANNA", "L898902C3"), row("SMITH JANE", "X1234567", country="英国"))
    assert codes(send(union, officer, twice)) == [(3, "repeated")]
    assert Person.objects.filter(nationality__gt="").count() == 2


def test_another_spelling_of_a_known_passport_waits_for_an_officer(
    anna: Person, union: Organisation, officer: Person
) -> None:
    assert codes(send(union, officer, sheet(row("ERIKSON ANA", "L898902C3")))) == [(2, "name_differs")]
    assert (Conflict.objects.get().person, Conflict.objects.get().kind) == (anna, "document")


def test_a_passport_that_was_replaced_still_belongs_to_its_holder(
    anna: Person, union: Organisation, officer: Person
) -> None:
    correct_identity(anna, anna.name, "passport", "M111222C3", by=officer, renewed=True)
    assert codes(send(union, officer, sheet(row("SMITH JANE", "L898902C3")))) == [(2, "name_differs")]
    assert Conflict.objects.get().person == anna


@pytest.mark.parametrize("decision", ["same_person", "different_people"])
def test_a_new_passport_makes_nobody_new(
    anna: Person, union: Organisation, officer: Person, decision: str
) -> None:
    looked = draft(union, officer, sheet(RENEWED))
    assert codes(looked) == [(2, "renewed_document")]
    assert not Conflict.objects.exists()
    assert codes(import_roster(looked, by=officer)) == [(2, "renewed_document")]
    conflict = Conflict.objects.get()
    assert (conflict.person, Person.objects.filter(nationality="SWE").count()) == (anna, 1)
    decide_conflict(conflict, decision, "看过两本护照", by=officer)
    again = send(union, officer, sheet(RENEWED, "\n"))
    found = {each.id_number.open() for each in Person.objects.filter(nationality="SWE")}
    told = {
        "same_person": ([(2, "already_here")], {"M111222C3"}),
        "different_people": ([], {"L898902C3", "M111222C3"}),
    }
    assert (codes(again), found) == told[decision]


def test_two_passports_of_one_list_are_one_question(union: Organisation, officer: Person) -> None:
    others = [
        row("ERIKSSON ANNA MARIA", "N1111111", born="1974-08-13"),
        row("ERIKSSON ANNA MARIA", "N2222222", country="挪威"),
        row("ERIKSSON EVA", "N3333333"),
    ]
    sent = send(union, officer, sheet(ANNA, RENEWED, *others))
    assert codes(sent) == [(3, "renewed_document")]
    assert Conflict.objects.get().person.id_number.open() == "L898902C3"
    assert Person.objects.filter(nationality__gt="").count() == 4
