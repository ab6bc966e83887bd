# SPDX-License-Identifier: Apache-2.0
"""云阳 at the end of April 2024 (ledger S2-01): 42 towns, 1 park, 11 sectors, 480 villages, 327 enterprises
are 861 established unions, of 892 that should exist. Villages and enterprises are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from unionnet.directory.organisations.codes import make_uscc
from unionnet.doors.demo.world.unions import Kind, Union

SUBDISTRICTS = ("双江", "青龙", "人和", "盘龙")
TOWNSHIPS = ("外郎", "新津", "普安", "洞鹿", "石门", "上坝", "清水土家族")
TOWNS = (
    *("龙角", "故陵", "红狮", "路阳", "农坝", "渠马", "黄石", "巴阳", "沙市", "鱼泉", "凤鸣", "宝坪", "南溪"),
    *("双土", "桑坪", "江口", "高阳", "平安", "云阳", "云安", "栖霞", "双龙", "泥溪", "蔈草", "养鹿", "水口"),
    *("堰坪", "龙洞", "后叶", "耀灵", "大阳"),
)
SECTORS = {
    "快递": 1500,
    "外卖配送": 1800,
    "货运": 1300,
    "网约车": 1100,
    "家政服务": 700,
    "环卫": 900,
    "建筑": 2200,
    "餐饮": 1200,
    "物业": 900,
    "电商": 500,
    "养老护理": 600,
}
VILLAGES, MISSING_VILLAGES = 480, 6
ENTERPRISES, MISSING_ENTERPRISES = 327, 25
FIRST_HALF = "青红金玉石龙白长新大上下东西南北双三团官杨李黄松柏竹梅桐清"
SECOND_HALF = "坪坝湾岩桥河树山溪林沟塘垭坡寨堡梁"
BRANDS = (
    *(
        "长江",
        "三峡",
        "巴山",
        "云溪",
        "天成",
        "恒泰",
        "瑞丰",
        "宏远",
        "华新",
        "金鹏",
        "顺达",
        "佳禾",
        "永昌",
        "同兴",
    ),
    *("盛源", "渝东", "龙脊", "磐石", "鑫隆", "平湖"),
)
TRADES = (
    *("食品", "纺织", "机械", "建材", "物流", "农业", "电子", "商贸", "能源", "医药", "酒店", "包装"),
    *("生态农业", "光学", "汽配", "水务", "建筑", "服饰"),
)


def yunyang_unions() -> Iterator[Union]:
    """Established first in each kind, then those that should exist (no `since`)."""
    yield from _first_tier()
    for number, (name, members) in enumerate(SECTORS.items()):
        yield Union(
            f"sector-{number}",
            f"云阳县{name}行业工会联合会",
            Kind.SECTORAL_FEDERATION,
            "yunyang",
            "500235",
            date(2018, 5, 1) + timedelta(days=97 * number),
            members,
        )
    yield from _villages()
    yield from _enterprises()


def _first_tier() -> Iterator[Union]:
    names = [f"{name}街道" for name in SUBDISTRICTS] + [f"{name}镇" for name in TOWNS]
    names += [f"{name}乡" for name in TOWNSHIPS]
    for number, name in enumerate(names):
        yield Union(
            f"town-{number}",
            f"{name}总工会",
            Kind.TOWNSHIP_FEDERATION,
            "yunyang",
            f"500235{number + 1:03d}000",
            date(2009, 4, 1) + timedelta(days=13 * number),
            60,
            make_uscc(f"81500235MC{number:06d}"),
        )
    yield Union(
        "park", "云阳工业园区总工会", Kind.PARK_FEDERATION, "yunyang", "500235", date(2011, 9, 1), 240
    )


def _villages() -> Iterator[Union]:
    names = (one + two for two in SECOND_HALF for one in FIRST_HALF)
    for number, name in enumerate(islice(names, VILLAGES + MISSING_VILLAGES)):
        town = number % 42
        yield Union(
            f"village-{number}",
            f"{name}{'社区' if town < 4 else '村'}联合工会",
            Kind.VILLAGE_JOINT_UNION,
            f"town-{town}",
            f"500235{town + 1:03d}{number // 42 + 200:03d}",
            date(2013, 3, 1) + timedelta(days=8 * number) if number < VILLAGES else None,
            20 + number * 37 % 130 if number < VILLAGES else 0,
        )


def _enterprises() -> Iterator[Union]:
    names = (f"{brand}{trade}" for trade in TRADES for brand in BRANDS)
    for number, name in enumerate(islice(names, ENTERPRISES + MISSING_ENTERPRISES)):
        home = "park" if number % 5 == 0 else f"town-{number % 42}"
        yield Union(
            f"enterprise-{number}",
            f"云阳{name}有限公司工会",
            Kind.ENTERPRISE_UNION,
            home,
            "500235",
            date(2010, 1, 15) + timedelta(days=15 * number) if number < ENTERPRISES else None,
            26 + number * 91 % 420 if number < ENTERPRISES else 0,
        )
