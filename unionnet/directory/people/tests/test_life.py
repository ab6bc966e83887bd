# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.life import LIFE, Absence
from unionnet.directory.people.models import Membership, MembershipSpan, Person, Standing, Transfer
from unionnet.directory.people.queries import life, memberships_seen_by
from unionnet.directory.people.tests.test_actions import refused, told

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def old(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def new(county: Organisation) -> Organisation:
    return make_union("人和街道总工会", county)


@pytest.fixture
def leaving(old: Organisation) -> Person:
    return make_officer(old, name="转出干部")


@pytest.fixture
def receiving(new: Organisation) -> Person:
    return make_officer(new, name="转入干部")


@pytest.fixture
def lin(old: Organisation) -> Person:
    return make_person("林晓", union=old)


def own(person: Person) -> Membership:
    return person.memberships.get()


def days_of(person: Person) -> list[tuple[str, str, str, str]]:
    spans = MembershipSpan.objects.filter(person=person).select_related("organisation").order_by("id")
    return [
        (s.organisation.name, s.state, f"{s.since:%m-%d}", f"{s.until:%m-%d}" if s.until else "")
        for s in spans
    ]


def test_a_transfer_takes_both_unions_and_one_membership_binds_all_the_while(
    lin: Person, old: Organisation, new: Organisation, leaving: Person, receiving: Person
) -> None:
    transfer = actions.ask_transfer(own(lin), new, "换了单位", by=lin, at=MONDAY)
    assert (own(lin).state, own(lin).organisation) == ("transferring", old)
    assert (transfer.due_on, transfer.due_rule[:26]) == (date(2026, 11, 23), "MEM-08.release_working_day")
    assert refused(lambda: actions.release(transfer, by=receiving)) == "elsewhere"
    transfer = actions.release(transfer, by=leaving, at=MONDAY + DAY)
    assert (transfer.waits_for, transfer.due_on) == ("receiving", date(2026, 11, 24))
    assert Standing.objects.get(person=lin).path == old.path
    transfer = actions.accept(transfer, by=receiving, at=MONDAY + 2 * DAY)
    assert (transfer.outcome, own(lin).state, own(lin).organisation) == ("done", "active", new)
    assert Standing.objects.get(person=lin).path == new.path
    assert days_of(lin) == [
        ("双江街道总工会", "active", "01-01", "11-16"),
        ("双江街道总工会", "transferring", "11-16", "11-18"),
        ("人和街道总工会", "active", "11-18", ""),
    ]
    assert [told(fact) for fact in ("transfer_asked", "transfer_released", "transfer_closed")] == [1, 1, 1]
    assert actions.accept(transfer, by=receiving) == transfer  # twice is once
    assert not memberships_seen_by(leaving).filter(person=lin).exists()


def test_every_day_has_one_answer(
    lin: Person,
    county: Organisation,
    old: Organisation,
    new: Organisation,
    leaving: Person,
    receiving: Person,
) -> None:
    transfer = actions.ask_transfer(own(lin), new, "换了单位", by=lin, at=MONDAY)
    actions.release(transfer, by=leaving, at=MONDAY + DAY)
    actions.accept(transfer, by=receiving, at=MONDAY + 2 * DAY)
    actions.turn(
        own(lin), "leave", by=receiving, reason="本人申请退会", basis="会议纪要 8 号", at=MONDAY + 4 * DAY
    )
    where = [life.belonged_on(lin, date(2026, 11, day)) for day in range(15, 22)]
    names = [span.organisation.name[:2] if span else "" for span in where]
    assert names == ["双江", "双江", "双江", "人和", "人和", "", ""]
    assert life.belonged_on(lin, date(2019, 12, 31)) is None
    on_17 = {span.person for span in life.members_on(county, date(2026, 11, 17))}
    on_20 = {span.person for span in life.members_on(county, date(2026, 11, 20))}
    assert (lin in on_17, lin in on_20) == (True, False)
    assert not life.members_on(new, date(2026, 11, 17)).filter(person=lin).exists()


def test_whoever_asks_has_acted(
    lin: Person, new: Organisation, county: Organisation, leaving: Person, receiving: Person
) -> None:
    sent = actions.ask_transfer(own(lin), new, "随单位迁入", by=leaving, at=MONDAY)
    assert (sent.asked_as, sent.waits_for) == ("leaving", "receiving")
    assert actions.accept(sent, by=receiving, at=MONDAY).outcome == "done"
    wu = make_person("吴敏", union=own(leaving).organisation)
    fetched = actions.ask_transfer(own(wu), new, "已到本单位上班", by=receiving, at=MONDAY)
    assert (fetched.asked_as, fetched.waits_for) == ("receiving", "leaving")
    assert actions.release(fetched, by=leaving, at=MONDAY).outcome == "done"
    he = make_person("何晓", union=own(leaving).organisation)
    both = actions.ask_transfer(own(he), new, "街道调整", by=make_officer(county), at=MONDAY)
    assert (both.outcome, own(he).organisation) == ("done", new)


def test_a_no_has_words_and_leaves_everything_as_it_was(
    lin: Person, old: Organisation, new: Organisation, receiving: Person, leaving: Person
) -> None:
    actions.turn(own(lin), "retain", by=leaving, reason="已经失业", at=MONDAY)
    transfer = actions.ask_transfer(own(lin), new, "找到新工作", by=lin, at=MONDAY)
    actions.release(transfer, by=leaving, at=MONDAY)
    assert refused(lambda: actions.refuse_transfer(transfer, "receiving", "不", by=receiving)) == "no_reason"
    closed = actions.refuse_transfer(transfer, "receiving", "查无此人在职", by=receiving, at=MONDAY)
    assert (closed.outcome, closed.answer) == ("refused", "查无此人在职")
    assert (own(lin).state, own(lin).organisation) == ("retained", old)
    assert actions.ask_transfer(own(lin), new, "已补劳动合同", by=lin, at=MONDAY).is_open


def test_a_member_takes_it_back_and_nobody_else_does(
    lin: Person, new: Organisation, leaving: Person, receiving: Person
) -> None:
    transfer = actions.ask_transfer(own(lin), new, "随单位迁入", by=leaving, at=MONDAY)
    assert refused(lambda: actions.take_transfer_back(transfer, by=receiving)) == "elsewhere"
    assert actions.take_transfer_back(transfer, by=lin, at=MONDAY).outcome == "taken_back"
    assert own(lin).state == "active"
    assert refused(lambda: actions.accept(transfer, by=receiving)) == "wrong_state"


def test_silence_releases_and_then_goes_to_the_union_above(
    lin: Person, old: Organisation, new: Organisation
) -> None:
    transfer = actions.ask_transfer(own(lin), new, "换了单位", by=lin, at=MONDAY)
    assert actions.answer_for_silent_unions(at=MONDAY + 7 * DAY) == 0  # the last day is not over
    assert actions.answer_for_silent_unions(at=MONDAY + 8 * DAY) == 1
    transfer.refresh_from_db()
    assert (transfer.waits_for, transfer.released_by, transfer.due_on) == (
        "receiving",
        None,
        date(2026, 12, 1),
    )
    assert actions.answer_for_silent_unions(at=MONDAY + 16 * DAY) == 1
    transfer.refresh_from_db()
    assert (transfer.escalated_at, transfer.is_open) == (MONDAY + 16 * DAY, True)
    assert own(lin).organisation == old
    assert actions.answer_for_silent_unions(at=MONDAY + 17 * DAY) == 0


def test_who_retains_has_no_vote(lin: Person, old: Organisation, leaving: Person) -> None:
    kept = actions.turn(own(lin), "retain", by=leaving, reason="办理退休", at=MONDAY)
    assert (kept.state, kept.is_member, kept.has_vote) == ("retained", True, False)
    assert Standing.objects.get(person=lin).path == old.path
    assert actions.turn(kept, "resume", by=leaving, at=MONDAY).has_vote is True


def test_leaving_is_asked_declared_and_not_held_up(lin: Person, leaving: Person, old: Organisation) -> None:
    departure = actions.ask_to_leave(own(lin), "搬到外地", by=lin, at=MONDAY)
    assert actions.ask_to_leave(own(lin), by=lin, at=MONDAY) == departure
    assert (own(lin).state, departure.due_on) == ("active", date(2026, 11, 23))
    assert refused(lambda: actions.declare(departure, "", by=leaving)) == "no_basis"
    actions.take_departure_back(departure, by=lin)
    again = actions.ask_to_leave(own(lin), by=lin, at=MONDAY)
    assert actions.let_leave_in_time(at=MONDAY + 7 * DAY) == 0
    assert actions.let_leave_in_time(at=MONDAY + 8 * DAY) == 1
    again.refresh_from_db()
    assert (own(lin).state, again.closed_at) == ("withdrawn", MONDAY + 8 * DAY)
    assert Standing.objects.get(person=lin).path == ""
    wu = make_person("吴敏", union=old)
    departure = actions.ask_to_leave(own(wu), by=wu, at=MONDAY)
    assert actions.declare(departure, "委员会 11 月 16 日会议", by=leaving, at=MONDAY).state == "withdrawn"


def test_an_automatic_withdrawal_is_only_proposed(lin: Person, leaving: Person) -> None:
    late = Absence(date(2026, 6, 1), date(2026, 3, 1), date(2026, 11, 1))
    good = Absence(date(2026, 5, 16), date(2026, 5, 16), date(2026, 11, 10))
    unasked = Absence(date(2026, 5, 16), date(2026, 5, 16), date(2026, 5, 1))
    propose = actions.propose_auto_withdrawal
    assert refused(lambda: propose(own(lin), late, by=leaving, at=MONDAY)) == "not_long_enough"
    assert refused(lambda: propose(own(lin), unasked, by=leaving, at=MONDAY)) == "not_persuaded"
    proposed = propose(own(lin), good, by=leaving, at=MONDAY)
    assert (proposed.state, proposed.has_vote) == ("auto_withdraw_proposed", True)
    assert actions.turn(proposed, "keep", by=leaving, at=MONDAY).state == "active"


def test_the_end_needs_reason_and_basis(lin: Person, leaving: Person) -> None:
    turn = actions.turn
    assert refused(lambda: turn(own(lin), "expel", by=leaving, basis="3 号")) == "no_reason"
    assert refused(lambda: turn(own(lin), "expel", by=leaving, reason="严重犯罪")) == "no_basis"
    assert refused(lambda: turn(own(lin), "expel", by=lin, reason="严重犯罪", basis="3 号")) == "elsewhere"
    gone = turn(own(lin), "expel", by=leaving, reason="严重犯罪", basis="3 号", at=MONDAY)
    assert (gone.state, gone.is_member) == ("expelled", False)
    assert refused(lambda: turn(gone, "resume", by=leaving)) == "wrong_state"


def test_a_day_is_neither_ahead_nor_before_the_last_change(lin: Person, leaving: Person) -> None:
    def retain(on: date) -> Membership:
        return actions.turn(own(lin), "retain", by=leaving, on=on, reason="办理退休", at=MONDAY)

    assert refused(lambda: retain(date(2026, 11, 17))) == "in_the_future"
    assert refused(lambda: retain(date(2019, 1, 1))) == "before_the_last"
    retain(date(2026, 11, 2))
    assert days_of(lin)[1] == ("双江街道总工会", "retained", "11-02", "")


def test_a_slip_is_struck_out_and_stays_readable(
    lin: Person, old: Organisation, new: Organisation, leaving: Person, receiving: Person
) -> None:
    actions.turn(own(lin), "note_death", by=leaving, at=MONDAY)
    back = actions.undo_last(own(lin), "登记成同名的人", by=leaving, at=MONDAY + DAY)
    assert (back.state, Standing.objects.get(person=lin).path) == ("active", old.path)
    assert days_of(lin)[1:] == [
        ("双江街道总工会", "deceased", "11-16", "11-16"),
        ("双江街道总工会", "active", "11-16", ""),
    ]
    assert life.belonged_on(lin, date(2026, 11, 16)).organisation == old  # type: ignore[union-attr]
    assert (
        refused(lambda: actions.undo_last(own(lin), "再撤一次", by=leaving, at=MONDAY)) == "nothing_to_undo"
    )
    transfer = actions.ask_transfer(own(lin), new, "换了单位", by=leaving, at=MONDAY + DAY)
    actions.accept(transfer, by=receiving, at=MONDAY + DAY)
    back = actions.undo_last(own(lin), "转错了人", by=receiving, at=MONDAY + 2 * DAY)
    assert (back.organisation, back.state) == (old, "active")
    assert Transfer.objects.get(pk=transfer.pk).outcome == "undone"


def test_undoing_is_not_for_ever_and_never_binds_twice(
    lin: Person, new: Organisation, leaving: Person
) -> None:
    actions.turn(own(lin), "leave", by=leaving, reason="本人申请", basis="3 号", at=MONDAY)
    late = MONDAY + 8 * DAY
    assert refused(lambda: actions.undo_last(own(lin), "登记错了", by=leaving, at=late)) == "too_late"
    left = own(lin)
    Membership.objects.create(person=lin, organisation=new, state="active")
    assert refused(lambda: actions.undo_last(left, "登记错了", by=leaving, at=MONDAY)) == "bound_elsewhere"


def test_an_end_is_an_end() -> None:
    ends = ("withdrawn", "expelled", "deceased", "rejected")
    assert {state: LIFE.open_from(state) for state in ends} == dict.fromkeys(ends, [])


def test_a_span_is_of_the_person_and_the_union_of_its_membership(
    lin: Person, new: Organisation, leaving: Person
) -> None:
    own_span = {"membership": own(lin), "state": "active", "move": "undo", "since": date(2026, 11, 16)}
    right = own_span | {"person": lin, "organisation": own(lin).organisation, "until": date(2026, 11, 16)}
    MembershipSpan.objects.create(**right, by=leaving)
    for wrong in ({"person": leaving}, {"organisation": new}, {"by_id": 999_999_999}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipSpan.objects.create(**right | wrong)
