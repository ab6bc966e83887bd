# SPDX-License-Identifier: Apache-2.0
"""How a call ends: with a case, or with the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.actions.picking import locked
from unionnet.doors.seats.facts import CallEnded
from unionnet.doors.seats.models import Call, Draft
from unionnet.doors.seats.numbers import plain_phone
from unionnet.doors.seats.rules import why_not_end
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.casework.actions import Matter, Owner, Source, answer, dispatch, take_in
from unionnet.tools.casework.models import Case, Kind


@dataclass(frozen=True)
class Taken:
    """What the seat wrote down. `phone` only where the number of the call is not known."""

    kind: Kind
    title: str
    text: str = ""
    grade: str = ""
    place: str = ""
    name: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return "<taken down>"


@verb
def make_case(
    call: Call,
    said: Taken,
    *,
    reply: str = "",
    to: Organisation | None = None,
    by: Person,
    at: datetime | None = None,
) -> Call:
    """The call becomes a case of its union: answered on the spot with `reply`, dispatched `to` a union, or
    waiting there. Pressed twice it is the case that was made."""
    at, found = at or database_now(), locked(call)
    if found.ending == Call.Ending.CASE:
        return found
    if refusal := why_not_end(found, by):
        raise refusal
    if reply and to:
        raise Refusal("two_ways", _("写了答复，又选了派给的工会：请用按钮选定一种。"))
    matter = Matter(said.title, _with_place(said), said.grade)
    source = Source(Case.Channel.CALL, f"call-{found.public_id}")
    owner = Owner(phone=_phone_of(found, said), name=said.name)
    case = take_in(said.kind, found.organisation, matter, owner, source=source, by=by, at=at)
    if reply:
        case = answer(case, reply, by=by, at=at)
    elif to:
        case = dispatch(case, to, by=by, at=at)
    found.case, found.kind, found.grade = case, case.kind, case.grade
    return _ended(found, Call.Ending.CASE, by, at)


@verb
def settle(call: Call, ending: str, *, by: Person, at: datetime | None = None) -> Call:
    """No case, and why. Settled twice in the same way is not an error."""
    at, found = at or database_now(), locked(call)
    if found.ending and found.ending == ending:
        return found
    if refusal := why_not_end(found, by):
        raise refusal
    if ending not in Call.Ending.values or ending == Call.Ending.CASE:
        raise Refusal("no_such_ending", _("请选择没有登记的原因。"))
    return _ended(found, ending, by, at)


def _ended(call: Call, ending: str, by: Person, at: datetime) -> Call:
    """The words stand in the case now, or nowhere."""
    call.ending, call.settled_at = ending, at
    call.save(update_fields=["ending", "settled_at", "case", "kind", "grade"])
    Draft.objects.filter(call=call).delete()
    tell(CallEnded(call.pk, ending, call.case_id), by=by, org_path=call.organisation.path)
    return call


def _with_place(said: Taken) -> str:
    place = one_line(said.place, 80)
    return "\n".join(filter(None, (said.text, _("地点：%(place)s") % {"place": place} if place else "")))


def _phone_of(call: Call, said: Taken) -> str:
    return call.phone.open() if isinstance(call.phone, Sealed) else plain_phone(said.phone)
