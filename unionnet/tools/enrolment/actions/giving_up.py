# SPDX-License-Identifier: Apache-2.0
"""Places come back, and the first who waits is asked. Everything here happens under the lock of the offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.actions.enrol import lock
from unionnet.tools.enrolment.facts import PlaceConfirmed, PlaceGivenUp, PlaceOffered, PlaceTaken
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting, Withdrawal
from unionnet.tools.enrolment.queries import Entry, entry_of
from unionnet.tools.enrolment.rules import refusal, why_not_confirm, why_not_withdraw

COUNTERS = {Place: "taken", Waiting: "listed", Invitation: "held"}


@verb
def withdraw(
    person: Person,
    offer: Offer,
    *,
    by: Person | None,
    why: str = Withdrawal.Why.OWN_WISH,
    note: str = "",
    at: datetime | None = None,
) -> Withdrawal:
    """Give up a place, an invitation or a number on the list. A freed place goes to the first who waits.
    The office may do so for a worker after the last moment for the person themselves. Who takes a place for
    absences tells the person."""
    offer = locked(offer)
    at = at or database_now()
    entry = entry_of(person, offer)
    if entry is None:
        raise refusal("no_place", offer)
    if why == Withdrawal.Why.OWN_WISH and (no := why_not_withdraw(offer, at)):
        raise no
    gone = give_up(entry, offer, why=why, note=note, by=by, at=at)
    promote(offer, at=at)
    return gone


@verb
def confirm(person: Person, offer: Offer, *, by: Person, at: datetime | None = None) -> Place:
    """Say yes to a freed place in time. Saying it twice gives the same place."""
    offer = locked(offer)
    at = at or database_now()
    if place := Place.objects.filter(offer=offer, person=person).first():
        return place
    invitation = Invitation.objects.filter(offer=offer, person=person).first()
    if no := why_not_confirm(invitation, offer, at):
        raise no
    assert invitation is not None  # noqa: S101 - the rule has refused None
    place = _seat(invitation, offer, at=at, via="confirm")
    invitation.delete()
    _count(offer, held=-1, taken=1)
    tell(PlaceConfirmed(offer.pk, person.pk, place.number), by=by, org_path=offer.organisation.path)
    return place


@verb
def lapse(*, at: datetime | None = None) -> int:
    """Invitations nobody answered in time go to the next. Returns how many."""
    at = at or database_now()
    late = Invitation.objects.filter(deadline__lt=at).order_by("offer_id").values_list("offer_id", flat=True)
    offers = sorted(set(late[:200]))
    lock(offers)
    count = 0
    for offer in Offer.objects.filter(pk__in=offers).select_related("organisation"):
        for invitation in Invitation.objects.filter(offer=offer, deadline__lt=at).order_by("number"):
            give_up(invitation, offer, why=Withdrawal.Why.LAPSED, by=None, at=at)
            count += 1
        promote(offer, at=at)
    return count


def promote(offer: Offer, *, at: datetime) -> int:
    """Ask the first who wait, one for every free place. The offer is locked. Returns how many were asked."""
    asked = 0
    while offer.free > 0 and offer.waiting > 0 and _may_promote(offer, at):
        crowd = list(Waiting.objects.filter(offer=offer).order_by("number")[: offer.free])
        busy = _busy_in_group(offer, [waiting.person_id for waiting in crowd])
        for waiting in crowd:
            if waiting.person_id in busy:
                give_up(waiting, offer, why=Withdrawal.Why.HAS_OTHER, by=None, at=at)
            else:
                _ask(waiting, offer, at=at)
                asked += 1
    return asked


def give_up(
    entry: Entry,
    offer: Offer,
    *,
    why: str,
    by: Person | None,
    at: datetime,
    note: str = "",
) -> Withdrawal:
    """Move an entry to the withdrawals and count it off. The offer is locked."""
    gone = Withdrawal.objects.create(
        offer=offer,
        person_id=entry.person_id,
        number=entry.number,
        receipt=entry.receipt,
        had=type(entry).__name__.lower(),
        had_since=entry.since,
        deadline=entry.deadline if isinstance(entry, Invitation) else None,
        why=why,
        note=note,
        at=at,
        by=by,
    )
    entry.delete()
    _count(offer, **{COUNTERS[type(entry)]: -1})
    fact = PlaceGivenUp(offer.pk, gone.person_id, gone.pk)
    tell(fact, by=by, org_path=offer.organisation.path)
    return gone


def locked(offer: Offer) -> Offer:
    """The offer under its lock, as it is now."""
    lock([offer.pk])
    return Offer.objects.select_related("organisation", "open_to").get(pk=offer.pk)


def _may_promote(offer: Offer, at: datetime) -> bool:
    return not (offer.cancelled_at or offer.is_over(at))


def _busy_in_group(offer: Offer, people: Iterable[int]) -> set[int]:
    if offer.group_id is None:
        return set()
    held = Place.objects.filter(group=offer.group_id, person__in=people).values_list("person_id", flat=True)
    asked = Invitation.objects.filter(group=offer.group_id, person__in=people)
    return {*held, *asked.values_list("person_id", flat=True)}


def _ask(waiting: Waiting, offer: Offer, *, at: datetime) -> None:
    if offer.confirm_minutes == 0:
        _seat(waiting, offer, at=at, via="list")
        _count(offer, listed=-1, taken=1)
        fact = PlaceTaken(offer.pk, waiting.person_id, waiting.number)
        tell(fact, by=None, org_path=offer.organisation.path)
    else:
        invitation = Invitation.objects.create(
            offer=offer,
            person_id=waiting.person_id,
            group_id=offer.group_id,
            number=waiting.number,
            receipt=waiting.receipt,
            offered_at=at,
            deadline=at + timedelta(minutes=offer.confirm_minutes),
        )
        _count(offer, listed=-1, held=1)
        offered = PlaceOffered(offer.pk, waiting.person_id, invitation.pk)
        tell(offered, by=None, org_path=offer.organisation.path)
    waiting.delete()


def _seat(entry: Waiting | Invitation, offer: Offer, *, at: datetime, via: str) -> Place:
    return Place.objects.create(
        offer=offer,
        person_id=entry.person_id,
        group_id=offer.group_id,
        number=entry.number,
        receipt=entry.receipt,
        via=via,
        taken_at=at,
    )


def _count(offer: Offer, **by: int) -> None:
    """Add to the counters, in the row and in this copy of it."""
    Offer.objects.filter(pk=offer.pk).update(**{name: F(name) + step for name, step in by.items()})
    for name, step in by.items():
        setattr(offer, name, getattr(offer, name) + step)
