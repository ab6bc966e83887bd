# SPDX-License-Identifier: Apache-2.0
"""What one person has of offers, and what the rule asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.prepared import Among, prepared
from unionnet.tools.enrolment.models import (
    Choice,
    Invitation,
    Offer,
    OfferGroup,
    Pause,
    Place,
    Waiting,
    Withdrawal,
)
from unionnet.tools.enrolment.rules import Candidate

Entry = Place | Waiting | Invitation
AWAITS_DRAW = ~Q(offer__mode=Offer.Mode.FIRST_COME) & Q(offer__drawn_at=None)
NO_GROUP = 0
STATES = ("entered", "waiting", "invited", "taken")


def candidate_of(person: Person | None, group_id: int | None) -> Candidate:
    """What the rule asks of this person, for offers of that group."""
    if person is None:
        return Candidate()
    return candidate(person, holds_in_group=group_id is not None and holds_in_group(person, group_id))


def candidate(person: Person, *, holds_in_group: bool) -> Candidate:
    """The same where it is known already what the person holds in the group."""
    until = _paused_until.first(person.pk)
    return Candidate.of(_standing.first(person.pk), paused_until=until, holds_in_group=holds_in_group)


@prepared
def _paused_until(person: int) -> QuerySet[Pause, datetime]:
    pauses = Pause.objects.filter(person=person, lifted_at=None).order_by("-until")
    return pauses.values_list("until", flat=True)[:1]


@prepared
def _standing(person: int) -> QuerySet[Standing]:
    return Standing.objects.filter(person=person)


def holds_in_group(person: Person, group_id: int) -> bool:
    """A place or an invitation in the group."""
    mine = {"group": group_id, "person": person}
    return Place.objects.filter(**mine).exists() or Invitation.objects.filter(**mine).exists()


def entry_of(person: Person, offer: Offer) -> Entry | None:
    """What the person has of the offer: a place, an invitation, a number on the list, or nothing."""
    mine = Q(offer=offer, person=person)
    return (
        Place.objects.filter(mine).first()
        or Invitation.objects.filter(mine).first()
        or Waiting.objects.filter(mine).first()
    )


def places_of(person: Person) -> QuerySet[Place]:
    return Place.objects.filter(person=person)


def position_of(entry: Entry | None) -> int | None:
    """1 for the next to be asked; None for who does not wait."""
    if not isinstance(entry, Waiting) or entry.outcome != "waiting":
        return None
    return position_at(entry.offer_id, entry.number)


def position_at(offer: int, number: int) -> int:
    """The same for a number on the list that has been read already."""
    return Waiting.objects.filter(offer=offer, number__lte=number).count()


@dataclass(frozen=True)
class Holding:
    """What a person has of an offer: taken, invited, waiting, or entered while lots are still to be drawn."""

    state: str
    number: int
    deadline: datetime | None = None

    @property
    def is_place(self) -> bool:
        """A place, or one that is kept: of these one has one in a group."""
        return self.state in ("taken", "invited")


def holdings_of(person: Person | None, offers: list[int], group: int | None = None) -> dict[int, Holding]:
    """What one has of these offers and of those of a group: by offer, in one query. A place outranks an
    invitation, that a number on the list."""
    if person is None:
        return {}
    found: dict[int, Holding] = {}
    rows = _held(person.pk, offers, group or NO_GROUP)
    for offer, state, number, until in sorted(rows, key=lambda row: STATES.index(row[1])):
        found[offer] = Holding(state, number, until)
    return found


@prepared
def _held(person: int, offers: list[int], group: int) -> QuerySet[Any, tuple[int, str, int, datetime | None]]:
    """(offer, state, number, deadline)"""
    none = Value(None, output_field=DateTimeField())
    own = Q(Among("offer", offers)) | Q(offer__group=group), Q(person=person)
    entered = Case(When(AWAITS_DRAW, then=Value("entered")), default=Value("waiting"))
    listed = Waiting.objects.filter(*own).annotate(kind=entered, until=none)
    places = Place.objects.filter(*own).annotate(kind=Value("taken"), until=none)
    invited = Invitation.objects.filter(*own).annotate(kind=Value("invited"), until=F("deadline"))
    columns = ("offer_id", "kind", "number", "until")
    rest = (invited.values_list(*columns), places.values_list(*columns))
    return listed.values_list(*columns).union(*rest, all=True)


@dataclass(frozen=True)
class Mine:
    """One line of "my enrolments"."""

    offer: Offer
    entry: Entry
    state: str
    position: int | None = None
    deadline: datetime | None = None


def mine(person: Person) -> list[Mine]:
    """What this person holds and waits for; what asks for an answer comes first."""
    invited = [
        Mine(i.offer, i, "invited", deadline=i.deadline)
        for i in _with_offer(Invitation, person).order_by("deadline")
    ]
    places = [Mine(p.offer, p, "taken") for p in _with_offer(Place, person).order_by("-taken_at")]
    listed = [Mine(w.offer, w, w.outcome, getattr(w, "position", None)) for w in listed_of(person)]
    return [*invited, *places, *listed]


def listed_of(person: Person | int) -> QuerySet:  # type: ignore[type-arg]
    """What the person entered and waits for, in one query; `position` is None where lots are to be drawn."""
    before = (
        Waiting.objects.filter(offer=OuterRef("offer"), number__lte=OuterRef("number"))
        .order_by()
        .values("offer")
        .annotate(n=Count("*"))
        .values("n")
    )
    position = Case(When(AWAITS_DRAW, then=None), default=Subquery(before))
    found: QuerySet = _with_offer(Waiting, person).annotate(position=position)  # type: ignore[type-arg]
    return found.order_by("-joined_at")


def _with_offer(kind: type, person: Person | int) -> QuerySet:  # type: ignore[type-arg]
    found: QuerySet = kind.objects.filter(person=person).select_related(  # type: ignore[type-arg,attr-defined]
        "offer__organisation", "offer__open_to", "offer__group"
    )
    return found


def choices_of(person: Person, group: OfferGroup) -> list[Choice]:
    return list(
        Choice.objects.filter(person=person, group=group).select_related("offer").order_by("preference")
    )


@dataclass(frozen=True)
class Wishes:
    """What a person wished for among the offers of a group, while lots are still to be drawn."""

    group: OfferGroup
    receipt: str
    offers: list[Offer]


def wishes_of(person: Person) -> list[Wishes]:
    """By group, the dearest wish first."""
    found: dict[int, Wishes] = {}
    lines = _undrawn_wishes(person).select_related("group__organisation", "offer")
    for choice in lines.order_by("group", "preference"):
        own = found.setdefault(choice.group_id, Wishes(choice.group, choice.receipt, []))
        own.offers.append(choice.offer)
    return list(found.values())


def first_wishes_of(person: Person | int) -> QuerySet[Choice]:
    """One line a group: the dearest that can still be granted."""
    return _undrawn_wishes(person).order_by("group", "preference").distinct("group")


def _undrawn_wishes(person: Person | int) -> QuerySet[Choice]:
    return Choice.objects.filter(person=person, offer__drawn_at=None, offer__cancelled_at=None)


def history_of(person: Person) -> QuerySet[Withdrawal]:
    """What the person gave up and did not take back, the latest first."""
    gone = Withdrawal.objects.filter(person=person, undo=None)
    return gone.select_related("offer").order_by("-at", "-pk")


def last_withdrawal(person: Person, offer: Offer) -> Withdrawal | None:
    return history_of(person).filter(offer=offer).first()
