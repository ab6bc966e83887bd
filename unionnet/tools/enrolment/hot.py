# SPDX-License-Identifier: Apache-2.0
"""What a lane may keep in memory to refuse early, read in one or two statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.expressions import RawSQL

from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting

MOST_HOLDERS = 100_000
# The transaction that wrote the row last: whoever comes or goes is counted there.
VERSION = RawSQL('"enrolment_offer"."xmin"::text::bigint', ())
TERMS = (
    *(
        "public_id",
        "opens_at",
        "closes_at",
        "cancelled_at",
        "cancel_reason",
        "mode",
        "waiting_size",
        "min_age",
    ),
    *("max_age", "any_tags", "open_to_id", "withdrawable_until", "audience"),
)


@dataclass(frozen=True)
class OfferNow:
    """An offer at one moment, times in seconds.

    `holders` is None while nobody needs it (neither full nor closed) or there are too many.
    """

    offer: Offer
    terms: tuple[Any, ...]
    version: int
    is_full: bool
    is_cancelled: bool
    opens: float
    closes: float
    holders: frozenset[int] | None


def read_offers(
    public_ids: Collection[str], known: Mapping[str, OfferNow], *, using: str
) -> tuple[datetime, dict[str, OfferNow]]:
    """The moment and the offers. Who holds something is read anew only when the row has changed."""
    moment = database_now(using)
    rows = Offer.objects.using(using).filter(public_id__in=list(public_ids))
    found = rows.select_related("organisation", "open_to").annotate(version=VERSION)
    return moment, {
        offer.public_id: _now(offer, known.get(offer.public_id), moment, using) for offer in found
    }


def _now(offer: Offer, before: OfferNow | None, moment: datetime, using: str) -> OfferNow:
    version: int = offer.version  # type: ignore[attr-defined]
    terms = tuple(getattr(offer, name) for name in TERMS)
    holders = None
    if offer.is_full or moment >= offer.closes_at:
        same = before is not None and before.version == version and before.holders is not None
        holders = before.holders if same and before else _holders(offer, using)
    return OfferNow(
        offer,
        terms,
        version,
        is_full=offer.is_full,
        is_cancelled=offer.cancelled_at is not None,
        opens=offer.opens_at.timestamp(),
        closes=offer.closes_at.timestamp(),
        holders=holders,
    )


def _holders(offer: Offer, using: str) -> frozenset[int] | None:
    if offer.taken + offer.held + offer.listed > MOST_HOLDERS:
        return None
    found: set[int] = set()
    for kind in (Place, Invitation, Waiting):
        found.update(kind.objects.using(using).filter(offer=offer).values_list("person_id", flat=True))
    return frozenset(found)


@dataclass(frozen=True)
class Watched:
    """What the waiting room shows. `people`: who watches → (state, how many wait before them; nobody is
    before anybody in a draw)."""

    opens_at: datetime
    stage: str
    size: int
    taken: int
    held: int
    entered: int
    waiting: int
    people: dict[int, tuple[str, int]]


def read_watched(asked: Mapping[str, Collection[int]], *, using: str) -> tuple[datetime, dict[str, Watched]]:
    """One look for everybody who watches: the counts of their offers, and where each stands."""
    moment = database_now(using)
    found = {}
    for offer in Offer.objects.using(using).filter(public_id__in=list(asked)):
        people = _standing(offer, asked[offer.public_id], using)
        stage = offer.stage_at(moment)
        counts = (offer.size, offer.taken, offer.held, offer.entered, offer.waiting)
        found[offer.public_id] = Watched(offer.opens_at, stage, *counts, people)
    return moment, found


def _standing(offer: Offer, people: Collection[int], using: str) -> dict[int, tuple[str, int]]:
    if not people:
        return {}
    mine = {"offer": offer, "person__in": list(people)}
    found: dict[int, tuple[str, int]] = {}
    for kind, state in ((Place, "taken"), (Invitation, "invited")):
        found.update(
            (row, (state, 0))
            for row in kind.objects.using(using).filter(**mine).values_list("person_id", flat=True)
        )
    others = set(people) - set(found)
    listed = Waiting.objects.using(using).filter(offer=offer).values_list("person_id", flat=True)
    here = set(listed.filter(person__in=others)) if others and offer.listed else set()
    if offer.entered:
        found.update((person, ("entered", 0)) for person in here)
    elif here:
        queue = enumerate(listed.order_by("number"))
        found.update((person, ("waiting", ahead)) for ahead, person in queue if person in here)
    return found
