# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.facts import CallPicked, CallPutBack, NumberOpened
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.numbers import index_of, plain_phone
from unionnet.doors.seats.rules import settled, taken, why_not_end, why_not_handle
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

FREE = Q(taken_by=None, settled_at=None)


@verb
def pick(call: Call, *, by: Person, at: datetime | None = None) -> Call:
    """Take a ringing call, or one that was missed, to ring back. Of two who pick at once one has it; picking
    what you have, or had, is not an error."""
    at = at or database_now()
    if refusal := why_not_handle(call.organisation, by):
        raise refusal
    won = Call.objects.filter(FREE, pk=call.pk).update(taken_by=by, taken_at=at)
    found = Call.objects.select_related("organisation", "taken_by").get(pk=call.pk)
    if won:
        tell(CallPicked(found.pk), by=by, org_path=found.organisation.path)
    elif found.taken_by_id != by.pk:
        raise settled() if found.is_settled else taken(found)
    return found


@verb
def note_call(
    organisation: Organisation, key: UUID, phone: str = "", *, by: Person, at: datetime | None = None
) -> Call:
    """A call at a phone no switchboard knows of: whoever answers it writes it down. `key` is of the form, so
    that pressing twice is one call."""
    at = at or database_now()
    if refusal := why_not_handle(organisation, by):
        raise refusal
    known = plain_phone(phone)
    if phone and not known:
        raise Refusal("no_phone", _("请填来电号码的数字；号码没有显示的，可以不填。"))
    said = {"begun_at": at, "answered_at": at, "taken_by": by, "taken_at": at}
    if known:
        said |= {"phone": known, "phone_index": index_of(known)}
    call, is_new = Call.objects.get_or_create(organisation=organisation, number=f"hand-{key}", defaults=said)
    if is_new:
        tell(CallPicked(call.pk), by=by, org_path=organisation.path)
    return call


@verb
def put_back(call: Call, *, by: Person) -> Call:
    """For a colleague: it waits again, with the words written so far."""
    found = locked(call)
    if refusal := why_not_end(found, by):
        raise refusal
    found.taken_by, found.taken_at = None, None
    found.save(update_fields=["taken_by", "taken_at"])
    tell(CallPutBack(found.pk), by=by, org_path=found.organisation.path)
    return found


@verb
def open_number(call: Call, *, by: Person) -> str:
    """The number in full, to ring back. Each opening is in the journal."""
    found = locked(call)
    if refusal := why_not_end(found, by):
        raise refusal
    if not isinstance(found.phone, Sealed):
        raise Refusal("no_phone", _("这个来电没有显示号码。"))
    tell(NumberOpened(found.pk), by=by, org_path=found.organisation.path)
    return found.phone.open()


def locked(call: Call) -> Call:
    """The row as it is now, held until the commit."""
    rows = Call.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("organisation", "taken_by", "case").get(pk=call.pk)
