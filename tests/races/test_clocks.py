# SPDX-License-Identifier: Apache-2.0
"""Claim 16: clocks do not matter. The application's clock is ten minutes fast or slow, and what has its time
is still judged by the database's: more time for a case is asked until its deadline, a place is taken between
the opening and the closing, and not a moment outside."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.figures import figure, measured
from tests.makers import make_person
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework.actions import ask_time, timing
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.tests.makers import make_signed, make_tree
from unionnet.tools.enrolment.actions import enrol
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = [pytest.mark.race, pytest.mark.django_db]
WINDOWS = figure("WINDOWS", 24)
TEN = timedelta(minutes=10)
MARGIN = timedelta(seconds=30)  # no deadline so near that the test itself could pass it


def wrong_by(monkeypatch: pytest.MonkeyPatch, error: timedelta) -> None:
    """Every clock Python has."""
    now, seconds = timezone.now, time.time
    monkeypatch.setattr(timezone, "now", lambda: now() + error)
    monkeypatch.setattr(time, "time", lambda: seconds() + error.total_seconds())


def moments(seed: int) -> list[timedelta]:
    """From now, half of them gone, none further than the clock is wrong."""
    dice = random.Random(seed)
    most = int((TEN - MARGIN).total_seconds())
    aways = [timedelta(seconds=dice.randint(30, most)) for _each in range(WINDOWS)]
    return [away if number % 2 else -away for number, away in enumerate(aways)]


def does(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except Refusal:
        return False
    return True


def asked_outside() -> int:
    """How often more time was given to ask for after the deadline, or refused before it."""
    tree, wrong = make_tree(), 0
    for away in moments(16):
        case = make_signed(tree)
        due = database_now() + away
        Case.objects.filter(pk=case.pk).update(due_at=due)
        Dispatch.objects.filter(case=case).update(due_at=due)
        asked = does(partial(ask_time, case, 3, "等鉴定。", by=tree.at_county))
        wrong += asked is not (away > timedelta())
    return wrong


@pytest.mark.parametrize("error", [TEN, -TEN], ids=["fast", "slow"])
def test_more_time_is_asked_by_the_time_of_the_database(
    monkeypatch: pytest.MonkeyPatch, error: timedelta
) -> None:
    wrong_by(monkeypatch, error)
    outside = asked_outside()
    measured(windows=WINDOWS, outside=outside)
    assert outside == 0


@pytest.mark.parametrize("error", [TEN, -TEN], ids=["fast", "slow"])
def test_a_place_is_taken_by_the_time_of_the_database(
    monkeypatch: pytest.MonkeyPatch, error: timedelta
) -> None:
    wrong_by(monkeypatch, error)
    somebody = make_person("林晓")
    for away in moments(61):
        now = database_now()
        opening = make_offer(opens_at=now + away, closes_at=now + 2 * TEN, audience="everyone")
        closing = make_offer(opens_at=now - 2 * TEN, closes_at=now + away, audience="everyone")
        in_time = [does(partial(enrol, somebody, offer, by=somebody)) for offer in (opening, closing)]
        assert in_time == [away < timedelta(), away > timedelta()]


def test_a_verb_that_asks_its_own_clock_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    def own_clock() -> datetime:
        return timezone.now()

    wrong_by(monkeypatch, TEN)
    monkeypatch.setattr(timing, "database_now", own_clock)
    assert asked_outside() > 0
