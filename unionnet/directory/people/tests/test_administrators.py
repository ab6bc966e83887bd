# SPDX-License-Identifier: Apache-2.0
"""The three administrators are three people (SE-02)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations, product

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.models import Countersigning, Person, Role
from unionnet.directory.people.tests.test_races import HANDS, all_at_once
from unionnet.foundation.refusals import Refusal

THREE = Role.ADMINISTRATORS
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def hold(person: Person, union: Organisation, name: str, since: date, until: date | None = None) -> Role:
    return Role.objects.create(person=person, organisation=union, name=name, since=since, until=until)


def appointing(
    person: Person, union: Organisation, name: str, *, by: Person, since: date = JANUARY
) -> Countersigning:
    return actions.ask_posts(union, [Change(person, union, name, since=since)], "分设管理员", by=by)


@pytest.mark.django_db
@pytest.mark.parametrize("pair", combinations(THREE, 2))
def test_the_database_knows_no_person_with_two_of_them(pair: tuple[str, str]) -> None:
    one, other = make_union("云阳县总工会"), make_union("外县总工会")
    person = make_person("向小溪", union=one)
    hold(person, one, pair[0], JANUARY, FEBRUARY)
    for since, until in ((JANUARY, None), (FEBRUARY, MARCH), (date(2025, 1, 1), JANUARY)):
        with pytest.raises(IntegrityError, match="never_"), transaction.atomic():
            hold(person, other, pair[1], since, until)
    hold(person, other, pair[1], date(2026, 2, 2))


@pytest.mark.django_db
@pytest.mark.parametrize("name", THREE)
def test_one_of_them_at_two_unions_and_beside_other_work_is_nobodys_business(name: str) -> None:
    union = make_union("云阳县总工会")
    person = make_officer(union, role=name)
    hold(person, make_union("外县总工会"), name, JANUARY)
    hold(person, union, Role.Name.OFFICER, JANUARY)
    assert person.roles.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("held", "wanted"), [two for two in product(THREE, THREE) if two[0] != two[1]])
def test_the_verb_says_why_and_names_the_other_post(held: str, wanted: str) -> None:
    union = make_union("云阳县总工会")
    person, security = make_officer(union, role=held), make_officer(union, role="security_admin")
    with pytest.raises(Refusal, match="由三个人分别担任") as refused:
        appointing(person, union, wanted, by=security)
    assert refused.value.code == "administrators_apart"
    assert refused.value.rule
    assert refused.value.rule.needs_local_confirmation
    second = make_officer(union, role="security_admin")
    ended = Change.end_of(person.roles.get(), FEBRUARY)
    actions.countersign(actions.ask_posts(union, [ended], "任期届满", by=security), by=second)
    actions.countersign(appointing(person, union, wanted, by=security, since=MARCH), by=second)
    assert person.roles.filter(name=wanted, since=MARCH).exists()


def appoint_all(person: Person, union: Organisation) -> list[Callable[[], str]]:
    """Each of the three posts, asked for by one and given by another hand of its own at the same moment."""
    first = make_officer(union, role="security_admin")
    seconds = [make_officer(union, role="security_admin") for _each in range(HANDS)]

    def appoint(by: Person, name: str) -> Callable[[], str]:
        asked = appointing(person, union, name, by=first)
        return lambda: "given" if actions.countersign(asked, by=by) else ""

    return [appoint(by, THREE[number % 3]) for number, by in enumerate(seconds)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
def test_of_many_who_appoint_at_once_one_kind_wins() -> None:
    union = make_union("云阳县总工会")
    person = make_person("向小溪", union=union)
    outcome = all_at_once(appoint_all(person, union))
    assert set(outcome) == {"given", "administrators_apart", "decided"}
    assert Role.objects.filter(person=person).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
def test_without_the_guard_the_constraint_still_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: the rule is asleep. The database refuses, so nobody is two of them even then."""
    monkeypatch.setattr("unionnet.directory.people.actions.posting.why_not_both", lambda *asked: None)
    union = make_union("云阳县总工会")
    person = make_person("向小溪", union=union)
    with pytest.raises(IntegrityError, match="never_"):
        all_at_once(appoint_all(person, union))
    assert Role.objects.filter(person=person).values("name").distinct().count() == 1
