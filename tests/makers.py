# SPDX-License-Identifier: Apache-2.0
"""Rows that many tests start from. Everybody here is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from django.test import Client

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Account, Membership, Person, Role, Standing
from unionnet.foundation.crypto import blind_index

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def make_union(
    name: str,
    parent: Organisation | None = None,
    *,
    kind: str = Organisation.Kind.TOWNSHIP_FEDERATION,
    region_code: str = "500235",
) -> Organisation:
    """An established union below its parent."""
    return Organisation.objects.create(
        name=name,
        kind=kind,
        parent=parent,
        region_code=region_code,
        path=(parent.path if parent else "") + _segment(next(_numbers)),
        since=date(2020, 1, 1),
    )


def make_person(
    name: str,
    *,
    union: Organisation | None = None,
    tags: tuple[str, ...] = (),
    born_on: date = date(1990, 5, 17),
    real_name: bool = True,
) -> Person:
    """A real-name user with an account; an active member when a union is given."""
    number = next(_numbers)
    mobile, id_number = f"139{number:08d}", make_id_number(born_on, number)
    person = Person(name=name, tags=list(tags), born_on=born_on, mobile=mobile)
    person.mobile_index = blind_index("mobile", mobile)
    if real_name:
        person.id_type, person.id_number = Person.IdType.RESIDENT_ID, id_number
        person.id_index, person.real_name_at = blind_index("id_number", id_number), LONG_AGO
    person.save()
    Account.objects.create(person=person, login=f"test-{number}", password="!")
    if union:
        Membership.objects.create(
            person=person,
            organisation=union,
            state=Membership.State.ACTIVE,
            card_no=f"{union.region_code}{number:010d}",
            applied_at=LONG_AGO,
            decided_at=LONG_AGO,
        )
    Standing.objects.create(
        person=person,
        path=union.path if union else "",
        is_real_name=real_name,
        tags=list(tags),
        born_on=born_on,
    )
    return person


def make_officer(union: Organisation, role: str = Role.Name.OFFICER, name: str = "周干部") -> Person:
    """Somebody who holds a role at that union."""
    person = make_person(name, union=union)
    Role.objects.create(person=person, organisation=union, name=role, since=date(2020, 1, 1))
    return person


def make_deputy(lender: Person, verbs: list[str], name: str = "谭代办") -> Person:
    """A colleague who stands in today for the only post of somebody, with these verbs of it."""
    own = lender.roles.select_related("organisation").get()
    deputy = make_person(name, union=own.organisation)
    lent = Role.objects.create(
        person=deputy,
        organisation=own.organisation,
        name=own.name,
        lent_by=own,
        verbs=["desk.open", *verbs],
        since=date(2020, 1, 1),
        until=date(2099, 12, 31),
    )
    deputy.within, deputy.stands_in, deputy.stands_for = own.organisation.path, lent.pk, lender.pk
    return deputy


def sign_in(client: Client, person: Person) -> Client:
    """The client of a test, signed in as that person."""
    account = person.accounts.get()
    client.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
    return client


def make_id_number(born_on: date, number: int, region: str = "500235") -> str:
    """A number that passes GB 11643."""
    digits = f"{region}{born_on:%Y%m%d}{number % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def _segment(number: int) -> str:
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    for _ in range(SEGMENT):
        number, rest = divmod(number, 36)
        text = letters[rest] + text
    return text
