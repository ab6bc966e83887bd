# SPDX-License-Identifier: Apache-2.0
"""Benefits an officer hands out, what a member may fetch, and who has had what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.benefits.models import (
    STANDS,
    Benefit,
    Content,
    Entitled,
    Receipt,
    Signature,
    Stock,
    Voucher,
)
from unionnet.tools.benefits.queries.stock import SEE, _reach_and_above

HAND_OUT = "benefits.hand_out"
MOST = 50
NOTHING = {"persons": 0, "times": 0, "pieces": 0}


def benefits_seen_by(person: Person) -> QuerySet[Benefit]:
    """Of unions within reach, and of those above them that are handed out there."""
    rows = Benefit.objects.filter(_reach_and_above(person))
    return rows.select_related("organisation", "open_to").prefetch_related("contents__item")


def found_benefits(rows: QuerySet[Benefit], words: str, state: str, at: datetime) -> QuerySet[Benefit]:
    if state == "open":
        rows = rows.filter(ended_at__isnull=True, closes_at__gt=at)
    if state == "over":
        rows = rows.filter(Q(ended_at__isnull=False) | Q(closes_at__lte=at))
    return rows.filter(Q(title__contains=words) | Q(organisation__name__contains=words)) if words else rows


def counters_of(person: Person, benefit: Benefit) -> QuerySet[Organisation]:
    """Unions where this person may hand it out."""
    inside = reached_by(person, HAND_OUT).filter(
        path__gte=benefit.organisation.path, path__lt=benefit.organisation.path_end
    )
    return inside.filter(until__isnull=True).order_by("path")


def receipts_seen_by(person: Person) -> QuerySet[Receipt]:
    rows = Receipt.objects.filter(person.reach(SEE).q())
    with_all = ("person", "organisation", "content__item", "by", "stock__batch", "paper", "signature")
    return rows.select_related(*with_all).defer("signature__picture")


def receipts_to_revoke(benefit: Benefit, union: Organisation, person: Person) -> list[Receipt]:
    """What this person had of it there and still has, one of each hand-out, the latest in front."""
    rows = Receipt.objects.filter(STANDS, content__benefit=benefit, organisation=union, person=person)
    once = rows.order_by("key", "pk").distinct("key").values("pk")
    return list(rows.filter(pk__in=once).order_by("-at", "-pk"))


def papers_seen_by(person: Person) -> QuerySet[StoredFile]:
    """Photographed lists, through a receipt they stand behind."""
    held = Receipt.objects.filter(person.reach(SEE).q(), paper=OuterRef("pk"))
    return StoredFile.objects.filter(Exists(held))


def signatures_seen_by(person: Person) -> QuerySet[Signature]:
    """What was drawn, through a receipt it stands behind."""
    held = Receipt.objects.filter(person.reach(SEE).q(), signature=OuterRef("pk"))
    return Signature.objects.filter(Exists(held))


def people_with_cards(person: Person, numbers: Collection[str]) -> dict[str, int]:
    """Members within reach by the numbers of their cards: number → id of the person."""
    rows = Membership.objects.filter(person.reach("benefits.manage").q(), card_no__in=numbers)
    return {
        str(number): pk
        for number, pk in rows.filter(state__in=MEMBER_STATES).values_list("card_no", "person")
    }


@dataclass(frozen=True)
class Given:
    """Of one content: to how many persons, how many times, and what is left on the shelves."""

    content: Content
    persons: int
    times: int
    pieces: int
    on_hand: int


def given_of(benefit: Benefit, person: Person) -> list[Given]:
    """As far as the person's reach goes."""
    reach = person.reach(SEE)
    rows = Receipt.objects.filter(STANDS, reach.q(), content__benefit=benefit).values("content")
    counted: Any = rows.annotate(
        persons=Count("person", distinct=True), times=Count("pk"), pieces=Sum("quantity")
    )
    found = {row.pop("content"): row for row in counted}
    items = [each.item_id for each in benefit.contents.all()]
    shelves = Stock.objects.filter(reach.q(), batch__item__in=items).values("batch__item")
    left = {row["batch__item"]: row["n"] for row in shelves.annotate(n=Sum("on_hand"))}
    return [
        Given(each, **{**NOTHING, **found.get(each.pk, {})}, on_hand=left.get(each.item_id, 0))
        for each in benefit.contents.all()
    ]


