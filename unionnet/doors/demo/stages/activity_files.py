# SPDX-License-Identifier: Apache-2.0
"""Files of activities in 云阳: one is archived, one runs since this morning, one waits for the chair."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.followups.actions import hand_over
from unionnet.tools.activities.actions import (
    Plan,
    add_host,
    budget,
    declare_heads,
    move,
    plan_activity,
    set_follow_up,
    sign_in,
    spend,
    take_roster,
    write_outcome,
)
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Activity, BudgetLine, Expense, FollowUp, HeadCount, Host

WAY = ("submit", "approve", "announce", "start")
NAMES = ("何明", "罗小勇", "蒲秀英", "冉大海", "谭春", "向军", "易红", "邹平")
FILES = (
    # title, kind, place, days from today, expected, budget in 分
    ("金秋职工健步走", "culture", "滨江公园", -30, 80, 320_000),
    ("货车司机暖冬服务日", "service", "龙角货运停车场", 0, 60, 180_000),
    ("迎新春职工文艺汇演", "show", "县工人文化宫", 40, 400, 1_500_000),
)


@stage("activity_files", "活动台账 / activities", order=115, after_crowd=True)
def load_activity_files() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    today = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    walk, winter, show = [_planned(union, officer, file, today + timedelta(days=file[3])) for file in FILES]
    for step in WAY:
        move(walk, step, by=officer, at=walk.starts_at)
        move(winter, step, by=officer, at=today)
    _attended(winter, people=14, at=now)
    _attended(walk, people=46, at=walk.starts_at)
    _archived(walk, officer)
    _asked_for(winter, officer)
    move(show, "submit", by=officer)


def _planned(
    union: Organisation, officer: Person, file: tuple[str, str, str, int, int, int], begins: datetime
) -> Activity:
    title, kind, place, _days, expected, cost = file
    plan = Plan(
        kind=kind,
        title=title,
        place=place,
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        expected=expected,
        purpose="丰富职工生活，把服务送到身边。",
    )
    activity = plan_activity(union, plan, by=officer)
    if not activity.budget.exists():
        budget(BudgetLine(activity=activity, code="activities", what="场地和奖品", planned=cost), by=officer)
        add_host(Host(activity=activity, name="县红十字会", role="partner", gives="急救药箱"), by=officer)
    return activity


def _attended(activity: Activity, *, people: int, at: datetime) -> None:
    """Members by the code, neighbours from the paper sheet."""
    path, session = activity.organisation.path, activity.sessions.get()
    crowd = Standing.objects.filter(path__gte=path, path__lt=path + "~").order_by("-person")
    for standing in crowd.select_related("person")[:people]:
        sign_in(session, by=standing.person, at=at)
    named = [Named(name=name, unit="龙角镇") for name in NAMES]
    take_roster(session, named, via="paper", by=activity.planned_by, at=at)


def _asked_for(activity: Activity, officer: Person) -> None:
    """What was said there and must be done; the first is followed by the office."""
    day = local_date(activity.ends_at)
    wanted = (("停车场装两处热水点", "龙角镇总工会", 20), ("联系体检机构送检上门", "县总工会", 45))
    for number, (what, whose, days) in enumerate(wanted):
        said = FollowUp(
            activity=activity, heading="现场议定", what=what, whose=whose, due_on=day + timedelta(days)
        )
        kept = set_follow_up(said, by=officer)
        if number == 0:
            hand_over(kept, by=officer)


def _archived(activity: Activity, officer: Person) -> None:
    line = activity.budget.get()
    paid = Expense(line=line, payee="县百货公司", voucher_no="记-46", amount=268_000, is_clean=True)
    paid.spent_on = activity.ends_at.date()
    spend(paid, by=officer)
    heads = HeadCount(activity=activity, number=30, source="estimate", words="沿途围观的群众")
    declare_heads(heads, by=officer)
    item = FollowUp(activity=activity, heading="共办", what="每季度办一次健步走", whose="县总工会")
    item.due_on = activity.ends_at.date() + timedelta(days=90)
    set_follow_up(item, by=officer)
    write_outcome(activity, "职工放松了身心，三个镇总工会约定轮流承办。", by=officer)
    for step in ("finish", "archive"):
        move(activity, step, by=officer, at=activity.ends_at)
