# SPDX-License-Identifier: Apache-2.0
"""Employing units of 云阳, all invented: what the second rate is of (ORG-36). Some are covered twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from unionnet.directory.organisations.codes import make_uscc
from unionnet.doors.demo.world.unions import Kind, Union

SMALL, UNCOVERED = 1440, 96
SHOPS = (
    *(
        "便民超市",
        "建材经营部",
        "农机维修部",
        "餐馆",
        "快递服务站",
        "药房",
        "家电商行",
        "运输服务部",
        "养殖合作社",
    ),
    *("电商服务部", "五金店", "理发店"),
)
SECTIONS = "FGHOCEAILMRQ"


@dataclass(frozen=True)
class Unit:
    name: str
    uscc: str
    region: str
    industry: str
    employees: int
    covered_by: tuple[str, ...]
    since: date = date(2022, 1, 1)


def all_employers(unions: list[Union]) -> Iterator[Unit]:
    enterprises = [union for union in unions if union.key.startswith("enterprise-")]
    for number, union in enumerate(enterprises):
        yield Unit(
            union.name.removesuffix("工会"),
            make_uscc(f"91500235MA{number:06d}"),
            union.region,
            "C",
            30 + number * 91 % 420,
            (union.key,) if union.since else (),
            max(union.since or date(2022, 1, 1), date(2022, 1, 1)),
        )
    yield from _small([union for union in unions if union.kind == Kind.VILLAGE_JOINT_UNION and union.since])


def _small(villages: list[Union]) -> Iterator[Unit]:
    for number in range(SMALL + UNCOVERED):
        village = villages[number % len(villages)] if len(villages) else None
        place = village.name.removesuffix("联合工会") if village and "云阳" not in village.name else ""
        covered = (village.key,) if village and number < SMALL and village.key.startswith("village-") else ()
        # Couriers and caterers are also in their sector's federation: covered twice, counted once.
        twice = {4: ("sector-0",), 3: ("sector-7",)}.get(number % 12, ()) if covered else ()
        yield Unit(
            f"{place}{SHOPS[number % 12]}",
            make_uscc(f"92500235MB{number:06d}"),
            "500235",
            SECTIONS[number % 12],
            2 + number % 17,
            covered + twice,
        )
