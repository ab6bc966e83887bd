# SPDX-License-Identifier: Apache-2.0
"""The checks of a form, asked of one return or of ten thousand in one statement.

Each return becomes one row of figures, each check a condition on it. A figure that is left out counts as 0; a
check says nothing while none of its figures is there, nor where the period before has no figure for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from psycopg import sql

from unionnet.tools.returns.formulas import Formula, Term, read_formula
from unionnet.tools.returns.models import HANDED_OVER, Check, Period, Return
from unionnet.tools.returns.queries.forms import before, checks_of, indicators_of

BROKEN = sql.SQL("""
WITH chosen AS (
    SELECT r.id, r.organisation_id FROM returns_return r
    JOIN organisations_organisation o ON o.id = r.organisation_id
    WHERE r.period_id = %(period)s AND {which}
), now AS (
    SELECT c.of_id, {now} FROM returns_cell c JOIN chosen ON chosen.id = c.of_id
    WHERE c.indicator_id = ANY(%(now)s) GROUP BY c.of_id
), earlier AS (
    SELECT r.organisation_id, {earlier} FROM returns_return r JOIN returns_cell c ON c.of_id = r.id
    WHERE r.period_id = %(earlier_period)s AND r.state = ANY(%(handed_over)s)
      AND c.indicator_id = ANY(%(earlier)s) GROUP BY r.organisation_id
)
SELECT chosen.id, k.check_id, k.l, k.r, why.words
FROM chosen JOIN now ON now.of_id = chosen.id LEFT JOIN earlier USING (organisation_id)
CROSS JOIN LATERAL (VALUES {checks}) AS k (check_id, l, r, is_broken)
LEFT JOIN returns_explanation why ON why.of_id = chosen.id AND why.check_of_id = k.check_id
WHERE k.is_broken ORDER BY k.check_id, chosen.id {bound}
""")
OF_ONE = sql.SQL("r.id = %(return)s")
OF_ALL = sql.SQL("o.path >= %(path)s AND o.path < %(path)s || '~' AND r.state = ANY(%(handed_over)s)")


@dataclass(frozen=True)
class Broken:
    """One check that does not hold in one return: what its two sides come to, and what was said of it."""

    return_id: int
    check: Check
    left: Decimal
    right: Decimal
    explanation: str

    @property
    def is_error(self) -> bool:
        return self.check.severity == Check.Severity.ERROR

    @property
    def is_open(self) -> bool:
        """Keeps the return from being handed in."""
        return self.is_error or not self.explanation


def broken_in(found: Return) -> list[Broken]:
    """Of one return, whatever its state."""
    return list(_asked(found.period, OF_ONE, {"return": found.pk}))


def broken_below(period: Period, path: str, most: int) -> list[Broken]:
    """Of the returns handed over below a union, at most so many."""
    return list(_asked(period, OF_ALL, {"path": path}, most))


def _asked(
    period: Period, which: sql.SQL, told: Mapping[str, int | str], most: int | None = None
) -> Iterator[Broken]:
    checks = {check.pk: check for check in checks_of(period.form)}
    if not checks:
        return
    earlier = before(period)
    now = {each.code: each.pk for each in indicators_of(period.form)}
    then = {each.code: each.pk for each in indicators_of(earlier.form)} if earlier else {}
    formulas = {pk: read_formula(check.formula) for pk, check in checks.items()}
    words = {
        "which": which,
        "now": _columns("n", now.values()),
        "earlier": _columns("p", then.values()),
        "checks": sql.SQL(", ").join(_condition(pk, each, now, then) for pk, each in formulas.items()),
        "bound": sql.SQL("LIMIT {}").format(most) if most else sql.SQL(""),
    }
    values: dict[str, Any] = {
        **told,
        "period": period.pk,
        "earlier_period": earlier.pk if earlier else None,
        "handed_over": list(HANDED_OVER),
        "now": list(now.values()),
        "earlier": list(then.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(BROKEN.format(**words), values)
        for return_id, check_id, left, right, why in cursor.fetchall():
            yield Broken(return_id, checks[check_id], left, right, why or "")


def _columns(letter: str, indicators: Iterable[int]) -> sql.Composable:
    """One column a figure, named after its id."""
    column = sql.SQL("max(c.number) FILTER (WHERE c.indicator_id = {pk}) AS {name}")
    made: list[sql.Composable] = [
        column.format(pk=sql.Literal(pk), name=sql.Identifier(f"{letter}{pk}")) for pk in indicators
    ]
    return sql.SQL(", ").join(made or [sql.SQL("NULL AS nothing")])


def _condition(
    check: int, formula: Formula, now: Mapping[str, int], then: Mapping[str, int]
) -> sql.Composable:
    """(check, left, right, whether it is broken)"""
    left, right = _sum(formula.left, now, then), _sum(formula.right, now, then)
    holds = sql.SQL("{l} {sign} {r}")
    if formula.sign == "~":
        holds = sql.SQL("abs({l} - {r}) * 100 <= abs({r}) * {percent}")
    figures: list[sql.Composable] = [
        sql.Identifier(f"n{now[term.code]}") for term in formula.terms if term.code and not term.is_last
    ]
    return sql.SQL("({check}::bigint, {l}, {r}, num_nonnulls({figures}) > 0 AND NOT ({holds}))").format(
        check=sql.Literal(check),
        l=left,
        r=right,
        figures=sql.SQL(", ").join(figures or [sql.SQL("1")]),
        holds=holds.format(l=left, r=right, sign=sql.SQL(formula.sign), percent=sql.Literal(formula.percent)),
    )


def _sum(terms: Sequence[Term], now: Mapping[str, int], then: Mapping[str, int]) -> sql.Composable:
    made = [_term(term, now, then) for term in terms]
    return sql.SQL("({})").format(sql.SQL(" + ").join(made))


def _term(term: Term, now: Mapping[str, int], then: Mapping[str, int]) -> sql.Composable:
    if not term.code:
        return sql.SQL("{}::numeric").format(sql.Literal(term.times))
    figure: sql.Composable = sql.SQL("NULL")
    if not term.is_last:
        figure = sql.SQL("coalesce({}, 0)").format(sql.Identifier(f"n{now[term.code]}"))
    elif known := then.get(term.code):
        figure = sql.Identifier(f"p{known}")
    return sql.SQL("{}::numeric * {}").format(figure, sql.Literal(term.times))


def with_returns(found: Sequence[Broken]) -> list[tuple[Broken, Return]]:
    """Each beside the return it is in."""
    rows = Return.objects.select_related("organisation").in_bulk([each.return_id for each in found])
    return [(each, rows[each.return_id]) for each in found]
