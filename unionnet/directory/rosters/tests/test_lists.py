# SPDX-License-Identifier: Apache-2.0
"""Lists of signed-up people: looked through, then decided part by part, each row as if it had come alone."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from tests.makers import make_id_number, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions as people
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    Account,
    Conflict,
    Consent,
    Membership,
    Person,
    Roster,
    RosterPart,
    Standing,
)
from unionnet.directory.rosters import actions
from unionnet.directory.rosters.actions import keeping, taking
from unionnet.directory.rosters.tests.lists import codes, draft, send
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HEAD = "姓名,身份证号,手机号,职业类别,所属站点"
NAMES = "赵钱孙李周吴郑王冯陈"
MEMBERSHIP = [
    "state",
    "channel",
    "unit",
    "applied_at",
    "due_on",
    "due_rule",
    "decided_at",
    "reason",
    "answer",
]


def rider(number: int, **other: str) -> dict[str, str]:
    given = {
        "name": f"{NAMES[number % 10]}骑手",
        "id_number": make_id_number(date(1992, 2, 1 + number), number),
        "mobile": f"136{number:08d}",
        "occupation": "外卖骑手",
        "unit": "城东站",
    }
    return {**given, **other}


def sheet(*rows: dict[str, str], head: str = HEAD) -> bytes:
    return "\n".join([head, *(",".join(row.values()) for row in rows)]).encode()


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def parts_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PART", 3)
    monkeypatch.setattr(taking, "TURN", 1)


def told(name: str) -> int:
    return Entry.objects.filter(fact=f"people.{name}").count()


def finish(roster: Roster) -> Roster:
    while actions.take_waiting_rows():
        pass
    roster.refresh_from_db()
    return roster


def test_a_list_is_looked_through_and_nothing_is_written(union: Organisation, officer: Person) -> None:
    roster = draft(union, officer, sheet(rider(1), rider(2, mobile="1")))
    assert (roster.stage, roster.found, roster.rows) == ("draft", {"ok": 1, "bad_mobile": 1}, 2)
    assert codes(roster) == [(3, "bad_mobile")]
    assert not Membership.objects.filter(channel="import").exists()
    assert not Person.objects.filter(name=rider(1)["name"]).exists()


@pytest.mark.usefixtures("parts_of_three")
def test_a_long_list_is_taken_part_by_part(union: Organisation, officer: Person) -> None:
    roster = finish(draft(union, officer, sheet(*(rider(number) for number in range(7)))))
    assert (roster.stage, roster.found) == ("draft", {"ok": 7})
    roster = actions.import_roster(roster, by=officer)
    assert (roster.rows, roster.accepted, roster.stage) == (7, 3, "importing")
    assert told("roster_imported") == 0
    assert [actions.take_waiting_rows() for _turn in range(3)] == [3, 1, 0]
    roster.refresh_from_db()
    assert (roster.accepted, roster.stage) == (7, "finished")
    assert Membership.objects.filter(organisation=union, channel="import", state="active").count() == 7
    assert Entry.objects.get(fact="people.roster_imported").data["accepted"] == 7
    assert not RosterPart.objects.exclude(lines=None).exists()


@pytest.mark.usefixtures("parts_of_three")
def test_what_an_end_interrupts_is_done_again(union: Organisation, officer: Person) -> None:
    content = sheet(*(rider(number) for number in range(7)))
    roster = finish(draft(union, officer, content))
    actions.import_roster(roster, by=officer)
    point = transaction.savepoint()
    assert actions.take_waiting_rows() == 3
    transaction.savepoint_rollback(point)
    roster.refresh_from_db()
    assert (roster.accepted, Membership.objects.filter(channel="import").count()) == (3, 3)
    assert send(union, officer, content) == roster
    assert finish(roster).found == {"ok": 7}
    taken = Entry.objects.filter(fact="people.members_admitted").order_by("pk")
    assert [len(entry.data["membership_ids"]) for entry in taken] == [3, 3, 1]


@pytest.mark.usefixtures("parts_of_three")
def test_a_broken_list_holds_up_no_other(union: Organisation, officer: Person) -> None:
    broken = draft(union, officer, sheet(*(rider(number) for number in range(4))))
    part = broken.parts.get(waits=True)
    part.lines = "no rows"
    part.save()
    sound = draft(union, officer, sheet(*(rider(number) for number in range(4, 8))))
    for _turn in range(40):
        with suppress(Exception), transaction.atomic():
            actions.take_waiting_rows()
    sound.refresh_from_db()
    assert (sound.stage, sound.found) == ("draft", {"ok": 4})


def test_rows_are_sealed_and_only_what_must_be_mended_is_kept(union: Organisation, officer: Person) -> None:
    roster = draft(union, officer, sheet(rider(1), rider(2, mobile="1")))
    stored = roster.parts.get().lines.stored
    for word in (*rider(1).values(), *rider(2).values()):
        assert word.encode() not in stored
    actions.import_roster(roster, by=officer)
    kept = roster.parts.get().lines.open()
    assert rider(2)["id_number"] in kept
    assert rider(1)["id_number"] not in kept
    actions.forget_old_rows(at=roster.at + timedelta(days=31))
    assert roster.parts.get().lines is None


def test_a_list_that_nobody_sent_on_its_way_is_forgotten(union: Organisation, officer: Person) -> None:
    done, waiting = send(union, officer, sheet(rider(1))), draft(union, officer, sheet(rider(2)))
    actions.forget_old_rows(at=waiting.at + timedelta(days=2))
    assert list(Roster.objects.all()) == [done]


@pytest.mark.usefixtures("parts_of_three")
def test_reasons_are_in_the_words_of_the_officer(union: Organisation, officer: Person) -> None:
    rows = [*(rider(number) for number in range(3)), rider(4), rider(4), rider(5, name="")]
    with override("en"):
        roster = draft(union, officer, sheet(*rows))
    assert codes(finish(roster)) == [(6, "repeated"), (7, "bad_name")]
    sentences = [sentence for part in roster.parts.all() for _row, _code, sentence in part.outcomes]
    assert sentences[0] == "Same document as row 5."
    assert sentences[1].isascii()


def test_a_stranger_by_list_is_the_same_as_one_written_in_and_approved() -> None:
    """Two unions, the same deed two ways: every column, consent and standing is alike; the facts of a
    list are told once for all."""
    singly, together = make_union("甲区工会"), make_union("乙区工会")
    first, second = (make_officer(each) for each in (singly, together))

    def trace(union: Organisation, person: Person) -> dict[str, Any]:
        membership = Membership.objects.get(person=person)
        return {
            "person": Person.objects.values(
                "name", "id_type", "sex", "born_on", "occupation", "tags", "real_name_at"
            ).get(pk=person.pk),
            "membership": Membership.objects.values(*MEMBERSHIP).get(pk=membership.pk),
            "decided_by": membership.decided_by in (first, second),
            "consents": list(Consent.objects.filter(person=person).values_list("purpose", "version")),
            "standing": Standing.objects.values("is_real_name", "tags", "born_on").get(person=person),
            "path": Standing.objects.get(person=person).path == union.path,
            "card": (membership.card_no or "")[:10] + (membership.card_no or "")[-8:].strip("0123456789"),
            "mobile": person.mobile.open(),
            "found by": bytes(person.mobile_index),
        }

    given = [make_id_number(date(1992, 2, day), 9) for day in (3, 13)]
    one = Particulars("孙骑手", "resident_id", given[0], "13600000009", "courier", "城东站")
    membership = people.enter_for(singly, one, by=first, channel="import", at=NOW)
    people.approve(membership, by=first, at=NOW)
    row = {"name": "孙骑手", "id": given[1], "mobile": "13600000009", "job": "快递员", "unit": "城东站"}
    send(together, second, sheet(row), at=NOW)
    left = trace(singly, membership.person)
    other = Person.objects.get(id_index=blind_index("id_number", given[1]))
    right = trace(together, other)
    assert other.id_number.open() == given[1]
    for side, born in ((left, date(1992, 2, 3)), (right, date(1992, 2, 13))):
        assert side["person"].pop("born_on") == side["standing"].pop("born_on") == born
    assert left == right


def test_people_the_register_knows_are_renewed_and_not_doubled(union: Organisation, officer: Person) -> None:
    visitor = people.open_account("13600000001").person
    given = rider(1)
    waiting = people.apply_to_join(
        visitor,
        union,
        Particulars(given["name"], "resident_id", given["id_number"], "13600000001", "security_guard"),
        by=visitor,
    )
    Person.objects.filter(pk=visitor.pk).update(tags=["volunteer", "security_guard", "eight_groups"])
    people.withdraw_consent(Consent.objects.get(person=visitor), by=visitor)
    roster = send(union, officer, sheet(rider(1, mobile="13600007777"), rider(2)))
    assert roster.found == {"ok": 2}
    visitor.refresh_from_db()
    waiting.refresh_from_db()
    assert visitor.mobile.open() == "13600007777"
    assert bytes(visitor.mobile_index) == blind_index("mobile", "13600007777")
    assert visitor.id_number.open() == given["id_number"]
    assert visitor.tags == ["volunteer", "food_delivery_rider", "eight_groups", "new_form"]
    assert (waiting.state, waiting.channel, waiting.decided_by) == ("active", "online", officer)
    assert told("consent_given") == 1  # who applied has spoken for themselves


def test_each_row_that_cannot_be_has_its_reason(union: Organisation, officer: Person) -> None:
    elsewhere = make_union("万州区工会")
    send(elsewhere, make_officer(elsewhere), sheet(rider(1)))
    other = people.open_account("13600000002").person
    people.apply_to_join(
        other,
        elsewhere,
        Particulars(rider(2)["name"], "resident_id", rider(2)["id_number"], "13600000002", "courier"),
        by=other,
    )
    send(union, officer, sheet(rider(3)))
    mine = rider(4, name="周干部", id_number=officer.id_number.open())
    rows = [rider(1), rider(2), rider(3), mine, rider(3, name="错名字"), rider(5)]
    wanted = [
        (2, "member_elsewhere"),
        (3, "applied_elsewhere"),
        (4, "already_here"),
        (5, "own_application"),
        (6, "repeated"),
    ]
    before = Person.objects.count()
    roster = draft(union, officer, sheet(*rows))
    assert codes(roster) == wanted
    assert Person.objects.count() == before
    assert codes(actions.import_roster(roster, by=officer)) == wanted
    wrong = send(union, officer, sheet(rider(3, name="错名字"), rider(6)))
    assert (codes(wrong), wrong.accepted) == ([(2, "name_differs")], 1)
    assert Person.objects.count() == before + 2


def test_a_row_that_meets_another_record_waits_for_an_officer(union: Organisation, officer: Person) -> None:
    elsewhere, east = make_union("万州区工会"), make_union("城东分会", union)
    send(elsewhere, make_officer(elsewhere), sheet(rider(1)))
    other = make_person("何晓")
    Account.objects.filter(person=other).update(mobile_index=blind_index("mobile", "13600000009"))
    rows = [{**rider(1, name="错名字"), "union": ""}, {**rider(2, mobile="13600000009"), "union": "城东分会"}]
    roster = send(union, officer, sheet(*rows, head=f"{HEAD},所属工会"))
    assert (codes(roster), roster.accepted) == ([(2, "name_differs")], 1)
    opened = Conflict.objects.order_by("kind").values_list("kind", "organisation", "origin")
    assert list(opened) == [("document", union.pk, "importing"), ("phone", east.pk, "importing")]


@pytest.mark.usefixtures("parts_of_three")
def test_a_document_that_came_in_an_earlier_part_comes_once(union: Organisation, officer: Person) -> None:
    roster = finish(draft(union, officer, sheet(*(rider(number % 4) for number in range(6)))))
    roster = finish(actions.import_roster(roster, by=officer))
    assert (codes(roster), roster.accepted) == ([(6, "repeated"), (7, "repeated")], 4)


def test_a_row_the_database_does_not_take_stands_alone(union: Organisation, officer: Person) -> None:
    """Two together are refused for the second one's card number, then each is tried alone."""
    roster = draft(union, officer, sheet(rider(1), rider(2)))
    (last,) = take_ids(Membership, 1)
    taken = f"{union.county_code}{NOW.year}{last + 2:08d}"
    Membership.objects.filter(person=make_person("旧会员", union=union)).update(card_no=taken)
    last_now = take_ids(Membership, 1)[0]
    Membership.objects.filter(card_no=taken).update(
        card_no=f"{union.county_code}{NOW.year}{last_now + 2:08d}"
    )
    roster = actions.import_roster(roster, by=officer, at=NOW)
    assert (codes(roster), roster.accepted) == ([(3, "not_written")], 1)
    assert not Person.objects.filter(name=rider(2)["name"]).exists()


