# SPDX-License-Identifier: Apache-2.0
"""An event and those who take part in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.proposals.facts import EventPlanned, ParticipantAdded, ParticipantOpened
from unionnet.programmes.proposals.models import Event, Participant
from unionnet.programmes.proposals.rules import why_not_open, why_not_plan, why_not_write_down
from unionnet.tools.activities.actions import Plan, plan_activity


@dataclass(frozen=True)
class Guest:
    """Who took part; `role` is one of `Participant.Role`."""

    role: str
    name: str
    phone: str = ""


@verb
def plan_event(union: Organisation, kind: str, plan: Plan, *, by: Person) -> Event:
    """An inspection or a consultation, with its file. Planned twice it is one."""
    if no := why_not_plan(union, by):
        raise no
    activity = plan_activity(union, plan, by=by)
    event, is_new = Event.objects.get_or_create(
        activity=activity, defaults={"kind": Event.Kind(kind), "by": by}
    )
    if is_new:
        tell(EventPlanned(event.pk, activity.pk), by=by, org_path=union.path)
    return event


@verb
def add_participant(event: Event, guest: Guest, *, key: UUID | None = None, by: Person) -> Participant:
    """Name and phone are sealed. A form that is sent again adds nobody."""
    # Forms of one event wait for each other here: the second finds the row of the first.
    rows = Event.objects.select_for_update(of=["self"], no_key=True)
    found, key = rows.select_related("activity__organisation").get(pk=event.pk), key or uuid4()
    if no := why_not_write_down(found, by):
        raise no
    if known := Participant.objects.filter(key=key).first():
        return known
    name = one_line(guest.name, 60)
    if not name:
        raise Refusal("no_name", _("请填写姓名。"))
    union = found.activity.organisation
    added = Participant.objects.create(
        key=key,
        event=found,
        organisation=union,
        role=Participant.Role(guest.role),
        name=name,
        phone=one_line(guest.phone, 20) or None,
        by=by,
    )
    tell(ParticipantAdded(added.pk, found.pk), by=by, org_path=union.path)
    return added


@verb
def open_phone(participant: Participant, *, by: Person) -> str:
    """Their number, to call them. Each opening is in the journal."""
    found = Participant.objects.select_related("organisation").get(pk=participant.pk)
    if no := why_not_open(found.organisation, by):
        raise no
    tell(ParticipantOpened(found.pk), by=by, org_path=found.organisation.path)
    return found.phone.open() if isinstance(found.phone, Sealed) else ""
