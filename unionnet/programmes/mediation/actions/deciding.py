# SPDX-License-Identifier: Apache-2.0
"""Accepted or refused within the days (DM-02), and how mediation ends without agreement: the case says
plainly that one may go to arbitration, by when and where (DM-04)."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.organisations.models import Employer
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.programmes.mediation import texts
from unionnet.programmes.mediation.actions.moving import answered, at_the_desk, locked, moved, said
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import ruling
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import Clock, is_in_time
from unionnet.tools.casework.models import Case


@verb
def accept(mediation: Mediation, employer: Employer, *, by: Person, at: datetime | None = None) -> Mediation:
    """The other side is this employer. The days of mediation run from the day the request came in (DM-01)."""
    at = at or database_now()
    found = locked(mediation, "accept", by, at)
    in_time = is_in_time(found.case.due_at, at)
    case = at_the_desk(found.case, by, at)
    clock = Clock.of(ruling("DM-01.mediate", case.organisation, found.applied_at).value)
    due = clock.due(found.applied_at)
    casework.begin_stage(case, "DM-01.mediate", texts.accepted(employer.name, due), due=due, by=by, at=at)
    named = {"employer": employer, "employer_name": employer.name, "employer_code": employer.uscc}
    return moved(found, "accept", by, decided_at=at, decided_in_time=in_time, **named)


@verb
def refuse(mediation: Mediation, reason: str, *, by: Person, at: datetime | None = None) -> Mediation:
    """No, and why; the way to arbitration stands open."""
    at, reason = at or database_now(), said(reason)
    found = locked(mediation, "refuse", by, at)
    in_time, case, words = is_in_time(found.case.due_at, at), found.case, texts.refused(reason, found)
    if case.state == Case.State.RECEIVED and case.holder_id == case.organisation_id:
        casework.reject(case, words, by=by, at=at)
    else:
        answered(found, words, by, at)
    changes = {"reason": reason, "decided_at": at, "decided_in_time": in_time, "ended_at": at}
    return moved(found, "refuse", by, **changes)


@verb
def tell_declined(mediation: Mediation, *, by: Person, at: datetime | None = None) -> Mediation:
    """The applicant was told in writing that the other side does not want it (DM-02)."""
    at = at or database_now()
    found = locked(mediation, "tell_declined", by, at)
    answered(found, texts.told_declined(found), by, at)
    return moved(found, "tell_declined", by, ended_at=at)


@verb
def fail(mediation: Mediation, words: str = "", *, by: Person, at: datetime | None = None) -> Mediation:
    """No agreement."""
    at = at or database_now()
    found = locked(mediation, "fail", by, at)
    answered(found, texts.failed(found, many_lines(words, 1_000)), by, at)
    return moved(found, "fail", by, ended_at=at)
