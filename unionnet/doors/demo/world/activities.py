# SPDX-License-Identifier: Apache-2.0
"""Places that are open for enrolment, or soon will be, so that lists, desks and screens are alive."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Activity:
    """`opens` and `closes` are hours from the load; `taken` is how many come at once."""

    union: str
    officer: str
    title: str
    summary: str
    size: int
    opens: float
    closes: float
    taken: int = 0
    terms: dict[str, object] = field(default_factory=dict)


RIDERS: dict[str, object] = {"any_tags": ["new_form"]}
ACTIVITIES = (
    Activity(
        "yunyang",
        "county",
        "新就业形态劳动者免费体检",
        "县人民医院体检中心，空腹，带会员证。外卖配送员、快递员、货车司机、网约车司机可报。",
        120,
        -3,
        96,
        94,
        RIDERS,
    ),
    Activity(
        "yunyang",
        "county",
        "职工羽毛球公益课",
        "县工人文化宫，周六 9:00–11:00，四次课，球拍可借。",
        40,
        -20,
        48,
        52,
    ),
    Activity(
        "yunyang",
        "county",
        "亲子龙缸一日行（抽签）",
        "50 个家庭，含车辆和保险。报名截止后公开抽签，任何人可以复算。",
        50,
        -30,
        72,
        138,
        {"mode": "lottery"},
    ),
    Activity(
        "yunyang",
        "county",
        "寒假职工子女托管班",
        "六到十二岁，工作日全天。",
        60,
        40,
        160,
    ),
    Activity(
        "nanning-build",
        "build",
        "工友法律讲堂：欠薪怎么办",
        "体强路口驿站，律师现场答疑，市民也可以来。",
        30,
        -5,
        60,
        17,
        {"audience": "everyone"},
    ),
    Activity(
        "ejinhoro",
        "night",
        "职工心理健康开放日",
        "工人文化宫二楼，一对一咨询每人 30 分钟。",
        24,
        -8,
        50,
        11,
    ),
)
