# SPDX-License-Identifier: Apache-2.0
"""Stations and venues of the demo world (ledger S0-08, S2-18). Streets are real; people are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

HOTLINES = "12351 职工维权服务热线\n12345 政务服务便民热线\n110 报警  119 火警  120 急救"
ALL_DAY = (0, 1440)
SIX = ("direct_drinking_water", "fridge", "microwave", "aircon", "washer", "phone_charging")


@dataclass(frozen=True)
class Station:
    """One site to be. `hours` are minutes of the day, `codes` facilities and services; `later` those
    that came in spring 2026."""

    name: str
    union: str
    address: str
    latitude: float
    longitude: float
    codes: tuple[str, ...]
    hours: tuple[int, int] = (480, 1200)
    since: date = date(2025, 3, 1)
    later: tuple[str, ...] = ()
    kind: str = "station"
    capacity: int = 12
    entry_mode: str = "open"
    extra: dict[str, object] = field(default_factory=dict)


PLAIN = ("water", "heat_meal", "medicine", "rest", "tea", "aircon")
CHARGING = ("phone_charging", "ebike_charging")
YONGNING_OLD = (
    ("胜利街社区驿站", "yongning-0", "胜利街 118 号", 28.7751, 105.3712, ALL_DAY),
    ("永宁路驿站", "yongning-1", "永宁路三段 26 号", 28.7718, 105.3689, (450, 1290)),
    ("河东社区驿站", "yongning-2", "河东路 9 号", 28.7786, 105.3795, (480, 1200)),
    ("云溪温泉驿站", "yongning-3", "云溪西路 55 号", 28.7662, 105.3741, (480, 1260)),
    ("安富驿站", "yongning-4", "安富街 71 号", 28.7844, 105.3868, (480, 1200)),
    ("冠山驿站", "yongning-5", "冠山路 3 号", 28.7699, 105.3648, (510, 1140)),
    ("炳灵路驿站", "yongning-6", "炳灵路一段 40 号", 28.7735, 105.3760, (480, 1200)),
    ("紫阳驿站", "yongning-7", "紫阳大道 188 号", 28.7640, 105.3692, (480, 1200)),
)
YONGNING_NEW = (
    ("客运中心驿站", "yongning", "友谊路 1 号", 28.7672, 105.3707, (360, 1380)),
    ("滨江路骑手驿站", "yongning", "滨江路二段 12 号", 28.7769, 105.3734, (420, 1440)),
    ("麒麟路驿站", "yongning", "麒麟路 30 号", 28.7708, 105.3780, (480, 1200)),
    ("打鱼街驿站", "yongning", "打鱼街 16 号", 28.7760, 105.3681, (480, 1200)),
    ("人民西路驿站", "yongning", "人民西路 77 号", 28.7725, 105.3661, (480, 1260)),
    ("物流园驿站", "yongning", "蓝安路 200 号", 28.7611, 105.3803, (360, 1320)),
    ("东升桥驿站", "yongning", "东升桥南 5 号", 28.7812, 105.3826, (480, 1200)),
)
NANNING = (
    ("枫林路口驿站", "民族大道枫林路口", 22.8138, 108.3927),
    ("体强路口驿站", "五象大道体强路口", 22.7538, 108.3806),
    ("金湖广场驿站", "民族大道金湖路口", 22.8153, 108.3716),
    ("朝阳路驿站", "朝阳路人民路口", 22.8205, 108.3187),
    ("江南客运站驿站", "星光大道 236 号", 22.7812, 108.2935),
    ("大学路驿站", "大学东路鲁班路口", 22.8424, 108.2879),
    ("凤岭北驿站", "凤岭北路高坡岭路口", 22.8330, 108.4125),
    ("南宁东站驿站", "长虹路 66 号", 22.8416, 108.4261),
    ("五象总部驿站", "平乐大道玉洞大道口", 22.7465, 108.3921),
    ("安吉驿站", "安吉大道 41 号", 22.8712, 108.3030),
    ("秀厢驿站", "秀厢大道明秀路口", 22.8571, 108.3275),
)
YUNYANG = (
    ("望江路驿站", "town-0", "双江街道望江路 88 号", 30.9306, 108.6972, (420, 1320)),
    ("滨江公园驿站", "town-0", "双江街道滨江路 15 号", 30.9278, 108.7034, ALL_DAY),
    ("北部新区驿站", "town-1", "青龙街道北城大道 210 号", 30.9437, 108.6891, (480, 1200)),
    ("人和驿站", "town-2", "人和街道人和大道 3 号", 30.9561, 108.6524, (480, 1140)),
    ("工业园区驿站", "park", "黄岭大道 66 号", 30.9702, 108.6410, (360, 1380)),
    ("江口驿站", "town-19", "江口镇新街 21 号", 31.1287, 108.8915, (480, 1110)),
)
EJINHORO = (
    ("阿吉奈公园驿站", "ejinhoro-0", "阿勒腾席热镇阿吉奈东路", 39.5671, 109.8044, ALL_DAY),
    ("通格朗街驿站", "ejinhoro-0", "通格朗街 12 号", 39.5598, 109.7862, (480, 1260)),
    ("乌兰木伦矿区驿站", "ejinhoro-3", "乌兰木伦镇 17 号", 39.2881, 110.1467, (360, 1440)),
)


def all_stations() -> list[Station]:
    stations = [
        Station(
            name, union, f"泸州市纳溪区{street}", lat, lon, PLAIN, hours, date(2024, 10 + n % 3, 8), CHARGING
        )
        for n, (name, union, street, lat, lon, hours) in enumerate(YONGNING_OLD)
    ]
    stations += [
        Station(
            name, union, f"泸州市纳溪区{street}", lat, lon, PLAIN + CHARGING, hours, date(2026, 2 + n % 5, 18)
        )
        for n, (name, union, street, lat, lon, hours) in enumerate(YONGNING_NEW)
    ]
    stations += [_nanning(number, *row) for number, row in enumerate(NANNING)]
    for group, city in ((YUNYANG, "重庆市云阳县"), (EJINHORO, "伊金霍洛旗")):
        stations += [
            Station(
                name,
                union,
                city + street,
                lat,
                lon,
                (*PLAIN, "phone_charging", *(CHARGING[1:] if n % 2 else ())),
                hours,
            )
            for n, (name, union, street, lat, lon, hours) in enumerate(group)
        ]
    return [*stations, *VENUES]


def _nanning(number: int, name: str, street: str, latitude: float, longitude: float) -> Station:
    """All open day and night; 枫林路口 has exactly the six that the article names."""
    codes = (
        SIX
        if number == 0
        else (
            *SIX[: 3 + number % 4],
            "rest",
            "toilet",
            *(("ebike_charging", "parking") if number % 2 else ()),
        )
    )
    services = ("legal_advice",) if number in (1, 4, 7) else ()
    return Station(
        name,
        "nanning-build",
        f"南宁市{street}",
        latitude,
        longitude,
        codes + services,
        ALL_DAY,
        date(2022, 5 + number % 7, 1),
        entry_mode="qr" if number % 3 else "open",
        extra={"built_by": "joint", "operator": "南宁市建设工会、市交警支队"},
    )


VENUES = (
    Station(
        "伊金霍洛旗工人文化宫",
        "ejinhoro",
        "伊金霍洛旗阿勒腾席热镇可汗路 6 号",
        39.5636,
        109.7915,
        ("water", "rest", "toilet", "wifi", "books", "parking", "aed"),
        (510, 1290),
        date(2019, 5, 1),
        kind="venue",
        capacity=260,
    ),
    Station(
        "云阳县工人文化宫",
        "yunyang",
        "重庆市云阳县双江街道云江大道 1099 号",
        30.9322,
        108.6945,
        ("water", "rest", "toilet", "wifi", "books", "parking", "aed", "baby_room"),
        (510, 1260),
        date(2016, 5, 1),
        kind="venue",
        capacity=420,
    ),
)
