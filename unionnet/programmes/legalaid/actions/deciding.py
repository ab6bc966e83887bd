# SPDX-License-Identifier: Apache-2.0
"""Whether aid is given (LA-02): in its days, after one list of what is missing, with a reason for a no."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.programmes.legalaid import texts
from unionnet.programmes.legalaid.actions.asking import KIND
from unionnet.programmes.legalaid.actions.moving import locked, moved, said
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.rules import ruling
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import Clock, is_in_time
from unionnet.tools.casework.models import Case


@verb
def approve(aid: Aid, form: str, *, by: Person, at: datetime | None = None) -> Aid:
    """Aid of this form (`Aid.Form`) is given; from here on the days to name a lawyer run."""
    at = at or database_now()
    found = locked(aid, "approve", by, at)
    in_time = is_in_time(found.case.due_at, at)
    case = casework.at_the_desk(found.case, by, at)
    clock = ruling("LA-02.assign", case.organisation, at)
    words = texts.approved(form, clock)
    casework.begin_stage(case, "LA-02.assign", words, by=by, at=at)
    return moved(found, "approve", by, form=form, decided_at=at, decided_by=by, decided_in_time=in_time)


@verb
def confirm(aid: Aid, form: str, *, by: Person, at: datetime | None = None) -> Aid:
    """A lawyer began before the decision (LA-03): it is made now, and the work goes on."""
    at = at or database_now()
    found = locked(aid, "confirm", by, at)
    in_time = is_in_time(found.case.due_at, at)
    words = texts.confirmed(form)
    casework.begin_stage(casework.at_the_desk(found.case, by, at), "LA-06.work", words, by=by, at=at)
    return moved(found, "confirm", by, form=form, decided_at=at, decided_by=by, decided_in_time=in_time)


@verb
def refuse(aid: Aid, reason: str, *, by: Person, at: datetime | None = None) -> Aid:
    """No, in writing, with the way to object. A case that came in as something else goes on as that."""
    at, reason = at or database_now(), said(reason)
    found = locked(aid, "refuse", by, at)
    in_time = is_in_time(found.case.due_at, at)
    words = texts.refused(reason, ruling("LA-02.objection", found.case.organisation, at))
    _end_case(found.case, words, by, at)
    changes = {"reason": reason, "decided_at": at, "decided_by": by, "decided_in_time": in_time}
    return moved(found, "refuse", by, ended_at=at, **changes)


@verb
def want_papers(aid: Aid, missing: str, *, by: Person, at: datetime | None = None) -> Aid:
    """All that is missing, told once. The clock stands still until it is there."""
    at, missing = at or database_now(), said(missing)
    found = locked(aid, "want_papers", by, at)
    clock = ruling("LA-05.supplement", found.case.organisation, at)
    case = casework.at_the_desk(found.case, by, at)
    casework.pause(case, texts.wanted(missing, clock), by=by, at=at)
    due = Clock.of(clock.value).due(at)
    return moved(found, "want_papers", by, missing=missing, papers_due_at=due)


@verb
def papers_in(aid: Aid, *, by: Person, at: datetime | None = None) -> Aid:
    """What was missing is there: the clock goes on with what was left."""
    at = at or database_now()
    found = locked(aid, "papers_in", by, at)
    casework.resume(found.case, by=by, at=at)
    return moved(found, "papers_in", by)


@verb
def lapse(aid: Aid, *, by: Person, at: datetime | None = None) -> Aid:
    """Nothing came in time: the application counts as withdrawn."""
    at = at or database_now()
    found = locked(aid, "lapse", by, at)
    _end_case(found.case, texts.lapsed(found), by, at)
    return moved(found, "lapse", by, ended_at=at)


def _end_case(case: Case, words: str, by: Person, at: datetime) -> None:
    if case.kind.key != KIND or case.holder_id != case.organisation_id:
        case = casework.resume(case, by=by, at=at) if case.state == Case.State.PAUSED else case
        casework.add(case, words, office=case.holder, by=by, at=at)
    elif case.state == Case.State.RECEIVED:
        casework.reject(case, words, by=by, at=at)
    else:
        casework.terminate(case, words, by=by, at=at)
