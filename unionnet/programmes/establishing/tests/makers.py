# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.establishing.actions import (
    Election,
    Meeting,
    Particulars,
    ask,
    begin,
    plan_meeting,
    record_election,
)
from unionnet.programmes.establishing.listeners import go_on, note_that_it_went_up
from unionnet.programmes.establishing.models import Establishment
from unionnet.tools.submissions.actions import Decision, attach, decide, send, set_letterhead
from unionnet.tools.submissions.facts import SubmissionApproved, SubmissionSent
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.tests.makers import Chain, make_chain

NAME = "云阳永盛物流有限公司工会"
UNIT = ("云阳永盛物流有限公司", make_uscc("91500235MA900001"))
GROUP = (("冉小红", "组长"), ("谭勇", ""), ("向梅", "职工代表"))
ELECTED = (
    ("冉小红", "chair", 30),
    ("谭勇", "member", 29),
    ("向梅", "women_chair", 28),
    ("彭波", "audit_chair", 27),
)
PAPER = {"prepare": "roster", "meeting": "method", "result": "ballots"}

__all__ = ["Chain", "make_chain"]


def particulars(**given: Any) -> Particulars:
    values = {
        "name": NAME,
        "kind": "enterprise_union",
        "employees": 46,
        "members": 31,
        "groups": ("truck_driver",),
        "units": (UNIT,),
        "preparers": GROUP,
    }
    return Particulars(**{**values, **given})


def make_establishment(chain: Chain, **given: Any) -> Establishment:
    return begin(chain.village, chain.town, particulars(**given), by=chain.below)


def election(**given: Any) -> Election:
    today = local_date(database_now())
    values = {"held_on": today, "should_attend": 31, "attended": 30, "term_years": 3, "elected": ELECTED}
    return Election(**{**values, **given})


def send_up(row: Establishment, chain: Chain) -> Submission:
    """Write the letter of this step, enclose what it needs, send it, and let it be heard."""
    written = ask(row, by=chain.below)
    step = written.kind.key.removeprefix("establishing.")
    attach(written, SimpleUploadedFile("附件.pdf", b"%PDF-1.7"), key=PAPER[step], by=chain.below)
    sent = send(written, by=chain.below)
    note_that_it_went_up(SubmissionSent(sent.pk, sent.kind.key, sent.steps))
    return sent


def grant(sent: Submission, officer: Person) -> Submission:
    set_letterhead(sent.decider, "organisation", "巴工组", by=officer)
    done = decide(sent, Decision(approve=True, reply="同意。"), by=officer)
    go_on(SubmissionApproved(done.pk, done.kind.key, str(done.reply_number)))
    return done


def bring_to(row: Establishment, state: str, chain: Chain) -> Establishment:
    """Walk the way until that state."""
    for _step in range(8):
        row.refresh_from_db()
        if row.state == state:
            return row
        _one_step(row, chain)
    raise AssertionError(f"{state} is not on the way")


def _one_step(row: Establishment, chain: Chain) -> None:
    if row.state == "preparation_approved":
        plan_meeting(row, Meeting("members", date(2026, 12, 1), None, 3), by=chain.below)
    if row.state == "meeting_approved":
        record_election(row, election(), by=chain.below)
    elif row.state in ("application_submitted", "meeting_requested", "result_submitted"):
        newest = row.requests.latest("pk")
        grant(newest.submission, chain.between)
    else:
        send_up(row, chain)


def make_neighbour(chain: Chain) -> Person:
    return make_officer(make_union("清溪村联合工会", chain.town, kind="village_joint_union"), name="孙主席")
