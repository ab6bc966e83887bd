# SPDX-License-Identifier: Apache-2.0
"""What happens while it is mediated: a mediator is named, the employer speaks, meetings are held, both sides
consent to more time. `by` None is the employer on its own page, who has the address on its paper."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.mediation import texts
from unionnet.programmes.mediation.actions.moving import locked, moved, said, write_down
from unionnet.programmes.mediation.models import Mediation, Mediator, Meeting
from unionnet.programmes.mediation.rules import (
    EMPLOYER,
    WORKER,
    ruling,
    why_not_consent,
    why_not_mediate,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import Clock, last_day


@verb
def name_mediator(
    mediation: Mediation, mediator: Mediator, *, has_declared: bool, by: Person, at: datetime | None = None
) -> Mediation:
    """From the list (DM-06), who has declared no interest in it. Naming another one is the same."""
    at = at or database_now()
    found = locked(mediation, "name_mediator", by, at)
    if no := why_not_mediate(found, mediator, at):
        raise no
    if not has_declared:
        near = ruling("DM-06.near_interest", found.case.holder, at).citation
        raise Refusal("not_declared", _("请调解员先声明与双方没有利害关系。"), rule=near)
    found.mediator = mediator
    write_down(found, texts.mediator_named(found), by=by, at=at)
    return moved(found, "name_mediator", by, mediator=mediator, no_interest_at=at)


@verb
def willing(mediation: Mediation, *, by: Person | None, at: datetime | None = None) -> Mediation:
    """The employer agrees to mediate."""
    at = at or database_now()
    found = locked(mediation, "willing", by, at)
    write_down(found, texts.willing(found), by=by, at=at)
    return moved(found, "willing", by, willing_at=at)


@verb
def decline(mediation: Mediation, *, by: Person | None, at: datetime | None = None) -> Mediation:
    """It does not. From here on the days run in which the applicant is told (DM-02)."""
    at = at or database_now()
    found = locked(mediation, "decline", by, at)
    tell_in = ruling("DM-02.tell", found.case.organisation, at)
    words = texts.declined(found, tell_in)
    casework.begin_stage(found.case, "DM-02.tell", words, by=by, proved=by is None, at=at)
    return moved(found, "decline", by, declined_at=at)


@verb
def consent(mediation: Mediation, side: str, *, by: Person | None, at: datetime | None = None) -> Mediation:
    """One side consents to more time: the worker, the employer, or an officer who has it in writing. With the
    second consent the time is longer."""
    at = at or database_now()
    is_owner = by is not None and by.pk == mediation.case.person_id
    found = locked(mediation, "consent", None if is_owner else by, at)
    if side not in (WORKER, EMPLOYER) or (is_owner and side != WORKER) or (by is None and side != EMPLOYER):
        raise Refusal("not_yours", _("只能代表自己一方同意。"))
    if no := why_not_consent(found, side, at):
        raise no
    write_down(found, texts.consented(found, side), by=by, at=at)
    changes = {f"{side}_consents_at": at}
    setattr(found, f"{side}_consents_at", at)
    if found.worker_consents_at and found.employer_consents_at:
        _extend(found, at)
        changes["extended_at"] = at
    return moved(found, "consent", by, **changes)


@verb
def call_meeting(
    mediation: Mediation, at: datetime, place: str, *, by: Person, now: datetime | None = None
) -> Meeting:
    """Both sides read date and place. Called twice for one hour it is one meeting, at the last place said."""
    now, place = now or database_now(), one_line(place, 120)
    found = locked(mediation, "call_meeting", by, now)
    if not place or at <= now:
        raise Refusal("no_place", _("请写明以后的时间和地点。"))
    meeting, _is_new = Meeting.objects.update_or_create(mediation=found, at=at, defaults={"place": place})
    write_down(found, texts.meeting_called(at, place), by=by, at=now)
    moved(found, "call_meeting", by)
    return meeting


@verb
def hold_meeting(
    meeting: Meeting, minutes: str, outcome: str, *, by: Person, at: datetime | None = None
) -> Meeting:
    """What was said and what came of it (`Meeting.Outcome`). The minutes are for the desk."""
    at, minutes = at or database_now(), said(minutes, 4_000)
    found = locked(meeting.mediation, "hold_meeting", by, at)
    meeting.minutes, meeting.outcome = minutes, Meeting.Outcome(outcome)
    meeting.save(update_fields=["minutes", "outcome"])
    write_down(found, texts.meeting_held(meeting), by=by, at=at)
    moved(found, "hold_meeting", by)
    return meeting


def _extend(mediation: Mediation, at: datetime) -> None:
    case = mediation.case
    case.refresh_from_db(fields=["steps", "state", "due_at"])
    clock = Clock.of(ruling("DM-02.extend", case.organisation, at).value)
    due = clock.due(start_of(last_day(case.due_at)))
    casework.begin_stage(case, "DM-02.extend", texts.extended(due), due=due, by=None, proved=True, at=at)
