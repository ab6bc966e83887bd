# SPDX-License-Identifier: Apache-2.0
"""ORG-23: who is elected. No database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.organisations.models import Organisation
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.models import Body, Candidate, Race
from unionnet.programmes.committees.outcome import Outcome, outcome_of
from unionnet.programmes.committees.rules import why_not_count

UNION = Organisation(kind="enterprise_union", region_code="500235")
DEMANDS = Demands(UNION, date(2026, 3, 2), 60, 20)


def count(
    votes: list[int], *, seats: int = 3, should: int = 60, attended: int = 60, again: tuple[int, ...] = ()
) -> Outcome:
    race = Race(body=Body.UNION_COMMITTEE, seats=seats, should_attend=should, attended=attended)
    seconds = [*again, *[None] * len(votes)]
    candidates = [
        Candidate(name=str(number), votes=vote, again=second)
        for number, (vote, second) in enumerate(zip(votes, seconds, strict=False))
    ]
    return outcome_of(race, candidates, DEMANDS)


def verdicts(outcome: Outcome) -> dict[str, str]:
    return {line.candidate.name: line.verdict for line in outcome.lines}


def test_the_most_votes_win_when_more_pass_than_there_are_seats() -> None:
    found = count([58, 50, 40, 35])
    assert verdicts(found) == {"0": "elected", "1": "elected", "2": "elected", "3": "outvoted"}
    assert found.unfilled == 0


def test_exactly_half_of_those_who_should_attend_is_not_enough() -> None:
    found = count([58, 31, 30, 12])
    assert verdicts(found) == {"0": "elected", "1": "elected", "2": "too_few_votes", "3": "too_few_votes"}
    assert (found.needed, found.unfilled) == (31, 1)


def test_half_of_those_present_does_not_help() -> None:
    assert count([30, 30, 30, 10], attended=40).elected == []


@pytest.mark.parametrize(("attended", "valid"), [(39, False), (40, True), (41, True), (60, True)])
def test_two_thirds_must_attend(attended: int, valid: bool) -> None:
    found = count([35, 34, 33, 32], attended=attended)
    assert found.is_valid is valid
    assert len(found.elected) == (3 if valid else 0)


def test_a_tie_for_the_last_seat_elects_neither_and_is_voted_on_again() -> None:
    found = count([58, 50, 40, 40])
    assert verdicts(found) == {"0": "elected", "1": "elected", "2": "tied", "3": "tied"}
    again = count([58, 50, 40, 40], again=(0, 0, 20, 38))
    assert verdicts(again) == {"0": "elected", "1": "elected", "3": "elected", "2": "outvoted"}


def test_a_tie_that_decides_nothing_is_none() -> None:
    assert count([40, 40, 40]).tied == []
    assert count([50, 50, 50, 30, 30]).tied == []


@given(st.lists(st.integers(0, 90), min_size=1, max_size=12), st.integers(1, 7), st.integers(1, 90))
def test_no_order_of_the_list_changes_who_is_elected(votes: list[int], seats: int, should: int) -> None:
    found, turned = (
        count(list(order), seats=seats, should=should, attended=should) for order in (votes, votes[::-1])
    )
    assert sorted(c.votes or 0 for c in found.elected) == sorted(c.votes or 0 for c in turned.elected)
    assert len(found.elected) <= seats
    assert all((c.votes or 0) * 2 > should for c in found.elected)
    losers = [line.candidate.votes or 0 for line in found.lines if not line.is_elected]
    worst = min((c.votes or 0 for c in found.elected), default=10**6)
    assert all(lost < worst for lost in losers)
    assert found.unfilled == seats - len(found.elected)


@pytest.mark.parametrize(
    ("votes", "attended", "should", "code"),
    [
        ([40, 40, 40, 0], 40, 60, None),
        ([41, 0, 0, 0], 40, 60, "too_many_votes"),
        ([40, 40, 40, 1], 40, 60, "too_many_choices"),
        ([10, 10, 10, 0], 61, 60, "attendance"),
        ([0, 0, 0, 0], 0, 0, "attendance"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    votes: list[int], attended: int, should: int, code: str | None
) -> None:
    race = Race(body=Body.UNION_COMMITTEE, seats=3, should_attend=should, attended=attended)
    refusal = why_not_count(race, [Candidate(name="甲", votes=vote) for vote in votes])
    assert (refusal and refusal.code) == code
