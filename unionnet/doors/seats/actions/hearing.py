# SPDX-License-Identifier: Apache-2.0
"""What a switchboard says of a call, in whatever order and however often it says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.facts import CallHeard
from unionnet.doors.seats.models import Call, CallEvent, Seat
from unionnet.doors.seats.numbers import index_of, plain_phone
from unionnet.doors.seats.rules import why_not_at, why_not_connect
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@dataclass(frozen=True)
class Heard:
    """One event: its own id, the call it is about, what happened and when. `phone` comes with a ring, an
    `extension` with the answer, a `recording` with itself."""

    event: str
    call: str
    what: str
    at: datetime
    phone: str = ""
    extension: str = ""
    recording: str = ""

    def __repr__(self) -> str:
        return f"<heard {self.event} {self.what}>"


@verb
def hear(organisation: Organisation, said: Heard, *, by: Person, at: datetime | None = None) -> Call:
    """Take in one event. Each moment of a call is the earliest said of it, its end the latest: so neither
    order nor repetition changes what is known in the end. The same event again changes nothing."""
    at = at or database_now()
    if refusal := why_not_connect(organisation, by) or why_not_at(said.at, at):
        raise refusal
    call = _call_of(organisation, said)
    if known := CallEvent.objects.filter(organisation=organisation, event=said.event).first():
        if (known.call_id, known.what, known.at) == (call.pk, said.what, said.at):
            return call
        raise _used()
    try:
        with transaction.atomic():
            CallEvent.objects.create(
                organisation=organisation, event=said.event, call=call, what=said.what, at=said.at
            )
    except IntegrityError as problem:  # at this moment, of another call
        raise _used() from problem
    _learn(call, said, at)
    call.save()
    tell(CallHeard(call.pk, said.what), by=by, org_path=organisation.path)
    return call


def _call_of(organisation: Organisation, said: Heard) -> Call:
    """The call of that number, made by whichever event comes first, and held until the commit."""
    Call.objects.get_or_create(organisation=organisation, number=said.call, defaults={"begun_at": said.at})
    rows = Call.objects.select_for_update(of=["self"], no_key=True)
    return rows.get(organisation=organisation, number=said.call)


def _learn(call: Call, said: Heard, at: datetime) -> None:
    call.begun_at = min(call.begun_at, said.at)
    if said.what == CallEvent.What.RING:
        call.rang_at = min(call.rang_at or said.at, said.at)
        phone = plain_phone(said.phone)
        if phone and call.phone is None:
            call.phone, call.phone_index = phone, index_of(phone)
    elif said.what == CallEvent.What.ANSWER:
        call.answered_at = min(call.answered_at or said.at, said.at)
        _hand_to_extension(call, said.extension, at)
    elif said.what == CallEvent.What.HANG_UP:
        call.hung_up_at = max(call.hung_up_at or said.at, said.at)
    else:
        call.recording = said.recording


def _hand_to_extension(call: Call, extension: str, at: datetime) -> None:
    """Whoever lifted the receiver has the call, unless somebody picked it on the screen before."""
    if not extension or call.taken_by_id is not None:
        return
    seat = Seat.objects.filter(organisation=call.organisation_id, extension=extension, until=None).first()
    if seat:
        call.taken_by_id, call.taken_at = seat.person_id, at


def _used() -> Refusal:
    return Refusal("event_used", _("这个事件编号已经用在另一个事件上。"))
