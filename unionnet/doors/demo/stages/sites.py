# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.models import Account, JoinCode, Membership, Person
from unionnet.directory.places.actions.register import change, register
from unionnet.directory.places.timetable import every_day
from unionnet.doors.demo.stages.persons import PREFIX
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.doors.demo.world.sites import HOTLINES, Station, all_stations
from unionnet.foundation.clock import database_now, local_date

SPRING = datetime(2026, 3, 20, 2, tzinfo=UTC)
POSTERS = {"枫林路口驿站": "build", "望江路驿站": "county", "阿吉奈公园驿站": "night"}


def demo_person(login: str) -> Person:
    return Account.objects.select_related("person").get(login=PREFIX + login).person


@stage("sites", "驿站和场馆 / stations and venues", order=40)
def load_sites() -> None:
    """Stations and venues, the facilities that came later, and posters."""
    rows = tree_by_key()
    for station in all_stations():
        site = register(rows[station.union], _values(station), every_day(*station.hours), by=None)
        if station.later:
            change(site, {"codes": [*station.codes, *station.later]}, by=None, at=SPRING)
        if station.name in POSTERS:
            make_join_code(
                site.organisation,
                by=demo_person(POSTERS[station.name]),
                channel=Membership.Channel.STATION,
                place=site.public_id,
                place_name=site.name,
            )


def _values(station: Station) -> dict[str, object]:
    return {
        "name": station.name,
        "kind": station.kind,
        "address": station.address,
        "latitude": station.latitude,
        "longitude": station.longitude,
        "codes": list(station.codes),
        "since": station.since,
        "capacity": station.capacity,
        "entry_mode": station.entry_mode,
        "hotlines": HOTLINES,
        "last_verified": local_date(database_now()),
        **station.extra,
    }


def where_it_leads(address: str) -> str:
    """An address, `join:STATION` for the code on that station's poster, or `screen:UNION`."""
    if address.startswith("screen:"):
        union = Organisation.objects.filter(name=address.removeprefix("screen:")).first()
        return f"/screen/?at={union.public_id}" if union else "/screen/"
    if not address.startswith("join:"):
        return address
    code = JoinCode.objects.filter(place_name=address.removeprefix("join:")).first()
    return f"/j/{code.code}" if code else "/"
