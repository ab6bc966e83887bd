# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_id_number, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import enter_for, lend_post, take_back
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Conflict, Membership, Person, Role, Transfer
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.outreach.actions import (
    Filled,
    Plan,
    approve_on_the_spot,
    call_meeting,
    open_booth,
    take_slip,
)
from unionnet.programmes.outreach.models import Booth, Meeting, Slip, SpotApproval
from unionnet.programmes.outreach.queries import tally_of

pytestmark = pytest.mark.django_db
NOON = at("2024-04-12 12:00")
DAY = (at("2024-04-12 09:00"), at("2024-04-12 17:00"))


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会联合会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def meeting(union: Organisation, officer: Person) -> Meeting:
    return call_meeting(union, Plan("骑手集中入会", "滨江广场", *DAY), by=officer)


@pytest.fixture
def booth(meeting: Meeting, officer: Person) -> Booth:
    return open_booth(meeting, "1 号台", officer, by=officer, at=NOON)


def rider(number: int = 1, **otherwise: Any) -> Particulars:
    id_number, mobile = make_id_number(date(1990, 1, 1), number), f"1360000{number:04d}"
    said = Particulars("韩骑手", "resident_id", id_number, mobile, "food_delivery_rider")
    return replace(said, **otherwise)


def filled(number: int = 1, *, key: UUID | None = None, moves: bool = False, **otherwise: Any) -> Filled:
    return Filled(key or uuid4(), rider(number, **otherwise), agreed=True, moves=moves)


def take(booth: Booth, slip: Filled, by: Person, moment: datetime = NOON) -> Slip:
    return take_slip(booth, slip, by=by, at=moment)


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def test_a_table_has_a_code_of_its_own_and_is_one_however_often_it_is_set_up(
    meeting: Meeting, booth: Booth, officer: Person
) -> None:
    assert open_booth(meeting, "1 号台", officer, by=officer, at=NOON) == booth
    second = open_booth(meeting, "2 号台", officer, by=officer, at=NOON)
    assert len({meeting.join_code_id, booth.join_code_id, second.join_code_id}) == 3
    assert (second.join_code.until, second.join_code.channel) == (at("2024-04-12 19:00"), "event")
    other = make_officer(meeting.organisation, name="别的干部")
    assert refused(lambda: open_booth(meeting, "1 号台", other, by=officer, at=NOON)) == "same_name"
    leader = make_officer(meeting.organisation, role="leader")
    assert refused(lambda: open_booth(meeting, "3 号台", leader, by=leader, at=NOON)) == "elsewhere"
    late = at("2024-04-12 17:01")
    assert refused(lambda: open_booth(meeting, "3 号台", officer, by=officer, at=late)) == "over"


def test_the_post_is_lent_for_the_days_of_the_meeting_and_the_officers_own_is_written_down(
    union: Organisation, officer: Person
) -> None:
    now = database_now()
    plan = Plan("集中入会", "广场", now - timedelta(hours=1), now + timedelta(hours=3))
    meeting = call_meeting(union, plan, by=officer)
    helper = make_person("唐委员", union=union)
    booth = open_booth(meeting, "1 号台", helper, by=officer)
    lent = Role.objects.get(person=helper)
    assert (lent.lent_by, set(lent.verbs or ())) == (
        officer.roles.get(),
        {"desk.open", "outreach.see", "people.approve"},
    )
    assert lent.until is not None
    assert (lent.until - lent.since) <= timedelta(days=1)
    assert refused(lambda: take_slip(booth, filled(), by=helper)) == "elsewhere"
    helper.stands_in, helper.stands_for = lent.pk, officer.pk
    taken = take_slip(booth, filled(), by=helper)
    spot = SpotApproval.objects.get(membership=taken.membership)
    assert (taken.outcome, spot.by, spot.role) == ("approved", helper, officer.roles.get())
    take_back(lent, by=officer)
    assert SpotApproval.objects.get().role == officer.roles.get()


def test_what_was_lent_for_something_else_is_not_replaced(union: Organisation, officer: Person) -> None:
    now = database_now()
    plan = Plan("集中入会", "广场", now - timedelta(hours=1), now + timedelta(hours=3))
    meeting, helper = call_meeting(union, plan, by=officer), make_person("唐委员", union=union)
    days = {"since": local_date(now), "until": local_date(now) + timedelta(days=9)}
    lend_post(officer.roles.get(), helper, ["places.see"], by=officer, **days)
    assert refused(lambda: open_booth(meeting, "1 号台", helper, by=officer)) == "lent_otherwise"
    assert set(Role.objects.get(person=helper).verbs or ()) == {"desk.open", "places.see"}


def test_a_slip_is_settled_once_however_often_it_comes(booth: Booth, officer: Person) -> None:
    key = uuid4()
    first = take(booth, filled(key=key), officer)
    again = take(booth, filled(2, key=key), officer)
    assert (again, first.outcome, Slip.objects.count()) == (first, "approved", 1)
    assert first.membership is not None
    assert first.membership.card_no
    assert first.membership.join_code == booth.join_code
    assert first.membership.person.tags == ["food_delivery_rider", "eight_groups", "new_form"]
    assert Membership.objects.filter(join_code=booth.join_code).count() == 1


