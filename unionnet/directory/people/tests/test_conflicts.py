# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.conflicts import claimed
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.likeness import folded, how_alike
from unionnet.directory.people.models import Account, Conflict, Membership, Person
from unionnet.directory.people.queries.conflicts import conflicts_seen_by, side_by_side
from unionnet.directory.people.tests.test_actions import filled, refused, told
from unionnet.foundation.crypto import blind_index

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "已当面核对身份证"


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
def above(county: Organisation) -> Person:
    return make_officer(county, name="县干部")


def as_claimed(person: Person, **changes: str) -> Particulars:
    fields = {
        "name": person.name,
        "id_type": "resident_id",
        "id_number": person.id_number.open(),
        "mobile": "13711112222",
        "occupation": "courier",
        "unit": "人和快递站",
    }
    return Particulars(**(fields | changes))


def enter(union: Organisation, given: Particulars, by: Person) -> Membership | Conflict:
    return actions.or_conflict(
        lambda: actions.enter_for(union, given, by=by, at=MONDAY),
        union,
        given,
        by=by,
        origin="entering",
        at=MONDAY,
    )


def conflict_of(union: Organisation, given: Particulars, by: Person) -> Conflict:
    found = enter(union, given, by)
    assert isinstance(found, Conflict)
    return found


@pytest.fixture
def lin(here: Organisation) -> Person:
    return make_person("林晓洁", union=here)


def test_one_document_in_two_towns_waits_for_a_decision(
    lin: Person, here: Organisation, there: Organisation
) -> None:
    officer = make_officer(there)
    conflict = conflict_of(there, as_claimed(lin), officer)
    assert (conflict.kind, conflict.person, conflict.held_by, conflict.organisation) == (
        "document",
        lin,
        here,
        there,
    )
    assert (conflict.due_on, conflict.due_rule[:30]) == (
        date(2026, 11, 23),
        "MEM-17.conflict_working_days ·"[:30],
    )
    assert conflict_of(there, as_claimed(lin), officer) == conflict  # sent twice, opened once
    assert (Membership.objects.filter(person=lin).count(), told("conflict_opened")) == (1, 1)
    fresh = Conflict.objects.get()
    assert fresh.claim.open() != str(fresh.claim)
    assert claimed(fresh).unit == "人和快递站"
    lin.refresh_from_db()
    assert lin.occupation == ""


def test_who_sees_and_who_decides(
    lin: Person, here: Organisation, there: Organisation, above: Person
) -> None:
    claiming, keeping = make_officer(there), make_officer(here)
    conflict = conflict_of(there, as_claimed(lin, name="林晓㛃"), claiming)
    stranger = make_officer(make_union("万州区总工会"))
    seen = [conflict in conflicts_seen_by(each) for each in (claiming, keeping, above, stranger, lin)]
    assert seen == [True, True, True, False, False]
    decide = actions.decide_conflict
    assert refused(lambda: decide(conflict, "same_person", WHY, by=claiming)) == "elsewhere"
    assert refused(lambda: decide(conflict, "transfer", WHY, by=keeping)) == "elsewhere"
    assert refused(lambda: decide(conflict, "same_person", "同", by=above)) == "no_reason"
    assert refused(lambda: decide(conflict, "free_phone", WHY, by=above)) == "no_such_decision"
    assert decide(conflict, "different_people", WHY, by=claiming).decision == "different_people"
    assert refused(lambda: decide(conflict, "different_people", WHY, by=claiming)) == "wrong_state"


def test_a_merge_writes_over_and_its_undoing_brings_everything_back(
    lin: Person, there: Organisation, above: Person
) -> None:
    mobile = lin.mobile.open()
    conflict = conflict_of(there, as_claimed(lin, name="林晓㛃"), make_officer(there))
    actions.decide_conflict(conflict, "same_person", WHY, by=above, at=MONDAY)
    merged = Person.objects.get(pk=lin.pk)
    assert (merged.name, merged.mobile.open(), merged.occupation) == ("林晓㛃", "13711112222", "courier")
    done = Conflict.objects.get(pk=conflict.pk)
    assert mobile not in str(done.before)
    again = actions.undo_decision(done, "看错了照片", by=above, at=MONDAY + DAY)
    restored = Person.objects.get(pk=lin.pk)
    assert (restored.name, restored.mobile.open(), restored.tags) == ("林晓洁", mobile, [])
    assert restored.mobile_index == blind_index("mobile", mobile)
    done.refresh_from_db()
    assert (done.decision, done.undone_by, again.is_open, again.pk != done.pk) == (
        "same_person",
        above,
        True,
        True,
    )
    assert refused(lambda: actions.undo_decision(done, "再撤一次", by=above)) == "wrong_state"


def test_a_merge_takes_the_other_account_and_the_application_along(here: Organisation, above: Person) -> None:
    lin = make_person("林晓洁")  # known, and a member nowhere
    stranger = actions.open_account("13900002222").person
    given = as_claimed(lin, name="林曉洁", mobile="13900002222")
    conflict = actions.or_conflict(
        lambda: actions.apply_to_join(stranger, here, given, by=stranger),
        here,
        given,
        by=stranger,
        origin="applying",
        claimant=stranger,
    )
    assert isinstance(conflict, Conflict)
    decided = actions.decide_conflict(conflict, "same_person", WHY, by=above)
    assert Account.objects.get(mobile_index=blind_index("mobile", "13900002222")).person == lin
    assert lin.memberships.get() == decided.membership
    assert decided.membership
    assert decided.membership.state == "applied"
    actions.undo_decision(decided, "看错了照片", by=above)
    assert Account.objects.get(mobile_index=blind_index("mobile", "13900002222")).person == stranger
    assert lin.memberships.get().state == "withdrawn"


