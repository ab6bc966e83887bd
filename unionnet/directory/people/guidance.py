# SPDX-License-Identifier: Apache-2.0
"""A document we know already: what to tell the one who holds it, and how far (no name, no union to a
stranger)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from unionnet.directory.people.holders import holder_of
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import MEMBER_STATES, Account, Membership, Person
from unionnet.directory.people.models.accounts import WECHAT
from unionnet.directory.people.rules import why_not_found_listed
from unionnet.foundation.scope import everything

MOST_OF_A_PHONE = 20  # a family's, a team's


@dataclass(frozen=True)
class Known:
    """Somebody with this document is in the register under another account.

    `tail` are the last digits of the phone that can prove it; `mobile` the phone itself, for sending a code.
    `is_proved` when the phone in hand is one of theirs already. `union` where they are a member.
    """

    person: Person
    mobile: str
    tail: str
    is_proved: bool
    union: str


@everything("who has proved a phone may learn that a list holds it")
def listed_with(account: Account) -> list[Person]:
    """Members of old lists under the phone of this account, whom nobody signs in as and whose document is not
    known. Their names go no further than the verb."""
    if not (account.mobile_index and account.phone_proved_at):
        return []
    rows = Person.objects.filter(mobile_index=account.mobile_index, id_index__isnull=True, name__gt="")
    member = Membership.objects.filter(person=OuterRef("pk"), state__in=MEMBER_STATES)
    return list(rows.filter(Exists(member), accounts__isnull=True).order_by("pk")[:MOST_OF_A_PHONE])


def own_entry(person: Person, account: Account, name: str) -> Person:
    """The member this person is: themselves, or, for a visitor, the one of that name listed under their
    phone."""
    if person.memberships.filter(state__in=MEMBER_STATES).exists():
        return person
    found = [each for each in listed_with(account) if is_same_name(each.name, name)]
    if person.is_real_name or len(found) != 1:
        raise why_not_found_listed()
    return found[0]


def unclaimed(given: Particulars) -> Person | None:
    """Whom the union knows by this name and document, and nobody signs in as. For a verb: whether there is
    such an entry goes no further."""
    entry = holder_of(given.id_number)
    if entry is None or not is_same_name(entry.name, given.name):
        return None
    opens = Q(mobile_index__isnull=False) | Q(login__startswith=WECHAT)
    return None if entry.accounts.filter(opens, is_active=True).exists() else entry


@everything("a document stands once in the whole register")
def known_by_document(given: Particulars, asking: Person | None, proved_mobile: str) -> Known | None:
    """None when nobody else has this document, or when the name does not go with it (the verb then says
    no)."""
    person = holder_of(given.id_number)
    if person is None or person == asking or not is_same_name(person.name, given.name):
        return None
    account = Account.objects.filter(person=person, mobile_index__isnull=False, is_active=True).first()
    sealed = account.mobile if account and account.mobile else person.mobile
    mobile = sealed.open() if sealed else ""
    own = (
        Membership.objects.filter(person=person, state__in=MEMBER_STATES)
        .select_related("organisation")
        .first()
    )
    return Known(
        person,
        mobile,
        mobile[-4:],
        bool(mobile) and mobile == proved_mobile,
        own.organisation.name if own else "",
    )
