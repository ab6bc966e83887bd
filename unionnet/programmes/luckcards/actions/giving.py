# SPDX-License-Identifier: Apache-2.0
"""A card for a friend: offered under a code, taken once, called back while nobody has."""

from __future__ import annotations

import secrets
from datetime import datetime

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.luckcards.actions.exchanging import lock
from unionnet.programmes.luckcards.facts import CardTaken
from unionnet.programmes.luckcards.models import Collection, Parting
from unionnet.programmes.luckcards.queries import cards_of, collection_of, offer_by
from unionnet.programmes.luckcards.rules import not_given, why_not_now
from unionnet.tools.benefits.raffle_rules import why_not_for


@verb
def offer_card(person: Person, collection: Collection, number: int, *, at: datetime | None = None) -> Parting:
    """The card of the try of this number leaves their hand, under a code. Twice is once."""
    moment = at or database_now()
    if no := why_not_now(collection, moment):
        raise no
    if not collection.may_give:
        raise not_given("no_giving")
    lock(collection)
    mine = Parting.objects.filter(person=person, entry__raffle=collection.raffle, entry__number=number)
    if held := mine.filter(exchange=None).first():
        return held
    card = next((card for card in cards_of(person, collection) if card.number == number), None)
    if card is None or card.prize is None:
        raise not_given("not_held")
    code = secrets.token_urlsafe(16)
    return Parting.objects.create(entry=card, kind=card.prize, person=person, code=code, at=moment)


@verb
def take_card(code: str, *, by: Person, at: datetime | None = None) -> Parting:
    """The first who takes it has it; asking again they still have it."""
    moment, offer = at or database_now(), offer_by(code)
    if offer is None:
        raise not_given("taken")
    collection = collection_of(offer)
    standing = Standing.objects.filter(person=by).first()
    if no := why_not_now(collection, moment) or why_not_for(collection.raffle, standing):
        raise no
    lock(collection)
    offer = Parting.objects.filter(pk=offer.pk).first()
    if offer is None or offer.to_id not in (None, by.pk):
        raise not_given("taken")
    if offer.person_id == by.pk:
        raise not_given("own")
    if offer.to_id is None:
        offer.to, offer.taken_at = by, moment
        offer.save(update_fields=["to", "taken_at"])
        path = collection.raffle.organisation.path
        tell(CardTaken(offer.pk, offer.person_id, by.pk), by=by, org_path=path)
    return offer


@verb
def call_back(code: str, *, by: Person) -> None:
    """The giver has the card again, if nobody took it. Twice is once."""
    offer = offer_by(code)
    if offer is None or offer.person_id != by.pk:
        return
    lock(collection_of(offer))
    if not Parting.objects.filter(pk=offer.pk, to=None).delete()[0]:
        raise not_given("taken")
