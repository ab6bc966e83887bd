# SPDX-License-Identifier: Apache-2.0
"""Offers, by who looks at them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.enrolment.models import Offer, OfferGroup


def public_offers() -> QuerySet[Offer]:
    """Anybody may read about any offer: it holds nothing personal, and the rule says who may take a place."""
    return Offer.objects.select_related("organisation", "open_to", "group")


def opening_soon(at: datetime) -> QuerySet[Offer]:
    """What opens next, the soonest first."""
    return public_offers().filter(cancelled_at=None, opens_at__gt=at).order_by("opens_at", "id")


def open_now(at: datetime) -> QuerySet[Offer]:
    """What can be taken now, the soonest to close first."""
    return (
        public_offers()
        .filter(cancelled_at=None, opens_at__lte=at, closes_at__gt=at)
        .order_by("closes_at", "id")
    )


def filling(at: datetime) -> QuerySet[Offer]:
    """Offers that filled lately or are about to open, for the screen."""
    return public_offers().filter(cancelled_at=None, closes_at__gt=at).order_by("opens_at", "id")


def offers_seen_by(person: Person) -> QuerySet[Offer]:
    """The offers on this officer's desk: of their unions and of those below."""
    return public_offers().filter(person.reach("enrolment.see").q())


def offers_managed_by(person: Person) -> QuerySet[Offer]:
    return public_offers().filter(person.reach("enrolment.manage").q())


def offers_checked_by(person: Person) -> QuerySet[Offer]:
    return public_offers().filter(person.reach("enrolment.check_in").q())


def found_in(offers: QuerySet[Offer], words: str, stage: str, mode: str, at: datetime) -> QuerySet[Offer]:
    """The filter bar of the desk."""
    if words:
        offers = offers.filter(Q(title__icontains=words) | Q(organisation__name__icontains=words))
    if mode in Offer.Mode.values:
        offers = offers.filter(mode=mode)
    stages = {
        "soon": Q(cancelled_at=None, opens_at__gt=at),
        "open": Q(cancelled_at=None, opens_at__lte=at, closes_at__gt=at),
        "closed": Q(cancelled_at=None, closes_at__lte=at),
        "cancelled": Q(cancelled_at__isnull=False),
    }
    return offers.filter(stages[stage]) if stage in stages else offers


def groups_managed_by(person: Person) -> QuerySet[OfferGroup]:
    return OfferGroup.objects.filter(person.reach("enrolment.manage").q()).order_by("-created_at", "-id")


def union_named(name: str) -> Organisation | None:
    return Organisation.objects.filter(name=name).order_by("path").first()
