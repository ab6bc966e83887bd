# SPDX-License-Identifier: Apache-2.0
"""One person, two passports: the new one makes nobody new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions, queries
from unionnet.directory.people.guidance import known_by_document
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Conflict, FormerDocument, Membership, Person
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
OLD = Particulars(
    "ERIKSSON ANNA MARIA",
    "passport",
    "L898902C3",
    "13900002222",
    "courier",
    sex="f",
    born_on=date(1974, 8, 12),
    nationality="SWE",
    expires_on=date(2026, 12, 1),
    other_name="安娜",
)
NEW = replace(OLD, name="Anna Maria Eriksson", id_number="M111222C3", expires_on=date(2036, 12, 1))


@pytest.fixture
def union() -> Organisation:
    return make_union("海外项目工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def anna(union: Organisation, officer: Person) -> Person:
    applied = actions.enter_for(union, OLD, by=officer, at=NOW)
    actions.approve(applied, by=officer, at=NOW)
    return applied.person


def enter(given: Particulars, union: Organisation, by: Person) -> Membership | Conflict:
    return actions.or_conflict(
        lambda: actions.enter_for(union, given, by=by, at=NOW), union, given, by=by, origin="entering", at=NOW
    )


def test_all_that_a_passport_says_is_kept(anna: Person) -> None:
    anna.refresh_from_db()
    assert (anna.nationality, anna.sex, anna.born_on) == ("SWE", "f", date(1974, 8, 12))
    assert (anna.document_expires, anna.other_name) == (date(2026, 12, 1), "安娜")


@pytest.mark.parametrize("words", ["eriks", "ERIKSSON ANNA", "eam", "安娜", "L898902C3"])
def test_a_search_finds_both_names_and_the_number(anna: Person, officer: Person, words: str) -> None:
    found = queries.found_members(officer, words=words)
    assert [each.person for each in found] == [anna]


def test_a_new_passport_is_a_question_for_an_officer_and_no_second_person(
    anna: Person, union: Organisation, officer: Person
) -> None:
    people = Person.objects.count()
    elsewhere = make_union("另一个项目工会")
    conflict = enter(NEW, elsewhere, make_officer(elsewhere))
    assert isinstance(conflict, Conflict)
    assert conflict.person == anna
    assert Person.objects.exclude(roles__organisation=elsewhere).count() == people

    actions.decide_conflict(conflict, "same_person", "护照已换发", by=officer, at=NOW)
    anna.refresh_from_db()
    assert anna.id_number is not None
    assert (anna.id_number.open(), anna.document_expires) == ("M111222C3", date(2036, 12, 1))
    for each in (OLD, NEW):
        known = known_by_document(each, None, "")
        assert known is not None
        assert known.person == anna


def test_a_merge_that_was_wrong_brings_the_old_passport_back(
    anna: Person, union: Organisation, officer: Person
) -> None:
    elsewhere = make_union("另一个项目工会")
    conflict = enter(NEW, elsewhere, make_officer(elsewhere))
    assert isinstance(conflict, Conflict)
    actions.decide_conflict(conflict, "same_person", "护照已换发", by=officer, at=NOW)
    actions.undo_decision(conflict, "其实是两个人", by=officer, at=NOW)
    anna.refresh_from_db()
    assert anna.id_number is not None
    assert (anna.id_number.open(), anna.document_expires) == ("L898902C3", date(2026, 12, 1))
    assert anna.name == OLD.name
    assert not FormerDocument.objects.exists()


def test_two_people_of_one_name_and_birthday_may_both_come_in_once_told_apart(
    anna: Person, union: Organisation, officer: Person
) -> None:
    conflict = enter(NEW, union, officer)
    assert isinstance(conflict, Conflict)
    actions.decide_conflict(conflict, "different_people", "两本护照同时有效，照片不同", by=officer, at=NOW)
    applied = enter(NEW, union, officer)
    assert isinstance(applied, Membership)
    assert applied.person != anna


def test_the_old_number_is_nobody_elses(anna: Person, union: Organisation, officer: Person) -> None:
    actions.correct_identity(anna, NEW.name, "passport", NEW.id_number, by=officer, renewed=True, at=NOW)
    assert FormerDocument.objects.get().person == anna
    stranger = replace(OLD, name="SMITH JOHN", born_on=date(1990, 1, 1))
    with pytest.raises(Refusal) as no:
        actions.enter_for(union, stranger, by=officer, at=NOW)
    assert no.value.code == "name_differs"


def test_a_slip_that_is_corrected_leaves_nothing_behind(anna: Person, officer: Person) -> None:
    actions.correct_identity(anna, OLD.name, "passport", "L898902C8", by=officer, at=NOW)
    assert not FormerDocument.objects.exists()


@pytest.mark.parametrize("wrong", [{"nationality": "se"}, {"id_index": None, "real_name_at": None}])
def test_the_database_has_the_last_word(anna: Person, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=anna.pk).update(**wrong)


FORM = {
    "name": "ERIKSSON ANNA MARIA",
    "id_type": "passport",
    "id_number": "L898902C3",
    "mobile": "13900002222",
    "occupation": "courier",
}
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
# The same with another last day, and the check digits that follow from it.
GOOD = "P<SWEERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36SWE7408122F6904155ZE184226B<<<<<10"


def test_an_officer_is_told_field_by_field_what_a_passport_needs(
    client: Client, union: Organisation, officer: Person
) -> None:
    desk = sign_in(client, officer)
    page = desk.post("/desk/people/enter", {**FORM, "organisation": union.name}).content.decode()
    assert page.count("这种证件的号码没有写明，请填写。") == 8, "each beside its field, and in the summary"
    assert 'id_type:resident_id" open>' in page
    assert not Membership.objects.exclude(person=officer).exists()


def test_a_reader_fills_in_the_passport(client: Client, union: Organisation, officer: Person) -> None:
    desk = sign_in(client, officer)
    read = {"id_type": "passport", "mobile": "13900002222", "occupation": "courier", "lines": GOOD}
    page = desk.post("/desk/people/enter", {**read, "organisation": union.name}, follow=True).content.decode()
    person = Person.objects.get(name="ERIKSSON ANNA MARIA")
    assert (person.nationality, person.sex, person.born_on) == ("SWE", "f", date(1974, 8, 12))
    assert person.document_expires == date(2069, 4, 15)
    assert "瑞典" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lines": SPECIMEN}, "证件已过有效期"),
        ({"lines": GOOD[:-1] + "9"}, "校验位不对"),
        ({"lines": "P<"}, "每行 44 个字符"),
        ({"lines": GOOD, "id_number": "L898902C4"}, "与护照底部两行不一致"),
        ({"nationality": "UTO"}, "nationality"),
        ({"born_on": "9999999999-01-01"}, "born_on"),
    ],
)
def test_lines_that_do_not_fit_are_refused(
    client: Client, union: Organisation, officer: Person, change: dict[str, str], sentence: str
) -> None:
    desk = sign_in(client, officer)
    page = desk.post("/desk/people/enter", {**FORM, "organisation": union.name, **change}).content.decode()
    assert sentence in page
    assert not Person.objects.filter(name="ERIKSSON ANNA MARIA").exists()
