# SPDX-License-Identifier: Apache-2.0
"""Cases are found by their words, in the part of the tree the officer sees, and by an index."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.database import OWNER_URL
from unionnet.directory.organisations.facts import OrganisationMoved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.scope import everything
from unionnet.tools.casework.actions import Matter, Owner, assist, dispatch
from unionnet.tools.casework.lexemes import asked_for
from unionnet.tools.casework.listeners import find_them_where_they_are_now
from unionnet.tools.casework.queries import found_in, numbers_found, shares_seen_by
from unionnet.tools.casework.tests.makers import (
    HOUR,
    MONDAY,
    Tree,
    make_case,
    make_dispatched,
    make_signed,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db
ONLY_BY_BITMAPS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
PLAN = "EXPLAIN SELECT id FROM casework_case WHERE words @@ '工资'::tsquery"
RUNS_AS = "SELECT prosecdef, pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'casework_found'"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def found(officer: Person, words: str = "拖欠工资") -> list[int]:
    officer.is_asking, officer.posts_of_today = True, None
    return numbers_found(officer, words)


def test_a_word_inside_a_longer_one_is_not_asked_for() -> None:
    assert asked_for("拖欠工资") == "'拖欠工资'"
    assert asked_for("工资 工伤") == "'工伤' & '工资'"


def test_each_union_finds_what_it_was_given_and_those_above_it_too(tree: Tree) -> None:
    case = make_dispatched(tree)
    make_case(tree, matter=Matter("工伤认定"))
    officers = [tree.at_city, tree.at_county, tree.at_town, tree.at_other]
    assert [found(each) for each in officers] == [[case.pk], [case.pk], [], []]
    assert found(tree.at_city, "拖欠 工伤") == []


def test_a_share_is_found_from_the_moment_it_is_given(tree: Tree) -> None:
    case = make_signed(tree)
    assert found(tree.at_town) == []
    assist(case, tree.town, "请核实。", by=tree.at_county, at=MONDAY)
    assert found(tree.at_town) == [case.pk]


def test_what_is_told_in_confidence_is_found_at_its_own_desk_alone(tree: Tree) -> None:
    case = make_case(tree, tree.county, kind=sensitive_kind())
    assert [found(tree.at_city), found(tree.at_county)] == [[], [case.pk]]
    dispatch(case, tree.town, by=tree.at_county, at=MONDAY + HOUR)
    assert [found(tree.at_city), found(tree.at_town)] == [[], [case.pk]]


def test_nobody_finds_what_they_brought_themselves(tree: Tree) -> None:
    make_case(tree, by=tree.at_city, owner=Owner(person=tree.at_city))
    tray = shares_seen_by(tree.at_city)
    assert list(found_in(tray, tree.at_city, "拖欠工资", "", late_at=None)) == []


def test_a_branch_that_moved_is_found_where_it_is_now(tree: Tree) -> None:
    case = make_dispatched(tree)
    before = tree.county.path
    after = tree.other.path + before[-4:]
    Organisation.objects.filter(pk=tree.county.pk).update(path=after, parent=tree.other)
    assert found(tree.at_other) == []
    find_them_where_they_are_now(
        OrganisationMoved(tree.county.pk, tree.city.pk, tree.other.pk, before, after)
    )
    assert found(tree.at_other) == [case.pk]


def test_marks_cannot_be_typed(tree: Tree) -> None:
    make_case(tree)
    assert found(tree.at_city, f"@{tree.city.path}") == []
    assert found(tree.at_city, "') | ('@") == []


def test_only_its_owner_may_ask_the_index_before_the_wall() -> None:
    """So a function of theirs does the finding. Few rows would be read one by one: that is forbidden here."""
    with everything("a test looks at a plan"), connection.cursor() as cursor:
        cursor.execute(ONLY_BY_BITMAPS)
        cursor.execute(PLAN)
        assert "case_words" not in str(cursor.fetchall())
        cursor.execute(RUNS_AS)
        is_by_owner, name = cursor.fetchone()
    with psycopg.connect(OWNER_URL) as owner:
        owner.execute(ONLY_BY_BITMAPS)
        assert "case_words" in str(owner.execute(PLAN).fetchall())
        assert (is_by_owner, name) == (True, owner.info.user)


@pytest.mark.parametrize("between", [0, 50, 500, 5_000])
def test_the_newest_come_first_wherever_they_were_found(tree: Tree, between: int) -> None:
    """Among the newest few, among the next ones, or by the index."""
    cases = [make_case(tree, matter=Matter(f"拖欠工资{number}")) for number in range(4)]
    with everything("a test asks as the owner of the index"), connection.cursor() as cursor:
        skip_numbers(cursor, between)
        cases += [make_case(tree, matter=Matter("拖欠工资")) for _new in range(2)]
        newest = [case.pk for case in reversed(cases)]
        for most in (1, 2, 3, 4, 9):
            assert asked(cursor, "工资", most) == newest[:most]


def skip_numbers(cursor: Any, many: int) -> None:
    """As if so many cases had come in between."""
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence('casework_case', 'id')) FROM generate_series(1, %s)", [many]
    )


def asked(cursor: Any, word: str, most: int) -> list[int]:
    cursor.execute("SELECT casework_found(%s::tsquery, %s)", [word, most])
    return [number for (number,) in cursor.fetchall()]
