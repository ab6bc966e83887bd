# SPDX-License-Identifier: Apache-2.0
"""The people of an offer: who is on its lists, who stands before the desk, who could still come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from unionnet.directory.people.models import MEMBER_STATES, Membership, Person, Standing
from unionnet.foundation.scope import everything
from unionnet.tools.enrolment.models import Attendance, Invitation, Offer, Pause, Place, Waiting
from unionnet.tools.enrolment.rules import Candidate, why_not_you


@dataclass(frozen=True)
class Seat:
    """One line of the roster: who holds a place, and whether they came."""

    place: Place
    attendance: Attendance | None


def roster(offer: Offer, session: str = "") -> list[Seat]:
    """The list to print and to tick, by number."""
    marks = {a.person_id: a for a in Attendance.objects.filter(offer=offer, session=session)}
    places = Place.objects.filter(offer=offer).select_related("person").order_by("number")
    return [Seat(place, marks.get(place.person_id)) for place in places]


def queue(offer: Offer, limit: int = 200) -> list[Waiting]:
    return list(Waiting.objects.filter(offer=offer).select_related("person").order_by("number")[:limit])


def invitations(offer: Offer) -> list[Invitation]:
    return list(Invitation.objects.filter(offer=offer).select_related("person").order_by("deadline"))


def everybody_of(offer: Offer) -> set[int]:
    """Ids of all who have something of the offer."""
    return {
        person_id
        for kind in (Place, Invitation, Waiting)
        for person_id in kind.objects.filter(offer=offer).values_list("person_id", flat=True)
    }


def eligible_people(offer: Offer, count: int) -> Iterator[int]:
    """Up to so many people against whom nothing stands, and who have nothing of the offer yet."""
    own = set(Place.objects.filter(offer=offer).values_list("person_id", flat=True))
    own.update(Waiting.objects.filter(offer=offer).values_list("person_id", flat=True))
    if offer.group_id:
        for kind in (Place, Invitation):
            own.update(kind.objects.filter(group=offer.group_id).values_list("person_id", flat=True))
    paused = dict(Pause.objects.filter(lifted_at=None).order_by("until").values_list("person_id", "until"))
    found = (
        standing.person_id
        for standing in Standing.objects.order_by("person_id").iterator(chunk_size=5000)
        if standing.person_id not in own
        and not why_not_you(Candidate.of(standing, paused_until=paused.get(standing.person_id)), offer)
    )
    return islice(found, count)


@everything("a receipt may be of a member of any union")
def person_of_receipt(receipt: str, offer: Offer) -> Person | None:
    place = Place.objects.filter(offer=offer, receipt=receipt).select_related("person").first()
    return place.person if place else None


@everything("a card may be of a member of any union")
def person_of_card(card_no: str) -> Person | None:
    """An active member by the number on the card, or anybody by the public id."""
    own = Membership.objects.filter(card_no=card_no, state__in=MEMBER_STATES).select_related("person").first()
    return own.person if own else Person.objects.filter(public_id=card_no).first()
