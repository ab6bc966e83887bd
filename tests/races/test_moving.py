# SPDX-License-Identifier: Apache-2.0
"""Claim 23, small: while a subtree moves to and fro, every reader finds each member under one parent, and
what was copied from a path (the standing the hot lane reads) is never behind it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.makers import make_officer, make_person, make_union
from tests.races.ground import figure
from unionnet.directory.organisations.actions import found_organisation, move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person

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


def test_nobody_is_ever_under_two_parents_or_none() -> None:
    county = make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)
    officer = make_officer(county)
    west, east = (make_union(name, county) for name in ("西镇总工会", "东镇总工会"))
    village = found_organisation("一村联合工会", Kind.VILLAGE_JOINT_UNION, west, by=officer)
    for number in range(UNIONS):
        factory = found_organisation(f"第{number}厂工会", Kind.ENTERPRISE_UNION, village, by=officer)
        make_person(f"职工{number}", union=factory)
    done = threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(look, west.path, east.path, done) for _ in range(READERS)]
        for number in range(MOVES):
            move_organisation(
                village, east if number % 2 == 0 else west, by=Person.objects.get(pk=officer.pk)
            )
        done.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert seen <= {(UNIONS, 0, 0), (0, UNIONS, 0)}
    assert len(seen) == 2


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
    from unionnet.directory.organisations.actions.tree import segment

    return [segment(number) for number in range(1, count + 1)]
