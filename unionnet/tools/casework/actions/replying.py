# SPDX-License-Identifier: Apache-2.0
"""The answer goes up: to the union above, and on, until the one that took the case in has it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.actions.dispatching import own_share
from unionnet.tools.casework.actions.moving import (
    LONGEST,
    Deed,
    chain_of,
    make_move,
    moved_on,
    said,
    seen_as,
    set_shares,
)
from unionnet.tools.casework.facts import CaseMoved, CaseReplied
from unionnet.tools.casework.models import Case, Dispatch, Flow
from unionnet.tools.casework.rules import why_not_move, why_not_reply


@verb
def reply(case: Case, words: str, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    """What was done about it. It lies with the union above then; without feedback level by level, at once
    with the one that took it in. Whoever took it in and worked on it is its own above."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_reply(found, by):
        raise refusal
    return _hand_up(found, "reply", said(words), by, at)


@verb
def pass_up(
    case: Case, words: str = "", *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """A union in between lets the answer from below go on, in its own words if it has some."""
    found, at = seen_as(case, seen), at or database_now()
    share = own_share(found)
    refusal = why_not_move(found, "pass_up", by) or _why_not_between(share)
    if refusal:
        raise refusal
    return _hand_up(found, "pass_up", many_lines(words, LONGEST) or found.reply, by, at)


@verb
def send_back(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The answer is not good enough: whoever gave it goes on working."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "send_back", by):
        raise refusal
    office = found.holder
    below = hand_down(found, "send_back", Deed(at, by, office, said(reason)))
    tell(CaseMoved(found.pk, found.kind.key, below, "send_back"), by=by, org_path=office.path)
    return found


def hand_down(case: Case, move: str, deed: Deed, **changes: object) -> int:
    """Back to the union furthest down, which works on it again. Returns the number of the step."""
    if not (chain := chain_of(case)):  # closed since it was read
        raise moved_on()
    *between, last = chain
    step = make_move(case, move, deed, holder=last.unit, **changes)
    set_shares(between, state=Dispatch.State.BELOW, replied_at=None)
    set_shares([last], state=Dispatch.State.SIGNED, replied_at=None)
    return step


def _hand_up(case: Case, move: str, words: str, by: Person, at: datetime) -> Case:
    office, chain = case.holder, chain_of(case)
    units = [share.unit_id for share in chain]
    if case.holder_id not in units:  # returned or recalled since it was read
        raise moved_on()
    here = units.index(case.holder_id)
    by_levels = case.flow is not None and case.flow.uses(Flow.Step.BY_LEVELS)
    there = max(0, here - 1) if by_levels else 0
    step = make_move(
        case, move, Deed(at, by, office, words, unit=chain[there].unit), holder=chain[there].unit, reply=words
    )
    set_shares(chain[there + 1 : here + 1], state=Dispatch.State.REPLIED, replied_at=at)
    set_shares([chain[there]], state=Dispatch.State.ANSWERED)
    tell(CaseReplied(case.pk, case.kind.key, step), by=by, org_path=office.path)
    return case


def _why_not_between(share: Dispatch) -> Refusal | None:
    if share.sender_id is None:
        return Refusal("close_instead", _("这一件是本会受理的，请直接办结或回访。"))
    return None