def test_a_union_that_is_gone_takes_nobody_in(union: Organisation, officer: Person) -> None:
    Organisation.objects.filter(pk=union.pk).update(until=date(2024, 1, 1))
    union.refresh_from_db()
    roster = send(union, officer, sheet(rider(1), rider(2)))
    assert codes(roster) == [(2, "no_such_union"), (3, "no_such_union")]
    assert not Person.objects.filter(name=rider(1)["name"]).exists()


def test_a_list_with_only_a_head_is_finished_at_once(union: Organisation, officer: Person) -> None:
    roster = send(union, officer, sheet())
    assert (roster.rows, roster.accepted, roster.stage) == (0, 0, "finished")


def test_rows_go_to_the_union_they_name(union: Organisation, officer: Person) -> None:
    east, west = make_union("城东分会", union), make_union("城西分会", union)
    make_union("他会")
    for _each in range(2):
        make_union("重名分会", union)
    named = ["城东分会", "", "'城西分会", "他会", "重名分会"]
    rows = [{**rider(number), "union": name} for number, name in enumerate(named)]
    roster = send(union, officer, sheet(*rows, head=f"{HEAD},所属工会"))
    assert codes(roster) == [(5, "unknown_union"), (6, "two_unions")]
    unions = Membership.objects.filter(roster=roster).order_by("pk").values_list("organisation", flat=True)
    assert list(unions) == [east.pk, union.pk, west.pk]
    assert Standing.objects.filter(path=east.path).count() == 1
    assert Entry.objects.get(fact="people.members_admitted").data["organisation_ids"] == sorted(
        [east.pk, union.pk, west.pk]
    )


