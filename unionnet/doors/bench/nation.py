# SPDX-License-Identifier: Apache-2.0
"""An invented nation of unions and members, loaded by COPY: provinces, cities, counties, towns,
base unions, one county of 10,000 unions, and three members a base union."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import psycopg
from psycopg import sql

from unionnet.doors.bench.ground import without_plain_indexes

PROVINCES, CITIES, COUNTIES, TOWNS = 31, 11, 8, 10  # each below one of the level above
BEYOND = 20_000_000  # ids taken later are higher than any that was loaded
GREAT_COUNTY = 10_000  # unions below the one that moves
EVERY_UNION, EVERY_MEMBER = 2_800_000, 9_000_000
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏飞鑫波斌宇浩凯健俊帆雪琳晨欣怡"
TAGS = ("外卖配送员", "快递员", "货车司机", "网约车司机", "保安员", "家政服务员", "农民工", "女职工")
KINDS = (
    "village_joint_union",
    "enterprise_union",
    "enterprise_union",
    "institution_union",
    "building_or_market_union",
)
UNION_COLUMNS = (
    *("id", "public_id", "name", "pinyin"),
    *("kind", "parent_id", "path", "region_code", "since", "last_segment"),
)
PERSON_COLUMNS = ("id", "public_id", "name", "pinyin", "mobile_index", "id_index", "tags")
MEMBERSHIP_COLUMNS = (
    *("id", "public_id", "person_id", "organisation_id", "state"),
    *("card_no", "applied_at", "decided_at"),
)
TABLES = (
    "organisations_organisation",
    "people_person",
    "people_membership",
    "people_standing",
    "people_listing",
)


@dataclass
class Nation:
    """What was made. Paths of unions by level; `great` is the county that moves."""

    unions: int = 0
    members: int = 0
    paths: dict[int, list[str]] = field(default_factory=dict)
    great: str = ""


@dataclass(frozen=True)
class Node:
    """One union before it is written."""

    pk: int
    kind: str
    parent: int | None
    path: str


def mobile_of(number: int) -> str:
    return f"13{number:09d}"


def id_number_of(number: int) -> str:
    """Eighteen signs, like one; the register compares them and nothing more."""
    return f"1101011990{number:08d}"


def grow(base: int) -> Iterator[Node]:
    """The tree from the top: each union after the one above it."""
    from unionnet.directory.organisations.actions.tree import segment

    made: Counter[int] = Counter()
    nodes: list[Node] = []

    def below(parent: Node | None, kind: str) -> Node:
        above = parent.pk if parent else 0
        made[above] += 1
        path = (parent.path if parent else "") + segment(made[above])
        nodes.append(Node(len(nodes) + 1, kind, parent.pk if parent else None, path))
        return nodes[-1]

    top = below(None, "national")
    provinces = [below(top, "provincial_federation") for _ in range(PROVINCES)]
    cities = [below(each, "city_federation") for each in provinces for _ in range(CITIES)]
    counties = [below(each, "county_federation") for each in cities for _ in range(COUNTIES)]
    towns = [below(each, "township_federation") for each in counties[1:] for _ in range(TOWNS)]
    great = [below(counties[0], "township_federation") for _ in range(TOWNS * 10)]
    for number in range(GREAT_COUNTY - len(great)):
        below(great[number % len(great)], KINDS[number % len(KINDS)])
    for number in range(max(0, base - GREAT_COUNTY)):
        below(towns[number % len(towns)], KINDS[number % len(KINDS)])
    yield from nodes


def load(superuser: str, base: int, members: int) -> Nation:
    """Fill an empty database. As a replica would: what is copied is right, and tells the figures nothing."""
    from unionnet.directory.organisations.models import SEGMENT, Organisation
    from unionnet.foundation.copying import copy_rows, public_ids

    nodes, nation = list(grow(base)), Nation(members=members)
    for node in nodes:
        nation.paths.setdefault(len(node.path) // SEGMENT, []).append(node.path)
    nation.unions, nation.great = len(nodes), nation.paths[4][0]
    children = Counter(node.parent for node in nodes)
    dice = random.Random(2_800_000)
    with psycopg.connect(superuser) as db:
        db.execute("SET session_replication_role = replica")
        with without_plain_indexes(db, TABLES):
            numbered = zip(nodes, public_ids(len(nodes)), strict=True)
            copy_rows(Organisation, UNION_COLUMNS, (_row(*each, children) for each in numbered), db=db)
            lowest = [node for node in nodes if len(node.path) // SEGMENT == 6]
            _load_members(db, lowest, members, dice)
    with psycopg.connect(superuser, autocommit=True) as db:
        for table in TABLES:
            db.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
        for table in TABLES[:3]:  # those with ids of their own
            db.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, BEYOND])
    return nation


def _row(node: Node, public: str, children: Counter[int | None]) -> tuple[Any, ...]:
    own = node.pk, public, f"工会{node.pk}", f"gonghui{node.pk}|gh{node.pk}"
    return (*own, node.kind, node.parent, node.path, "500235", _since(node.pk), children[node.pk])


def _load_members(db: psycopg.Connection[Any], unions: list[Node], count: int, dice: random.Random) -> None:
    from unionnet.directory.people.models import Membership, Person, Standing
    from unionnet.foundation.copying import copy_rows, public_ids
    from unionnet.foundation.crypto import blind_index

    tags = [[TAGS[number % len(TAGS)]] if number % 3 else [] for number in range(1, count + 1)]
    homes = [unions[number % len(unions)] for number in range(1, count + 1)]
    begun = datetime(2020, 1, 1, 4, tzinfo=UTC)

    def people() -> Iterator[tuple[Any, ...]]:
        for number, public in enumerate(public_ids(count), 1):
            phone, document = mobile_of(number), id_number_of(number)
            indexes = blind_index("mobile", phone), blind_index("id_number", document)
            yield number, public, *_invented(dice), *indexes, tags[number - 1]

    def memberships() -> Iterator[tuple[Any, ...]]:
        for number, public in enumerate(public_ids(count), 1):
            at = begun + timedelta(days=number % 2200)
            home = homes[number - 1].pk
            yield number, public, number, home, "active", f"500235{number:012d}", at, at

    copy_rows(Person, PERSON_COLUMNS, people(), db=db)
    copy_rows(Membership, MEMBERSHIP_COLUMNS, memberships(), db=db)
    standings = (
        (number, home.path, True, own) for number, (home, own) in enumerate(zip(homes, tags, strict=True), 1)
    )
    copy_rows(Standing, ("person_id", "path", "is_real_name", "tags"), standings, db=db)
    db.execute("SELECT people_list(array_agg(person_id)) FROM people_standing")


def _since(number: int) -> date | None:
    """One in forty should exist and does not yet."""
    return date(2015 + number % 10, 1 + number % 12, 1) if number % 40 else None


def _invented(dice: random.Random) -> tuple[str, str]:
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=1 + (dice.random() < 0.8)))
    spelt = [_spelt(sign) for sign in name]
    return name, f"{''.join(spelt)}|{''.join(each[0] for each in spelt)}"


@cache
def _spelt(sign: str) -> str:
    from unionnet.directory.organisations.pinyin import pinyin_key

    return pinyin_key(sign).partition("|")[0]
