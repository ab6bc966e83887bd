# SPDX-License-Identifier: Apache-2.0
"""Everyday life of the stations: rounds, faults, what runs out, opinions, costs, a survey, one that is being
built, a lock, and one that stands for best station (ledger S0-08, S2-11, S2-18, S3-30)."""

from __future__ import annotations

from datetime import date, timedelta

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import change, register, report_fault, resolve_fault
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.timetable import every_day
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.stations import actions
from unionnet.programmes.stations.models import Patrol

KEPT = ("胜利街社区驿站", "滨江路骑手驿站", "客运中心驿站")
RIVER = "滨江公园驿站"
HALL = "望江路驿站"
COSTS = (("power", 38_650), ("water", 9_820), ("supplies", 46_000), ("staff", 240_000))
OPINIONS = (
    ("晚上 9 点以后也想进来歇一歇，能不能再开久一点？", "经研究，下月起延长到 22:00。"),
    ("希望多放几本技术类的书。", ""),
    ("充电口不够用，中午要排队。", ""),
)
QUESTIONS = [
    {"text": "您最需要驿站提供什么？", "choices": ["热水热饭", "充电", "休息", "法律咨询"], "many": True},
    {"text": "您一般什么时候来？", "choices": ["上午", "中午", "下午", "晚上"], "many": False},
]
GROUPS = ("food_delivery_rider", "courier", "sanitation_worker")
PLANNED = {"name": "迎宾路骑手驿站", "address": "重庆市云阳县双江街道迎宾路 19 号", "status": "planned"}


@stage("station_days", "驿站的日常 / everyday life of the stations", order=128, after_crowd=True)
def load_station_days() -> None:
    keeper, county, town = demo_person("keeper"), demo_person("county"), demo_person("town")
    today = local_date(database_now())
    for name in KEPT:
        _tend(Site.objects.get(name=name), keeper, today)
    for site in (Site.objects.get(name=RIVER), Site.objects.get(name=HALL)):
        _tend(site, town, today)
        _run(site, county, today)
    _ask(county, today)
    _build(county, town)
    _stand(Site.objects.get(name=HALL), county)


def _tend(site: Site, by: Person, today: date) -> None:
    """A round on most days of last week, not yet today; something broken, something that runs out."""
    for back in range(1, 8):
        if (site.pk + back) % 4:
            day = today - timedelta(days=back)
            Patrol.objects.create(site=site, day=day, by=by)
    fault = report_fault(site, "饮水机出水慢，滤芯该换了", "water", by=None)
    FaultReport.objects.filter(pk=fault.pk).update(at=database_now() - timedelta(days=4))
    resolve_fault(report_fault(site, "门口灯不亮", by=None), by=by)
    actions.ask_for(site, ["water", "tissues"], "矿泉水 5 箱、抽纸 20 包", by=by)


def _run(site: Site, by: Person, today: date) -> None:
    """Three months of bills and of visits, and what people say."""
    first = today.replace(day=1)
    for month in range(1, 4):
        first = (first - timedelta(days=1)).replace(day=1)
        for kind, amount in COSTS:
            actions.record_cost(site, first, kind, amount + 1_730 * month, by=by)
        actions.record_visits(site, first, 1_860 + 130 * month, by=by)
    for number, (words, answer) in enumerate(OPINIONS):
        opinion = actions.leave_opinion(site, words, key=f"demo-{number}", by=None)
        if answer:
            actions.answer_opinion(opinion, answer, is_shown=True, by=by)


def _ask(county: Person, today: date) -> None:
    """A survey that goes on, and one that is over: so many sheets that most numbers may be told."""
    union = tree_by_key()["yunyang"]
    river = Site.objects.get(name=RIVER)
    month = timedelta(days=30)
    actions.open_survey(union, "驿站服务需求调查", QUESTIONS, (today, today + month), by=county)
    before = database_now() - month
    days = (local_date(before), local_date(before) + timedelta(days=7))
    past = actions.open_survey(union, "夏季“把脉”需求调查", QUESTIONS, days, by=county)
    for number in range(72):
        chosen = [sorted({number % 4, number % 3}), [number % 4]]
        group = GROUPS[number % 7 % 3]
        actions.answer_survey(past, river, group, chosen, key=f"demo-{number}", at=before)


def _build(county: Person, town: Person) -> None:
    """One that waits for a second pair of eyes, with a lock at its door."""
    values = {**PLANNED, "latitude": 30.9322, "longitude": 108.7001, "entry_mode": "qr"}
    codes = ["water", "heat_meal", "medicine", "rest", "toilet", "phone_charging"]
    union = tree_by_key()["town-0"]
    site = register(union, {**values, "codes": codes}, every_day(), by=None)
    actions.put_lock(site, "正门", members_only=True, by=town)
    actions.declare_built(site, by=town)


def _stand(site: Site, county: Person) -> None:
    """All it must have is there: it asks to be named one of the best."""
    site.refresh_from_db()
    codes = [*site.codes, *(code for code in ("rest", "toilet", "aed") if code not in site.codes)]
    change(site, {"codes": codes, "area": 42, "capacity": 24}, by=None)
    site.refresh_from_db()
    actions.check_standard(site, ["sign", "layout", "functions", "rules"], "现场查看", by=county)
    actions.nominate(site, "日均服务骑手、快递员六十余人次。", by=county)