def test_old_lists_without_numbers_come_in_to_be_completed(union: Organisation, officer: Person) -> None:
    head = "姓名,身份证号,手机号,职业类别,入会时间"
    old = f"{head}\n孙骑手,,,,2015年6月\n李骑手,,13600000001,快递员,2016/3/1\n"
    roster = send(union, officer, old.encode(), at=NOW)
    assert roster.found == {"incomplete": 2}
    sun = Membership.objects.get(person__name="孙骑手")
    assert (sun.state, sun.person.real_name_at, sun.person.id_index) == ("active", None, None)
    assert f"{timezone.localtime(sun.decided_at):%Y-%m}" == "2015-06"
    assert not Standing.objects.get(person=sun.person).is_real_name
    again = send(union, officer, f"{old}\n".encode(), at=NOW)
    assert codes(again) == [(2, "same_name"), (3, "already_here")]

    number = make_id_number(date(1992, 2, 3), 3)
    full = f"{head}\n孙骑手,{number},13600000009,快递员,\n".encode()
    done = send(union, officer, full, at=NOW)
    assert done.found == {"ok": 1}
    sun.person.refresh_from_db()
    assert sun.person.id_number.open() == number
    assert sun.person.real_name_at == NOW
    assert Standing.objects.get(person=sun.person).is_real_name
    assert Membership.objects.filter(person__name="孙骑手").count() == 1


