# SPDX-License-Identifier: Apache-2.0
"""An invented crowd and its offers, loaded by COPY as the owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

ROOT_PATH = "0001"
WHO = {"tags": "'{职工}'", "born_on": "date '1990-05-17'"}
PEOPLE = {"id": "n", "public_id": "lpad(n::text, 12, 'p')", "name": "'会员'", "real_name_at": "now()", **WHO}
PEOPLE |= {"id_index": "sha256(n::text::bytea)"}
STANDING = {"person_id": "n", "path": f"'{ROOT_PATH}0001'", "is_real_name": "true", **WHO}
ORGANISATIONS = {
    "id": "n",
    "public_id": "lpad(n::text, 12, 'b')",
    "name": "'工会' || n",
    "kind": "'county_federation'",
    "path": f"left('{ROOT_PATH}0001', 4 * n)",
    "region_code": "'500235'",
    "since": "date '2020-01-01'",
}


def load(owner: str, count: int) -> None:
    """`count` real-name members of one county, ids 1 … count."""
    with psycopg.connect(owner) as db, db.cursor() as cursor:
        _fill(cursor, "organisations_organisation", 2, ORGANISATIONS)
        _fill(cursor, "people_person", count, PEOPLE)
        _fill(cursor, "people_standing", count, STANDING)
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), %s)", [count])
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("VACUUM (ANALYZE) people_person")
        db.execute("VACUUM (ANALYZE) people_standing")


def make_offer(owner: str, number: int, size: int, **more: Any) -> str:
    """An open offer for members of the county, of age, with the tag: every check has work to do."""
    now = datetime.now(UTC)
    values = {
        "id": number,
        "public_id": f"bench{number:07d}".translate(str.maketrans("01", "xy")),
        "title": "零基础瑜伽",
        "summary": "",
        "organisation_id": 1,
        "open_to_id": 1,
        "audience": "members",
        "min_age": 18,
        "any_tags": ["职工"],
        "minds_pauses": True,
        "mode": "first_come",
        "size": size,
        "waiting_size": 0,
        "confirm_minutes": 0,
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=1),
        "cancel_reason": "",
        **more,
    }
    names, holes = ", ".join(values), ", ".join(["%s"] * len(values))
    with psycopg.connect(owner) as db:
        db.execute(f"INSERT INTO enrolment_offer ({names}) VALUES ({holes})", list(values.values()))  # noqa: S608
    return str(values["public_id"])


def _fill(cursor: psycopg.Cursor[Any], table: str, count: int, values: dict[str, str]) -> None:
    """The columns given, and the plainest value for every other column that must not be null."""
    rows = cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
        [table],
    ).fetchall()
    plain = {
        "ARRAY": "'{}'",
        "boolean": "false",
        "character varying": "''",
        "text": "''",
        "date": "current_date",
    }
    plain |= {"timestamp with time zone": "now()"}
    every = {**{name: plain.get(kind, "0") for name, kind in rows}, **values}
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(every)}) SELECT {', '.join(every.values())}"  # noqa: S608
        " FROM generate_series(1, %s) AS n",
        [count],
    )
