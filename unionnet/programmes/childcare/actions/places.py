# SPDX-License-Identifier: Apache-2.0
"""A guardian enters a child for a class. The child takes the place; the allocator is enrolment's."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.directory.people.purposes import leaves_out
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.childcare.facts import ChildEntered
from unionnet.programmes.childcare.models import CareClass, Child, Entry
from unionnet.programmes.childcare.queries import consent_of, entered, own_membership, pickups_of
from unionnet.programmes.childcare.rules import why_not_enter, why_not_guardian
from unionnet.programmes.childcare.wording import CHILDCARE
from unionnet.tools.enrolment.actions import confirm, enrol, withdraw
from unionnet.tools.enrolment.models import Invitation, Place, Waiting


@leaves_out(CHILDCARE.purpose)
@verb
def enter(
    child: Child, care_class: CareClass, *, by: Person, at: datetime | None = None
) -> Place | Waiting | Invitation:
    """A place for this child, or a number on the waiting list. Twice gives what it has."""
    if no := why_not_guardian(by, child):
        raise no
    child = Child.objects.select_for_update(of=["self"]).select_related("person").get(pk=child.pk)
    no = why_not_enter(
        own_membership(by),
        child,
        care_class,
        has_consent=consent_of(child) is not None,
        has_pickup=pickups_of(child).exists(),
        on=local_date(at or database_now()),
    )
    if no:
        raise no
    _, is_new = Entry.objects.get_or_create(
        care_class=care_class, child=child, defaults={"organisation": care_class.organisation, "guardian": by}
    )
    held = enrol(child.person, care_class.offer, by=by, at=at)
    if is_new:
        tell(ChildEntered(care_class.pk, child.pk), by=by, org_path=care_class.organisation.path)
    return held


@verb
def confirm_place(child: Child, care_class: CareClass, *, by: Person, at: datetime | None = None) -> Place:
    """Yes to a place that was kept for the child."""
    if no := why_not_guardian(by, child):
        raise no
    return confirm(child.person, care_class.offer, by=by, at=at)


@verb
def leave(child: Child, care_class: CareClass, *, by: Person, at: datetime | None = None) -> None:
    """Give up the child's place, or its number on the list."""
    if no := why_not_guardian(by, child):
        raise no
    withdraw(child.person, care_class.offer, by=by, at=at)


def give_up_all(child: Child, *, by: Person, at: datetime) -> None:
    """Of every class that has not ended."""
    for each in entered(child):
        if each.holding and not each.care_class.offer.is_over(at):
            withdraw(child.person, each.care_class.offer, by=by, at=at)
