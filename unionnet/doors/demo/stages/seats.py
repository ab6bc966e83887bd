# SPDX-License-Identifier: Apache-2.0
"""The phones of 12351 in 云阳: six weeks of calls that were answered, sent on or came to nothing; today one
rings, one was missed and waits to be rung back, and one is being written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.doors.seats.actions import Heard, Taken, hear, keep_phrase, make_case, pick, settle, sit
from unionnet.doors.seats.models import Call
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.programmes.hotline.kinds import five_kinds

PHRASES = (
    ("hao", "您好，这里是 12351 职工维权热线，请问有什么可以帮您？"),
    ("jb", "法定休假日安排加班的，支付不低于工资百分之三百的报酬，不能用补休代替。"),
    ("cl", "请准备劳动合同、考勤记录、工资流水和身份证复印件，到就近的工会或驿站交给工作人员。"),
    ("hf", "您的事项已经登记，请记下编号，可以在手机上凭编号和手机号查进展。"),
)
# what, of which kind, its class, answered on the spot
TOPICS = (
    ("法定节假日加班费怎么算", 0, "ordinary", "法定休假日不低于工资百分之三百，不能用补休代替。"),
    ("灵活就业怎样入会", 0, "ordinary", "扫驿站或街道工会的入会码，由街道工会审核。"),
    ("公司拖欠两个月工资", 2, "hard", ""),
    ("申请法律援助要带什么", 3, "ordinary", "身份证明、劳动合同和能说明事实的材料。"),
    ("想参加免费技能培训", 1, "ordinary", ""),
    ("建议驿站晚上也开门", 4, "ordinary", "已经记下，转给驿站所在的工会。"),
)
DAYS = 42
MINUTE = timedelta(minutes=1)


@stage("seats", "热线坐席 / the phones of the hotline", order=97)
def load_seats() -> None:
    county, union, now = demo_person("county"), tree_by_key()["yunyang"], database_now()
    for key, text in PHRASES:
        keep_phrase(union, key, text, by=county)
    sit(union, "801", by=county, at=now - 90 * MINUTE)
    today = local_date(now)
    for number in range(DAYS * 2):
        day = start_of(today - timedelta(days=1 + number // 2))
        _past(union, number, day + timedelta(hours=9 + number * 7 % 11, minutes=number * 13 % 60), county)
    _told(union, "today-1", "13800000121", now - 2 * MINUTE)
    _told(union, "today-2", "13800000122", now - 40 * MINUTE, hung_up=1)
    call = _told(union, "today-3", "13800000123", now - 5 * MINUTE, answered=1)
    pick(call, by=county, at=now - 4 * MINUTE)


def _past(union: Organisation, number: int, at: datetime, county: Person) -> None:
    """Every ninth was missed and not reached again, every seventh came to nothing."""
    call = _told(union, f"past-{number}", f"1380000{number:04}", at, answered=int(number % 9 != 4), hung_up=6)
    call = pick(call, by=county, at=at + MINUTE)
    if number % 9 == 4 or number % 7 == 5:
        settle(call, "unreached" if number % 9 == 4 else "progress", by=county, at=at + 7 * MINUTE)
        return
    title, kind, grade, reply = TOPICS[number * 5 % len(TOPICS)]
    said = Taken(five_kinds()[kind], title, grade=grade, name="来电职工")
    make_case(call, said, reply=reply or "已经转给所在的工会，办好后回复您。", by=county, at=at + 6 * MINUTE)


def _told(
    union: Organisation, number: str, phone: str, at: datetime, *, answered: int = 0, hung_up: int = 0
) -> Call:
    """As the switchboard would tell it; answered and hung up so many minutes after it rang."""
    switchboard = demo_person("admin")
    call = hear(union, Heard(f"{number}-ring", number, "ring", at, phone), by=switchboard, at=at)
    if answered:
        then = at + answered * MINUTE
        call = hear(union, Heard(f"{number}-answer", number, "answer", then), by=switchboard, at=then)
    if hung_up:
        then = at + hung_up * MINUTE
        call = hear(union, Heard(f"{number}-end", number, "hang_up", then), by=switchboard, at=then)
    return call
