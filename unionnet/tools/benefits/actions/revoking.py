# SPDX-License-Identifier: Apache-2.0
"""Take back what was signed for by mistake."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.benefits.actions import giving
from unionnet.tools.benefits.facts import HandOutRevoked
from unionnet.tools.benefits.models import Benefit, Receipt, Voucher
from unionnet.tools.benefits.rules import why_not_revoke

REVOKE = (Path(__file__).parent / "revoke.sql").read_text(encoding="utf-8")


@verb
def revoke(
    benefit: Benefit,
    union: Organisation,
    person: Person,
    reason: str,
    *,
    key: UUID,
    by: Person,
    at: datetime | None = None,
) -> list[Receipt]:
    """All this person was handed under that key goes back on the shelf, cards made of it are void, and they
    may receive again. The receipts stay and say why. Twice is once."""
    reason, at = one_line(reason, 200), at or database_now()
    parameters: dict[str, Any] = {"persons": [person.pk], "union": union.pk, "benefit": benefit.pk}
    with connection.cursor() as cursor:
        cursor.execute(giving.LOCK_PEOPLE, parameters)
    rows = _locked(benefit, union, person, key)
    standing = [row.pk for row in rows if row.revoked_at is None]
    cards = Voucher.objects.select_for_update().filter(receipt__in=standing).order_by("pk")
    used = sum(card.used for card in cards)
    if no := why_not_revoke(by, union, reason, had=len(rows), used=used):
        raise no
    if standing:
        with connection.cursor() as cursor:
            cursor.execute(giving.LOCK_STOCK, parameters)
            cursor.execute(REVOKE, {"receipts": standing, "reason": reason, "by": by.pk, "at": at})
        Voucher.objects.filter(receipt__in=standing, withdrawn_at=None).update(withdrawn_at=at, reason=reason)
        fact = HandOutRevoked(benefit.pk, union.pk, person.pk, str(key))
        tell(fact, by=by, org_path=union.path)
    return list(Receipt.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def _locked(benefit: Benefit, union: Organisation, person: Person, key: UUID) -> list[Receipt]:
    """Of two who revoke the same, the second sees what the first has done."""
    rows = Receipt.objects.select_for_update(of=["self"], no_key=True).order_by("pk")
    return list(rows.filter(content__benefit=benefit, organisation=union, person=person, key=key))
