# SPDX-License-Identifier: Apache-2.0
"""Am I still in time? The limitation of arbitration (DM-04), the clocks of the arbitration body, and how far
labour inspection looks back (DM-07). Days in, days out; nothing is stored and no person is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from unionnet.foundation.calendar import add_days, next_working_day, years_after
from unionnet.foundation.rulebook import Ruling, rule

WAGES, OTHER = "wages", "other"


@dataclass(frozen=True)
class Story:
    """What somebody says. `left_on` None: still employed. `claims`: days on which they claimed it from the
    employer, asked an authority or a mediator, or the employer promised to pay."""

    known_on: date
    about: str = OTHER
    left_on: date | None = None
    claims: tuple[date, ...] = ()

    @property
    def is_open_ended(self) -> bool:
        """Wages owed while employed: no limitation runs."""
        return self.about == WAGES and self.left_on is None


@dataclass(frozen=True)
class Limit:
    """`last` is the last day to apply, None where no limitation runs. `restarts` are the days from which it
    ran anew; a claim after it was over starts nothing."""

    begin: date | None
    last: date | None
    restarts: tuple[date, ...] = ()

    def left(self, today: date) -> int | None:
        """Days left, the last one counted: 0 today at the latest, negative when it is over."""
        return (self.last - today).days if self.last else None


def limit_of(story: Story, years: int = 1) -> Limit:
    """One year from knowing; for wages no limit while employed, then one year from the end of employment."""
    if story.is_open_ended:
        return Limit(None, None)
    is_wages = story.about == WAGES and story.left_on is not None
    begin = story.left_on if is_wages and story.left_on else story.known_on
    restarts = _restarts(begin, story.claims, years)
    return Limit(begin, _last(restarts[-1] if restarts else begin, years), tuple(restarts))


@dataclass(frozen=True)
class Stage:
    """One clock of a procedure: `key` says which, `last` by when at the latest, with its rule."""

    key: str
    last: date
    ruling: Ruling


def stages_of(filed_on: date, where: str = "") -> list[Stage]:
    """What the arbitration body owes whoever applies on that day: each at its latest."""
    rules = {name: rule(f"DM-04.{name}", where=where, on=filed_on) for name in STAGES}
    days = {name: int(ruling.value["days"]) for name, ruling in rules.items()}
    accepted = add_days(filed_on, days["accept"])
    served = add_days(accepted, days["serve"])
    awarded = add_days(accepted, days["award"] + days["award_longer"])
    last = {
        "accept": accepted,
        "serve": served,
        "answer": add_days(served, days["answer"]),
        "award": add_days(accepted, days["award"]),
        "award_longer": awarded,
        "court": add_days(awarded, days["court"]),
    }
    return [Stage(name, last[name], rules[name]) for name in STAGES]


STAGES = ("accept", "serve", "answer", "award", "award_longer", "court")


def inspected_until(ended_on: date, years: int = 2) -> date:
    """The last day on which labour inspection takes up an act that ended on this one."""
    return _last(ended_on, years)


def _restarts(begin: date, claims: Iterable[date], years: int) -> list[date]:
    restarts: list[date] = []
    for claim in sorted(claims):
        since = restarts[-1] if restarts else begin
        if since < claim <= _last(since, years):
            restarts.append(claim)
    return restarts


def _last(begin: date, years: int) -> date:
    """The same day so many years later, never a day of rest (民法典 arts. 200–203)."""
    return next_working_day(years_after(begin, years))
