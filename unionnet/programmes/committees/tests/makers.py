# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.committees.actions import TermPlan, register_committee
from unionnet.programmes.committees.listeners import go_on, note_that_it_went_up, put_right
from unionnet.programmes.committees.models import Body, Committee
from unionnet.programmes.committees.naming import read_names
from unionnet.tools.submissions.actions import Decision, attach, decide, send, set_letterhead
from unionnet.tools.submissions.facts import SubmissionApproved, SubmissionRefused, SubmissionSent
from unionnet.tools.submissions.models import Submission

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
TODAY = date(2026, 3, 2)
SITTING = "冉启明 主席\n秦素芬 副主席\n向大成"


def make_town(region_code: str = "500235") -> tuple[Organisation, Person]:
    """A township federation and its officer."""
    county = make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION, region_code=region_code)
    town = make_union("双江街道总工会", county, region_code=region_code)
    return town, make_officer(town)


def make_village(town: Organisation, name: str = "青坪村联合工会") -> Organisation:
    kind = Organisation.Kind.VILLAGE_JOINT_UNION
    return make_union(name, town, kind=kind, region_code=town.region_code)


def make_committee(
    union: Organisation,
    officer: Person,
    *,
    since: date = date(2023, 3, 1),
    years: int = 3,
    body: str = Body.UNION_COMMITTEE,
    names: str = SITTING,
    **given: Any,
) -> Committee:
    """Sits since then: by default its term was over yesterday (2026-03-01)."""
    plan = TermPlan(body, 1, since, years, "云工〔2023〕6号")
    return register_committee(union, plan, read_names(names), by=officer, at=MONDAY, **given)


def go_up(letter: Submission | None, by: Person, *, at: datetime = MONDAY) -> Submission:
    """Its papers enclosed, sent, and heard of."""
    assert letter is not None
    for paper in letter.kind.papers:
        if paper["required"]:
            attach(letter, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), key=paper["key"], by=by)
    sent = send(letter, by=by, at=at)
    note_that_it_went_up(SubmissionSent(sent.pk, sent.kind.key, sent.steps))
    return sent


def answer(
    letter: Submission | None, by: Person, *, approve: bool = True, at: datetime = MONDAY
) -> Submission:
    """The union above replies, and those who listen hear it twice."""
    assert letter is not None
    set_letterhead(letter.decider, letter.kind.series, "双工", by=by)
    reply = Decision(approve=approve, reply="同意。" if approve else "不同意。")
    done = decide(letter, reply, by=by, at=at)
    for _each in range(2):
        if approve:
            go_on(SubmissionApproved(done.pk, done.kind.key, str(done.reply_number)))
        else:
            put_right(SubmissionRefused(done.pk, done.kind.key, str(done.reply_number)))
    return done
