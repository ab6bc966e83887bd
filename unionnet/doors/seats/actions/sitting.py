# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.facts import SeatLeft, SeatTaken
from unionnet.doors.seats.models import Call, Seat
from unionnet.doors.seats.rules import why_not_handle
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def sit(organisation: Organisation, extension: str = "", *, by: Person, at: datetime | None = None) -> Seat:
    """Begin to take calls. Sitting down twice is not an error: you get the seat you have."""
    at = at or database_now()
    if refusal := why_not_handle(organisation, by):
        raise refusal
    if held := Seat.objects.filter(person=by, until=None).first():
        if (held.organisation_id, held.extension) == (organisation.pk, extension):
            return held
        _leave(held, at)
    try:
        with transaction.atomic():
            seat = Seat.objects.create(organisation=organisation, person=by, extension=extension, since=at)
    except IntegrityError as problem:
        raise Refusal("extension_used", _("这个分机号已有人在用，或者您已经在别处值班。")) from problem
    tell(SeatTaken(seat.pk), by=by, org_path=organisation.path)
    return seat


@verb
def rise(*, by: Person, at: datetime | None = None) -> None:
    """Stop taking calls. What is in hand is finished or put back first."""
    at = at or database_now()
    left = Call.objects.filter(taken_by=by, settled_at=None).count()
    if left:
        raise Refusal("calls_in_hand", _("手上还有 %(n)s 个来电，请办完或放回再离席。"), n=left)
    for seat in Seat.objects.filter(person=by, until=None).select_related("organisation"):
        _leave(seat, at)
        tell(SeatLeft(seat.pk), by=by, org_path=seat.organisation.path)


def _leave(seat: Seat, at: datetime) -> None:
    Seat.objects.filter(pk=seat.pk, until=None).update(until=max(at, seat.since))
