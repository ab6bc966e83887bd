# SPDX-License-Identifier: Apache-2.0
"""The named people of the demo world, one of each kind. All invented; each signs in with one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Invented:
    """A member of `union` (none: a visitor); `roles` are posts held: (role, union, title)."""

    login: str
    kind_zh: str
    kind_en: str
    name: str
    leads_to: str
    union: str = ""
    roles: tuple[tuple[str, str, str], ...] = ()
    born_on: date = date(1990, 5, 17)
    occupation: str = ""


PERSONS = (
    Invented(
        "worker",
        "职工",
        "worker",
        "娜仁",
        "/",
        "ejinhoro-unit-0",
        born_on=date(1993, 8, 21),
        occupation="manufacturing_worker",
    ),
    Invented(
        "rider",
        "准备入会的骑手",
        "rider about to join",
        "",
        "join:枫林路口驿站",
        occupation="food_delivery_rider",
    ),
    Invented(
        "keeper",
        "驿站管理员",
        "station keeper",
        "罗小琴",
        "/places/keeper",
        "yongning-0",
        (("station_keeper", "yongning", "驿站管理员"),),
        date(1979, 3, 2),
    ),
    Invented(
        "village",
        "村工会干部",
        "village officer",
        "向开明",
        "/desk/",
        "village-0",
        (("officer", "village-0", "村联合工会主席"),),
        date(1976, 11, 9),
    ),
    Invented(
        "town",
        "街道总工会干部",
        "township officer",
        "冉光明",
        "/desk/committees/",
        "town-0",
        (("officer", "town-0", "副主席"),),
        date(1981, 2, 14),
    ),
    Invented(
        "county",
        "县总工会干部",
        "county officer",
        "谭晓玲",
        "/desk/",
        "town-0",
        (("officer", "yunyang", "组织部副部长"),),
        date(1985, 1, 30),
    ),
    Invented(
        "night",
        "夜校负责人",
        "night-school officer",
        "苏日娜",
        "/desk/",
        "ejinhoro-0",
        (("officer", "ejinhoro", "职工夜校负责人"),),
        date(1988, 6, 14),
    ),
    Invented(
        "build",
        "产业工会干部",
        "industrial union officer",
        "韦志强",
        "/desk/figures/led-by/",
        "nanning-build-0",
        (("officer", "nanning-build", "副主席"),),
        date(1982, 9, 5),
    ),
    Invented(
        "leader",
        "省级领导",
        "provincial leader",
        "贺文渊",
        "screen:云阳县总工会",
        "chongqing",
        (("leader", "chongqing", "分管副主席"),),
        date(1970, 4, 18),
    ),
    Invented(
        "teacher",
        "夜校教师",
        "night-school teacher",
        "白云飞",
        "/",
        "ejinhoro-schools",
        (("teacher", "ejinhoro", "手机摄影教师"),),
        date(1984, 12, 1),
    ),
    Invented(
        "admin",
        "系统管理员",
        "system administrator",
        "龚立",
        "/desk/",
        "chongqing",
        (("system_admin", "nation", "系统管理员"),),
        date(1991, 7, 7),
    ),
    Invented(
        "security",
        "安全管理员",
        "security administrator",
        "施文静",
        "/desk/",
        "chongqing",
        (("security_admin", "nation", "安全管理员"),),
        date(1987, 4, 12),
    ),
    Invented(
        "second",
        "第二位安全管理员",
        "second security administrator",
        "冉国栋",
        "/desk/people/two-hands",
        "chongqing",
        (("security_admin", "nation", "安全管理员"),),
        date(1979, 2, 24),
    ),
    Invented(
        "audit",
        "审计管理员",
        "audit administrator",
        "纪长河",
        "/desk/",
        "chongqing",
        (("audit_admin", "nation", "审计管理员"),),
        date(1980, 10, 3),
    ),
)
