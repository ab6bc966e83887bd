# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from unionnet.directory.organisations.actions import change_organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.actions.moving import locked
from unionnet.programmes.establishing.facts import LegalPersonRegistered
from unionnet.programmes.establishing.models import Establishment
from unionnet.programmes.establishing.rules import MOVES, why_not_register


@verb
def register_legal_person(
    establishment: Establishment,
    uscc: str,
    since: date,
    until: date,
    *,
    by: Person,
    at: datetime | None = None,
) -> Establishment:
    """The certificate of the union as a legal person (ORG-35). The tree checks its code (X-11, X-12)."""
    row, today = locked(establishment.pk), local_date(at or database_now())
    refusal = why_not_register(row, since, until, by, today)
    if refusal or row.organisation is None:
        raise refusal or AssertionError("why_not_register lets no union pass that does not stand")
    union = row.organisation
    change_organisation(
        union,
        region_code=union.region_code,
        uscc=uscc,
        since=union.since,
        by=by,
        at=at,
    )
    row.state = MOVES.after(row.state, "register")
    row.certificate_from, row.certificate_until = since, until
    row.save(update_fields=["state", "certificate_from", "certificate_until"])
    tell(LegalPersonRegistered(row.pk, union.pk, until.isoformat()), by=by, org_path=union.path)
    return row
