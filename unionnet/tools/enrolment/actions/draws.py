# SPDX-License-Identifier: Apache-2.0
"""Lots: the seed is committed to before anybody enters, the roster before the draw, both are opened by it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from unionnet.directory.people.models import Person
from unionnet.foundation import lots
from unionnet.foundation.clock import database_now
from unionnet.foundation.ids import public_id
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.actions.enrol import lock
from unionnet.tools.enrolment.facts import ChoicesMade, DrawCommitted, DrawDone, PlaceTaken, RosterFrozen
from unionnet.tools.enrolment.models import Choice, Draw, Invitation, Offer, OfferGroup, Place, Waiting
from unionnet.tools.enrolment.queries import candidate_of, offers_of
from unionnet.tools.enrolment.rules import why_not_choose, why_not_draw, why_not_freeze


def commit_draw(thing: Offer | OfferGroup, *, by: Person) -> Draw:
    """Choose the seed and publish its digest."""
    seed = lots.new_seed()
    draw = Draw(seed=seed.hex(), commitment=lots.commitment(seed))
    if isinstance(thing, Offer):
        draw.offer = thing
    else:
        draw.group = thing
    draw.save(force_insert=True)
    tell(DrawCommitted(draw.pk), by=by, org_path=thing.organisation.path)
    return draw


@verb
def choose(
    person: Person,
    group: OfferGroup,
    offers: list[Offer],
    *,
    by: Person,
    at: datetime | None = None,
) -> list[Choice]:
    """Hand in wishes, the dearest first. Handing in again replaces the list while enrolment is open."""
    OfferGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    at = at or database_now()  # not before the lock: who waited behind the closing comes too late
    if no := why_not_choose(candidate_of(person, group.pk), group, offers, at):
        raise no
    before = list(Choice.objects.filter(group=group, person=person))
    Choice.objects.filter(group=group, person=person).delete()
    _count_wishes([choice.offer_id for choice in before], -1)
    _count_wishes([offer.pk for offer in offers], 1)
    receipt = before[0].receipt if before else f"Z-{public_id()}"
    made = Choice.objects.bulk_create(
        Choice(group=group, person=person, offer=offer, preference=n, receipt=receipt, chosen_at=at)
        for n, offer in enumerate(offers, start=1)
    )
    tell(ChoicesMade(group.pk, person.pk), by=by, org_path=group.organisation.path)
    return made


def _count_wishes(offers: list[int], step: int) -> None:
    """The lock of the group keeps everybody else away from its offers."""
    Offer.objects.filter(pk__in=offers).update(listed=F("listed") + step)


@verb
def freeze_roster(draw: Draw, *, by: Person | None, at: datetime | None = None) -> Draw:
    """After closing: publish who takes part, as receipt numbers, and the digest of that list."""
    at = at or database_now()
    draw = _locked(draw)
    if draw.frozen_at:
        return draw
    if no := why_not_freeze(draw, at):
        raise no
    draw.roster = list(_wishes(draw)) if draw.group_id else _names(draw)
    draw.roster_root = lots.roster_root(draw.roster)
    draw.frozen_at = at
    draw.save(update_fields=["roster", "roster_root", "frozen_at"])
    tell(RosterFrozen(draw.pk), by=by, org_path=_path(draw))
    return draw


@verb
def draw_lots(draw: Draw, *, by: Person, public_word: str = "", at: datetime | None = None) -> Draw:
    """Draw. `public_word` is something said aloud at the draw that nobody could know before, so that the
    keeper of the seed alone cannot steer either. Drawing twice changes nothing."""
    at = at or database_now()
    draw = _locked(draw)
    if draw.drawn_at:
        return draw
    if no := why_not_draw(draw):
        raise no
    seed = bytes.fromhex(draw.seed.open())
    draw.order = lots.drawn_order(seed, draw.roster_root, public_word, draw.roster)
    draw.result = _allot_group(draw, at) if draw.group_id else _allot_offer(draw, at)
    draw.public_word, draw.drawn_at, draw.drawn_by = public_word, at, by
    draw.save(
        update_fields=[*("order", "result", "capacity", "passed_over", "public_word", "drawn_at", "drawn_by")]
    )
    tell(DrawDone(draw.pk), by=by, org_path=_path(draw))
    return draw


def _allot_offer(draw: Draw, at: datetime) -> list[list[str]]:
    """The first in the drawn order get the places, the others wait in that order."""
    offer = Offer.objects.select_related("organisation").get(draw=draw)
    draw.capacity = {offer.public_id: offer.free}
    entered = {waiting.receipt: waiting for waiting in Waiting.objects.filter(offer=offer)}
    present = [entered[receipt] for receipt in draw.order if receipt in entered]
    busy = _busy(offer.group_id)
    draw.passed_over = [
        receipt for receipt in draw.order if receipt not in entered or entered[receipt].person_id in busy
    ]
    winners = [waiting for waiting in present if waiting.person_id not in busy][: offer.free]
    won = {waiting.pk for waiting in winners}
    losers = [waiting for waiting in present if waiting.pk not in won]
    seated = [
        _place(offer, waiting.person_id, offer.last_number + n, waiting.receipt, at)
        for n, waiting in enumerate(winners, start=1)
    ]
    Place.objects.bulk_create(seated, batch_size=1000)
    Waiting.objects.filter(offer=offer).delete()
    start = offer.last_number + len(winners) + 1
    for number, waiting in enumerate(losers, start=start):
        waiting.pk, waiting.number = None, number
    Waiting.objects.bulk_create(losers, batch_size=1000)
    _recount(offer, taken=len(winners), waiting=len(losers), at=at)
    _tell_places(seated, offer)
    return [[place.receipt, offer.public_id] for place in seated]


def _allot_group(draw: Draw, at: datetime) -> list[list[str]]:
    """Each takes the dearest wish with a place left; who gets none waits for all of theirs."""
    wishes = _wishes(draw)
    people = dict(Choice.objects.filter(group=draw.group_id).values_list("receipt", "person_id"))
    offers = {
        offer.public_id: offer
        for offer in offers_of(draw).filter(cancelled_at=None).select_related("organisation")
    }
    busy = _busy(draw.group_id)
    draw.passed_over = [
        _receipt(line) for line in draw.order if line not in wishes or people[_receipt(line)] in busy
    ]
    gone = set(draw.passed_over)
    order = [line for line in draw.order if _receipt(line) not in gone]
    draw.capacity = {key: offer.free for key, offer in offers.items()}
    given = lots.allocate(order, wishes, draw.capacity)
    for key, offer in offers.items():
        seats = [line for line in order if given.get(line) == key]
        queue = [line for line in order if line not in given and key in wishes[line]]
        first = offer.last_number + 1
        seated = [
            _place(offer, people[_receipt(line)], n, _receipt(line), at)
            for n, line in enumerate(seats, first)
        ]
        Place.objects.bulk_create(seated, batch_size=1000)
        Waiting.objects.bulk_create(
            Waiting(
                offer=offer,
                person_id=people[_receipt(line)],
                number=n,
                receipt=_receipt(line),
                via="draw",
                joined_at=at,
            )
            for n, line in enumerate(queue, first + len(seats))
        )
        _recount(offer, taken=len(seats), waiting=len(queue), at=at)
        _tell_places(seated, offer)
    return [[_receipt(line), given[line]] for line in order if line in given]


def _place(offer: Offer, person_id: int, number: int, receipt: str, at: datetime) -> Place:
    return Place(
        offer=offer,
        person_id=person_id,
        group_id=offer.group_id,
        number=number,
        receipt=receipt,
        via="draw",
        taken_at=at,
    )


def _recount(offer: Offer, *, taken: int, waiting: int, at: datetime) -> None:
    """From here on who is listed waits; the list is made anew, by the drawn order."""
    Offer.objects.filter(pk=offer.pk).update(
        taken=F("taken") + taken,
        listed=waiting,
        last_number=F("last_number") + taken + waiting,
        drawn_at=at,
    )


def _tell_places(places: list[Place], offer: Offer) -> None:
    for place in places:
        fact = PlaceTaken(offer.pk, place.person_id, place.number)
        tell(fact, by=None, org_path=offer.organisation.path)


def _locked(draw: Draw) -> Draw:
    """The draw as it is now, with everything it gives away locked."""
    lock(sorted(offers_of(draw).values_list("pk", flat=True)))
    return Draw.objects.select_for_update(of=["self"]).get(pk=draw.pk)


def _names(draw: Draw) -> list[str]:
    entered = Waiting.objects.filter(offer=draw.offer_id).order_by("number")
    return list(entered.values_list("receipt", flat=True))


def _wishes(draw: Draw) -> dict[str, list[str]]:
    """Line of the roster → wishes. A line is the receipt and the public ids of the offers: `Z-…|a,b,c`."""
    chosen: dict[str, list[str]] = {}
    for choice in (
        Choice.objects.filter(group=draw.group_id).select_related("offer").order_by("receipt", "preference")
    ):
        chosen.setdefault(choice.receipt, []).append(choice.offer.public_id)
    return {f"{receipt}|{','.join(wishes)}": wishes for receipt, wishes in chosen.items()}


def _receipt(line: str) -> str:
    return line.partition("|")[0]


def _busy(group_id: int | None) -> set[int]:
    if group_id is None:
        return set()
    places = Place.objects.filter(group=group_id).values_list("person_id", flat=True)
    return {*places, *Invitation.objects.filter(group=group_id).values_list("person_id", flat=True)}


def _path(draw: Draw) -> str:
    thing = draw.offer or draw.group
    return thing.organisation.path if thing else ""