def members_for(benefit: Benefit, union: Organisation) -> QuerySet[Membership]:
    """Members of that union whom the terms of the benefit mean and who have not had it, by name: the paper
    list. What only the day itself can say (stock, yearly limit) is asked when it is handed out."""
    rows = Membership.objects.filter(_below(union), _below(benefit.open_to), state__in=MEMBER_STATES)
    if benefit.any_tags:
        rows = rows.filter(person__tags__overlap=benefit.any_tags)
    if benefit.joined_from:
        rows = rows.filter(decided_at__date__gte=benefit.joined_from)
    if benefit.joined_until:
        rows = rows.filter(decided_at__date__lte=benefit.joined_until)
    if benefit.by_list:
        rows = rows.filter(person__in=benefit.entitled.values("person"))
    had = Receipt.objects.filter(STANDS, person=OuterRef("person"), content__benefit=benefit)
    rows = rows.filter(~Exists(had.filter(number__gte=benefit.per_person)))
    by_name = ("organisation__path", "person__pinyin", "pk")
    return rows.select_related("person", "organisation").order_by(*by_name)


def signed_for(benefit: Benefit, union: Organisation, most: int) -> list[Receipt]:
    """Who has had it there, in the order in which they signed: one receipt a hand-out."""
    rows = Receipt.objects.filter(STANDS, content__benefit=benefit, organisation=union)
    once = rows.order_by("person", "number", "pk").distinct("person", "number")
    card = Membership.objects.filter(person=OuterRef("person"), state__in=MEMBER_STATES)
    found = Receipt.objects.filter(pk__in=once.values("pk")).annotate(card_no=card.values("card_no")[:1])
    return list(found.select_related("person").order_by("at", "pk")[:most])


def _below(union: Organisation) -> Q:
    return Q(organisation__path__gte=union.path, organisation__path__lt=union.path_end)


@dataclass(frozen=True)
class Mine:
    """What I may fetch now, what I had, and my cards."""

    waiting: Sequence[Benefit]
    had: Sequence[Receipt]
    cards: Sequence[Voucher]


def receipts_of(person: Person) -> QuerySet[Receipt]:
    """What this person was given."""
    rows = Receipt.objects.filter(person=person)
    return rows.select_related("content__benefit", "content__item", "organisation")


def mine(person: Person, at: datetime) -> Mine:
    cards = Voucher.objects.filter(person=person).select_related("item", "receipt__organisation")
    return Mine(
        waiting_for(person, at),
        list(receipts_of(person).order_by("-at", "-pk")[:MOST]),
        list(cards.order_by("-pk")[:MOST]),
    )


def waiting_for(person: Person, at: datetime) -> list[Benefit]:
    """Open now and not had yet: what has this person on its list, or is for members like this one. The first
    to lapse in front, fifty at most."""
    own = Membership.objects.filter(person=person, state__in=MEMBER_STATES)
    membership = own.select_related("organisation").first()
    path = membership.organisation.path if membership else ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    days = Q(joined_from=None, joined_until=None)
    if membership:
        joined = local_date(membership.decided_at or membership.applied_at)
        since = Q(joined_from=None) | Q(joined_from__lte=joined)
        days = since & (Q(joined_until=None) | Q(joined_until__gte=joined))
    had = Receipt.objects.filter(STANDS, person=person, content__benefit=OuterRef("pk"))
    listed = Entitled.objects.filter(benefit=OuterRef("pk"), person=person)
    rows = Benefit.objects.filter(
        Q(any_tags=[]) | Q(any_tags__overlap=person.tags),
        days,
        Q(by_list=False, open_to__path__in=above) | Q(by_list=True) & Exists(listed),
        ~Exists(had.filter(number__gte=OuterRef("per_person"))),
        ended_at__isnull=True,
        opens_at__lte=at,
        closes_at__gt=at,
    )
    rows = rows.select_related("organisation").prefetch_related("contents__item")
    return list(rows.order_by("closes_at", "pk")[:MOST])
