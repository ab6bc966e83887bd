# SPDX-License-Identifier: Apache-2.0
"""Lists of signed-up people: decided part by part, each row as if it had come alone."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.actions import roster as importing
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Consent, Membership, Person, Roster, RosterPart, Standing
from unionnet.directory.people.queries import looked_at
from unionnet.directory.people.roster import Line, packed, read_roster, unpacked
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HEAD = "姓名,身份证号,手机号,职业类别,所属站点"
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
NAMES = "赵钱孙李周吴郑王冯陈"


def rider(number: int, **other: str) -> dict[str, str]:
    given = {
        "name": f"{NAMES[number % 10]}骑手",
        "id_number": make_id_number(date(1992, 2, 1 + number), number),
        "mobile": f"136{number:08d}",
        "occupation": "外卖骑手",
        "unit": "城东站",
    }
    return {**given, **other}


def sheet(*rows: dict[str, str]) -> bytes:
    return "\n".join([HEAD, *(",".join(row.values()) for row in rows)]).encode()


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def parts_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PART", 3)


def take_in(union: Organisation, officer: Person, *rows: dict[str, str]) -> Roster:
    return actions.import_roster(union, sheet(*rows), "名单.csv", by=officer)


def codes(roster: Roster) -> list[str]:
    return [code for _number, code, _sentence, _membership in roster.outcomes]


def told(name: str) -> int:
    return Entry.objects.filter(fact=f"people.{name}").count()


@pytest.mark.usefixtures("parts_of_three")
def test_a_long_list_is_taken_part_by_part(union: Organisation, officer: Person) -> None:
    roster = take_in(union, officer, *(rider(number) for number in range(7)))
    assert (roster.rows, roster.accepted, roster.refused, roster.finished_at) == (7, 3, 0, None)
    assert told("roster_imported") == 0
    assert [actions.take_waiting_rows() for _turn in range(3)] == [3, 1, 0]
    roster.refresh_from_db()
    assert (roster.accepted, roster.finished_at is None) == (7, False)
    assert [row[0] for row in roster.outcomes] == list(range(2, 9))
    assert Membership.objects.filter(organisation=union, channel="import", state="active").count() == 7
    assert Entry.objects.get(fact="people.roster_imported").data["accepted"] == 7
    assert RosterPart.objects.count() == 0


@pytest.mark.usefixtures("parts_of_three")
def test_what_an_end_interrupts_is_done_again(union: Organisation, officer: Person) -> None:
    roster = take_in(union, officer, *(rider(number) for number in range(7)))
    point = transaction.savepoint()
    assert actions.take_waiting_rows() == 3
    transaction.savepoint_rollback(point)
    roster.refresh_from_db()
    assert (roster.accepted, Membership.objects.filter(channel="import").count()) == (3, 3)
    again = take_in(union, officer, *(rider(number) for number in range(7)))
    assert again == roster
    while actions.take_waiting_rows():
        pass
    roster.refresh_from_db()
    assert codes(roster) == ["ok"] * 7
    assert (told("membership_approved"), told("became_real_name")) == (7, 7)


@pytest.mark.usefixtures("parts_of_three")
def test_a_broken_list_holds_up_no_other(
    union: Organisation, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = take_in(union, officer, *(rider(number) for number in range(4)))
    part = broken.parts.get()
    part.lines = "no rows"
    part.save()
    sound = take_in(union, officer, *(rider(number) for number in range(4, 8)))
    for _turn in range(40):
        with suppress(Exception), transaction.atomic():
            actions.take_waiting_rows()
    sound.refresh_from_db()
    assert (sound.accepted, sound.finished_at is None) == (4, False)


@pytest.mark.usefixtures("parts_of_three")
def test_rows_that_wait_are_sealed(union: Organisation, officer: Person) -> None:
    take_in(union, officer, *(rider(number) for number in range(4)))
    stored = RosterPart.objects.get().lines.stored
    for word in rider(3).values():
        assert word.encode() not in stored
    assert unpacked(RosterPart.objects.get().lines.open())[0].number == 5


@pytest.mark.usefixtures("parts_of_three")
def test_reasons_are_in_the_words_of_the_officer(union: Organisation, officer: Person) -> None:
    rows = [*(rider(number) for number in range(3)), rider(0), rider(4, name="")]
    with override("en"):
        roster = take_in(union, officer, *rows)
    assert codes(roster) == ["ok"] * 3
    actions.take_waiting_rows()
    roster.refresh_from_db()
    assert roster.outcomes[3][1:3] == ["repeated", "Same document as row 2."]
    assert roster.outcomes[4][1] == "bad_name"
    assert roster.outcomes[4][2].isascii()


def test_many_at_once_are_the_same_as_one_by_one(officer: Person) -> None:
    """Two unions, the same deed two ways: every column, consent, standing and fact is alike."""
    singly, together = make_union("甲区工会"), make_union("乙区工会")
    for each in (singly, together):
        make_officer(each)

    def trace(union: Organisation, person: Person) -> dict[str, Any]:
        membership = Membership.objects.get(person=person)
        return {
            "person": Person.objects.values(
                "name", "id_type", "sex", "born_on", "occupation", "tags", "real_name_at"
            ).get(pk=person.pk),
            "membership": Membership.objects.values(*MEMBERSHIP).get(pk=membership.pk),
            "consents": list(Consent.objects.filter(person=person).values_list("purpose", "version")),
            "standing": Standing.objects.values("is_real_name", "tags", "born_on").get(person=person),
            "path": Standing.objects.get(person=person).path == union.path,
            "card": (membership.card_no or "")[:10],
            "facts": list(
                Entry.objects.filter(data__person_id=person.pk).order_by("id").values_list("fact", flat=True)
            ),
            "mobile": person.mobile.open(),
        }

    one, other = (
        Particulars("孙骑手", "resident_id", rider(n)["id_number"], "13600000009", "courier", "城东站")
        for n in (2, 12)
    )
    first, second = (make_officer(each) for each in (singly, together))
    membership = actions.enter_for(singly, one, by=first, channel="import", at=NOW)
    actions.approve(membership, by=first, at=NOW)
    answers = actions.admit_all(together, {2: other}, by=second, at=NOW)
    taken = answers[2]
    assert isinstance(taken, Membership)
    left = trace(singly, membership.person)
    right = trace(together, Person.objects.get(pk=taken.person_id))
    born = left["person"].pop("born_on"), right["person"].pop("born_on")
    assert born == (date(1992, 2, 3), date(1992, 2, 13))
    for side in (left, right):
        side["standing"].pop("born_on")
        side["person"].pop("sex")
    assert left == right


def test_people_the_register_knows_are_renewed_and_not_doubled(union: Organisation, officer: Person) -> None:
    visitor = actions.open_account("13600000001").person
    given = rider(1)
    waiting = actions.apply_to_join(
        visitor,
        union,
        Particulars(given["name"], "resident_id", given["id_number"], "13600000001", "security_guard"),
        by=visitor,
    )
    Person.objects.filter(pk=visitor.pk).update(tags=["volunteer", "security_guard", "eight_groups"])
    actions.withdraw_consent(Consent.objects.get(person=visitor), by=visitor)
    roster = take_in(union, officer, rider(1, mobile="13600007777"), rider(2))
    assert codes(roster) == ["ok", "ok"]
    visitor.refresh_from_db()
    waiting.refresh_from_db()
    assert visitor.mobile.open() == "13600007777"
    assert bytes(visitor.mobile_index) == blind_index("mobile", "13600007777")
    assert visitor.id_number.open() == given["id_number"]
    assert visitor.tags == ["volunteer", "food_delivery_rider", "eight_groups", "new_form"]
    assert (waiting.state, waiting.channel, waiting.decided_by) == ("active", "online", officer)
    assert told("membership_applied") == 2
    assert told("consent_given") == 2
    assert told("became_real_name") == 2


def test_each_row_that_cannot_be_has_its_reason(union: Organisation, officer: Person) -> None:
    elsewhere = make_union("万州区工会")
    take_in(elsewhere, make_officer(elsewhere), rider(1))
    other = actions.open_account("13600000002").person
    actions.apply_to_join(
        other,
        elsewhere,
        Particulars(rider(2)["name"], "resident_id", rider(2)["id_number"], "13600000002", "courier"),
        by=other,
    )
    take_in(union, officer, rider(3))
    mine = rider(4, name="周干部", id_number=officer.id_number.open())
    rows = [rider(1), rider(2), rider(3), mine, rider(3, name="错名字"), rider(1, name="错名字"), rider(5)]
    here = ["member_elsewhere", "applied_elsewhere", "already_here", "own_application"]
    wanted = [*here, "repeated", "repeated", "ok"]
    before = Person.objects.count()
    looked = looked_at(union, sheet(*rows), "", by=officer)
    assert [line.code for line in looked] == wanted
    assert Person.objects.count() == before
    assert codes(take_in(union, officer, *rows)) == wanted
    assert codes(take_in(union, officer, rider(3, name="错名字"), rider(6))) == ["name_differs", "ok"]
    assert Person.objects.count() == before + 2


def test_a_row_the_database_does_not_take_stands_alone(union: Organisation, officer: Person) -> None:
    """Two together are refused for the second one's card number, then each is tried alone."""
    other = make_person("旧会员", union=union)
    (last,) = take_ids(Membership, 1)
    for holder, number in ((officer, last + 2), (other, last + 4)):
        card_no = f"{union.county_code}{datetime.now(UTC).year}{number:08d}"
        Membership.objects.filter(person=holder).update(card_no=card_no)
    roster = take_in(union, officer, rider(1), rider(2))
    assert codes(roster) == ["ok", "not_written"]
    assert (roster.accepted, roster.refused) == (1, 1)
    assert not Person.objects.filter(name=rider(2)["name"]).exists()


