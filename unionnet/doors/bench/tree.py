# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench tree`: the national tree and its members at a tenth (`--scale 1` for all of it). Counts of
any union by every mark while the registers change, a county of 10,000 unions that moves, members searched."""

from __future__ import annotations

import argparse
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import psycopg

from unionnet.doors.bench.crowd import percentile
from unionnet.doors.bench.ground import meanwhile, own_database, say, settle_figures, sweep
from unionnet.doors.bench.nation import (
    EVERY_MEMBER,
    EVERY_UNION,
    SURNAMES,
    Nation,
    id_number_of,
    load,
    mobile_of,
)
from unionnet.foundation.postgres.roles import SUPERUSER

NAME = "unionnet_bench_tree"
WARM_UP = 50
# Right or wrong is asked of the registers themselves, in the snapshot of the answer.
FULL_COUNT = """
    SELECT mark, count(*) FROM (
        SELECT marks.mark FROM people_membership m
        JOIN organisations_organisation o ON o.id = m.organisation_id
        JOIN people_person p ON p.id = m.person_id
        CROSS JOIN LATERAL
          figures_marks_of_membership(m.state, m.decided_at, m.decided_by_id, m.due_on, p.tags) marks (mark)
        WHERE o.path >= %(path)s AND o.path < %(path)s || '~'
        UNION ALL
        SELECT marks.mark FROM organisations_organisation o
        CROSS JOIN LATERAL figures_marks_of_organisation(o.kind, o.since, o.until) AS marks (mark)
        WHERE o.path >= %(path)s AND o.path < %(path)s || '~'
        UNION ALL
        SELECT marks.mark FROM people_membership m
        JOIN organisations_organisation o ON o.id = m.organisation_id
        JOIN people_person p ON p.id = m.person_id AND p.id_index IS NOT NULL
        CROSS JOIN LATERAL (
            VALUES ('follower', TRUE), ('real_name:member', p.real_name_at IS NOT NULL)) AS marks (mark, told)
        WHERE o.path >= %(path)s AND o.path < %(path)s || '~' AND marks.told
          AND m.state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained')
        UNION ALL
        SELECT figures_item('joining', figures_month(m.applied_at), m.channel <> 'officer')
        FROM people_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
        WHERE o.path >= %(path)s AND o.path < %(path)s || '~' AND m.channel <> 'import'
        UNION ALL
        SELECT 'real_name' FROM people_person p JOIN organisations_organisation o ON o.id = figures_top()
        WHERE p.real_name_at IS NOT NULL AND o.path >= %(path)s AND o.path < %(path)s || '~') AS every_mark
    GROUP BY mark
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=float, default=0.1, help="全国的几分之几 / share of the nation (0.1)")
    parser.add_argument(
        "--questions", type=int, default=2000, help="每项次数 / questions of each kind (2000)"
    )


def measure(asked: argparse.Namespace) -> dict[str, float | int]:
    with own_database(NAME) as ground:
        import django

        django.setup()
        base, members = int(EVERY_UNION * asked.scale), int(EVERY_MEMBER * asked.scale)
        superuser = ground.cluster.url(SUPERUSER, NAME)
        say(f"装入 {base:,} 个工会、{members:,} 名会员 / loading unions and members …")
        nation = _timed("load", lambda: load(superuser, base, members))
        from unionnet.doors.figures.actions import recount

        _timed("count", recount)
        dice = random.Random(9_000_000)
        # Meanwhile the registers change, some hundred rows a second, and the worker settles as it does.
        with meanwhile(partial(_write, ground.app, nation.members), settle_figures, _relist):
            counting = list(_count(nation, asked.questions, dice))[WARM_UP:]
            differ = _differing(nation, dice)
            move = _timed("move", lambda: _move(nation))
            listed = _timed("listings that follow", _wait_for_listings)
            differ += _differing(nation, dice)
        searching = list(_search(nation, asked.questions, dice))[WARM_UP:]
        return {
            "organisations": nation.unions,
            "members": nation.members,
            "counts_p99_ms": percentile(counting, 0.99),
            "counts_differ": differ,
            "move_s": round(move, 2),
            "listed_s": round(listed, 2),
            "search_p99_ms": percentile(searching, 0.99),
        }


def _timed(name: str, work: Any) -> Any:
    begun = time.perf_counter()
    found = work()
    say(f"  {name}: {time.perf_counter() - begun:.2f} s")
    return found


def _write(url: str, members: int, over: threading.Event) -> None:
    """Plain statements: what counts is what the registers tell, and this process also takes the time."""
    dice = random.Random(1)
    with psycopg.connect(url, autocommit=True) as db:
        while not over.wait(0.02):
            some = [dice.randint(1, members) for _ in range(3)]
            state, tag = dice.choice(("active", "withdrawn", "active")), dice.choice(("骑手", "保安员"))
            db.execute("UPDATE people_membership SET state = %s WHERE id = ANY(%s)", [state, some])
            db.execute("UPDATE people_person SET tags = %s WHERE id = ANY(%s)", [[tag], some])


