# SPDX-License-Identifier: Apache-2.0
"""Of which benefits the word has still to go out, and to whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Membership
from unionnet.tools.benefits.models import STANDS, Benefit, Entitled, Receipt, Telling, Win
from unionnet.tools.benefits.queries.giving import members_for


def untold(what: str, at: datetime, ahead: timedelta) -> QuerySet[Benefit]:
    """May be fetched now, and not all have heard. It is about to lapse `ahead` of its close, where it was
    open before that. Who wins in a draw sees it on the spot; the word goes out when the draw is over."""
    done = Telling.objects.filter(benefit=OuterRef("pk"), what=what, done_at__isnull=False)
    rows = open_at(at).filter(Q(prize=None) | Q(prize__raffle__published_at__isnull=False), ~Exists(done))
    if what == Telling.What.CLOSING:
        # A prize goes back on a day of its own: wins_going_back.
        rows = rows.filter(prize=None, closes_at__lte=at + ahead, opens_at__lt=F("closes_at") - ahead)
    return rows.select_related("organisation", "open_to").order_by("closes_at", "pk")


def open_at(at: datetime) -> QuerySet[Benefit]:
    return Benefit.objects.filter(ended_at__isnull=True, opens_at__lte=at, closes_at__gt=at)


def without_it(benefit: Benefit) -> QuerySet[Membership] | QuerySet[Entitled]:
    """Who may have it and has not: rows with a `person`."""
    if not benefit.by_list:
        return members_for(benefit, benefit.open_to)
    had = Receipt.objects.filter(STANDS, person=OuterRef("person"), content__benefit=benefit)
    return benefit.entitled.filter(~Exists(had.filter(number__gte=benefit.per_person)))


def benefits_for(memberships: Collection[Membership], at: datetime) -> QuerySet[Benefit]:
    """Open now to members of any of these unions, whatever else they ask for."""
    paths = {each.organisation.path for each in memberships}
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    rows = open_at(at).filter(by_list=False, open_to__path__in=above)
    return rows.select_related("organisation", "open_to").order_by("pk")


def wins_going_back(at: datetime, ahead: timedelta, look_back: timedelta) -> QuerySet[Win]:
    """Not fetched, won before that day, and back in the store `ahead` from now; a day's worth of them."""
    rows = Win.objects.filter(
        state=Win.State.OPEN,
        until__gt=at + ahead - look_back,
        until__lte=at + ahead,
        at__lt=F("until") - ahead,
    )
    had = Receipt.objects.filter(
        STANDS, person=OuterRef("person"), content__benefit=OuterRef("prize__benefit")
    )
    return rows.filter(~Exists(had)).select_related("prize", "raffle__organisation", "person").order_by("pk")
