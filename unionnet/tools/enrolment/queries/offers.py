# SPDX-License-Identifier: Apache-2.0
"""Offers, by who looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest

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


def live_offers(at: datetime) -> QuerySet[Offer]:
    """Open now, or to be opened."""
    return public_offers().filter(cancelled_at=None, closes_at__gt=at)


def nearest_openings(offers: QuerySet[Offer], at: datetime, most: int) -> list[Offer]:
    """Those that opened last and open next: the others fill slowly. In the order of opening."""
    away = Greatest(F("opens_at") - Value(at), Value(at) - F("opens_at"))
    return sorted(offers.order_by(away, "id")[:most], key=lambda offer: (offer.opens_at, offer.pk))


@dataclass(frozen=True)
class Sums:
    """What live offers come to. Somebody who waits for two of them is counted twice: 人次, not 人数."""

    open: int
    open_places: int
    soon: int
    soon_places: int
    opens_at: datetime | None
    entered: int
    waiting: int

    @property
    def offers(self) -> int:
        return self.open + self.soon


def sums_of(offers: QuerySet[Offer], at: datetime) -> Sums:
    """In one query."""
    is_open, is_soon = Q(opens_at__lte=at), Q(opens_at__gt=at)
    awaits_draw = ~Q(mode=Offer.Mode.FIRST_COME) & Q(drawn_at=None)
    found = offers.order_by().aggregate(
        open=Count("pk", filter=is_open),
        open_places=Sum("size", filter=is_open, default=0),
        soon=Count("pk", filter=is_soon),
        soon_places=Sum("size", filter=is_soon, default=0),
        opens_at=Min("opens_at", filter=is_soon),
        entered=Sum("listed", filter=awaits_draw, default=0),
        waiting=Sum("listed", filter=~awaits_draw, default=0),
    )
    return Sums(**found)


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
