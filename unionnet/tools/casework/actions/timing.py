# SPDX-License-Identifier: Apache-2.0
"""The clock of a case: its class, pauses, extensions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, start_of
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.casework.actions.dispatching import own_share
from unionnet.tools.casework.actions.moving import Deed, make_move, moved_on, said, seen_as
from unionnet.tools.casework.actions.needing import ask_for, lacking
from unionnet.tools.casework.clocks import Clock, last_day
from unionnet.tools.casework.facts import CaseMoved, ExtensionAsked, ExtensionDecided
from unionnet.tools.casework.models import LIVE, Case, Dispatch, Extension
from unionnet.tools.casework.rules import (
    clock_of,
    extension_ruling,
    why_not_ask_time,
    why_not_classify,
    why_not_decide_time,
    why_not_move,
    why_not_now,
    why_not_yet,
)


@verb
def classify(
    case: Case, grade: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Another class of difficulty: its clock, counted from the day the case came in."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_classify(found, grade, by):
        raise refusal
    clock, ruling = clock_of(found.kind.grade_rule(grade), found.organisation, found.received_at)
    due = clock.due(found.received_at)
    deed = Deed(at, by, found.holder, found.kind.grade_label(grade), until=due)
    changes = {"grade": grade, "due_at": due, "due_rule": ruling.citation.rule}
    step = make_move(found, "classify", deed, **changes, missing=lacking(found.kind, grade, found))
    ask_for(found)
    _live(found).update(grade=grade, due_at=due)
    tell(CaseMoved(found.pk, found.kind.key, step, "classify"), by=by, org_path=found.holder.path)
    return found


@verb
def pause(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The clock stands still: papers of the owner, or somebody else's decision, are waited for."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "pause", by):
        raise refusal
    step = make_move(found, "pause", Deed(at, by, found.holder, said(reason)), paused_at=at)
    _live(found).update(is_paused=True)
    tell(CaseMoved(found.pk, found.kind.key, step, "pause"), by=by, org_path=found.holder.path)
    return found


@verb
def resume(case: Case, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    """On it goes, with as much time as was left."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "resume", by):
        raise refusal
    clock, _ruling = clock_of(found.due_rule, found.organisation, found.received_at)
    due = clock.stood_still(found.due_at, found.paused_at or at, at)
    deed = Deed(at, by, found.holder, until=due)
    step = make_move(found, "resume", deed, paused_at=None, due_at=due)
    _live(found).update(is_paused=False, due_at=due)
    tell(CaseMoved(found.pk, found.kind.key, step, "resume"), by=by, org_path=found.holder.path)
    return found


@verb
def ask_time(
    case: Case,
    working_days: int,
    reason: str,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Extension:
    """So many working days more, asked before the time is over. Until it is granted the old time runs."""
    found, at = seen_as(case, seen), at or database_now()
    share = own_share(found)
    if refusal := why_not_ask_time(found, share, at, by):
        raise refusal
    ruling = extension_ruling(found, at)
    most = int(ruling.value["working_days"])
    if not 1 <= working_days <= most:
        raise Refusal("too_long", _("延期从 1 到 %(n)s 个工作日。"), rule=ruling.citation, n=most)
    if Extension.objects.filter(case=found, state="asked").exists():
        raise Refusal("asked_already", _("已经申请过延期，请等批准。"))
    until = _later(found.due_at, working_days)
    words = said(reason)[:500]
    make_move(found, "ask_time", Deed(at, by, found.holder, words, until=until))
    asked = Extension.objects.create(
        case=found,
        unit=found.holder,
        decider=share.sender or found.organisation,
        until=until,
        reason=words,
        asked_by=by,
        asked_at=at,
    )
    tell(ExtensionAsked(asked.pk, found.pk), by=by, org_path=found.holder.path)
    return asked


@verb
def decide_time(
    extension: Extension, *, granted: bool, answer: str = "", by: Person, at: datetime | None = None
) -> Extension:
    """Granted or not, once: of two who decide, the second finds it decided."""
    at = at or database_now()
    rows = Extension.objects.select_related("case__kind", "case__organisation", "case__holder", "decider")
    found = rows.defer("case__words").get(pk=extension.pk)
    if refusal := why_not_decide_time(found, by):
        raise refusal
    answer, case = one_line(answer), found.case
    if not granted and not answer:
        raise Refusal("no_reason", _("请写明理由，对方会看到。"))
    state = "granted" if granted else "refused"
    changed = {"state": state, "decided_by": by, "decided_at": at, "answer": answer}
    if not Extension.objects.filter(pk=found.pk, state="asked").update(**changed):
        raise moved_on()
    move = "grant_time" if granted else "refuse_time"
    deed = Deed(at, by, found.decider, answer, unit=found.unit, until=found.until if granted else None)
    if granted:
        make_move(case, move, deed, due_at=found.until, is_extended=True)
        _live(case).update(due_at=found.until)
    else:
        make_move(case, move, deed)
    found.refresh_from_db(fields=list(changed))
    tell(ExtensionDecided(found.pk, case.pk, granted), by=by, org_path=found.decider.path)
    return found


@verb
def begin_stage(
    case: Case,
    rule_id: str,
    words: str,
    *,
    due: datetime | None = None,
    by: Person | None,
    proved: bool = False,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """A programme goes on to the next stage of its procedure: the clock of that rule runs, from now, or until
    `due` where the rule counts from another day. Its owner reads the words. `proved`: a party without account
    did it, whom the programme knows."""
    found, at = seen_as(case, seen), at or database_now()
    refusal = why_not_now(found, "stage") if by is None else why_not_move(found, "stage", by)
    if by is None and not proved:
        raise Refusal("not_yours", _("这不是您的事项。"))
    if refusal := refusal or why_not_yet(found, rule_id):
        raise refusal
    if Extension.objects.filter(case=found, state="asked").exists():
        raise Refusal("time_asked", _("有一个延期申请没有决定，请先批准或者不批准。"))
    clock, ruling = clock_of(rule_id, found.organisation, at)
    due = due or clock.due(at)
    deed = Deed(at, by, found.holder, said(words), until=due)
    changes = {"due_at": due, "due_rule": ruling.citation.rule, "is_extended": False}
    step = make_move(found, "stage", deed, **changes)
    _live(found).update(due_at=due)
    tell(CaseMoved(found.pk, found.kind.key, step, "stage"), by=by, org_path=found.holder.path)
    return found


def _later(due: datetime, working_days: int) -> datetime:
    """So many working days after the last day there was."""
    return Clock("working_days", working_days).due(start_of(last_day(due)))


def _live(case: Case) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(case=case, state__in=LIVE)
