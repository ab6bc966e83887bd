# SPDX-License-Identifier: Apache-2.0
"""The day itself, by who is on duty: a child comes, is handed to somebody on its list, or to nobody."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.childcare.facts import ChildCame, ChildPickedUp, PickupRefused, SpecialCareRead
from unionnet.programmes.childcare.models import CareClass, CareDay, Child, Pickup
from unionnet.programmes.childcare.queries import is_on_duty, minded
from unionnet.programmes.childcare.rules import already_left, why_not_hand_over, why_not_mind
from unionnet.tools.enrolment.actions import check_in


@verb
def receive(care_class: CareClass, child: Child, *, by: Person, at: datetime | None = None) -> CareDay:
    """The child is here. Twice is once. Enrolment keeps the attendance."""
    at = at or database_now()
    day = local_date(at)
    if no := why_not_mind(care_class, day, is_on_duty=is_on_duty(by, care_class)):
        raise no
    check_in(child.person, care_class.offer, by=by, session=day.isoformat(), at=at)
    kept, is_new = CareDay.objects.get_or_create(
        care_class=care_class, day=day, child=child, defaults={"came_at": at, "received_by": by}
    )
    if is_new:
        tell(ChildCame(care_class.pk, child.pk, kept.pk), by=by, org_path=care_class.organisation.path)
    return kept


@verb
def hand_over(
    care_class: CareClass, child: Child, pickup: Pickup | None, *, by: Person, at: datetime | None = None
) -> CareDay:
    """The child goes home with somebody who was on its list at that moment. Twice with the same is once; with
    another is refused."""
    at = at or database_now()
    day = local_date(at)
    if no := why_not_mind(care_class, day, is_on_duty=is_on_duty(by, care_class)):
        raise no
    rows = CareDay.objects.select_for_update(of=["self"])
    rows = rows.select_related("care_class__organisation", "pickup")
    kept = rows.filter(care_class=care_class, day=day, child=child).first()
    if kept and kept.left_at:
        if pickup and kept.pickup_id == pickup.pk:
            return kept
        raise already_left(kept)
    if no := why_not_hand_over(kept, pickup, at=at):
        raise no
    assert kept is not None  # noqa: S101 - the rule has refused None
    kept.left_at, kept.pickup, kept.handed_by = max(at, kept.came_at), pickup, by
    kept.save(update_fields=["left_at", "pickup", "handed_by"])
    tell(ChildPickedUp(care_class.pk, child.pk, kept.pk), by=by, org_path=care_class.organisation.path)
    return kept


@verb
def turn_away(care_class: CareClass, child: Child, *, by: Person, at: datetime | None = None) -> None:
    """Somebody who is not on the list came for the child and did not get it; the guardian is told."""
    day = local_date(at or database_now())
    if no := why_not_mind(care_class, day, is_on_duty=is_on_duty(by, care_class)):
        raise no
    tell(PickupRefused(care_class.pk, child.pk), by=by, org_path=care_class.organisation.path)


@verb
def read_care(care_class: CareClass, *, by: Person) -> list[Child]:
    """Open what to mind of the children, and whom to call. The journal keeps who did."""
    if not is_on_duty(by, care_class):
        raise why_not_mind(care_class, care_class.first_day, is_on_duty=False) or RuntimeError
    children = list(minded(care_class, local_date(database_now())).select_related("special_care"))
    fact = SpecialCareRead(care_class.pk, [child.pk for child in children])
    tell(fact, by=by, org_path=care_class.organisation.path)
    return children
