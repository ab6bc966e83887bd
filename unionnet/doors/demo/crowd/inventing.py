# SPDX-License-Identifier: Apache-2.0
"""Invented members: number n is always the same person, and no two are alike.

ID numbers pass GB 11643 but begin with a county that does not exist (`PP99CC`: no prefecture is number 99);
mobile numbers begin with 169, a block that was never given out. So no real person is ever hit, and whoever
meets such a number in an export knows where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
FIRST_BIRTH = date(1966, 1, 4)
BIRTH_DAYS = 14_939  # a prime, about 41 years: every (day, round) is met once
MOST = BIRTH_DAYS * 499
SURNAMES = (
    "王王王王李李李李张张张张刘刘刘陈陈陈杨杨黄黄赵赵周周吴吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁"
    "蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
)
WOMEN = "芳娜敏静丽娟艳霞梅燕玲秀英红琴兰凤莉萍洁云慧倩婷雪颖佳欣怡萱琳悦蓉菊珍蕾璐晴"
MEN = "伟强磊军勇杰涛明超刚平辉鹏华波斌飞峰浩宇建国志文俊龙海成林东旭阳博凯健武松胜毅"
EITHER = "小晓文永春家国玉立海德正中天新兴宏世安瑞子佳思雨宁远"
# Codes of people.occupations: five that anybody may have, then those that are a calling.
OCCUPATIONS = (
    *("manufacturing_worker", "service_worker", "professional", "office_worker", "medical_worker", "other"),
    *("teacher", "construction_worker", "security_guard", "sanitation_worker", "care_worker"),
    *("food_delivery_rider", "courier", "truck_driver", "ride_hailing_driver", "domestic_worker"),
)
SECTOR_WORK = {
    "外卖": "food_delivery_rider",
    "快递": "courier",
    "货运": "truck_driver",
    "网约": "ride_hailing_driver",
    "家政": "domestic_worker",
    "建筑": "construction_worker",
    "建工": "construction_worker",
    "物业": "security_guard",
    "环卫": "sanitation_worker",
    "养老": "care_worker",
    "教育": "teacher",
}
MASK = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Invention:
    """What is made up about number n."""

    name: str
    id_number: str
    mobile: str
    sex: str
    born_on: date
    occupation: str


def dice(number: int) -> int:
    """64 well-mixed bits of a number (splitmix64): the same on every machine."""
    bits = (number * 0x9E3779B97F4A7C15 + 0x1D8E4E27C47D124F) & MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
    return bits ^ (bits >> 31)


def invent(number: int, province: str, union: str = "") -> Invention:
    """Person number n, who lives in that province (two digits) and belongs to a union of that name."""
    if not 0 <= number < MOST:
        raise ValueError(number)
    roll = dice(number)
    is_man = bool(roll & 1)
    born_on = FIRST_BIRTH + timedelta(days=number * 6151 % BIRTH_DAYS)
    sequence = number // BIRTH_DAYS * 2 + is_man
    return Invention(
        _name(roll >> 4, MEN if is_man else WOMEN),
        id_number(f"{province}99{1 + (roll >> 56) % 20:02d}", born_on, sequence),
        f"169{number * 48_271 % 100_000_000:08d}",
        "m" if is_man else "f",
        born_on,
        _work(union, roll >> 40),
    )


def id_number(region: str, born_on: date, sequence: int) -> str:
    """With its check digit (GB 11643)."""
    digits = f"{region}{born_on:%Y%m%d}{sequence:03d}"
    total = sum(map(int.__mul__, map(int, digits), WEIGHTS))
    return digits + CHECKS[total % 11]


def _name(roll: int, own: str) -> str:
    surname = SURNAMES[roll % len(SURNAMES)]
    roll //= len(SURNAMES)
    last = own[roll % len(own)]
    roll //= len(own)
    # One in five has a single given character.
    return surname + last if roll % 5 == 0 else surname + EITHER[roll // 5 % len(EITHER)] + last


def _work(union: str, roll: int) -> str:
    for word, occupation in SECTOR_WORK.items():
        if word in union:
            return occupation
    # Three in four have one of the first six.
    return OCCUPATIONS[roll // 4 % 6] if roll % 4 else OCCUPATIONS[roll // 4 % len(OCCUPATIONS)]
