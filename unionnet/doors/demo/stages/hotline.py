# SPDX-License-Identifier: Apache-2.0
"""12351 in 云阳 (S2-16): orders that 12345 sent as a file and calls taken down, some waiting, some with the
town, the earlier ones closed; a watch list, and the frozen report of the last two months."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.hotline.actions import OrderLine, make_cutoff, put_on_watch, take_in_orders
from unionnet.programmes.hotline.models import Watched
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case

# title, text, kind, how it goes on
ORDERS = (
    ("公司拖欠三个月工资", "在物流园做装卸工，三个月没有发工资，共 1.8 万元。", "信访投诉", "new"),
    ("怎样申请法律援助", "被辞退没有补偿，想请律师，需要带什么材料？", "法律援助", "new"),
    ("工会会员有哪些福利", "刚入会，想知道有哪些活动和优惠。", "问题咨询", "new"),
    ("想参加免费技能培训", "四十五岁，失业半年，想学家政或护理。", "服务帮扶", "sent"),
    ("工地没有防暑用品", "高温天没有发清凉饮料和药品。", "信访投诉", "signed"),
    ("建议小区门口建驿站", "送餐中午没有地方休息，建议在北部新区建一个驿站。", "意见建议", "unhappy"),
    ("女工产假工资怎么算", "公司说产假只发基本工资。", "问题咨询", "closed"),
    ("工伤认定多久有结果", "递交材料一个月了没有消息。", "问题咨询", "closed"),
    ("单位不给缴社保", "入职一年没有缴社保。", "信访投诉", "closed"),
    ("困难职工怎样建档", "丈夫生病，家里只有一个人挣钱。", "服务帮扶", "closed"),
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@stage("hotline", "12351 热线 / hotline", order=95)
def load_hotline() -> None:
    county, town, now = demo_person("county"), demo_person("town"), database_now()
    union = tree_by_key()["yunyang"]
    for number, (title, text, kind, end) in enumerate(ORDERS):
        at = now - timedelta(hours=5) if end == "new" else now - (1 + 2 * number) * DAY
        line = OrderLine(2, f"YY-{at:%y%m%d}-{number:03}", title, text, kind, name="来电职工")
        (outcome,) = take_in_orders(union, Case.Channel.FROM_12345, [line], by=county, at=at)
        if outcome.case is not None and end != "new":
            _walk(outcome.case, end, at, county, town)
    make_cutoff(union, local_date(now - 60 * DAY), local_date(now - DAY), by=county)


def _walk(order: Case, end: str, at: datetime, county: Person, town: Person) -> None:
    office = town.roles.select_related("organisation").earliest("id").organisation
    order = do.dispatch(order, office, "请核实办理。", by=county, at=at + HOUR)
    if end == "sent":
        return
    order = do.sign_for(order, by=town, at=at + 2 * HOUR)
    if end == "signed":
        put_on_watch(order, Watched.Reason.LATE, by=None, at=at + 8 * DAY)
        return
    order = do.reply(order, "已经向来电人说明政策，并和单位联系。", by=town, at=at + DAY)
    words = "没有说什么时候建。" if end == "unhappy" else ""
    do.call_back(order, words, satisfied=end != "unhappy", by=county, at=at + DAY + HOUR)
    if end == "unhappy":
        put_on_watch(order, Watched.Reason.UNSATISFIED, by=None, at=at + DAY + HOUR)
