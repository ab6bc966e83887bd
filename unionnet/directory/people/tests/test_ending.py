# SPDX-License-Identifier: Apache-2.0
"""A document that ends: its holder is told in time and once, and the officer finds who it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import today
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.sweeps import load

NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)  # the 21st in China
IN_TIME = date(2027, 1, 20)  # the sixtieth day


@pytest.fixture
def union() -> Organisation:
    return make_union("海外项目工会")


def member(union: Organisation | None, name: str, ends: date | None) -> Person:
    person = make_person(name, union=union)
    Person.objects.filter(pk=person.pk).update(document_expires=ends, nationality="SWE", id_type="passport")
    return person


@pytest.mark.django_db
def test_whose_document_has_few_days_left_is_told_once(union: Organisation) -> None:
    anna = member(union, "ERIKSSON ANNA", IN_TIME)
    last_day = member(union, "LAST DAY", date(2026, 11, 21))
    for name, ends in (("LATER", IN_TIME + timedelta(days=1)), ("OVER", date(2026, 11, 20)), ("NONE", None)):
        member(union, name, ends)
    member(None, "NO MEMBER", IN_TIME)
    assert actions.tell_of_ending(at=NOW) == 2
    told = Entry.objects.filter(fact="people.document_ending")
    assert {entry.data["person_id"] for entry in told} == {anna.pk, last_day.pk}
    assert set(told.values_list("org_path", flat=True)) == {union.path}
    assert actions.tell_of_ending(at=NOW) == 0
    Person.objects.filter(pk=anna.pk).update(document_expires=date(2027, 1, 3))
    assert actions.tell_of_ending(at=NOW) == 1, "a new document is told of anew"


@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
def test_the_notice_says_until_when_and_where_to_show_the_new_one(union: Organisation) -> None:
    load()
    anna = member(union, "ERIKSSON ANNA", IN_TIME)
    actions.tell_of_ending(at=NOW)
    deliver_everything()
    notice = Notice.objects.get(person=anna, kind="people.document_ending")
    assert "2027" in notice.body
    assert sign_in(Client(), anna).get(notice.url).status_code == 200


@pytest.mark.django_db
def test_the_officer_finds_documents_that_end_or_have_ended(client: Client, union: Organisation) -> None:
    day = today()
    for name, ends in (("SOON", day + timedelta(days=60)), ("OVER", day - timedelta(days=1)), ("LATE", None)):
        member(union, name, ends)
    member(union, "LATER", day + timedelta(days=61))
    desk = sign_in(client, make_officer(union))
    page = text_of(desk.get("/desk/people/?details=ending"))
    assert [name in page for name in ("SOON", "OVER", "LATE", "LATER")] == [True, True, False, False]
    assert "有效期至" in page
    assert "以当地规定为准" in page
    assert "有效期至" not in text_of(desk.get("/desk/people/"))
