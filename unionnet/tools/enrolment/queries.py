# SPDX-License-Identifier: Apache-2.0
"""Questions, each shaped for the page that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Standing
from unionnet.tools.enrolment.models import (
    Attendance,
    Choice,
    Draw,
    Invitation,
    Offer,
    OfferGroup,
    Pause,
    Place,
    Waiting,
    Withdrawal,
)
from unionnet.tools.enrolment.rules import Candidate, why_not_you

Entry = Place | Waiting | Invitation


def candidate_of(person: Person | None, group_id: int | None) -> Candidate:
    """What the rule asks of this person, for offers of that group."""
    if person is None:
        return Candidate()
    pause = Pause.objects.filter(person=person, lifted_at=None).order_by("-until").first()
    return Candidate.of(
        Standing.objects.filter(person=person).first(),
        paused_until=pause.until if pause else None,
        holds_in_group=group_id is not None and holds_in_group(person, group_id),
    )


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


def holds_in_group(person: Person, group_id: int) -> bool:
    """A place or an invitation in the group."""
    mine = {"group": group_id, "person": person}
    return Place.objects.filter(**mine).exists() or Invitation.objects.filter(**mine).exists()


def offers_for(person: Person | None) -> QuerySet[Offer]:
    """Offers a visitor of the phone may read about: all are public, the rule says who may take a place."""
    return Offer.objects.select_related("organisation", "open_to", "group")


def public_offers() -> QuerySet[Offer]:
    """For machines and strangers: offers hold nothing personal."""
    return offers_for(None)


def opening_soon(at: datetime) -> QuerySet[Offer]:
    """What opens next, the soonest first."""
    return offers_for(None).filter(cancelled_at=None, opens_at__gt=at).order_by("opens_at", "id")


def open_now(at: datetime) -> QuerySet[Offer]:
    """What can be taken now, the soonest to close first."""
    return (
        offers_for(None)
        .filter(cancelled_at=None, opens_at__lte=at, closes_at__gt=at)
        .order_by("closes_at", "id")
    )


def offers_seen_by(person: Person) -> QuerySet[Offer]:
    """The offers on this officer's desk: of their unions and of those below."""
    return offers_for(person).filter(person.reach("enrolment.see").q())


def offers_managed_by(person: Person) -> QuerySet[Offer]:
    return offers_for(person).filter(person.reach("enrolment.manage").q())


def offers_checked_by(person: Person) -> QuerySet[Offer]:
    return offers_for(person).filter(person.reach("enrolment.check_in").q())


def groups_seen_by(person: Person) -> QuerySet[OfferGroup]:
    return OfferGroup.objects.filter(person.reach("enrolment.see").q()).select_related("organisation")


def entry_of(person: Person, offer: Offer) -> Entry | None:
    """What the person has of the offer: a place, an invitation, a number on the list, or nothing."""
    mine = Q(offer=offer, person=person)
    return (
        Place.objects.filter(mine).first()
        or Invitation.objects.filter(mine).first()
        or Waiting.objects.filter(mine).first()
    )


def position_of(entry: Entry | None) -> int | None:
    """1 for the next to be asked; None for who does not wait."""
    if not isinstance(entry, Waiting) or entry.state != "waiting":
        return None
    return Waiting.objects.filter(offer=entry.offer_id, number__lte=entry.number).count()


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
    listed = [Mine(w.offer, w, w.state, getattr(w, "position", None)) for w in listed_of(person)]
    return [*invited, *places, *listed]


def listed_of(person: Person) -> QuerySet:  # type: ignore[type-arg]
    """What the person entered and waits for, in one query; `position` is None where lots are to be drawn."""
    before = (
        Waiting.objects.filter(offer=OuterRef("offer"), number__lte=OuterRef("number"))
        .order_by()
        .values("offer")
        .annotate(n=Count("*"))
        .values("n")
    )
    awaits_draw = ~Q(offer__mode=Offer.Mode.FIRST_COME) & Q(offer__drawn_at=None)
    position = Case(When(awaits_draw, then=None), default=Subquery(before))
    found: QuerySet = _with_offer(Waiting, person).annotate(position=position)  # type: ignore[type-arg]
    return found.order_by("-joined_at")


@dataclass(frozen=True)
class Wishes:
    """What a person wished for among the offers of a group, while lots are still to be drawn."""

    group: OfferGroup
    receipt: str
    offers: list[Offer]


def first_wishes_of(person: Person) -> QuerySet[Choice]:
    """One line a group."""
    return _undrawn_wishes(person).filter(preference=1)


def _undrawn_wishes(person: Person) -> QuerySet[Choice]:
    return Choice.objects.filter(person=person, offer__drawn_at=None)


def wishes_of(person: Person) -> list[Wishes]:
    """By group, the dearest wish first."""
    found: dict[int, Wishes] = {}
    lines = _undrawn_wishes(person).select_related("group__organisation", "offer")
    for choice in lines.order_by("group", "preference"):
        own = found.setdefault(choice.group_id, Wishes(choice.group, choice.receipt, []))
        own.offers.append(choice.offer)
    return list(found.values())


def history_of(person: Person) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(person=person).select_related("offer").order_by("-at")


def _with_offer(kind: type, person: Person) -> QuerySet:  # type: ignore[type-arg]
    found: QuerySet = kind.objects.filter(person=person).select_related(  # type: ignore[type-arg,attr-defined]
        "offer__organisation", "offer__open_to", "offer__group"
    )
    return found


