# SPDX-License-Identifier: Apache-2.0
"""Batches within reach, what they come to, and what was paid to me."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.scope import everything
from unionnet.tools.payments.models import LIVE, FundSource, Payment, PaymentBatch

SEE = "payments.see"
State = Payment.State
MINE = 50


def sources_seen_by(person: Person) -> QuerySet[FundSource]:
    return FundSource.objects.filter(person.reach(SEE).q()).select_related("organisation")


def batches_seen_by(person: Person) -> QuerySet[PaymentBatch]:
    rows = PaymentBatch.objects.filter(person.reach(SEE).q())
    return rows.select_related("organisation", "source", "asked_by", "second")


def with_sums(rows: QuerySet[PaymentBatch]) -> QuerySet[PaymentBatch]:
    live = Q(lines__state__in=LIVE)
    return rows.annotate(
        people=Count("lines__person", filter=live, distinct=True),
        amount=Sum("lines__amount", filter=live, default=0),
    )


def lines_of(batch: PaymentBatch) -> QuerySet[Payment]:
    return batch.lines.select_related("person").order_by("number")


def lines_seen_by(person: Person) -> QuerySet[Payment]:
    rows = Payment.objects.filter(person.reach(SEE).q("batch__organisation__path"))
    return rows.select_related("person", "batch__organisation", "batch__source")


@everything("whom it is paid to may read which batch of which union that is")
def my_payments(person: Person) -> list[Payment]:
    """One's own, the newest first, without what was taken back before it went anywhere."""
    rows = Payment.objects.filter(person=person).exclude(state=State.DROPPED)
    return list(rows.select_related("batch__organisation").order_by("-pk")[:MINE])


@dataclass(frozen=True)
class Sums:
    """Persons once each, money in 分; `live` is what waits, is under way or was paid."""

    persons: int
    live: int
    paid: int
    failed: int


def sums_of(batch: PaymentBatch) -> Sums:
    found = batch.lines.aggregate(
        persons=Count("person", filter=Q(state__in=LIVE), distinct=True),
        live=Sum("amount", filter=Q(state__in=LIVE), default=0),
        paid=Sum("amount", filter=Q(state=State.PAID), default=0),
        failed=Sum("amount", filter=Q(state=State.FAILED), default=0),
    )
    return Sums(**found)


def bank_layout(batch: PaymentBatch, on: date) -> Ruling:
    """Which columns the bank of that place wants: `heads`, `fields`, `format` xlsx or csv."""
    return rule("HW-13.bank_file", where=batch.organisation.county_code, on=on)


def bank_lines(batch: PaymentBatch, fields: list[str]) -> Iterator[list[Any]]:
    """The lines the bank is to carry out, with the numbers in clear. Only for its file."""
    for row in lines_of(batch).filter(state=State.SENT):
        found = {
            "number": row.number,
            "name": row.person.name,
            "account": row.account.open(),
            "bank": row.bank,
            "amount": row.amount / 100,
            "note": batch.title,
            "reference": row.public_id,
        }
        yield [found[field] for field in fields]
