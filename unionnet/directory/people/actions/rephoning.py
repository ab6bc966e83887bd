# SPDX-License-Identifier: Apache-2.0
"""A phone changes hands: the one who proves it may not be the one it signs in (MEM-17)."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.accounts import prove_phone
from unionnet.directory.people.actions.conflicts import open_claimed
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import BINDING_STATES, Account, Conflict, Person
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.scope import verb


@verb
def prove_or_conflict(account: Account, mobile: str, *, at: datetime | None = None) -> Account | Conflict:
    """A code sent to this phone came back. When it signs in somebody else, nothing changes yet: an officer
    decides whose it is, and whoever proved it may prove it again then. Where neither is bound to a union
    there is nobody to decide, and the phone stays refused."""
    index = blind_index("mobile", mobile)
    others = Account.objects.filter(mobile_index=index).exclude(person=account.person_id)
    holder = others.select_related("person").first()
    union = (_union_of(account.person) or _union_of(holder.person)) if holder else None
    if holder is None or union is None:
        return prove_phone(account, mobile, at=at)
    given = _as_known(account.person, mobile)
    phone = Conflict.Kind.PHONE
    return open_claimed(phone, union, given, holder.person, by=account.person, at=at)


def _union_of(person: Person) -> Organisation | None:
    rows = person.memberships.filter(state__in=BINDING_STATES).select_related("organisation")
    bound = max(rows, key=lambda each: each.is_member, default=None)
    return bound.organisation if bound else None


def _as_known(person: Person, mobile: str) -> Particulars:
    number = person.id_number.open() if person.id_number else ""
    return Particulars(person.name, person.id_type, number, mobile, person.occupation)