@dataclass(frozen=True)
class Line:
    """One line of the result log that members may read: no name but the masked one."""

    number: int
    receipt: str
    name: str
    outcome: str
    reason: str
    at: datetime


def results(offer: Offer, start: int = 0, limit: int = 200) -> list[Line]:
    """Everybody's outcome in the order of arrival, from a number on."""
    lines = [
        Line(row.number, row.receipt, mask_name(row.person.name), outcome, reason, at)
        for kind, outcome in (
            (Place, "taken"),
            (Invitation, "invited"),
            (Waiting, "entered" if offer.awaits_draw else "waiting"),
            (Withdrawal, "left"),
        )
        for row, reason, at in _lines(kind, offer, start, limit)
    ]
    return sorted(lines, key=lambda line: line.number)[:limit]


def _lines(kind: type, offer: Offer, start: int, limit: int):  # type: ignore[no-untyped-def]
    rows = kind.objects.filter(offer=offer, number__gt=start)  # type: ignore[attr-defined]
    for row in rows.select_related("person").order_by("number")[:limit]:
        at = (
            getattr(row, "taken_at", None)
            or getattr(row, "offered_at", None)
            or getattr(row, "joined_at", None)
        )
        yield row, row.get_why_display() if kind is Withdrawal else "", at or row.at


def mask_name(name: str) -> str:
    """林晓 → 林*, 欧阳小芳 → 欧**芳: enough to find oneself, too little to find another."""
    if len(name) < 2:
        return "*"
    return name[0] + "*" if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]


def may_read_results(person: Person | None, offer: Offer) -> bool:
    """Anyone in the union whose offer it is, or that it is open to; and whoever has something of it."""
    if person is None:
        return False
    standing = Standing.objects.filter(person=person).first()
    root = offer.open_to or offer.organisation
    if (
        standing
        and standing.path
        and (root.contains(standing.path) or offer.organisation.contains(standing.path))
    ):
        return True
    return entry_of(person, offer) is not None or person.reach("enrolment.see").covers(
        offer.organisation.path
    )


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


def draw_of(offer: Offer) -> Draw | None:
    """The draw that decides this offer: its own, or by wishes that of its group."""
    if offer.mode == Offer.Mode.FIRST_COME:
        return None
    whose = Q(group=offer.group_id) if offer.mode == Offer.Mode.RANKED else Q(offer=offer)
    return Draw.objects.filter(whose).select_related("offer", "group").first()


def offers_of(draw: Draw) -> QuerySet[Offer]:
    """What a draw decides: one offer, or the ranked ones of a group."""
    if draw.group_id:
        return Offer.objects.filter(group=draw.group_id, mode=Offer.Mode.RANKED)
    return Offer.objects.filter(draw=draw)


def choices_of(person: Person, group: OfferGroup) -> list[Choice]:
    return list(
        Choice.objects.filter(person=person, group=group).select_related("offer").order_by("preference")
    )


def published(draw: Draw) -> dict[str, object]:
    """What anyone may recompute from. The seed is in it once the draw is done, and not before."""
    sizes = dict(offers_of(draw).order_by("id").values_list("public_id", "size"))
    return {
        "format": "unionnet-draw-1",
        "draw": draw.public_id,
        "kind": "ranked" if draw.group_id else "lottery",
        "sizes": draw.capacity or sizes,
        "commitment": draw.commitment,
        "committed_at": draw.committed_at.isoformat(),
        "roster": draw.roster,
        "roster_root": draw.roster_root,
        "frozen_at": draw.frozen_at.isoformat() if draw.frozen_at else None,
        "seed": draw.seed.open() if draw.drawn_at else None,
        "public_word": draw.public_word,
        "order": draw.order,
        "result": draw.result,
        "passed_over": draw.passed_over,
        "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
    }


def filling(at: datetime) -> QuerySet[Offer]:
    """Offers that filled lately or are about to open, for the screen."""
    return offers_for(None).filter(cancelled_at=None, closes_at__gt=at).order_by("opens_at", "id")


def person_of_receipt(receipt: str, offer: Offer) -> Person | None:
    place = Place.objects.filter(offer=offer, receipt=receipt).select_related("person").first()
    return place.person if place else None


def person_of_card(card_no: str) -> Person | None:
    """An active member by the number on the card, or anybody by the public id."""
    own = (
        Membership.objects.filter(card_no=card_no, state=Membership.State.ACTIVE)
        .select_related("person")
        .first()
    )
    return own.person if own else Person.objects.filter(public_id=card_no).first()


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


def everybody_of(offer: Offer) -> set[int]:
    """Ids of all who have something of the offer."""
    return {
        person_id
        for kind in (Place, Invitation, Waiting)
        for person_id in kind.objects.filter(offer=offer).values_list("person_id", flat=True)
    }


def places_of(person: Person) -> QuerySet[Place]:
    return Place.objects.filter(person=person)


def groups_managed_by(person: Person) -> QuerySet[OfferGroup]:
    return OfferGroup.objects.filter(person.reach("enrolment.manage").q()).order_by("-created_at", "-id")


def union_named(name: str) -> Organisation | None:
    return Organisation.objects.filter(name=name).order_by("path").first()
