# SPDX-License-Identifier: Apache-2.0
"""Claim 2 for incidents: the form that raises one is sent many times at once, on a line that stutters. There
is one incident, one case with its clock, and one alarm goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.database import OWNER_URL
from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.gates import gated
from tests.races.together import all_at_once
from unionnet.foundation.journal.models import Entry
from unionnet.programmes.incidents import actions
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.tests.makers import make_incident
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import Tree, make_tree

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
POSTS = figure("POSTS", 12)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def raising(tree: Tree, posts: int) -> list[str]:
    key = uuid4()
    officers = [tree.at_county, make_officer(tree.county, name="另一位干部")]

    def post(number: int, key: UUID) -> Callable[[], object]:
        return lambda: make_incident(tree.county, officers[number % 2], key=key)

    return sorted(all_at_once([post(number, key) for number in range(posts)]))


def counts() -> tuple[int, int, int]:
    told = Entry.objects.filter(fact="incidents.raised").count()
    return Incident.objects.count(), Case.objects.count(), told


def test_a_form_sent_many_times_at_once_is_one_incident(tree: Tree) -> None:
    assert raising(tree, POSTS) == ["done"] * POSTS
    assert counts() == (1, 1, 1)
    measured(posts=POSTS, incidents=Incident.objects.count())


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No queue, and both have looked and found nothing before either writes."""
    monkeypatch.setattr(actions, "one_at_a_time", lambda _what: None)
    monkeypatch.setattr(actions, "kind_of", gated(actions.kind_of))


@pytest.mark.usefixtures("nobody_waits")
def test_the_database_alone_keeps_it_one(tree: Tree) -> None:
    assert raising(tree, 2) == ["IntegrityError", "done"]
    assert counts() == (1, 1, 1)


@pytest.mark.usefixtures("nobody_waits")
def test_without_any_guard_there_are_two(tree: Tree) -> None:
    """The negative control."""
    with without_unique_keys():
        assert raising(tree, 2) == ["done", "done"]
        assert counts() == (2, 2, 2)


@contextmanager
def without_unique_keys() -> Iterator[None]:
    """The rows go with the guard, which is put back in its own words."""
    asked = """SELECT conname, pg_get_constraintdef(oid) AS words FROM pg_constraint
               WHERE conrelid = 'incidents_incident'::regclass AND contype = 'u'"""
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        ((name, words),) = (each for each in owner.execute(asked) if each[1] == "UNIQUE (key)")
        owner.execute(f'ALTER TABLE incidents_incident DROP CONSTRAINT "{name}"'.encode())
        try:
            yield
        finally:
            owner.execute(b"TRUNCATE incidents_incident CASCADE")
            owner.execute(f'ALTER TABLE incidents_incident ADD CONSTRAINT "{name}" {words}'.encode())
