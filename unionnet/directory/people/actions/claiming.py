# SPDX-License-Identifier: Apache-2.0
"""An entry that a union made without a phone finds its person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from unionnet.directory.people.actions.accounts import attach_account
from unionnet.directory.people.actions.conflicts import open_claimed
from unionnet.directory.people.actions.consents import give_consent
from unionnet.directory.people.conflicts import claim_of
from unionnet.directory.people.consents import REAL_NAME
from unionnet.directory.people.facts import OwnDetailsGiven
from unionnet.directory.people.guidance import unclaimed
from unionnet.directory.people.holders import told_apart
from unionnet.directory.people.identity import Particulars, plain_name, plain_number
from unionnet.directory.people.models import BINDING_STATES, Account, Conflict, Person
from unionnet.directory.people.rules import why_not_claim
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb


@verb
def claim_entry(
    given: Particulars, *, by: Person, account: Account, at: datetime | None = None
) -> Person | None:
    """A visitor says which member they are, by name and document. When an officer has written their proved
    phone into the entry, the account becomes theirs at once, and the member is returned. Else an officer of
    the union compares the document first. None is said alike for that and for a document nobody has: who
    asks learns nothing (decision 0027)."""
    at = at or database_now()
    mobile = account.mobile.open() if account.mobile and account.phone_proved_at else ""
    given = replace(
        given, name=plain_name(given.name), id_number=plain_number(given.id_number), mobile=mobile
    )
    if refusal := why_not_claim(by, account, given, on=local_date(at)):
        raise refusal
    give_consent(by, REAL_NAME.purpose, REAL_NAME.version, by=by)
    entry = unclaimed(given)
    if entry is None:
        return None
    own = entry.memberships.filter(state__in=BINDING_STATES).select_related("organisation").first()
    if own is None:
        return None
    if mobile and entry.mobile and entry.mobile.open() == mobile:
        attach_account(account, entry, by=entry)
        give_consent(entry, REAL_NAME.purpose, REAL_NAME.version, by=entry)
        fact = OwnDetailsGiven(entry.pk, own.pk, own.organisation_id)
        tell(fact, by=entry, org_path=own.organisation.path)
        return entry
    _text, claim = claim_of(given)
    if not told_apart([claim]):
        open_claimed(Conflict.Kind.CLAIM, own.organisation, given, entry, by=by, at=at)
    return None
