# SPDX-License-Identifier: Apache-2.0
"""HL-07: several officers send the same file of orders, in whatever order its lines stand. Each number
becomes one order, and everybody is told of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import Gate, answered_together
from tests.races.together import all_at_once, without
from unionnet.programmes.hotline.actions import OrderLine, exchange, take_in_orders
from unionnet.programmes.hotline.kinds import five_kinds
from unionnet.programmes.hotline.tests.makers import Line, make_line, nine
from unionnet.tools.casework.models import Case

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OFFICERS, LINES = figure("OFFICERS", 6), 12
FILE = [OrderLine(row, f"SZ-{row:04}", "拖欠工资") for row in range(2, 2 + LINES)]


def sent_by_all(line: Line) -> tuple[list[str], list[int]]:
    """Every second one has it the other way round. What came of each, and how many lines each was told of."""
    five_kinds()
    told: list[int] = []

    def sending(number: int) -> Callable[[], object]:
        officer = make_officer(line.city, name=f"干部{number}")
        lines = FILE[::-1] if number % 2 else FILE

        def send() -> None:
            outcomes = take_in_orders(line.city, Case.Channel.FROM_12345, lines, by=officer, at=nine(3, 2))
            assert [each.line for each in outcomes] == lines
            told.append(sum(each.case is not None for each in outcomes))

        return send

    return all_at_once([sending(number) for number in range(OFFICERS)]), told


def test_one_number_is_one_order_whoever_sends_the_file() -> None:
    came, told = sent_by_all(make_line())
    assert came == ["done"] * OFFICERS
    assert told == [LINES] * OFFICERS
    assert Case.objects.count() == LINES
    measured(officers=OFFICERS, lines=LINES)


def test_without_the_constraint_a_number_becomes_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    line = make_line()
    monkeypatch.setattr(exchange, "_known", answered_together(exchange._known, Gate(OFFICERS)))
    with without(Case, "one_case_a_source_number"):
        sent_by_all(line)
        assert Case.objects.count() >= LINES - 1 + OFFICERS
