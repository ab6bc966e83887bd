# SPDX-License-Identifier: Apache-2.0
"""Who came, who did not, and what the rulebook makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.facts import CheckedIn, MarkedAbsent, Paused, PauseLifted
from unionnet.tools.enrolment.models import Attendance, Offer, Pause, Place
from unionnet.tools.enrolment.queries import counted_absences, ruling_on_absences
from unionnet.tools.enrolment.rules import why_not_check_in, why_not_lift


@verb
def check_in(
    person: Person,
    offer: Offer,
    *,
    by: Person,
    session: str = "",
    via: str = "desk",
    at: datetime | None = None,
) -> Attendance:
    """Note that the person came. Scanning the same code twice changes nothing."""
    place = Place.objects.filter(offer=offer, person=person).first()
    if no := why_not_check_in(place, offer):
        raise no
    return _record(person, offer, session, Attendance.State.PRESENT, via=via, by=by, at=at)


@verb
def excuse(
    person: Person, offer: Offer, *, by: Person | None, session: str = "", at: datetime | None = None
) -> Attendance:
    """Note that the person asked for leave: no absence, no presence."""
    return _record(person, offer, session, Attendance.State.EXCUSED, via="desk", by=by, at=at)


@verb
def mark_absent(
    offer: Offer,
    *,
    by: Person | None,
    session: str = "",
    quietly: bool = False,
    at: datetime | None = None,
) -> list[Attendance]:
    """Close the list of a session: whoever holds a place and has no mark was absent. `quietly`: the caller
    tells them, in one message with all that follows from it."""
    at = at or database_now()
    marked = Attendance.objects.filter(offer=offer, session=session).values("person_id")
    absent = []
    for place in Place.objects.filter(offer=offer).exclude(person_id__in=marked).select_related("person"):
        absent.append(
            _record(place.person, offer, session, Attendance.State.ABSENT, via="desk", by=by, at=at)
        )
        _pause_if_due(place.person, offer, quietly=quietly, by=by, at=at)
    return absent


@verb
def lift_pause(pause: Pause, reason: str, *, by: Person, at: datetime | None = None) -> Pause:
    """Give the right to enrol back before its time, with a reason that the person reads. Lifting twice
    changes nothing."""
    at = at or database_now()
    locked = Pause.objects.select_for_update(of=["self"]).select_related("offer__organisation")
    pause = locked.get(pk=pause.pk)
    if pause.lifted_at:
        return pause
    reason = " ".join(reason.split())[:200]
    if no := why_not_lift(pause, reason, by, at):
        raise no
    pause.lifted_at, pause.lifted_by, pause.lift_reason = at, by, reason
    pause.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    path = pause.offer.organisation.path if pause.offer else ""
    tell(PauseLifted(pause.person_id, pause.pk), by=by, org_path=path)
    return pause


def _record(
    person: Person,
    offer: Offer,
    session: str,
    state: str,
    *,
    via: str,
    by: Person | None,
    at: datetime | None,
) -> Attendance:
    at = at or database_now()
    entry, is_new = Attendance.objects.select_for_update().get_or_create(
        offer=offer,
        session=session,
        person=person,
        defaults={"state": state, "via": via, "at": at, "by": by},
    )
    if not is_new and entry.state == state:
        return entry
    if not is_new:
        entry.state, entry.via, entry.at, entry.by = state, via, at, by
        entry.save(update_fields=["state", "via", "at", "by"])
    path = offer.organisation.path
    if state == Attendance.State.PRESENT:
        tell(CheckedIn(offer.pk, person.pk, session), by=by, org_path=path)
    elif state == Attendance.State.ABSENT:
        tell(MarkedAbsent(offer.pk, person.pk, session), by=by, org_path=path)
    return entry


def _pause_if_due(person: Person, offer: Offer, *, quietly: bool, by: Person | None, at: datetime) -> None:
    """EN-01: so many absences within so many days pause the right to enrol for so many days."""
    ruling = ruling_on_absences(offer, at)
    terms = ruling.value
    due = offer.minds_pauses and counted_absences(person, terms, at).count() >= terms["absences"] > 0
    # A sweep closes many sessions at one moment; what led to the pause made at it counts still.
    if due and not Pause.objects.filter(person=person, since=at).exists():
        until = at + timedelta(days=terms["pause_days"])
        cited = ruling.citation
        pause = Pause.objects.create(
            person=person, offer=offer, since=at, until=until, rule=cited.rule, pack=cited.pack
        )
        tell(Paused(person.pk, pause.pk, quietly), by=by, org_path=offer.organisation.path)
