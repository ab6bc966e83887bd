# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Membership, Person, Role, Standing
from unionnet.directory.people.occupations import tags_of
from unionnet.doors.demo.crowd.inventing import id_number
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.doors.demo.world.persons import PERSONS, Invented
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index

PREFIX = "demo-"


@stage("persons", "演示账号 / demo sign-ins", order=30)
def load_persons() -> None:
    """The named people: account, membership, posts."""
    rows = tree_by_key()
    for number, invented in enumerate(PERSONS):
        _bring_in(number, invented, rows)


def _bring_in(number: int, invented: Invented, rows: dict[str, Organisation]) -> Person:
    union, joined = rows.get(invented.union), database_now() - timedelta(days=400 + number)
    mobile = f"1690000{number:04d}"
    tags = tags_of(invented.occupation, on=joined.date()) if invented.name else []
    person = Person(name=invented.name, occupation=invented.occupation if invented.name else "", tags=tags)
    if invented.name:
        number_of_id = id_number(
            f"{union.region_code[:2] if union else '50'}9988", invented.born_on, 990 + number
        )
        person.born_on, person.real_name_at = invented.born_on, joined
        person.id_type, person.id_number = Person.IdType.RESIDENT_ID, number_of_id
        person.sex = "m" if int(number_of_id[16]) % 2 else "f"
        person.id_index = blind_index("id_number", number_of_id)
        person.mobile, person.mobile_index = mobile, blind_index("mobile", mobile)
    person.save()
    Account.objects.create(
        person=person,
        login=PREFIX + invented.login,
        password="!",  # noqa: S106 - one that no password equals
        is_demo=True,
        mobile=mobile,
        mobile_index=blind_index("mobile", mobile),
    )
    if union:
        Membership.objects.create(
            person=person,
            organisation=union,
            state=Membership.State.ACTIVE,
            card_no=f"{union.region_code[:6]}8{number:09d}",
            channel=Membership.Channel.UNIT,
            applied_at=joined,
            decided_at=joined,
        )
    Standing.objects.create(
        person=person,
        path=union.path if union else "",
        is_real_name=bool(invented.name),
        tags=tags,
        born_on=invented.born_on if invented.name else None,
    )
    for role, key, title in invented.roles:
        Role.objects.create(
            person=person, organisation=rows[key], name=role, title=title, since=date(2025, 1, 1)
        )
    return person
