# SPDX-License-Identifier: Apache-2.0
"""How a case ends, and how it begins again once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.actions.moving import LONGEST, Deed, make_move, said, seen_as, teller
from unionnet.tools.casework.facts import CaseClosed, CaseEnded, CaseMoved, CaseRated, CaseReopened
from unionnet.tools.casework.models import LIVE, Case, Dispatch
from unionnet.tools.casework.rules import (
    clock_of,
    may_reopen,
    why_not_archive,
    why_not_at_desk,
    why_not_close,
    why_not_for_taker,
    why_not_now,
    why_not_owner,
    why_not_rate,
    why_not_yet,
)


@verb
def answer(
    case: Case, words: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """On the spot: who took it in knows the answer."""
    found, at, words = seen_as(case, seen), at or database_now(), said(words)
    if refusal := why_not_for_taker(found, "answer", by):
        raise refusal
    return _close(found, "answer", Deed(at, by, found.organisation, words), reply=words)


@verb
def close(case: Case, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    """The answer stands, and its owner has it."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_close(found, by, found.flow):
        raise refusal
    return _close(found, "close", Deed(at, by, found.organisation))


@verb
def call_back(
    case: Case,
    words: str = "",
    *,
    satisfied: bool,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """The owner was asked. Who is satisfied has it closed; who is not has it handled once more, and the next
    time it is closed as it is."""
    found, at = seen_as(case, seen), at or database_now()
    move = "satisfied" if satisfied else "unsatisfied"
    if refusal := why_not_for_taker(found, move, by) or (why_not_rate(found) if found.is_done else None):
        raise refusal
    return _rated(found, Deed(at, by, found.organisation, many_lines(words, LONGEST)), satisfied=satisfied)


@verb
def rate(
    case: Case,
    words: str = "",
    *,
    satisfied: bool,
    by: Person | None,
    proved: bool = False,
    at: datetime | None = None,
) -> Case:
    """The owner says so by themselves, once it is closed."""
    found, at = seen_as(case, None), at or database_now()
    if refusal := why_not_owner(found, by, proved=proved) or why_not_rate(found):
        raise refusal
    deed = Deed(at, by, None, many_lines(words, LONGEST) if satisfied else said(words))
    return _rated(found, deed, satisfied=satisfied)


@verb
def check(
    case: Case,
    words: str,
    *,
    passed: bool,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Quality check of a closed one. What does not pass is handled once more, even a second time."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_for_taker(found, "check", by):
        raise refusal
    deed = Deed(at, by, found.organisation, said(words))
    if not passed:
        return _reopen(found, deed, "fail")
    step = make_move(found, "check", deed)
    tell(CaseMoved(found.pk, found.kind.key, step, "check"), by=by, org_path=found.organisation.path)
    return found


@verb
def archive(case: Case, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_archive(found, by, found.flow):
        raise refusal
    step = make_move(found, "archive", Deed(at, by, found.organisation))
    tell(CaseMoved(found.pk, found.kind.key, step, "archive"), by=by, org_path=found.organisation.path)
    return found


@verb
def reject(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Not for a union to handle, and why (HL-05); the owner reads the reason."""
    found = seen_as(case, seen)
    if refusal := why_not_for_taker(found, "reject", by):
        raise refusal
    return end(found, "reject", Deed(at or database_now(), by, found.organisation, said(reason)))


@verb
def transfer(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """To another office outside the unions, 12345 among them (HL-07): `reason` says to which."""
    found = seen_as(case, seen)
    if refusal := why_not_for_taker(found, "transfer", by):
        raise refusal
    return end(found, "transfer", Deed(at or database_now(), by, found.organisation, said(reason)))


@verb
def terminate(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The owner will not go on with it, or cannot be reached."""
    found = seen_as(case, seen)
    refusal = why_not_now(found, "terminate") or why_not_at_desk(found, found.organisation, by)
    if refusal:
        raise refusal
    return end(found, "terminate", Deed(at or database_now(), by, found.organisation, said(reason)))


@verb
def give_up(case: Case, *, by: Person | None, proved: bool = False, at: datetime | None = None) -> Case:
    """The owner no longer asks."""
    found = seen_as(case, None)
    if refusal := why_not_owner(found, by, proved=proved) or why_not_now(found, "terminate"):
        raise refusal
    return end(found, "terminate", Deed(at or database_now(), by))


def end(case: Case, move: str, deed: Deed, **changes: Any) -> Case:
    step = make_move(case, move, deed, parts=0, paused_at=None, **changes)
    Dispatch.objects.filter(case=case, state__in=LIVE).update(state=Dispatch.State.ENDED, is_paused=False)
    by = teller(case, deed.by)
    tell(CaseEnded(case.pk, case.kind.key, step, move), by=by, org_path=case.organisation.path)
    return case


def _rated(case: Case, deed: Deed, *, satisfied: bool) -> Case:
    """Counted for every union that has a share in it, once for each time it is asked."""
    if not satisfied and may_reopen(case):
        return _reopen(case, deed, callbacks=F("callbacks") + 1)
    move = "satisfied" if satisfied else "unsatisfied"
    counts = {"callbacks": F("callbacks") + 1, "satisfied": F("satisfied") + int(satisfied)}
    if case.is_open:
        return _close(case, move, deed, counts, satisfied=satisfied)
    step = make_move(case, move, deed, satisfied=satisfied)
    _shares(case).update(**counts)
    by = teller(case, deed.by)
    tell(CaseRated(case.pk, case.kind.key, step, satisfied), by=by, org_path=case.organisation.path)
    return case


def _close(case: Case, move: str, deed: Deed, counts: dict[str, Any] | None = None, **changes: Any) -> Case:
    if refusal := why_not_yet(case):
        raise refusal
    step = make_move(case, move, deed, closed_at=deed.at, holder=case.organisation, **changes)
    replied = Coalesce("replied_at", Value(deed.at))
    closed = {"state": Dispatch.State.CLOSED, "closed_at": deed.at, "replied_at": replied}
    _shares(case).update(**closed, **(counts or {}))
    by = teller(case, deed.by)
    tell(CaseClosed(case.pk, case.kind.key, step, move), by=by, org_path=case.organisation.path)
    return case


def _reopen(case: Case, deed: Deed, move: str = "reopen", **counts: Any) -> Case:
    """Back to whoever answered, with a clock that starts anew. It is no longer among the closed ones. `move`
    says whose word it was: the owner's, or `fail`, the quality check's."""
    clock, ruling = clock_of(case.kind.grade_rule(case.grade), case.organisation, deed.at)
    due = clock.due(deed.at)
    leads = list(_shares(case).filter(is_lead=True).select_related("unit").order_by("number"))
    step = make_move(
        case,
        move,
        replace(deed, until=due),
        holder=leads[-1].unit,
        is_reopened=True,
        is_extended=False,
        closed_at=None,
        satisfied=None,
        due_at=due,
        due_rule=ruling.citation.rule,
    )
    again = {"closed_at": None, "replied_at": None, "due_at": due}
    _shares(case).filter(is_lead=False).update(state=Dispatch.State.REPLIED, closed_at=None, due_at=due)
    _shares(case).filter(is_lead=True).update(state=Dispatch.State.BELOW, **again, **counts)
    last = Dispatch.objects.filter(pk=leads[-1].pk)
    # The union that took it in and answered on the spot signs for it now.
    signed = Coalesce("signed_at", Value(deed.at))
    last.update(state=Dispatch.State.SIGNED, signed_at=signed)
    by = teller(case, deed.by)
    tell(CaseReopened(case.pk, case.kind.key, step), by=by, org_path=case.organisation.path)
    return case


def _shares(case: Case) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(case=case, state__in=(*LIVE, Dispatch.State.CLOSED))