def test_a_corrected_mapping_is_remembered_for_the_next_list(union: Organisation, officer: Person) -> None:
    head = "姓名,身份证号,手机号,备注一"
    roster = draft(union, officer, f"{head}\n孙骑手,{rider(1)['id_number']},13600000001,快递员".encode())
    assert (roster.found, roster.columns) == ({"incomplete": 1}, {"name": 0, "id_number": 1, "mobile": 2})
    columns = {"name": 0, "id_number": 1, "mobile": 2, "occupation": 3}
    assert actions.read_otherwise(roster, columns, by=officer).found == {"ok": 1}
    following = draft(union, officer, f"{head}\n李骑手,{rider(2)['id_number']},13600000002,快递员".encode())
    assert (following.found, following.columns) == ({"ok": 1}, columns)
    with pytest.raises(Refusal, match="同一列只能对应一项"):
        actions.read_otherwise(following, {"name": 0, "unit": 0}, by=officer)
    actions.read_otherwise(following, {"id_number": 1}, by=officer)
    with pytest.raises(Refusal, match="请先指明哪一列是姓名"):
        actions.import_roster(following, by=officer)


def test_nobody_imports_for_a_union_out_of_reach(union: Organisation, officer: Person) -> None:
    for stranger in (officer, make_person("路人")):
        with pytest.raises(Refusal, match="您只能为自己工会"):
            draft(make_union("他会"), stranger, sheet(rider(1)))
    roster = draft(union, officer, sheet(rider(1)))
    other = make_officer(make_union("他会"))
    for verb in (actions.import_roster, actions.undo_roster):
        with pytest.raises(Refusal, match="您只能为自己工会"):
            verb(roster, by=other)


def test_a_file_that_is_no_list_says_so(union: Organisation, officer: Person) -> None:
    for content, words in (
        (b"\x00" * 99, "认不出文件的文字编码"),
        (b"a,b\n1,2", "没有找到表头"),
        (b"", "文件是空的"),
    ):
        with pytest.raises(Refusal, match=words), transaction.atomic():
            draft(union, officer, content)
    with pytest.raises(Refusal, match="打不开"), transaction.atomic():
        actions.draft_roster(union, io.BytesIO(b"PK\x03\x04 no book"), "a.xlsx", by=officer)
    assert not Roster.objects.exists()
