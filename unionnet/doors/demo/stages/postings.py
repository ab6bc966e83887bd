# SPDX-License-Identifier: Apache-2.0
"""County officers of 云阳 stay with three villages (ledger S2-08): one stay is over, two run."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.postings.actions import (
    Note,
    Trouble,
    close_problem,
    judge,
    send_out,
    write_entry,
)
from unionnet.programmes.postings.models import Posting, ProblemItem

STAYS = (("village-0", -70, -40), ("village-12", -25, 20), ("village-30", -12, 33))
PROBLEMS = (
    *("村口三盏路灯不亮", "务工村民不会办异地就医备案", "电商合作社缺打包台", "村小学夏天没有凉棚"),
    *("快递点只收不送", "外出司机不知道怎样入会", "建档的困难职工资料不全", "工会活动室门锁坏了"),
)
VISITS = ("走访六户职工家庭，登记需求。", "和村工会主席一起开院坝会。", "到合作社跟班劳动半天。")


@stage("postings", "干部蹲点 / field postings", order=70)
def load_postings() -> None:
    rows, officer = tree_by_key(), demo_person("county")
    today = local_date(database_now())
    for number, (key, begins, ends) in enumerate(STAYS):
        days = today + timedelta(days=begins), today + timedelta(days=ends)
        purpose = "摸需求、解难题、强基层"
        posting = send_out([officer], rows[key], purpose, days, sent_by=rows["yunyang"], by=officer)
        for visit in range(8 - 2 * number):
            _visit(posting, visit, officer, min(posting.starts_on + timedelta(days=3 * visit + 1), today))
    _judged(Posting.objects.get(organisation=rows["village-0"]), demo_person("village"))


def _visit(posting: Posting, visit: int, by: Person, day: date) -> None:
    trouble = Trouble(PROBLEMS[visit], "镇总工会", day + timedelta(days=14))
    note = Note(day, VISITS[visit % len(VISITS)], f"demo-{visit}", "村委会")
    write_entry(posting, note, trouble, by=by, at=_noon(day))
    problem = ProblemItem.objects.get(posting=posting, what=trouble.what)
    if visit % 4 != 3:
        close_problem(problem, "协调相关单位，已经解决。", by=by, at=_noon(day + timedelta(days=4)))


def _judged(posting: Posting, chair: Person) -> None:
    judge(posting, "before", 3, by=chair, at=_noon(posting.starts_on))
    judge(posting, "after", 5, "干部住下来，事情就有人管。", by=chair, at=_noon(posting.ends_on))


def _noon(day: date) -> datetime:
    return min(timezone.make_aware(datetime.combine(day, time(12))), database_now())
