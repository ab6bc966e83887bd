# SPDX-License-Identifier: Apache-2.0
"""Readers are told that a book is due. After the commit, at least once."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify
from unionnet.foundation.journal import on
from unionnet.programmes.venues.facts import LoanDue
from unionnet.programmes.venues.models import Loan


@on(LoanDue)
def say_it_is_due(fact: LoanDue) -> None:
    loan = Loan.objects.select_related("person", "copy__title").filter(pk=fact.loan, returned_at=None).first()
    if loan is None:
        return
    notify(
        loan.person,
        kind="booking.loan_due",
        title=_("借的书快到期了"),
        text=_("《%(book)s》应于 %(day)s 前归还。"),
        facts={"book": loan.copy.title.name, "day": f"{loan.due_on:%Y-%m-%d}"},
        url=reverse("venues:loans"),
        unique=f"venues.loan_due.{loan.pk}.{loan.due_on}",
    )
