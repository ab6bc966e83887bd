# SPDX-License-Identifier: Apache-2.0
"""Claim 23: while a subtree moves to and fro, every reader finds each member under one parent, what was
copied from a path (the standing the hot lane reads) is never behind it, and the new rights hold at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import OuterRef, Subquery

from tests.figures import figure, measured, progress
from tests.makers import LONG_AGO, make_officer, make_union
from unionnet.directory.organisations.actions import found_organisation, move_organisation
from unionnet.directory.organisations.actions.tree import segment
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import relist
from unionnet.directory.people.models import Listing, ListingMove, Membership, Person, Standing
from unionnet.foundation.ids import take_ids

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Kind = Organisation.Kind
UNIONS, MOVES, READERS = figure("ORGANISATIONS", 60), figure("MOVES", 30), figure("READERS", 4)

WHERE_THEY_ARE = """
    SELECT count(*) FILTER (WHERE o.path >= %(west)s AND o.path < %(west)s || '~'),
           count(*) FILTER (WHERE o.path >= %(east)s AND o.path < %(east)s || '~'),
           count(*) FILTER (WHERE s.path <> o.path)
    FROM people_membership m
    JOIN organisations_organisation o ON o.id = m.organisation_id
    JOIN people_standing s ON s.person_id = m.person_id
    WHERE m.state = 'active' AND o.kind = 'enterprise_union'
"""


def look(west: str, east: str, until: threading.Event) -> set[tuple[int, int, int]]:
    """What one reader saw, again and again."""
    seen = set()
    with connection.cursor() as cursor:
        while not until.is_set():
            cursor.execute(WHERE_THEY_ARE, {"west": west, "east": east})
            seen.add(tuple(cursor.fetchone()))
    connections.close_all()
    return seen


def relist_until(done: threading.Event) -> None:
    """As the worker does, until all is where it belongs."""
    while not done.is_set() or ListingMove.objects.exists():
        relist()
    connections.close_all()


def fill(village: Organisation, count: int) -> None:
    """So many unions of one member each, below the village, in a few statements."""
    unions = [
        Organisation(
            name=f"第{number}厂工会",
            kind=Kind.ENTERPRISE_UNION,
            parent=village,
            path=village.path + segment(number),
            region_code=village.region_code,
            since=village.since,
        )
        for number in range(1, count + 1)
    ]
    Organisation.objects.bulk_create(unions, batch_size=1000)
    Organisation.objects.filter(pk=village.pk).update(last_segment=count)
    people = Person.objects.bulk_create(
        [Person(pk=number, name="职工") for number in take_ids(Person, count)], batch_size=1000
    )
    Membership.objects.bulk_create(
        [
            Membership(
                person=person,
                organisation=union,
                state=Membership.State.ACTIVE,
                card_no=f"500999{person.pk:010d}",
                applied_at=LONG_AGO,
                decided_at=LONG_AGO,
            )
            for person, union in zip(people, unions, strict=True)
        ],
        batch_size=1000,
    )
    Standing.objects.bulk_create(
        [
            Standing(person=person, path=union.path, is_real_name=True)
            for person, union in zip(people, unions, strict=True)
        ],
        batch_size=1000,
    )


def reached(officer: Person) -> int:
    """How many factories this officer may see, as the next request would find it."""
    reach = Person.objects.get(pk=officer.pk).reach("organisations.see")
    return Organisation.objects.filter(reach.q("path"), kind=Kind.ENTERPRISE_UNION).count()


def test_nobody_is_ever_under_two_parents_or_none() -> None:
    county = make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)
    officer = make_officer(county)
    west, east = (make_union(name, county) for name in ("西镇总工会", "东镇总工会"))
    western, eastern = make_officer(west), make_officer(east)
    village = found_organisation("一村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    fill(village, UNIONS)
    done, slowest, behind = threading.Event(), 0.0, 0.0
    with ThreadPoolExecutor(READERS + 1) as pool:
        listing = pool.submit(relist_until, done)
        readers = [pool.submit(look, west.path, east.path, done) for _ in range(READERS)]
        try:
            for number in range(MOVES):
                to_east, began = number % 2 == 0, time.monotonic()
                move_organisation(village, east if to_east else west, by=Person.objects.get(pk=officer.pk))
                moved = time.monotonic()
                there, here = (eastern, western) if to_east else (western, eastern)
                assert (reached(there), reached(here)) == (UNIONS, 0)
                slowest, behind = max(slowest, moved - began), max(behind, time.monotonic() - moved)
                progress(f"move {number + 1} / {MOVES}: {moved - began:.2f} s")
        finally:
            done.set()
        seen = set().union(*(reader.result() for reader in readers))
        listing.result()
    measured(organisations=UNIONS, slowest_move_s=round(slowest, 2), rights_s=round(behind, 3))
    assert seen <= {(UNIONS, 0, 0), (0, UNIONS, 0)}
    assert len(seen) == min(2, MOVES + 1)
    assert behind <= 1.0
    where = Standing.objects.filter(pk=OuterRef("pk")).values("path")
    assert not Listing.objects.exclude(path=Subquery(where)).exists()


def test_unions_founded_at_once_never_share_a_path() -> None:
    county = make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)
    officer = make_officer(county)

    def found(number: int) -> str:
        by = Person.objects.get(pk=officer.pk)
        path = found_organisation(f"第{number}镇总工会", Kind.TOWNSHIP_FEDERATION, county, by=by).path
        connections.close_all()
        return path

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(found, range(40)))
    assert sorted(paths) == [f"{county.path}{segment}" for segment in _first(40)]


def _first(count: int) -> list[str]:
    return [segment(number) for number in range(1, count + 1)]
