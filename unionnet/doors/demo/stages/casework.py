# SPDX-License-Identifier: Apache-2.0
"""What workers brought to the county of 云阳 (S2-16): some waiting, some on their way, one paused, one
reopened, one closed; and one the signed-in worker follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import taker_of

MATTERS = (
    ("拖欠工资两个月", "在工地做钢筋工，十一月和十二月的工资没有发，包工头电话不接。"),
    ("没有签劳动合同", "入职半年没有签合同，想知道怎么要求补签。"),
    ("加班费怎么算", "国庆加班三天，单位按平时工资发，是不是算错了？"),
    ("送餐途中受伤", "下雨天送餐摔伤手腕，平台说不算工伤，想问工会怎么办。"),
    ("女职工哺乳时间", "孩子七个月，单位不给哺乳时间。"),
    ("高温津贴没有发", "夏天在室外作业，高温津贴一直没有发。"),
    ("职工宿舍没有热水", "宿舍热水器坏了三个星期，反映后没有人修。"),
    ("想参加技能培训", "想学电工，不知道在哪里报名、有没有补贴。"),
    ("社保少缴两个月", "查到单位少缴了两个月社保。"),
    ("离职证明不给开", "辞职一个月了，单位不给离职证明，影响找工作。"),
)
PHONE = "1390000{:04d}"


@stage("casework", "办件 / cases", order=90)
def load_cases() -> None:
    """Each is one step further than the one before; the last are closed."""
    now, county, town = database_now(), demo_person("county"), demo_person("town")
    for number, (title, text) in enumerate(MATTERS):
        begin = now - timedelta(days=1 + 2 * number, hours=number)
        _walk(number, do.Matter(title, text), begin, county, town)
    worker = demo_person("worker")
    taker = taker_of(do.plain_kind(), tree_by_key()["ejinhoro-unit-0"])
    matter = do.Matter("食堂窗口太少", "中午排队要四十分钟，希望多开两个窗口。")
    source = do.Source(Case.Channel.PHONE_PAGE)
    do.take_in(do.plain_kind(), taker, matter, do.Owner(person=worker), source=source, by=worker)


def _walk(number: int, matter: do.Matter, begin: datetime, county: Person, town: Person) -> None:
    rows, hour = tree_by_key(), timedelta(hours=1)
    owner = do.Owner(phone=PHONE.format(number), name="来电职工")
    source = do.Source(Case.Channel.CALL)
    case = do.take_in(do.plain_kind(), rows["yunyang"], matter, owner, source=source, by=county, at=begin)
    if number < 3:
        return
    office = town.roles.select_related("organisation").earliest("id").organisation
    case = do.dispatch(case, office, "请核实办理。", by=county, at=begin + hour)
    if number < 5:
        return
    case = do.sign_for(case, by=town, at=begin + 2 * hour)
    if number == 5:
        do.pause(case, "等职工补充考勤记录。", by=town, at=begin + 3 * hour)
    if number < 7:
        return
    case = do.reply(case, "已和单位协商，单位答应本月解决。", by=town, at=begin + 24 * hour)
    if number < 8:
        return
    satisfied = number != 8
    words = "" if satisfied else "单位又拖了。"
    do.call_back(case, words, satisfied=satisfied, by=county, at=begin + 30 * hour)