def test_the_same_person_at_another_table_is_written_down_once(
    meeting: Meeting, booth: Booth, officer: Person
) -> None:
    take(booth, filled(), officer)
    second = take(open_booth(meeting, "2 号台", officer, by=officer, at=NOON), filled(), officer)
    assert (second.outcome, second.code, second.membership) == ("refused", "written_down", None)
    assert second.reason == "已经在1 号台登记过，不重复登记。"


@pytest.mark.parametrize(
    ("otherwise", "code"),
    [
        ({"id_number": "50023519950230001X"}, "bad_id_birthday"),
        ({"mobile": "12"}, "bad_mobile"),
        ({"name": "1"}, "bad_name"),
        ({"occupation": "king"}, "bad_occupation"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(
    booth: Booth, officer: Person, otherwise: dict[str, Any], code: str
) -> None:
    people = Person.objects.count()
    slip = take(booth, filled(**otherwise), officer)
    assert (slip.outcome, slip.code, bool(slip.reason)) == ("refused", code, True)
    assert Person.objects.count() == people


def test_nobody_is_written_down_who_has_not_agreed(booth: Booth, officer: Person) -> None:
    slip = take_slip(booth, Filled(uuid4(), rider(), agreed=False), by=officer, at=NOON)
    assert (slip.outcome, slip.code) == ("refused", "not_agreed")


def test_a_member_elsewhere_is_asked_over_and_only_by_their_own_will(
    booth: Booth, union: Organisation, officer: Person
) -> None:
    other = make_union("万州区快递行业工会")
    keeper = make_officer(other)
    membership = enter_for(other, rider(), by=keeper, at=NOON)
    Membership.objects.filter(pk=membership.pk).update(state="active", decided_at=NOON)
    no = take(booth, filled(), officer)
    assert (no.outcome, no.code) == ("refused", "not_agreed_to_move")
    yes = take(booth, filled(moves=True), officer)
    assert (yes.outcome, yes.membership) == ("transferring", membership)
    transfer = Transfer.objects.get()
    assert (transfer.to_union, transfer.accepted_by, transfer.released_at) == (union, officer, None)
    assert transfer.reason == "本人在骑手集中入会1 号台同意接转"
    assert Membership.objects.filter(person=membership.person).count() == 1
    assert take(booth, filled(moves=True), officer).code == "written_down"


def test_a_document_under_another_name_waits_for_an_officer(booth: Booth, officer: Person) -> None:
    take(booth, filled(), officer)
    slip = take(booth, filled(name="韩大路"), officer)
    assert (slip.outcome, slip.membership, Conflict.objects.count()) == ("refused", None, 0)
    elsewhere = make_union("别处工会")
    enter_for(elsewhere, rider(2), by=make_officer(elsewhere), at=NOON)
    slip = take(booth, filled(2, name="韩大路"), officer)
    assert (slip.outcome, slip.membership, Conflict.objects.count()) == ("conflict", None, 1)


def test_what_comes_too_late_for_the_spot_waits_in_the_queue(booth: Booth, officer: Person) -> None:
    slip = take(booth, filled(), officer, at("2024-04-12 19:30"))
    assert slip.membership is not None
    assert (slip.outcome, slip.code, slip.membership.state) == ("waiting", "not_now", "applied")
    next_week = at("2024-04-19 12:00")
    assert refused(lambda: take(booth, filled(2), officer, next_week)) == "over"
    assert refused(lambda: take(booth, filled(2), officer, at("2024-04-12 06:00"))) == "too_early"
    stranger = make_officer(make_union("别处"))
    assert refused(lambda: take(booth, filled(2), stranger)) == "elsewhere"
    assert Slip.objects.count() == 1


def test_the_tally_counts_each_person_once(meeting: Meeting, booth: Booth, officer: Person) -> None:
    second = open_booth(meeting, "2 号台", officer, by=officer, at=NOON)
    for number in range(5):
        take(booth, filled(number), officer)
    wrong = take(second, filled(9, id_number="50023519950230001X"), officer)
    take(second, filled(0), officer)
    take_slip(second, Filled(uuid4(), rider(6), agreed=True, was_kept=True), by=officer, at=NOON)
    scanned = Membership.objects.create(
        person=make_person("扫码人"), organisation=meeting.organisation, join_code=second.join_code
    )
    with CaptureQueriesContext(connection) as asked:
        tally = tally_of(meeting)
    assert len(asked) == 5
    first, other = tally.lines
    assert (first.written, first.approved, first.refused, first.keeper) == (5, 5, 0, "周干部")
    assert (other.written, other.approved, other.refused, other.waiting) == (3, 1, 2, 1)
    assert (other.scanned, other.kept, tally.total.persons) == (1, 1, 9)
    assert dict(tally.reasons) == {"已经在1 号台登记过，不重复登记。": 1, wrong.reason: 1}

    approve_on_the_spot(meeting, scanned, by=officer, at=NOON)
    mended = Filled(uuid4(), rider(9), agreed=True, mends=wrong.key)
    take_slip(second, mended, by=officer, at=NOON)
    total = tally_of(meeting).total
    assert (total.approved, total.waiting, total.refused, total.persons) == (8, 0, 1, 9)