def test_a_union_that_is_gone_takes_nobody_in(union: Organisation, officer: Person) -> None:
    Organisation.objects.filter(pk=union.pk).update(until=date(2024, 1, 1))
    union.refresh_from_db()
    assert codes(take_in(union, officer, rider(1), rider(2))) == ["no_such_union"] * 2
    assert Person.objects.filter(name=rider(1)["name"]).count() == 0


def test_a_list_with_only_a_head_is_finished_at_once(union: Organisation, officer: Person) -> None:
    roster = take_in(union, officer)
    assert (roster.rows, roster.accepted, roster.finished_at is None) == (0, 0, False)


def test_lines_come_out_as_they_went_in() -> None:
    lines = read_roster(
        [HEAD.split(","), list(rider(1).values()), list(rider(2, mobile="1").values())], on=NOW.date()
    )
    assert unpacked(packed(lines)) == lines
    assert [line.code for line in lines] == ["ok", "bad_mobile"]
    assert lines[1] == Line(3, None, "bad_mobile", lines[1].sentence)


@pytest.mark.usefixtures("parts_of_three")
def test_the_page_says_how_far_it_is(client: Client, union: Organisation, officer: Person) -> None:
    sign_in(client, officer)
    content = SimpleUploadedFile("名单.csv", sheet(*(rider(number) for number in range(6)), rider(0)))
    given = {"organisation": union.pk, "import": "1", "file": content}
    address = client.post("/desk/people/import", given)["Location"]
    page = client.get(address).content.decode()
    assert "正在导入" in page
    assert "3 / 7" in page
    assert f'data-live="{address}/progress"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "正在导入：3 / 7 行" in client.get("/desk/people/imports").content.decode()
    while actions.take_waiting_rows():
        pass
    page = client.get(f"{address}/progress").content.decode()
    assert "6 人入会" in page
    assert "与第 2 行是同一份证件。" in page
    assert "data-live" not in client.get(address).content.decode()
    stranger = sign_in(Client(), make_officer(make_union("他会")))
    assert stranger.get(f"{address}/progress").status_code == 404


def test_a_file_larger_than_a_list_can_be_is_not_read(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    content = SimpleUploadedFile("名单.csv", b" " * (10 * 1024 * 1024 + 1))
    given = {"organisation": union.pk, "import": "1", "file": content}
    assert "文件超过 10 MB" in client.post("/desk/people/import", given).content.decode()
    assert Roster.objects.count() == 0


def test_nobody_imports_for_a_union_out_of_reach(officer: Person) -> None:
    with pytest.raises(Refusal, match="您只能为自己工会"):
        take_in(make_union("他会"), officer, rider(1))
    with pytest.raises(Refusal, match="您只能为自己工会"):
        take_in(make_union("他会"), make_person("路人"), rider(1))
