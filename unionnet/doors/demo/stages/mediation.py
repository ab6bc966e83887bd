# SPDX-License-Identifier: Apache-2.0
"""Mediation in the county of 云阳: one to accept, one that was asked for too late, one past its fifteen days,
one agreed, one whose employer declined; with the committee that mediates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from unionnet.directory.organisations.models import Employer
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ui import letter as paper_form
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.actions import Terms
from unionnet.programmes.mediation.actions.agreeing import Draft
from unionnet.programmes.mediation.models import Mediation, Mediator
from unionnet.programmes.mediation.papers import agreement_of
from unionnet.tools.casework.actions import Matter, Owner

DAY = timedelta(days=1)
COMMITTEE = (
    ("韦国强", "worker", "union_member"),
    ("蒋丽华", "employer", ""),
    ("聂律师", "neutral", ""),
)
# Days ago, days ago it was known, what is claimed, and how.
ASKED = (
    (1, 120, "支付加班工资", Terms("wages", 860_000)),
    (4, 400, "支付解除合同的经济补偿", Terms("compensation", 2_400_000)),
    (18, 200, "补缴社会保险", Terms("insurance")),
    (11, 90, "支付三个月工资", Terms("wages", 1_500_000)),
    (25, 150, "支付工伤医疗费", Terms("injury", 3_100_000)),
)


@stage("mediation", "劳动争议调解 / mediation", order=141)
def load_mediation() -> None:
    union, officer = tree_by_key()["yunyang"], demo_person("county")
    for name, side, head in COMMITTEE:
        do.list_mediator(union, name, side, head, by=officer)
    asked = [_asked(number) for number in range(len(ASKED))]
    for mediation in asked[1:]:
        _accepted(mediation)
    _agreed(asked[3])
    do.decline(asked[4], by=None, at=asked[4].applied_at + 3 * DAY)


def _asked(number: int) -> Mediation:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    days, known, title, terms = ASKED[number]
    at = now - days * DAY
    employer = Employer.objects.filter(region_code=union.region_code).order_by("id")[number]
    said = replace(
        terms,
        employer_name=employer.name,
        employer_code=employer.uscc,
        known_on=local_date(now - known * DAY),
        is_oral=number == 0,
    )
    owner = Owner(phone=f"1390002{number:04d}", name="来访职工")
    if number == 3:
        owner = Owner(person=demo_person("worker"))
    return do.ask(union, said, Matter(title, "双方已经谈过一次，没有谈拢。"), owner, by=officer, at=at)


def _accepted(mediation: Mediation) -> None:
    officer, at = demo_person("county"), mediation.applied_at + DAY
    do.accept(mediation, Employer.objects.get(uscc=mediation.employer_code), by=officer, at=at)


def _agreed(mediation: Mediation) -> None:
    officer, begin = demo_person("county"), mediation.applied_at
    mediator = Mediator.objects.get(organisation=tree_by_key()["yunyang"], head="union_member")
    do.name_mediator(mediation, mediator, has_declared=True, by=officer, at=begin + DAY)
    do.willing(mediation, by=None, at=begin + 2 * DAY)
    meeting = do.call_meeting(mediation, begin + 5 * DAY, "县总工会三楼", by=officer, now=begin + 2 * DAY)
    do.hold_meeting(meeting, "单位同意分两次支付。", "agreed", by=officer, at=begin + 6 * DAY)
    day = local_date(begin + 7 * DAY)
    draft = Draft("单位分两次支付工资：本月底一半，下月底一半。", 1_500_000, local_date(begin + 40 * DAY))
    do.draft(mediation, draft, by=officer, at=begin + 6 * DAY)
    copy = SimpleUploadedFile("调解协议书.docx", paper_form.docx(agreement_of(mediation, "")))
    do.sign(mediation, day, [copy], by=officer, at=begin + 7 * DAY)
