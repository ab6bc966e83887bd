# SPDX-License-Identifier: Apache-2.0
"""A city of 1,041 unions and its cases, made in the database: one in twenty open, the others closed within
two years, each with its shares, its story and its words. Counts are written by the product's own trigger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from unionnet.doors.bench.ground import run_in_portions, without_plain_indexes

COUNTIES, TOWNS, WORKERS = 40, 1_000, 5_000
UNIONS = 1 + COUNTIES + TOWNS
PORTION = 50_000
LOAD = (Path(__file__).parent / "caseload.sql").read_text(encoding="utf-8")
TABLES = ("casework_case", "casework_dispatch", "casework_step", "casework_tally")
KINDS = ("bench.rights", "bench.safety", "bench.help", "bench.advice")
WHAT = (
    "拖欠工资",
    "没有签劳动合同",
    "加班费",
    "工伤认定",
    "社会保险",
    "高温津贴",
    "年休假",
    "解除劳动合同",
    "入会手续",
    "生活困难",
)
WHO = (
    "建筑工地",
    "快递站点",
    "外卖站点",
    "家政公司",
    "纺织厂",
    "物业公司",
    "汽车零部件厂",
    "商场",
    "餐饮店",
    "物流园",
)
HOW = ("两个月", "半年", "一直没有解决", "公司不答复", "老板换了人", "多次协商未果", "人数较多", "希望调解")
MATTERS = len(WHAT) * len(WHO) * len(HOW)
# Every row again, beside the sums that pages read: how many of them differ.
DIFFERING = """
    WITH counted AS (
        SELECT unit_id, kind_id, grade,
            date_trunc('month', sent_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
            sum((state NOT IN ('returned', 'recalled', 'ended'))::int) AS accepted,
            sum((sender_id IS NOT NULL AND state <> 'recalled')::int) AS dispatched,
            sum((sender_id IS NOT NULL AND state <> 'recalled'
                AND coalesce(signed_at <= sign_due_at, false))::int) AS signed_in_time,
            sum((state = 'closed')::int) AS closed,
            sum((state = 'closed' AND coalesce(replied_at, closed_at) <= due_at)::int) AS closed_in_time,
            sum(callbacks) AS callbacks, sum(satisfied) AS satisfied
        FROM casework_dispatch GROUP BY 1, 2, 3, 4
    ), kept AS (
        SELECT unit_id, kind_id, grade, month, sum(accepted) AS accepted, sum(dispatched) AS dispatched,
            sum(signed_in_time) AS signed_in_time, sum(closed) AS closed,
            sum(closed_in_time) AS closed_in_time, sum(callbacks) AS callbacks, sum(satisfied) AS satisfied
        FROM casework_tally GROUP BY 1, 2, 3, 4
    ), lost AS (SELECT * FROM counted EXCEPT SELECT * FROM kept),
    wrong AS (SELECT * FROM kept EXCEPT SELECT * FROM counted)
    SELECT (SELECT count(*) FROM lost) + (SELECT count(*) FROM wrong)
"""


def login_of(union: int) -> str:
    """The officer of that union, who is the person of the same number."""
    return f"bench-{union}"


def make_city(superuser: str) -> list[int]:
    """Unions 1 (the city), 2 … 41 (its counties) and 42 … 1041 (their towns), each with its officer; and some
    workers. Returns the kinds of their cases."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Account, Person, Role
    from unionnet.foundation.copying import copy_rows, public_ids

    since, everybody = date(2020, 1, 1), range(1, UNIONS + WORKERS + 1)
    columns = ("id", "public_id", "name", "pinyin", "kind", "parent_id", "path", "region_code", "since")
    with psycopg.connect(superuser) as db:
        db.execute("SET session_replication_role = replica")
        named = zip(public_ids(UNIONS), _unions(), strict=True)
        unions = ((*each[:1], public, *each[1:], "500235", since) for public, each in named)
        copy_rows(Organisation, columns, unions, db=db)
        people = zip(everybody, public_ids(len(everybody)), strict=True)
        copy_rows(Person, ("id", "public_id", "name"), ((*each, f"职工{each[0]}") for each in people), db=db)
        officers = range(1, UNIONS + 1)
        accounts = ((n, n, login_of(n), "!") for n in officers)
        copy_rows(Account, ("id", "person_id", "login", "password"), accounts, db=db)
        posts = ((n, n, "officer", since) for n in officers)
        copy_rows(Role, ("person_id", "organisation_id", "name", "since"), posts, db=db)
        _write_matters(db)
    return _make_kinds()


def load(superuser: str, first: int, last: int, kinds: list[int]) -> None:
    """Cases `first` … `last`. As a replica would: foreign keys are right, the trigger of the counts runs."""
    with psycopg.connect(superuser, autocommit=True) as db:
        db.execute("SET session_replication_role = replica")
        db.execute("ALTER TABLE casework_dispatch ENABLE ALWAYS TRIGGER casework_tally_begins")
        with without_plain_indexes(db, TABLES):
            told = {"kinds": kinds, "matters": MATTERS}
            run_in_portions(db, LOAD, first, last, portion=PORTION, **told)
        db.execute("ALTER TABLE casework_dispatch ENABLE TRIGGER casework_tally_begins")
        for table, each in (("casework_case", 1), ("casework_dispatch", 4)):
            db.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, (last + 1) * each])


def settle(superuser: str) -> None:
    """What the worker does: counts are added up; and what autovacuum does."""
    from unionnet.tools.casework.actions import add_up

    add_up()
    with psycopg.connect(superuser, autocommit=True) as db:
        for table in (*TABLES, "organisations_organisation", "people_person", "people_role"):
            db.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))


def tallies_differing(superuser: str) -> int:
    """How many counts of a union, kind, grade and month are not what the rows say. Must be 0."""
    with psycopg.connect(superuser) as db:
        row = db.execute(DIFFERING).fetchone()
    return int(row[0]) if row else -1


def _unions() -> Iterator[tuple[Any, ...]]:
    """id, name, pinyin, kind, parent_id and path."""
    from unionnet.directory.organisations.actions.tree import segment

    top = segment(1)
    yield 1, "重庆市总工会", "chongqing", "city_federation", None, top
    for n in range(2, 2 + COUNTIES):
        yield n, f"第{n - 1}县总工会", f"xian{n}", "county_federation", 1, top + segment(n)
    for n in range(2 + COUNTIES, 1 + UNIONS):
        county = 2 + (n - 2 - COUNTIES) % COUNTIES
        path = top + segment(county) + segment(n)
        yield n, f"第{n - 1 - COUNTIES}街道总工会", f"jiedao{n}", "township_federation", county, path


def _write_matters(db: psycopg.Connection[Any]) -> None:
    """What people complain of, cut into words as the product does."""
    from unionnet.tools.casework.lexemes import words_of

    db.execute(
        "CREATE UNLOGGED TABLE bench_matter (number int PRIMARY KEY, title text, text text, words text[])"
    )
    with db.cursor() as cursor:
        for number, (what, who, how) in enumerate(product(WHAT, WHO, HOW)):
            title, text = f"{who}{what}{how}", f"我在{who}上班，{what}的问题{how}，请工会帮助。"
            row = (number, title, text, words_of(title, text))
            cursor.execute("INSERT INTO bench_matter VALUES (%s, %s, %s, %s)", row)


def _make_kinds() -> list[int]:
    from unionnet.tools.casework.actions import KindTerms, define_kind

    return [define_kind(KindTerms(key, key, is_open=True)).pk for key in KINDS]