def _some_paths(nation: Nation, count: int, dice: random.Random) -> Iterator[str]:
    """Of every level alike: the nation, and any base union."""
    for _ in range(count):
        yield dice.choice(nation.paths[dice.choice(list(nation.paths))])


def _count(nation: Nation, questions: int, dice: random.Random) -> Iterator[float]:
    """Seconds of each question, as pages ask it: by tier, kind, tag and month."""
    from unionnet.directory.people.posts import Reach
    from unionnet.doors.figures.queries import counts_of

    for path in _some_paths(nation, questions + WARM_UP, dice):
        begun = time.perf_counter()
        counts_of(Reach((path,)))
        yield time.perf_counter() - begun


def _differing(nation: Nation, dice: random.Random) -> int:
    """How many counts are not what the registers say: of the nation, and of some unions of each level."""
    from django.db import connection, transaction
    from psycopg import IsolationLevel

    from unionnet.directory.people.posts import Reach
    from unionnet.doors.figures.queries import counts_of

    paths = [
        nation.paths[1][0],
        nation.great,
        *(dice.choice(each) for each in nation.paths.values() for _ in range(4)),
    ]
    differing = 0
    connection.ensure_connection()
    connection.connection.isolation_level = IsolationLevel.REPEATABLE_READ
    for path in paths:
        with transaction.atomic(), connection.cursor() as cursor:
            told = counts_of(Reach((path,))).by_mark
            cursor.execute(FULL_COUNT, {"path": path})
            true = Counter(dict(cursor.fetchall()))
        differing += sum(told[mark] != true[mark] for mark in {*told, *true})
    connection.close()
    say(f"  {len(paths)} unions compared: {differing} counts differ")
    return differing


def _move(nation: Nation) -> float:
    """Seconds until the county of 10,000 unions, with its members, hangs under another city."""
    from unionnet.directory.organisations.actions import move_organisation
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person, Role

    officer = Person.objects.get(pk=1)
    top = Organisation.objects.get(path=nation.paths[1][0])
    Role.objects.create(person=officer, organisation=top, name="officer", since=date(2020, 1, 1))
    county = Organisation.objects.get(path=nation.great)
    target = Organisation.objects.get(path=nation.paths[3][-1])
    begun = time.perf_counter()
    nation.great = move_organisation(county, target, by=officer).path
    took = time.perf_counter() - begun
    for level, paths in list(nation.paths.items()):
        nation.paths[level] = [path for path in paths if not path.startswith(county.path)] or [nation.great]
    return took


def _relist(over: threading.Event) -> None:
    from unionnet.directory.people.actions import relist

    sweep(relist, 0.25, over)


def _wait_for_listings() -> float:
    """Seconds from now until members are searched by the new paths alone."""
    from unionnet.directory.people.models import ListingMove

    begun = time.perf_counter()
    while ListingMove.objects.exists():
        time.sleep(0.01)
    return time.perf_counter() - begun


def _search(nation: Nation, questions: int, dice: random.Random) -> Iterator[float]:
    """Seconds of each search of an officer of a province, a city, a county or a town: by the beginning of a
    name, its pinyin, its initials, a phone, a document. As the desk does: ten hits and one more, behind the
    second wall."""
    from django.db import transaction

    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person, Role
    from unionnet.directory.people.queries import found_members
    from unionnet.foundation.scope import on_behalf_of

    officers = []
    for number, level in enumerate((2, 2, 3, 3, 4, 4, 5, 5), 10):
        union = Organisation.objects.get(path=dice.choice(nation.paths[level]))
        Role.objects.create(person_id=number, organisation=union, name="officer", since=date(2020, 1, 1))
        officers.append(Person.objects.get(pk=number))
    slowest = (0.0, "", "")
    for number in range(questions + WARM_UP):
        officer, words = dice.choice(officers), _words(nation, number, dice)
        officer.is_asking, officer.posts_of_today = True, None  # each is a request of its own
        with on_behalf_of(officer.pk), transaction.atomic():
            begun = time.perf_counter()
            list(found_members(officer, words=words)[:11])
            took = time.perf_counter() - begun
        slowest = max(slowest, (took, words, officer.reach("people.see").paths[0]))
        yield took
    say(f"  slowest search: {slowest}")


def _words(nation: Nation, number: int, dice: random.Random) -> str:
    from unionnet.directory.people.models import Person

    somebody = dice.randint(1, nation.members)
    match number % 5:
        case 0:
            return dice.choice(SURNAMES)
        case 1:
            return str(Person.objects.get(pk=somebody).name)[: dice.choice((2, 3))]
        case 2:
            spelt, _bar, initials = Person.objects.get(pk=somebody).pinyin.partition("|")
            return str(dice.choice((spelt, spelt[:5], initials)))
        case 3:
            return mobile_of(somebody)
    return id_number_of(somebody)
