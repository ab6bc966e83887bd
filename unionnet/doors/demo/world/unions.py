# SPDX-License-Identifier: Apache-2.0
"""The unions of the demo world: four chains from the nation down. Places are real, units are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from unionnet.directory.organisations.models import Organisation

Kind = Organisation.Kind
LONG_SINCE = date(2003, 6, 1)


@dataclass(frozen=True)
class Union:
    """One row to be. `key` is its name inside this world; `members` its share of the invented members."""

    key: str
    name: str
    kind: str
    parent: str = ""
    region: str = "100000"
    since: date | None = LONG_SINCE
    members: int = 0
    uscc: str = ""
    led_by: str = ""


CHAINS = (
    Union("nation", "中华全国总工会", Kind.NATIONAL, since=date(1925, 5, 1)),
    Union("chongqing", "重庆市总工会", Kind.PROVINCIAL_FEDERATION, "nation", "500000"),
    Union("yunyang", "云阳县总工会", Kind.COUNTY_FEDERATION, "chongqing", "500235"),
    Union("sichuan", "四川省总工会", Kind.PROVINCIAL_FEDERATION, "nation", "510000"),
    Union("luzhou", "泸州市总工会", Kind.CITY_FEDERATION, "sichuan", "510500"),
    Union("naxi", "泸州市纳溪区总工会", Kind.COUNTY_FEDERATION, "luzhou", "510503"),
    Union("yongning", "永宁街道总工会", Kind.TOWNSHIP_FEDERATION, "naxi", "510503", members=1500),
    Union("guangxi", "广西壮族自治区总工会", Kind.PROVINCIAL_FEDERATION, "nation", "450000"),
    Union("nanning", "南宁市总工会", Kind.CITY_FEDERATION, "guangxi", "450100"),
    Union("nanning-build", "南宁市建设工会", Kind.INDUSTRIAL_UNION, "nanning", "450100", members=2000),
    Union("neimenggu", "内蒙古自治区总工会", Kind.PROVINCIAL_FEDERATION, "nation", "150000"),
    Union("ordos", "鄂尔多斯市总工会", Kind.CITY_FEDERATION, "neimenggu", "150600"),
    Union("ejinhoro", "伊金霍洛旗总工会", Kind.COUNTY_FEDERATION, "ordos", "150627"),
)


def all_unions() -> Iterator[Union]:
    """Parents before children."""
    from unionnet.doors.demo.world.yunyang import yunyang_unions

    yield from CHAINS
    yield from yunyang_unions()
    yield from _yongning()
    yield from _nanning()
    yield from _ejinhoro()


def _yongning() -> Iterator[Union]:
    for number, name in enumerate(("胜利街", "永宁路", "河东", "云溪", "安富", "冠山", "炳灵路", "紫阳")):
        yield Union(
            f"yongning-{number}",
            f"{name}社区联合工会",
            Kind.VILLAGE_JOINT_UNION,
            "yongning",
            "510503",
            members=450,
        )
    yield Union(
        "yongning-riders",
        "纳溪区外卖配送行业工会联合会",
        Kind.SECTORAL_FEDERATION,
        "naxi",
        "510503",
        members=2100,
    )
    for number, name in enumerate(("江河酒类包装", "永丰机械", "纳兴建材", "天云化工")):
        yield Union(
            f"naxi-unit-{number}",
            f"{name}有限公司工会",
            Kind.ENTERPRISE_UNION,
            "naxi",
            "510503",
            members=800,
        )


def _nanning() -> Iterator[Union]:
    for number, name in enumerate(
        ("邕桂建工", "南湖市政工程", "青秀装饰", "五象路桥", "良庆安装", "凤岭园林")
    ):
        yield Union(
            f"nanning-build-{number}",
            f"{name}有限公司工会",
            Kind.ENTERPRISE_UNION,
            "nanning-build",
            "450100",
            members=1050,
        )
    yield from _qingxiu()
    yield Union(
        "nanning-riders",
        "南宁市外卖配送行业工会联合会",
        Kind.SECTORAL_FEDERATION,
        "nanning",
        "450100",
        members=2600,
    )


def _qingxiu() -> Iterator[Union]:
    """A district whose building firms are led by the industrial union of the city (ORG-01)."""
    yield Union("qingxiu", "南宁市青秀区总工会", Kind.COUNTY_FEDERATION, "nanning", "450103")
    for number, name in enumerate(
        ("凤翔岭建筑劳务", "琅东机电安装", "仙葫地基基础", "伶俐混凝土", "长塘脚手架")
    ):
        yield Union(
            f"qingxiu-build-{number}",
            f"{name}有限公司工会",
            Kind.ENTERPRISE_UNION,
            "qingxiu",
            "450103",
            members=700 + 90 * number,
            led_by="nanning-build",
        )


def _ejinhoro() -> Iterator[Union]:
    towns = ("阿勒腾席热", "伊金霍洛", "札萨克", "乌兰木伦", "纳林陶亥", "红庆河", "苏布尔嘎")
    for number, name in enumerate(towns):
        yield Union(
            f"ejinhoro-{number}",
            f"{name}镇总工会",
            Kind.TOWNSHIP_FEDERATION,
            "ejinhoro",
            "150627",
            members=700,
        )
    for number, name in enumerate(("蒙泰热力", "圣圆水务", "乌兰煤业", "天骄客运", "阳光物业", "绿源环卫")):
        yield Union(
            f"ejinhoro-unit-{number}",
            f"{name}有限公司工会",
            Kind.ENTERPRISE_UNION,
            f"ejinhoro-{number % 4}",
            "150627",
            members=1150,
        )
    yield Union(
        "ejinhoro-schools",
        "伊金霍洛旗教育系统工会",
        Kind.INDUSTRIAL_UNION,
        "ejinhoro",
        "150627",
        members=1900,
    )
