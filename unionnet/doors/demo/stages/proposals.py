# SPDX-License-Identifier: Apache-2.0
"""What deputies said of the stations of 云阳 (S0-09): an inspection and a consultation, four opinions. One
became a task, one is to be talked over again, one waits for their word, one is new."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.proposals import actions as do
from unionnet.programmes.proposals.models import Event, Participant, Proposal, Reply
from unionnet.tools.activities.actions import Plan
from unionnet.tools.activities.models import Activity
from unionnet.tools.casework.actions import Matter

Role = Participant.Role
# event, title, days ago
EVENTS = (
    (Event.Kind.INSPECTION, "驿站建设视察“把脉问诊”", 300),
    (Event.Kind.CONSULTATION, "驿站建设一线协商", 45),
)
# event, who, what, text, the reply, whether that will do
SAID = (
    (0, (Role.DEPUTY, "江雪梅"), "在主城区以外也设驿站", "城郊等单没有地方歇脚。", "已在各镇增设。", True),
    (1, (Role.MEMBER, "卓文"), "驿站多配一些技术书", "休息时可以学一点技术。", "每站配三十册。", None),
    (1, (Role.KEEPER, "罗站长"), "驿站的运行费用谁来出", "水电费一直是垫付。", "由街道工会承担。", False),
    (1, (Role.WORKER, "小林"), "驿站夜里也能充电", "夜班送餐电动车没有地方充。", "", None),
)
WORD = "云工答"


@stage("proposals", "代表委员意见 / deputies' opinions", order=145)
def load_proposals() -> None:
    officer, now = demo_person("county"), database_now()
    events = [_held(kind, title, now - timedelta(days=days), officer) for kind, title, days in EVENTS]
    for number, who, title, text, answer, satisfied in SAID:
        event = events[number]
        said_by = do.add_participant(event, do.Guest(*who, phone="13900002468"), by=officer)
        begin = event.activity.ends_at
        made = do.propose(said_by, Matter(title, text), by=officer, at=begin)
        if satisfied:
            task = do.Task("各镇增设驿站", "城郊优先。", follows_stations=True)
            do.make_task(made, task, by=officer, at=begin)
        if answer:
            reply = _replied(made, answer, begin + timedelta(days=10), officer)
            if satisfied is not None:
                words = "" if satisfied else "没有说怎么报销。"
                do.judge(reply, words, satisfied=satisfied, by=None, at=begin + timedelta(days=14))


def _held(kind: Event.Kind, title: str, when: datetime, officer: Person) -> Event:
    start = timezone.localtime(when).replace(hour=9, minute=0, second=0, microsecond=0)
    plan = Plan(
        kind=Activity.Kind.MEETING,
        title=title,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        expected=20,
        place="云阳县职工服务中心",
    )
    return do.plan_event(tree_by_key()["yunyang"], kind, plan, by=officer)


def _replied(proposal: Proposal, text: str, at: datetime, officer: Person) -> Reply:
    record = SimpleUploadedFile("协商记录.pdf", b"%PDF-1.7\n% signed by both")
    talk = do.Talk(local_date(at), "江口驿站", "双方同意先办急的。")
    do.consult(proposal, talk, [record], by=officer, at=at)
    return do.reply(proposal, do.Answer(text, "罗主席", WORD), by=officer, at=at + timedelta(days=1))
