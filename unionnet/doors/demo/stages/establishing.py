# SPDX-License-Identifier: Apache-2.0
"""Unions of 云阳 on their way into being, one at each desk: to decide, returned, granted, elected. And a
drive among drivers, with targets."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ui.letter import Letter, docx
from unionnet.programmes.establishing.actions import (
    Aim,
    Election,
    Meeting,
    Particulars,
    ask,
    begin,
    follow,
    plan_meeting,
    record_election,
    set_campaign,
)
from unionnet.programmes.establishing.models import Establishment, Request
from unionnet.programmes.establishing.rules import STEPS
from unionnet.tools.submissions.actions import (
    Decision,
    attach,
    copy_to,
    decide,
    draft,
    give_back,
    plain_kind,
    send,
    set_letterhead,
)
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries.letters import proposed_reply

# name of the firm, its drivers who want to join, days ago, how far it has come
FIRMS = (
    ("云阳龙溪货运有限公司", 38, 3, "sent"),
    ("云阳渝东快运有限公司", 27, 9, "returned"),
    ("云阳江北网约车服务有限公司", 61, 30, "preparing"),
    ("云阳三坝物流有限公司", 44, 45, "elected"),
)
PAPERS = {
    "prepare": ("roster", "会员名册"),
    "meeting": ("method", "选举办法"),
    "result": ("ballots", "选举结果（签字）"),
}
GROUP = (("陈国强", "组长"), ("罗永秀", "司机"), ("蒋大川", "司机"))
ELECTED = (
    *(("陈国强", "chair", 43), ("罗永秀", "vice_chair", 41), ("蒋大川", "member", 40)),
    *(("周小平", "audit_chair", 39), ("罗永秀", "women_chair", 42)),
)
AIMS = (("town-0", 3, 120), ("town-1", 2, 80), ("sector-2", 1, 400), ("sector-3", 1, 350))


@stage("establishing", "建会和请示 / founding unions", order=90)
def load_establishing() -> None:
    rows, below, above = tree_by_key(), demo_person("village"), demo_person("county")
    set_letterhead(rows["yunyang"], "organisation", "云工组", by=above)
    for number, (firm, members, days, far) in enumerate(FIRMS):
        said = Particulars(
            f"{firm}工会",
            "enterprise_union",
            members + 12,
            members,
            groups=("ride_hailing_driver",) if "网约车" in firm else ("truck_driver",),
            units=((firm, make_uscc(f"91500235MD{number:06d}")),),
            preparers=GROUP,
        )
        row = begin(rows["village-0"], rows["yunyang"], said, by=below)
        _bring_to(row, far, days, below, above)
    _campaign(above)


def _bring_to(row: Establishment, far: str, days: int, below: Person, above: Person) -> None:
    sent = _send(row, below, days)
    if far == "returned":
        at = database_now() - timedelta(days=days - 2)
        give_back(sent, "名册只有姓名，请补充岗位和签名。", by=above, at=at)
    if far in ("sent", "returned"):
        return
    _grant(sent, above, days - 4)
    if far == "preparing":
        return
    day = local_date(database_now()) - timedelta(days=days - 30)
    plan_meeting(row, Meeting("members", day, None, 3), by=below)
    _grant(_send(row, below, days - 10), above, days - 13)
    record_election(row, Election(day, row.members, row.members, 3, ELECTED), by=below)
    _send(row, below, 2)


def _send(row: Establishment, by: Person, days: int) -> Submission:
    """The letter of the step that is due, with its paper, so many days ago."""
    written = ask(row, by=by)
    request = Request.objects.get(submission=written)
    key, title = PAPERS[request.step]
    attach(written, _paper(row, title), key=key, by=by)
    sent = send(written, by=by, at=database_now() - timedelta(days=days))
    follow(request, STEPS[Request.Step(request.step)][1], by=by)
    row.refresh_from_db()
    return sent


def _grant(sent: Submission, by: Person, days: int) -> None:
    at = database_now() - timedelta(days=days)
    done = decide(sent, Decision(True, proposed_reply(sent), on=local_date(at)), by=by, at=at)
    request = Request.objects.select_related("establishment").get(submission=done)
    follow(request, STEPS[Request.Step(request.step)][2], by=by, basis=str(done.reply_number))


def _paper(row: Establishment, title: str) -> SimpleUploadedFile:
    sheet = docx(Letter(row.name.removesuffix("工会"), title, row.sender.name, ("（演示附件）",)))
    return SimpleUploadedFile(f"{title}.docx", BytesIO(sheet).read())


def _campaign(above: Person) -> None:
    """The drive, and the letter about it that waits to be read in the villages."""
    rows, today = tree_by_key(), local_date(database_now())
    set_campaign(
        rows["yunyang"],
        "货车司机、网约车司机建会入会巩固提升行动",
        ("truck_driver", "ride_hailing_driver"),
        today - timedelta(days=300),
        today + timedelta(days=60),
        [Aim(rows[key], unions, members) for key, unions, members in AIMS],
        by=above,
    )
    letter = draft(
        plain_kind(),
        rows["yunyang"],
        "关于开展货车司机入会集中行动月的请示",
        body="为巩固货车司机、网约车司机建会入会成果，拟于下月开展集中行动。\n妥否，请批示。",
        by=above,
    )
    sent = send(letter, by=above, at=database_now() - timedelta(days=1))
    copy_to(sent, [rows["village-0"], rows["sector-2"]], by=above)
