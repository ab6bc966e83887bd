# SPDX-License-Identifier: Apache-2.0
"""The one place where a case changes its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.models import LIVE, Case, Dispatch, Step
from unionnet.tools.casework.rules import MOVES

LONGEST = 4_000


@dataclass(frozen=True)
class Deed:
    """Who acts, for which union, when and why. The owner acts for none, the clock is nobody."""

    at: datetime
    by: Person | None = None
    office: Organisation | None = None
    reason: str = ""
    unit: Organisation | None = None
    until: datetime | None = None
    papers: tuple[str, ...] = ()


def make_move(case: Case, move: str, deed: Deed, **changes: Any) -> int:
    """Compare and set in one statement: of two who act on the same version one wins, the other is asked to
    look again. The step is written with it. `case` is brought up to date. Returns the number of the step."""
    state = MOVES.after(case.state, move) or case.state
    as_seen = Case.objects.filter(pk=case.pk, state=case.state, steps=case.steps)
    if not as_seen.update(state=state, steps=F("steps") + 1, **changes):
        raise moved_on()
    case.state, case.steps = state, case.steps + 1
    for name, value in changes.items():
        setattr(case, name, value)
    step_of(case, move, deed).save(force_insert=True)
    return case.steps


def step_of(case: Case, move: str, deed: Deed) -> Step:
    """The line of the story that says how the case came to be as it is now."""
    return Step(
        case=case,
        number=case.steps,
        move=move,
        state=case.state,
        by=deed.by,
        organisation=deed.office,
        unit=deed.unit,
        at=deed.at,
        reason=deed.reason,
        until=deed.until,
        papers=list(deed.papers),
    )


def seen_as(case: Case, steps: int | None) -> Case:
    """The row as it is now. When it is not the version somebody looked at, they look again first."""
    rows = Case.objects.select_related("kind", "organisation", "holder", "flow").defer("words")
    fresh = rows.get(pk=case.pk)
    if steps is not None and fresh.steps != steps:
        raise moved_on()
    return fresh


def moved_on() -> Refusal:
    return Refusal("moved_on", _("这一件刚刚有了变动，请看过最新情况再办。"))


def chain_of(case: Case) -> list[Dispatch]:
    """The shares of those through whose hands it went, from the union that took it in to the one furthest
    down. Whoever returned it is not among them."""
    shares = Dispatch.objects.filter(case=case, is_lead=True, state__in=LIVE)
    return list(shares.select_related("unit", "sender").order_by("number"))


def set_shares(shares: Iterable[Dispatch], **changes: Any) -> None:
    """Behind the compare-and-set of their case, which holds its row until the commit."""
    Dispatch.objects.filter(pk__in=[share.pk for share in shares]).update(**changes)


def said(words: str) -> str:
    words = many_lines(words, LONGEST)
    if not words:
        raise Refusal("no_reason", _("请写明理由，对方会看到。"))
    return words


def teller(case: Case, by: Person | None) -> Person | None:
    """Who is named in the journal. What the owner of a sensitive case does is told with nobody's name."""
    return None if case.is_sensitive and by is not None and case.person_id == by.pk else by
