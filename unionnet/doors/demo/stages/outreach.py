# SPDX-License-Identifier: Apache-2.0
"""A stand of the riders' union in 云阳 (ledger S3-27) that runs since this morning, and one that is over."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.people.actions import apply_to_join
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person
from unionnet.doors.demo.crowd.inventing import MOST, invent
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.programmes.outreach.actions import (
    Plan,
    answer,
    approve_on_the_spot,
    ask,
    call_meeting,
    hand_out,
    keep_scan,
)
from unionnet.programmes.outreach.models import Meeting

FIRST = MOST - 500  # numbers of invented people whom no crowd and no other stage reaches
TOOK = (74, 96, 118, 131, 149, 166, 205)  # seconds from the scan to the card
QUESTIONS = (
    ("question", "没有劳动合同的骑手能入会吗？", "能。扫码填五项信息，三个工作日内答复，现场可以当场批准。"),
    ("question", "入会以后会员证在哪里看？", "手机“我的”里点会员码，五分钟更新一次。"),
    ("service", "想要一次免费体检", ""),
    ("service", "想报名消防安全培训", "已登记，下月开班前通知您。"),
)


@stage("outreach", "职工沟通会 / outreach meetings", order=80)
def load_outreach() -> None:
    union, officer, now = tree_by_key()["sector-1"], demo_person("county"), database_now()
    today = now.replace(minute=0, second=0, microsecond=0)
    for number, (title, hours) in enumerate((("外卖骑手沟通会", -2), ("春季职工沟通会", -24 * 20))):
        begins = today + timedelta(hours=hours)
        plan = Plan(title, "双江街道滨江广场", begins, begins + timedelta(hours=8))
        meeting = call_meeting(union, plan, by=officer)
        _stand(meeting, officer)
        for person, seconds in enumerate(TOOK if number else TOOK[:3]):
            _join(meeting, FIRST - 20 * number - person, seconds, officer)


def _stand(meeting: Meeting, officer: Person) -> None:
    for kind, text, reply in QUESTIONS:
        asked = ask(meeting, kind, text, by=None, at=meeting.starts_at + timedelta(minutes=20))
        if reply:
            answer(asked, reply, by=officer, at=meeting.starts_at + timedelta(minutes=25))
    hand_out(meeting, "入会须知", 180, by=officer)
    hand_out(meeting, "法律援助指南", 96, by=officer)


def _join(meeting: Meeting, number: int, seconds: int, officer: Person) -> None:
    """Scanned, applied a minute later, approved when the card was there."""
    union, begun = meeting.organisation, meeting.starts_at + timedelta(minutes=30)
    made_up = invent(number, union.region_code[:2], union.name)
    person = Person()
    person.save()
    given = Particulars(
        made_up.name, "resident_id", made_up.id_number, made_up.mobile, made_up.occupation, union.name
    )
    applied = begun + timedelta(seconds=60)
    membership = apply_to_join(person, union, given, by=person, code=meeting.join_code, at=applied)
    keep_scan(meeting.join_code_id, membership.pk, int(begun.timestamp()))
    if membership.state == Membership.State.APPLIED:
        approve_on_the_spot(meeting, membership, by=officer, at=begun + timedelta(seconds=seconds))
