# SPDX-License-Identifier: Apache-2.0
"""What goes on with memberships in the demo county: transfers on their way, a pool with applicants, records
that contradict each other."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.organisations.actions import found_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import (
    ask_to_leave,
    ask_transfer,
    enter_pool,
    open_conflicts,
    release,
    turn,
)
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.routing import Wishes
from unionnet.doors.demo.crowd.inventing import MOST, invent
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date

APPLICANTS = (("courier", 2, "双江到人和"), ("food_delivery_rider", None, ""), ("domestic_worker", 5, ""))
FIRST = MOST - 200


@stage("belonging", "会籍接转、周转池 / transfers and the holding pool", order=140, after_crowd=True)
def load_belonging() -> None:
    rows, officer = tree_by_key(), demo_person("county")
    county, sector, town = rows["yunyang"], rows["sector-1"], rows["town-2"]
    long_since = database_now() - timedelta(days=30)
    below = Membership.objects.filter(
        organisation__path__gte=county.path, organisation__path__lt=county.path_end
    )
    settled = below.filter(state="active", person__accounts=None, decided_at__lt=long_since)
    members = list(settled.select_related("person").order_by("pk")[:6])
    if len(members) == 6:
        _move(members, sector, town, officer)
    _fill_pool(county, rows, officer)


def _move(members: list[Membership], sector: Organisation, town: Organisation, officer: Person) -> None:
    now = database_now()
    first, second, retired, leaving, doubled, called = members
    for number, member in enumerate((first, second)):
        to = sector if member.organisation_id != sector.pk else town
        transfer = ask_transfer(member, to, "换到新的站点工作", by=member.person, at=now - timedelta(days=2))
        if number:
            release(transfer, by=officer, at=now - timedelta(days=1))
    turn(retired, "retain", by=officer, reason="办理退休")
    ask_to_leave(leaving, "搬到外地生活", by=leaving.person, at=now - timedelta(days=1))
    to = sector if doubled.organisation_id != sector.pk else town
    open_conflicts(to, [_claim(doubled.person, doubled.person.name[:1] + "㛃")], [], by=officer)
    account = officer.accounts.get()
    phone = account.mobile.open() if account.mobile else ""
    open_conflicts(to, [], [_claim(called.person, called.person.name, phone)], by=demo_person("village"))


def _claim(person: Person, name: str, mobile: str = "") -> Particulars:
    number = person.id_number.open() if person.id_number else ""
    own = person.mobile.open() if person.mobile else ""
    return Particulars(name, person.id_type, number, mobile or own, "courier", "新城快递站")


def _fill_pool(county: Organisation, rows: dict[str, Organisation], officer: Person) -> None:
    now = database_now()
    pool = found_organisation(
        "云阳县新就业形态劳动者周转池",
        Organisation.Kind.HOLDING_POOL,
        county,
        region_code=county.region_code,
        since=local_date(now),
        by=officer,
    )
    for number, (occupation, town, route) in enumerate(APPLICANTS):
        made_up = invent(FIRST + number, "50")
        person = Person()
        person.save()
        given = Particulars(made_up.name, "resident_id", made_up.id_number, made_up.mobile, occupation)
        wishes = Wishes(workplace=rows[f"town-{town}"] if town else None, route=route)
        enter_pool(person, pool, given, wishes, by=person, at=now - timedelta(hours=9 * number + 2))
