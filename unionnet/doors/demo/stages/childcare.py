# SPDX-License-Identifier: Apache-2.0
"""A care class of the riders' union of 云阳: three children with places, one here, one gone home with its
grandmother (ledger S4-27)."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

from unionnet.directory.people.models import Membership, Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.childcare.actions import (
    Plan,
    enter,
    hand_over,
    list_pickup,
    open_class,
    put_on_duty,
    receive,
    register,
    say_special_care,
)
from unionnet.programmes.childcare.models import CareClass
from unionnet.programmes.childcare.wording import CHILDCARE

CHILDREN = ("小禾", "小满", "小舟")
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@stage("childcare", "爱心托管 / childcare", order=131)
def load_childcare() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    today = local_date(now)
    plan = Plan(
        title="骑手子女爱心托管班",
        season="after",
        place="云阳县职工活动中心三楼",
        phone="023-55112351",
        first_day=today - timedelta(days=7),
        last_day=today + timedelta(days=60),
        weekdays=EVERY_DAY,
        from_time=time(8),
        to_time=time(20),
        min_age=6,
        max_age=12,
        places=20,
        opens_at=now - timedelta(days=14),
        closes_at=now + timedelta(days=20),
        summary="有人看、有作业辅导、有午休。请自带水杯和常用药。",
    )
    care_class = open_class(union, plan, key=uuid4(), by=officer)
    put_on_duty(care_class, demo_person("worker"), by=officer)
    put_on_duty(care_class, officer, by=officer)
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active").order_by("pk")
    for name, row in zip(CHILDREN, rows.select_related("person")[:3], strict=False):
        _bring(care_class, name, row.person, officer)


def _bring(care_class: CareClass, name: str, guardian: Person, officer: Person) -> None:
    today = local_date(database_now())
    child = register(
        name, today - timedelta(days=8 * 366 + 90), "parent", agreed=CHILDCARE.version, by=guardian
    )
    grandma = list_pickup(child, "外婆李桂芳", "grand", "13900001234", by=guardian)
    enter(child, care_class, by=guardian)
    if name == CHILDREN[0]:
        say_special_care(child, "花生过敏，书包侧袋有氯雷他定。", by=guardian)
        receive(care_class, child, by=officer)
    if name == CHILDREN[1]:
        receive(care_class, child, by=officer)
        hand_over(care_class, child, grandma, by=officer)