def test_moved_not_doubled_becomes_a_transfer(lin: Person, here: Organisation, there: Organisation) -> None:
    officer = make_officer(there)
    conflict = conflict_of(there, as_claimed(lin), officer)
    decided = actions.decide_conflict(conflict, "transfer", WHY, by=officer)
    assert decided.transfer
    assert (decided.transfer.from_union, decided.transfer.to_union) == (here, there)
    assert (decided.transfer.asked_as, decided.transfer.waits_for) == ("receiving", "leaving")
    actions.undo_decision(decided, "其实还在原单位", by=officer)
    assert lin.memberships.get().state == "active"


def test_a_phone_that_changed_hands_is_freed_by_proof(here: Organisation, above: Person) -> None:
    holder = actions.open_account("13900001111").person
    actions.become_real_name(holder, filled(), by=holder)
    newcomer = filled(name="邓明", id_number=make_person("占位").id_number.open()[:-1] + "0")
    given = Particulars("邓明", "passport", "E12345678", "13900001111", "courier")
    assert newcomer.mobile == given.mobile
    conflict = actions.or_conflict(
        lambda: actions.apply_to_join(holder, here, given, by=holder),
        here,
        given,
        by=holder,
        origin="applying",
        claimant=holder,
        at=MONDAY,
    )
    assert isinstance(conflict, Conflict)
    assert (conflict.kind, conflict.person, conflict.is_phone_proved) == ("phone", holder, True)
    actions.decide_conflict(conflict, "free_phone", WHY, by=above, at=MONDAY)
    account = holder.accounts.get()
    assert (account.mobile_index, Person.objects.get(pk=holder.pk).mobile_index) == (None, None)
    actions.undo_decision(conflict, "还是原来的人", by=above, at=MONDAY + DAY)
    account = holder.accounts.get()
    assert account.mobile.open() == "13900001111"


def test_without_proof_the_notice_runs_first(
    lin: Person, here: Organisation, there: Organisation, above: Person
) -> None:
    account = lin.accounts.get()
    account.mobile, account.mobile_index = "13900001111", blind_index("mobile", "13900001111")
    account.save()
    officer = make_officer(there)
    other = make_person("吴敏")
    taken = [as_claimed(other, mobile="13900001111")]
    actions.open_conflicts(there, [], taken, by=officer, at=MONDAY)
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.person, conflict.origin) == ("phone", lin, "importing")
    free = actions.decide_conflict
    assert refused(lambda: free(conflict, "free_phone", WHY, by=above, at=MONDAY + 6 * DAY)) == "notice_runs"
    free(conflict, "free_phone", WHY, by=above, at=MONDAY + 7 * DAY)
    assert lin.accounts.get().mobile_index is None


def test_an_import_opens_its_conflicts_at_once(lin: Person, there: Organisation) -> None:
    people = [make_person(f"会员{number}", union=make_union(f"街道{number}")) for number in range(5)]
    claims = [as_claimed(person) for person in people] + [as_claimed(lin, name="林小洁")]
    officer = make_officer(there)
    for _again in range(2):
        assert actions.open_conflicts(there, claims, [], by=officer, at=MONDAY) == 6
    assert Conflict.objects.filter(organisation=there, origin="importing").count() == 6
    assert told("conflict_opened") == 6


def test_a_list_of_every_month_asks_once(lin: Person, there: Organisation, above: Person) -> None:
    officer, claims = make_officer(there), [as_claimed(lin, name="林小洁")]
    actions.open_conflicts(there, claims, [], by=officer, at=MONDAY)
    found = Conflict.objects.get()
    actions.decide_conflict(found, "different_people", WHY, by=above, at=MONDAY)
    assert actions.open_conflicts(there, claims, [], by=officer, at=MONDAY + 30 * DAY) == 0
    actions.undo_decision(found, WHY, by=above, at=MONDAY + DAY)
    assert actions.open_conflicts(there, claims, [], by=officer, at=MONDAY + 30 * DAY) == 1


def test_the_same_union_again_is_no_conflict(lin: Person, here: Organisation) -> None:
    officer = make_officer(here)
    assert refused(lambda: enter(here, as_claimed(lin), officer)) == "already_member"
    assert Conflict.objects.count() == 0


def test_the_page_shows_no_whole_number(lin: Person, there: Organisation, above: Person) -> None:
    conflict = conflict_of(there, as_claimed(lin, name="林晓㛃"), make_officer(there))
    side = side_by_side(conflict, by=above, at=MONDAY)
    shown = " ".join(line.record + line.claim for line in side.lines)
    assert lin.id_number.open() not in shown
    assert "13711112222" not in shown
    assert side.hint.startswith("姓名只差写法")
    assert [choice.refusal for choice in side.choices] == [None, None, None]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("林晓㛃", "林晓洁", "姓名只差写法"),
        ("陳大偉", "陈大伟", "姓名只差写法"),
        ("买买提·艾力", "买买提•艾力", "姓名只差写法"),
        ("ＡＮＮＡ", "Anna", "姓名只差写法"),
        ("王𬀩", "王炜", "姓名读音相同"),
        ("王炜", "王玮", "姓名读音相同"),
        ("王炜", "王大明", "姓相同，名不同"),
        ("王炜", "王炜", "姓名相同"),
        ("王炜", "李大明", ""),
    ],
)
def test_names_are_told_apart_by_more_than_their_bytes(one: str, other: str, words: str) -> None:
    assert how_alike(one, other).startswith(words)
    assert bool(how_alike(one, other)) == bool(words)


def test_folding_is_settled() -> None:
    assert all(folded(folded(name)) == folded(name) for name in ("㛃潔洁", "買買提·艾力", "甯宁"))
