# SPDX-License-Identifier: Apache-2.0
"""What lies where, what is on its way, and whether the book ties."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Sum, When

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.tools.benefits.models import STANDS, Consignment, Item, Movement, Receipt, Stock, Stocktake

SEE = "benefits.see"
BELOW = 300
State = Consignment.State


def items_for(union: Organisation) -> QuerySet[Item]:
    """What this union and those above it have described."""
    above = [union.path[:end] for end in range(SEGMENT, len(union.path) + 1, SEGMENT)]
    return (
        Item.objects.filter(organisation__path__in=above)
        .select_related("organisation")
        .order_by("name", "pk")
    )


def items_seen_by(person: Person) -> QuerySet[Item]:
    rows = Item.objects.filter(_reach_and_above(person))
    return rows.select_related("organisation")


def _reach_and_above(person: Person, column: str = "organisation__path") -> Q:
    """Rows of unions within reach and of those above them, whose things and benefits go down to them."""
    paths = {path[:end] for path in person.reach(SEE).paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return person.reach(SEE).q(column) | Q(**{f"{column}__in": paths})


def stocks_seen_by(person: Person) -> QuerySet[Stock]:
    rows = Stock.objects.filter(person.reach(SEE).q())
    return rows.select_related("organisation", "batch__item")


def unions_below(stock: Stock) -> list[Organisation]:
    """Directly below the union where it lies: the next who sign for it."""
    rows = stock.organisation.children.filter(until__isnull=True)
    return list(rows.order_by("pinyin", "pk")[:BELOW])


def found_stocks(rows: QuerySet[Stock], words: str, kind: str, *, empty: bool) -> QuerySet[Stock]:
    if not empty:
        rows = rows.filter(on_hand__gt=0)
    if kind in Item.Kind.values:
        rows = rows.filter(batch__item__kind=kind)
    if words:
        rows = rows.filter(
            Q(batch__item__name__contains=words)
            | Q(batch__label__contains=words)
            | Q(organisation__name__contains=words)
        )
    return rows


def movements_of(stock: Stock) -> QuerySet[Movement]:
    rows = Movement.objects.filter(Q(from_stock=stock) | Q(to_stock=stock))
    return rows.select_related("by", "consignment__organisation", "consignment__source__organisation")


def stocktakes_of(stock: Stock) -> QuerySet[Stocktake]:
    return stock.stocktakes.select_related("by").order_by("-pk")


def consignments_seen_by(person: Person) -> QuerySet[Consignment]:
    """Those that come to unions within reach, and those that went out from there."""
    reach = person.reach(SEE)
    rows = Consignment.objects.filter(reach.q() | reach.q("source__organisation__path"))
    return rows.select_related("organisation", "source__organisation", "source__batch__item", "closed_by")


def to_sign_for(person: Person) -> QuerySet[Consignment]:
    """What waits for the signature of the person's own unions; what lies with those below is theirs."""
    own = offices_of(person, "benefits.manage")
    return Consignment.objects.filter(organisation__path__in=own, state=State.SENT)


@dataclass(frozen=True)
class Tie:
    """The book of one stock: what came in, what went out, what lies there; and how many of what went to
    persons and stayed with them are signed for. All in units of the batch."""

    came: int
    went: int
    on_hand: int
    handed_out: int
    signed_for: int

    @property
    def is_right(self) -> bool:
        return self.came - self.went == self.on_hand and self.handed_out == self.signed_for


def tie_of(stock: Stock) -> Tie:
    return ties(Stock.objects.filter(pk=stock.pk))


def ties(stocks: QuerySet[Stock]) -> Tie:
    """The same for several stocks together."""
    rows = Movement.objects.filter(Q(from_stock__in=stocks) | Q(to_stock__in=stocks)).aggregate(
        came=Sum(Case(When(to_stock__in=stocks, then=F("quantity"))), default=0),
        went=Sum(Case(When(from_stock__in=stocks, then=F("quantity"))), default=0),
        handed_out=Sum("quantity", filter=Q(to_account=Movement.Account.PERSONS), default=0)
        - Sum("quantity", filter=Q(from_account=Movement.Account.PERSONS), default=0),
    )
    signed = Receipt.objects.filter(STANDS, stock__in=stocks).aggregate(n=Sum("quantity", default=0))["n"]
    on_hand = stocks.aggregate(n=Sum("on_hand", default=0))["n"]
    return Tie(**rows, on_hand=on_hand, signed_for=signed)
