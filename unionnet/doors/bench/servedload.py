# SPDX-License-Identifier: Apache-2.0
"""What the unions of a city did for people in two years, made in the database: check-ins, sessions attended,
things received. Counts are written by the product's own triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db.models import Model
from psycopg import sql

from unionnet.doors.bench.caseload import COUNTIES, UNIONS
from unionnet.doors.bench.ground import run_in_portions, without_plain_indexes

MONTHS = 24
MONTH = timedelta(days=30)
PLAN = "id public_id organisation_id year number kind title starts_at ends_at expected planned_by_id"
TERMS = "id public_id key organisation_id title open_to_id opens_at closes_at"
GONE = ("stock", "persons")
TOWNS = range(2 + COUNTIES, UNIONS + 1)
PORTION = 250_000
LOAD = (Path(__file__).parent / "servedload.sql").read_text(encoding="utf-8")
TRIGGERS = {
    "enrolment_attendance": "figures_of_attendance_insert",
    "activities_attendee": "figures_of_attendees_insert",
    "benefits_receipt": "figures_of_receipts_insert",
}
# Every row: (union, mark, n) by the union that served, as FG-01 defines it.
SERVED = """
    SELECT f.organisation_id, 'enrolment' AS kind, a.at AT TIME ZONE 'Asia/Shanghai' AS at
    FROM enrolment_attendance a JOIN enrolment_offer f ON f.id = a.offer_id WHERE a.state = 'present'
    UNION ALL
    SELECT y.organisation_id, 'activities', s.starts_at AT TIME ZONE 'Asia/Shanghai'
    FROM activities_attendee a JOIN activities_session s ON s.id = a.session_id
    JOIN activities_activity y ON y.id = s.activity_id WHERE a.via NOT IN ('place', 'gift')
    UNION ALL
    SELECT organisation_id, 'benefits', at AT TIME ZONE 'Asia/Shanghai'
    FROM benefits_receipt WHERE revoked_at IS NULL
"""
# What a page would count if there were no sums: one union and all below it.
COUNTED = f"""
    SELECT to_char(r.at, 'YYYY-MM'), r.kind, count(*) FROM ({SERVED}) r
    JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE o.path >= %(path)s AND o.path < %(path)s || '~' GROUP BY 1, 2
"""  # noqa: S608 - all parts are ours
# The same of every union at once.
ALL_COUNTED = f"""
    WITH own AS MATERIALIZED (
        SELECT organisation_id, to_char(at, 'YYYY-MM') AS month, kind, count(*) AS n
        FROM ({SERVED}) r GROUP BY 1, 2, 3
    )
    SELECT above.id, own.month, own.kind, sum(own.n)::bigint
    FROM own JOIN organisations_organisation o ON o.id = own.organisation_id
    CROSS JOIN generate_series(4, length(o.path), 4) AS upto
    JOIN organisations_organisation above ON above.path = left(o.path, upto) COLLATE "C"
    GROUP BY 1, 2, 3
"""  # noqa: S608 - all parts are ours


def make_offers(superuser: str) -> None:
    """Of each town an offer and an activity with a session a month; and one thing that all of them hand out.
    An offer and an activity have the number of their town."""
    from unionnet.foundation.copying import copy_rows, public_ids
    from unionnet.tools.activities.models import Activity, Session
    from unionnet.tools.benefits.models import Batch, Benefit, Content, Item, Movement, Stock
    from unionnet.tools.enrolment.models import Offer

    now, key = datetime.now().astimezone(), UUID(int=1)
    names, until = public_ids((2 + MONTHS) * len(TOWNS) + 9), now + MONTH
    offers = ((n, next(names), "瑜伽课", n, 1_000, now, until) for n in TOWNS)
    plans = ((n, next(names), n, now.year, 1, "campaign", "送清凉", now, until, 100, n) for n in TOWNS)
    sessions = ((each[0], next(names), *each[1:]) for each in _sessions(now))
    rows: tuple[tuple[type[Model], str, Iterable[Sequence[Any]]], ...] = (
        (Offer, "id public_id title organisation_id size opens_at closes_at", offers),
        (Activity, PLAN, plans),
        (Session, "id public_id activity_id number starts_at ends_at", sessions),
        (Item, "id public_id organisation_id name value", [(1, next(names), 1, "毛巾", 100)]),
        (Batch, "id key organisation_id item_id label", [(1, key, 1, 1, "首批")]),
        (Stock, "id public_id organisation_id batch_id", [(1, next(names), 1, 1)]),
        (Movement, "id batch_id from_account to_account from_stock_id quantity", [(1, 1, *GONE, 1, 1)]),
        (Benefit, TERMS, [(1, next(names), key, 1, "送清凉", 1, now, until)]),
        (Content, "id benefit_id item_id", [(1, 1, 1)]),
    )
    with psycopg.connect(superuser) as db:
        db.execute("SET session_replication_role = replica")
        for model, columns, values in rows:
            copy_rows(model, columns.split(), values, db=db)


def _sessions(now: datetime) -> Iterator[tuple[Any, ...]]:
    """id, activity_id, number, starts_at and ends_at: one a month back, of every town."""
    for town in TOWNS:
        for back in range(MONTHS):
            starts = now - back * MONTH
            yield town * MONTHS + back, town, back + 1, starts, starts + timedelta(hours=2)


def load(superuser: str, first: int, last: int) -> None:
    """Services `first` … `last`. As a replica would: foreign keys are right, the triggers of the
    counts run."""
    with psycopg.connect(superuser, autocommit=True) as db:
        db.execute("SET session_replication_role = replica")
        _switch(db, "ENABLE ALWAYS")
        with without_plain_indexes(db, list(TRIGGERS)):
            run_in_portions(db, LOAD, first, last, portion=PORTION, months=MONTHS)
        _switch(db, "ENABLE")


def _switch(db: psycopg.Connection[Any], how: str) -> None:
    for table, name in TRIGGERS.items():
        words = sql.SQL(f"ALTER TABLE {{}} {how} TRIGGER {{}}")
        db.execute(words.format(sql.Identifier(table), sql.Identifier(name)))


def take_up(superuser: str) -> None:
    """What the worker does, until nothing waits; and what autovacuum does."""
    from unionnet.doors.figures.actions import settle

    while settle():
        pass
    with psycopg.connect(superuser, autocommit=True) as db:
        for table in (*TRIGGERS, "figures_sum", "figures_change", "organisations_organisation"):
            db.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
