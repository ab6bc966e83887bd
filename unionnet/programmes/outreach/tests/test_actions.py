# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import approve
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.outreach.actions import (
    Plan,
    answer,
    approve_on_the_spot,
    ask,
    call_meeting,
    hand_out,
    keep_scan,
)
from unionnet.programmes.outreach.models import Ask, Meeting, SpotApproval
from unionnet.programmes.outreach.queries import report_of

pytestmark = pytest.mark.django_db
NOON = at("2024-04-12 12:00")
DAY = (at("2024-04-12 09:00"), at("2024-04-12 17:00"))


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def meeting(union: Organisation, officer: Person) -> Meeting:
    return call_meeting(union, Plan("春季职工沟通会", "望京小街", *DAY), by=officer)


def applicant(meeting: Meeting, name: str = "韩骑手", *, by_code: bool = True) -> Membership:
    return Membership.objects.create(
        person=make_person(name),
        organisation=meeting.organisation,
        channel="event",
        join_code=meeting.join_code if by_code else None,
        applied_at=NOON,
    )


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def test_a_meeting_has_a_code_of_its_own_that_ends_with_it(
    meeting: Meeting, union: Organisation, officer: Person
) -> None:
    again = call_meeting(union, Plan("春季职工沟通会", "望京小街", *DAY), by=officer)
    assert again == meeting
    code = meeting.join_code
    assert (code.channel, code.event, code.until) == ("event", "春季职工沟通会", at("2024-04-12 19:00"))


def test_leaflets_add_up(meeting: Meeting, officer: Person) -> None:
    hand_out(meeting, "入会须知", 40, by=officer)
    assert hand_out(meeting, " 入会须知 ", 60, by=officer).handed_out == 100
    for count in (0, -5, 10_001, 10**30):
        assert refused(lambda n=count: hand_out(meeting, "入会须知", n, by=officer)) == "no_such_count"


def test_a_question_is_one_however_often_it_is_sent_and_its_first_answer_stands(
    meeting: Meeting, officer: Person
) -> None:
    asked = ask(meeting, "question", "骑手怎样入会？", by=None, at=NOON)
    assert ask(meeting, "question", "骑手怎样入会？", by=None, at=NOON) == asked
    ask(meeting, "service", "骑手怎样入会？", by=None, at=NOON)
    answer(asked, "扫码填五项信息", by=officer)
    assert answer(asked, "另一种说法", by=officer).reply == "扫码填五项信息"
    assert Ask.objects.count() == 2
    assert refused(lambda: ask(meeting, "question", "好", by=None, at=NOON)) == "no_words"
    late = at("2024-04-14 09:00")
    assert refused(lambda: ask(meeting, "question", "还在吗在吗", by=None, at=late)) == "over"


def test_the_post_is_written_down_with_the_approval(meeting: Meeting, officer: Person) -> None:
    membership = applicant(meeting)
    spot = approve_on_the_spot(meeting, membership, by=officer, at=NOON)
    assert approve_on_the_spot(meeting, membership, by=officer, at=NOON) == spot
    assert (spot.role, spot.by, spot.meeting) == (officer.roles.get(), officer, meeting)
    membership.refresh_from_db()
    assert (membership.state, membership.decided_by) == ("active", officer)
    assert SpotApproval.objects.count() == 1


def test_a_post_in_force_authorises_and_no_other(union: Organisation) -> None:
    leader = make_officer(union, role="leader")
    meeting = call_meeting(union, Plan("沟通会", "小街", *DAY), by=make_officer(union))
    assert (
        refused(lambda: approve_on_the_spot(meeting, applicant(meeting), by=leader, at=NOON))
        == "not_authorised"
    )
    gone = make_officer(union, name="前任")
    gone.roles.update(until="2024-04-11")
    assert (
        refused(lambda: approve_on_the_spot(meeting, applicant(meeting), by=gone, at=NOON))
        == "not_authorised"
    )


def test_only_this_code_and_only_while_the_stand_is_there(meeting: Meeting, officer: Person) -> None:
    other = applicant(meeting, by_code=False)
    assert refused(lambda: approve_on_the_spot(meeting, other, by=officer, at=NOON)) == "other_code"
    mine = applicant(meeting, "李骑手")
    for moment in (at("2024-04-12 06:59"), at("2024-04-12 19:01")):
        assert refused(lambda m=moment: approve_on_the_spot(meeting, mine, by=officer, at=m)) == "not_now"
    approve(mine, by=make_officer(meeting.organisation, name="别的干部"))
    assert refused(lambda: approve_on_the_spot(meeting, mine, by=officer, at=NOON)) == "decided"
    stranger = make_officer(make_union("别处"))
    assert refused(lambda: approve_on_the_spot(meeting, applicant(meeting, "王"), by=stranger, at=NOON)) == (
        "not_authorised"
    )


def test_the_median_is_of_those_who_were_measured(meeting: Meeting, officer: Person) -> None:
    for number, seconds in enumerate((90, 150, 400, None)):
        membership = applicant(meeting, f"骑手{number}")
        if seconds is not None:
            scanned = int((NOON - timedelta(seconds=seconds)).timestamp())
            for _again in range(2):
                keep_scan(meeting.join_code_id, membership.pk, scanned)
        approve_on_the_spot(meeting, membership, by=officer, at=NOON)
    assert keep_scan(10**9, membership.pk, 0) is None
    with CaptureQueriesContext(connection) as asked:
        report = report_of(meeting)
    assert (report.median, report.within_three_minutes) == (timedelta(seconds=150), 2)
    assert (report.applied, report.active, len(report.spots), len(report.times)) == (4, 4, 4, 3)
    assert len(asked) == 11
