# SPDX-License-Identifier: Apache-2.0
"""Many hands on one list, many lists with one person: the unique constraints have the last word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.makers import make_id_number, make_officer, make_union
from unionnet.directory.people.models import Membership, Person, Roster
from unionnet.directory.people.tests.test_actions import filled
from unionnet.directory.people.tests.test_races import all_at_once
from unionnet.directory.rosters import actions
from unionnet.directory.rosters.actions import keeping, taking
from unionnet.directory.rosters.tests.lists import draft
from unionnet.directory.rosters.tests.lists import send as send_list
from unionnet.foundation.journal.models import Entry

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "hot"]), pytest.mark.race]


def test_the_same_sheet_sent_twice_at_once_is_imported_once() -> None:
    union = make_union("云阳县总工会")
    officer = make_officer(union)
    given = filled()
    sheet = f"姓名,身份证号,手机号,职业类别\n{given.name},{given.id_number},{given.mobile},快递员\n".encode()

    def send() -> str:
        return str(send_list(union, officer, sheet).public_id)

    answers = all_at_once([send] * 4)
    assert list(answers.values()) == [4]
    assert Person.objects.filter(name=given.name).count() == 1


def test_two_lists_with_the_same_people_make_each_a_member_once() -> None:
    """Neither waits for the other for ever, and nobody is a member of both unions."""
    sheet = "\n".join(["姓名,身份证号,手机号,职业类别", *(_row(number) for number in range(200))]).encode()
    unions = [make_union("云阳县总工会"), make_union("万州区总工会")]
    officers = [make_officer(union) for union in unions]

    def send(number: int) -> Callable[[], str]:
        def deed() -> str:
            send_list(unions[number], officers[number], sheet)
            return "done"

        return deed

    assert all_at_once([send(0), send(1)]) == {"done": 2}
    assert Person.objects.exclude(pk__in=[each.pk for each in officers]).count() == 200
    assert Membership.objects.filter(channel="import", state="active").count() == 200
    assert sum(roster.accepted for roster in Roster.objects.all()) == 200


def test_many_workers_take_each_row_of_a_list_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PART", 20)
    monkeypatch.setattr(taking, "TURN", 1)
    union = make_union("云阳县总工会")
    sheet = "\n".join(["姓名,身份证号,手机号,职业类别", *(_row(number) for number in range(200))]).encode()
    officer = make_officer(union)
    roster = draft(union, officer, sheet)
    while actions.take_waiting_rows():
        pass
    roster = actions.import_roster(roster, by=officer)

    def work() -> str:
        while Roster.objects.filter(stage="importing").exists():
            actions.take_waiting_rows()
        return "idle"

    assert all_at_once([work] * 4) == {"idle": 4}
    roster.refresh_from_db()
    assert roster.found == {"ok": 200}
    assert Membership.objects.filter(organisation=union, channel="import").count() == 200
    assert Entry.objects.filter(fact="people.roster_imported").count() == 1


def _row(number: int) -> str:
    id_number = make_id_number(date(1980, 1, 1) + timedelta(days=number), number)
    return f"王骑手,{id_number},137{number:08d},快递员"


def test_two_lists_with_one_document_make_one_person() -> None:
    """The same people, each list for its own union, sent by many hands: the unique index decides, and whoever
    loses is told so."""
    sheet = "\n".join(["姓名,身份证号,手机号,职业类别", *(_row(number) for number in range(40))]).encode()
    unions = [make_union(f"第{number}工会") for number in range(4)]
    officers = [make_officer(union) for union in unions]
    drafts = [draft(union, officer, sheet) for union, officer in zip(unions, officers, strict=True)]

    def take(number: int) -> Callable[[], str]:
        return lambda: actions.import_roster(drafts[number], by=officers[number]).stage

    assert all_at_once([take(number) for number in range(4)]) == {"finished": 4}
    assert Membership.objects.filter(channel="import", state="active").count() == 40
    assert Person.objects.count() == 40 + len(officers)
    found = [Roster.objects.get(pk=each.pk).found for each in drafts]
    assert sum(each.get("ok", 0) for each in found) == 40
    assert sum(each.get("member_elsewhere", 0) for each in found) == 120
