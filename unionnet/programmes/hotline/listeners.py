# SPDX-License-Identifier: Apache-2.0
"""What puts an order on the watch list by itself (HL-05): late, unsigned, an owner who is not content, handed
back again and again."""

from __future__ import annotations

from datetime import datetime

from unionnet.foundation.journal import on
from unionnet.programmes.hotline.actions import put_on_watch
from unionnet.programmes.hotline.kinds import is_of_hotline
from unionnet.programmes.hotline.models import Watched
from unionnet.programmes.hotline.rules import watch_ruling
from unionnet.tools.casework.facts import (
    CaseClosed,
    CaseRated,
    CaseReopened,
    CaseReturned,
    DispatchReminded,
)
from unionnet.tools.casework.models import Case, Reminder, Step

REMINDED = {"unsigned": Watched.Reason.UNSIGNED, "late": Watched.Reason.LATE}


@on(DispatchReminded)
def watch_what_is_late(fact: DispatchReminded) -> None:
    reminder = Reminder.objects.select_related("dispatch__kind").get(pk=fact.reminder)
    if fact.what in REMINDED and is_of_hotline(reminder.dispatch.kind.key):
        _watch(reminder.dispatch.case_id, REMINDED[fact.what], reminder.at)


@on(CaseReopened)
def watch_what_begins_again(fact: CaseReopened) -> None:
    if is_of_hotline(fact.kind):
        step = _step(fact.case, fact.step)
        if step.move == "reopen":
            _watch(fact.case, Watched.Reason.UNSATISFIED, step.at)


@on(CaseRated)
def watch_who_is_not_content(fact: CaseRated) -> None:
    if is_of_hotline(fact.kind) and not fact.satisfied:
        _watch(fact.case, Watched.Reason.UNSATISFIED, _step(fact.case, fact.step).at)


@on(CaseClosed)
def watch_what_closed_unsatisfied(fact: CaseClosed) -> None:
    if is_of_hotline(fact.kind) and fact.move == "unsatisfied":
        _watch(fact.case, Watched.Reason.UNSATISFIED, _step(fact.case, fact.step).at)


@on(CaseReturned)
def watch_what_nobody_takes(fact: CaseReturned) -> None:
    if not is_of_hotline(fact.kind):
        return
    at = _step(fact.case, fact.step).at
    returns = Step.objects.filter(case=fact.case, move="return", number__lte=fact.step).count()
    if returns >= int(watch_ruling(_case(fact.case), at).value["returns"]):
        _watch(fact.case, Watched.Reason.RETURNED, at)


def _watch(case: int, reason: str, at: datetime) -> None:
    put_on_watch(_case(case), reason, by=None, at=at)


def _case(pk: int) -> Case:
    return Case.objects.select_related("kind", "organisation").defer("words").get(pk=pk)


def _step(case: int, number: int) -> Step:
    return Step.objects.get(case=case, number=number)
