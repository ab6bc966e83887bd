# SPDX-License-Identifier: Apache-2.0
"""Leave: a deputy does part of the work, for a time, under their own name and on behalf of somebody."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.models import Person, Role
from unionnet.directory.people.posts import NEVER_LENT, lendable, verbs_of
from unionnet.directory.people.queries import today
from unionnet.directory.people.verbs import words_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
SEES = ["people.see", "people.approve"]
WEEK = timedelta(days=7)


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union, name="向干部")


@pytest.fixture
def deputy(union: Organisation) -> Person:
    return make_person("谭代办", union=union)


def lend(officer: Person, deputy: Person, verbs: list[str] = SEES, **dates: date) -> Role:
    since = dates.get("since", today())
    until = dates.get("until", since + WEEK)
    return actions.lend_post(officer.roles.get(), deputy, verbs, since=since, until=until, by=officer)


def standing_in(deputy: Person, lent: Role) -> Client:
    client = sign_in(Client(), deputy)
    client.post("/people/post", {"post": lent.pk, "next": "/desk/"})
    return client


def test_a_deputy_does_what_was_lent_and_nothing_else(
    union: Organisation, officer: Person, deputy: Person
) -> None:
    lent, client = lend(officer, deputy), sign_in(Client(), deputy)
    assert client.get("/desk/people/").status_code == 404
    client = standing_in(deputy, lent)
    assert client.get("/desk/people/").status_code == 200
    assert client.get("/desk/people/applications").status_code == 200
    assert client.get("/desk/people/export").status_code == 404
    assert client.post(f"/desk/people/p/{officer.public_id}/opening").status_code == 404
    client.post("/people/post", {"post": "0"})
    assert client.get("/desk/people/").status_code == 404


def test_what_a_deputy_does_stands_in_the_journal_on_behalf_of_the_lender(
    union: Organisation, officer: Person, deputy: Person
) -> None:
    client = standing_in(deputy, lend(officer, deputy, ["people.see", "people.open_field"]))
    said = {"field": "mobile", "reason": "电话核实入会意愿"}
    assert client.post(f"/desk/people/p/{officer.public_id}/opening", said).status_code == 200
    entry = Entry.objects.get(fact="people.field_opened")
    assert (entry.actor_id, entry.behalf_id) == (deputy.pk, officer.pk)
    auditor = sign_in(Client(), make_officer(union, role="audit_admin"))
    assert "谭代办（代向干部）" in text_of(auditor.get("/desk/audit/"))
    assert Entry.objects.get(fact="people.role_lent").behalf_id is None


def test_it_begins_and_ends_by_itself(officer: Person, deputy: Person) -> None:
    later = lend(officer, deputy, since=today() + WEEK)
    assert standing_in(deputy, later).get("/desk/people/").status_code == 404
    lent = lend(officer, deputy)
    assert lent.pk == later.pk
    client = standing_in(deputy, lent)
    assert client.get("/desk/people/").status_code == 200
    Role.objects.filter(pk=lent.pk).update(since=today() - WEEK, until=today() - timedelta(days=1))
    assert client.get("/desk/people/").status_code == 404


def test_it_ends_with_the_post_it_was_lent_of_and_when_taken_back(
    union: Organisation, officer: Person, deputy: Person
) -> None:
    client = standing_in(deputy, lend(officer, deputy))
    own = officer.roles.get()
    Role.objects.filter(pk=own.pk).update(until=today() - timedelta(days=1))
    assert client.get("/desk/people/").status_code == 404
    Role.objects.filter(pk=own.pk).update(until=None)
    assert client.get("/desk/people/").status_code == 200
    at_desk = sign_in(Client(), officer)
    at_desk.post(f"/desk/people/deputies/{deputy.roles.get().pk}/end")
    assert client.get("/desk/people/").status_code == 404
    assert Entry.objects.filter(fact="people.role_taken_back").count() == 1


def test_lending_on_the_page(union: Organisation, officer: Person, deputy: Person) -> None:
    at_desk = sign_in(Client(), officer)
    said = {
        "post": officer.roles.get().pk,
        "card_no": deputy.memberships.get().card_no,
        "verbs": SEES,
        "since": today(),
        "until": today() + WEEK,
    }
    page = text_of(at_desk.post("/desk/people/deputies", said, follow=True))
    assert "谭代办" in page
    assert words_of("people.approve") in page
    assert deputy.roles.get().verbs == ["desk.open", *sorted(SEES)]
    mine = text_of(sign_in(Client(), deputy).get("/people/me"))
    assert "受向干部委托" in mine
    assert "代为办理" in mine
    assert "没有这个会员证号" in text_of(at_desk.post("/desk/people/deputies", {**said, "card_no": "0"}))
    assert "不早于开始" in text_of(at_desk.post("/desk/people/deputies", {**said, "until": "2020-01-01"}))
    assert "受向干部委托" in text_of(
        sign_in(Client(), make_officer(union, role="security_admin")).get("/desk/people/roles")
    )


def test_each_no_has_its_reason(union: Organisation, officer: Person, deputy: Person) -> None:
    def refused(role: Role, to: Person, verbs: list[str], *, by: Person, days: int = 7) -> str:
        until = today() + timedelta(days=days)
        with pytest.raises(Refusal) as no:
            actions.lend_post(role, to, verbs, since=today(), until=until, by=by)
        return no.value.code

    own, security = officer.roles.get(), make_officer(union, role="security_admin")
    lent = lend(officer, deputy)
    assert refused(own, deputy, SEES, by=deputy) == "not_yours"
    assert refused(lent, officer, SEES, by=deputy) == "not_yours"
    assert refused(security.roles.get(), deputy, ["desk.open"], by=security) == "not_lent"
    assert refused(own, deputy, [], by=officer) == "nothing_lent"
    assert refused(own, deputy, ["people.grant_roles"], by=officer) == "nothing_lent"
    assert refused(own, officer, SEES, by=officer) == "not_a_colleague"
    assert (
        refused(own, make_person("外人", union=make_union("外县总工会")), SEES, by=officer)
        == "not_a_colleague"
    )
    assert refused(own, deputy, SEES, by=officer, days=-1) == "dates_crossed"
    Role.objects.filter(pk=own.pk).update(until=today())
    assert refused(own, deputy, SEES, by=officer) == "dates_crossed"
    with pytest.raises(Refusal, match="只有委托人"):
        actions.take_back(lent, by=make_officer(union))
    actions.take_back(lent, by=security)


def test_a_lent_post_without_an_end_is_no_row(officer: Person, deputy: Person) -> None:
    own = officer.roles.get()
    with pytest.raises(IntegrityError, match="lent_are_some_verbs_for_a_time"):
        Role.objects.create(
            person=deputy,
            organisation=own.organisation,
            name=own.name,
            lent_by=own,
            verbs=SEES,
            since=today(),
        )


def test_no_role_lends_what_keeps_administrators_apart() -> None:
    assert {role for role in Role.Name.values if lendable(role) & NEVER_LENT} == set()
    assert all(words_of(verb) for role in Role.Name.values for verb in verbs_of(role))


def test_a_verb_is_issued_by_one_app_to_roles_that_exist() -> None:
    issued = [config.verbs for config in apps.get_app_configs() if hasattr(config, "verbs")]
    once = Counter(verb for roles in issued for verb in {each for own in roles.values() for each in own})
    assert {verb for verb, times in once.items() if times > 1} == set()
    assert {role for roles in issued for role in roles} <= set(Role.Name.values)


def test_every_verb_has_words_of_its_own() -> None:
    verbs = {verb for role in Role.Name.values for verb in verbs_of(role)}
    assert [verb for verb in sorted(verbs) if verb.partition(".")[2] in words_of(verb)] == []
