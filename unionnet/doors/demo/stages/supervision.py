# SPDX-License-Identifier: Apache-2.0
"""What 云阳 promised this year (抓落实): five matters with the county's office, from collected to handed
in; one is late, one waits to be checked, one stands still. The 559 tree stands above them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.tools.supervision.actions import (
    Progress,
    Share,
    Words,
    assign,
    collect,
    hand_in,
    load_recipe,
    mark_colours,
    register,
    report,
    set_indicator,
    sign,
    suspend,
)
from unionnet.tools.supervision.models import Goal, Item, Part
from unionnet.tools.supervision.reading import all_recipes

# title, source, days since it began, days until it is due, how far
MATTERS = (
    ("货车司机、网约车司机建会入会", "plan", 40, 35, 60),
    ("二十五个驿站全部上图", "commitment", 60, -6, 70),
    ("园区企业集体合同续签", "meeting", 20, 12, 40),
    ("网上办理率达到八成", "problem", 15, 45, 20),
    ("工人文化宫电影厅改造", "leader", 30, 20, 35),
)


@stage("supervision", "抓落实 / follow-through", order=80)
def load_supervision() -> None:
    county, town = demo_person("county"), demo_person("town")
    union = tree_by_key()["yunyang"]
    load_recipe(union, all_recipes()["559"], by=county)
    goals = list(Goal.objects.filter(organisation=union).order_by("position"))
    at = town.roles.get().organisation
    for number, matter in enumerate(MATTERS):
        _followed(matter, goals[number * 3], union, at, (county, town))
    last = Item.objects.get(organisation=union, title=MATTERS[-1][0])
    suspend(last, "消防验收标准调整，等新的图纸", until=_today() + timedelta(days=21), by=county)
    collect(union, Words("商圈信息员维权宣传", source=Item.Source.PROPOSAL, basis="政协委员建议"), by=county)
    mark_colours()


def _followed(
    matter: tuple[str, str, int, int, int],
    goal: Goal,
    union: Organisation,
    at: Organisation,
    by: tuple[Person, Person],
) -> None:
    title, source, since, left, percent = matter
    county, town = by
    today = _today()
    begins = today - timedelta(days=since)
    words = Words(title, "按月反馈进展，附照片或材料。", source, goal=goal)
    item = collect(union, words, by=county, at=_noon(begins))
    item = register(item, begins, today + timedelta(days=left), by=county, at=_noon(begins))
    lead, own = assign(item, Share(union, department="组织部"), [Share(at)], by=county, at=_noon(begins))
    set_indicator(item, "在册会员", "", 25_000, source="directory.members", by=county)
    for part, person in ((lead, county), (own, town)):
        sign(part, by=person, at=_noon(begins))
        told = Progress(percent, "已经走访各镇，正在逐家落实。", f"demo-{part.pk}")
        report(part, told, by=person, at=_noon(today - timedelta(days=3)))
    if source == Item.Source.MEETING:
        part = Part.objects.select_related("item").get(pk=own.pk)
        report(part, Progress(100, "本镇十二家企业已经续签。", "demo-done"), by=town)
        hand_in(part, by=town)


def _today() -> date:
    return local_date(database_now())


def _noon(day: date) -> datetime:
    return min(timezone.make_aware(datetime.combine(day, time(12))), database_now())
