# SPDX-License-Identifier: Apache-2.0
"""Cards and where they are used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.scope import everything
from unionnet.tools.benefits.models import Merchant, Settlement, Use, Voucher
from unionnet.tools.benefits.queries.stock import SEE

LATELY = 10


def merchants_seen_by(person: Person) -> QuerySet[Merchant]:
    rows = Merchant.objects.filter(person.reach(SEE).q())
    return rows.select_related("organisation").prefetch_related("takes__item", "keepers__person")


def merchants_kept_by(person: Person) -> QuerySet[Merchant]:
    """Where this person takes cards."""
    return Merchant.objects.filter(keepers__person=person, ended_at__isnull=True).prefetch_related(
        "takes__item"
    )


def vouchers_of(person: Person) -> QuerySet[Voucher]:
    """One's own cards."""
    rows = Voucher.objects.filter(person=person).select_related("item", "receipt__organisation")
    return rows.prefetch_related("uses__merchant")


def vouchers_seen_by(person: Person) -> QuerySet[Voucher]:
    rows = Voucher.objects.filter(person.reach(SEE).q("receipt__organisation__path"))
    return rows.select_related("item", "person", "receipt__organisation")


def uses_at(merchant: Merchant) -> QuerySet[Use]:
    """The newest first. No name: the merchant need not know who came."""
    return merchant.uses.select_related("voucher__item").order_by("-pk")


@everything("a merchant sees which cards it took, and no name")
def taken_lately(merchant: Merchant) -> list[Use]:
    return list(uses_at(merchant)[:LATELY])


def unsettled(merchant: Merchant, before: date) -> QuerySet[Use]:
    """Uses before that day which no settlement holds."""
    return merchant.uses.filter(settlement__isnull=True, at__lt=start_of(before))


@dataclass(frozen=True)
class Owed:
    uses: int
    amount: int


def owed(rows: QuerySet[Use]) -> Owed:
    return Owed(**rows.aggregate(uses=Count("pk"), amount=Sum("price", default=0)))


def settlements_seen_by(person: Person) -> QuerySet[Settlement]:
    rows = Settlement.objects.filter(person.reach(SEE).q("merchant__organisation__path"))
    return rows.select_related("merchant__organisation", "by")


def card_numbers(people: Collection[Person]) -> list[str]:
    """The numbers of their member cards, for the form that names them."""
    rows = Membership.objects.filter(person__in=people, state__in=MEMBER_STATES, card_no__isnull=False)
    return [str(number) for number in rows.order_by("card_no").values_list("card_no", flat=True)]
