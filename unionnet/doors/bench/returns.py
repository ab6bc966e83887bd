# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench returns`: one form of twenty figures over 10,000 unions, added up by branches and checked
within the year and against the year before, beside the bare sum of the same cells."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any

import psycopg

from unionnet.doors.bench.ground import own_database, say

FIGURES, BROKEN_EACH, ROUNDS = 20, 50, 5
TOWNS = 100
BARE = """SELECT c.indicator_id, sum(c.number) FROM returns_cell c JOIN returns_return r ON r.id = c.of_id
    WHERE r.period_id = %s GROUP BY 1"""
# Each total is the sum of its parts, and close to the one of the year before.
FORMULAS = (*(f"A{n} = A{n + 1} + A{n + 2}" for n in range(1, 19, 3)), "A1 ~ last(A1) 30%", "A4 <= 1000000")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--units", type=int, default=10_000, help="填报单位 / unions that fill it (10000)")


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    with own_database("unionnet_bench_returns") as ground:
        import django

        django.setup()
        say(f"装入 {asked.units:,} 个工会两年的填报表 / loading two years of returns …")
        units, broken = load(ground.owner, asked.units)
        return _measured(units, broken)


def _measured(units: int, broken: int) -> dict[str, float | int]:
    """Medians of some rounds, product and reference in turn. `wrong` must be 0."""
    from django.db import connection

    from unionnet.directory.organisations.models import Organisation
    from unionnet.foundation.scope import everything
    from unionnet.tools.returns.models import Period
    from unionnet.tools.returns.queries import broken_below, summary_of

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [period.pk])
            cursor.fetchall()

    with everything("a bench looks at what it loaded"):
        period = Period.objects.select_related("form__organisation").get(key="2025")
        root = Organisation.objects.get(pk=1)
        summary = summary_of(period, root)
        found = broken_below(period, root.path, units)
        wrong = int(summary.whole.sent != units) + int(len(found) != broken)
        rounds = [
            (_timed(lambda: summary_of(period, root)), _timed(lambda: broken_below(period, root.path, units)))
            for _round in range(ROUNDS)
        ]
        bares = [_timed(bare) for _round in range(ROUNDS)]
        connection.close()
    adding, checking = median(one for one, _two in rounds), median(two for _one, two in rounds)
    return {
        "units": units,
        "cells": units * FIGURES,
        "exceptions": len(found),
        "seconds": round(adding + checking, 3),
        "adding_s": round(adding, 3),
        "checking_s": round(checking, 3),
        "bare_sum_s": round(median(bares), 3),
        "ratio": round((adding + checking) / median(bares), 1),
        "wrong": wrong,
    }


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def load(owner: str, units: int) -> tuple[int, int]:
    """Returns how many units there are and how many checks do not hold."""
    from unionnet.directory.organisations.actions.tree import segment
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person
    from unionnet.foundation.copying import copy_rows, public_ids
    from unionnet.tools.returns.models import Cell, Check, Form, Indicator, Period, Return

    names = public_ids(3 * units + TOWNS + 5)
    towns = [f"0001{segment(number)}" for number in range(1, TOWNS + 1)]
    columns = ("id", "public_id", "name", "pinyin", "kind", "path", "region_code", "since")

    def unions() -> Iterator[tuple[Any, ...]]:
        rest = ("500235", date(2020, 1, 1))
        yield (1, next(names), "县总工会", "xian", "county_federation", "0001", *rest)
        for number, path in enumerate(towns, 2):
            yield (number, next(names), f"镇工会{number}", "zhen", "township_federation", path, *rest)
        for number in range(units):
            path = towns[number % TOWNS] + segment(number // TOWNS + 1)
            pk = TOWNS + 2 + number
            yield (pk, next(names), f"企业工会{number}", "qiye", "enterprise_union", path, *rest)

    with psycopg.connect(owner) as db:
        copy_rows(Organisation, columns, unions(), db=db)
        copy_rows(Person, ("id", "name"), [(1, "测量员")], db=db)
        form = [(1, next(names), 1, "bench", "年度统计", 1, date(2024, 1, 1))]
        head = ("id", "public_id", "organisation_id", "line", "title", "made_by_id", "issued_at")
        copy_rows(Form, head, form, db=db)
        lines = [(n, 1, n, f"A{n}", f"指标{n}", "persons") for n in range(1, FIGURES + 1)]
        copy_rows(Indicator, ("id", "form_id", "position", "code", "label", "unit"), lines, db=db)
        checks = [(n, 1, formula) for n, formula in enumerate(FORMULAS, 1)]
        copy_rows(Check, ("id", "form_id", "formula"), checks, db=db)
        days = ("id", "public_id", "form_id", "line", "key", "begins", "ends", "due_on", "opened_by_id")
        years = [
            (
                n,
                next(names),
                1,
                "bench",
                str(year),
                date(year, 1, 1),
                date(year, 12, 31),
                date(year, 12, 31),
                1,
            )
            for n, year in ((1, 2024), (2, 2025))
        ]
        copy_rows(Period, days, years, db=db)
        head = ("id", "public_id", "period_id", "organisation_id", "state", "filled_by_id", "sent_at")
        returns = [
            (period * units + n, next(names), period + 1, TOWNS + 2 + n, "accepted", 1, date(2026, 1, 1))
            for period in (0, 1)
            for n in range(units)
        ]
        copy_rows(Return, head, returns, db=db)
        copy_rows(Cell, ("of_id", "indicator_id", "number"), _cells(units), db=db)
        db.commit()
        db.autocommit = True
        db.execute("ANALYZE")
    return units, min(units, BROKEN_EACH)


def _cells(units: int) -> Iterator[tuple[int, int, int]]:
    """Both years alike; in the second the first total of some units is one too many."""
    for period in (0, 1):
        dice = random.Random(10_000)
        for unit in range(units):
            for first in range(1, FIGURES + 1, 3):
                one, two = dice.randint(0, 5000), dice.randint(0, 5000)
                more = 1 if period and first == 1 and unit < BROKEN_EACH else 0
                figures = (one + two + more, one, two)
                for offset, number in enumerate(figures[: FIGURES + 1 - first]):
                    yield period * units + unit, first + offset, number
