# SPDX-License-Identifier: Apache-2.0
"""The box of the county of 云阳: what was answered and is shown to all, what became a task, what was said
without a name, what came today."""

from __future__ import annotations

from datetime import timedelta

from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.programmes.feedback.actions import Said, give, make_task, set_box, show
from unionnet.programmes.feedback.models import Feedback
from unionnet.tools.casework.actions import Owner, answer

DAY = timedelta(days=1)
LIGHT = Said("驿站晚上早点关灯", "夜里等单没有地方坐，能不能晚一点关。", Feedback.Topic.PLACES)
MICROWAVE = Said("微波炉只有一台，中午排长队", "能不能再添一台。", Feedback.Topic.PLACES)
MEETING = Said("开会通知来得太晚", "上午发通知下午开会，倒班的来不了。", is_unnamed=True)
COURSE = Said("想学短视频剪辑", "夜校有没有周末的班？")
ANSWERED = "关灯时间已改到晚上十一点，门口留一盏夜灯。"


@stage("feedback", "意见箱 / box of opinions", order=147)
def load_feedback() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    set_box(union, allows_unnamed=True, by=officer)
    light = give(union, LIGHT, Owner(phone="13900003571", name="跑单的老周"), by=None, at=now - 20 * DAY)
    answer(light.case, ANSWERED, by=officer, at=now - 18 * DAY)
    show(light, "驿站晚上早点关灯", ANSWERED, by=officer, at=now - 17 * DAY)
    oven = give(union, MICROWAVE, Owner(phone="13900003572"), by=None, at=now - 4 * DAY)
    make_task(oven, "各驿站添置微波炉", "日均用餐 30 人以上的添一台。", by=officer, at=now - 3 * DAY)
    give(union, MEETING, Owner(), by=None, at=now - DAY)
    give(union, COURSE, Owner(phone="13900003573"), by=None)
