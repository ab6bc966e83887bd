# SPDX-License-Identifier: Apache-2.0
"""Claim 21: each door is locked. Every address and method, tried by seven roles, members and strangers from
their own union, the one above, below, beside and a foreign one, gives the answer of the tables."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from pytest_django import DjangoDbBlocker

from tests.doors import Knocker, World, addresses, row_of, rows_of, skeleton, tables
from tests.figures import measured
from tests.taking_back import for_a_module, for_a_test
from unionnet.directory.people import posts
from unionnet.foundation.scope import everything

TABLES = tables()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all tables and rolled back at the end."""
    with for_a_module(django_db_blocker):
        logging.disable(logging.CRITICAL)  # every closed door would be a warning
        yield World()
        logging.disable(logging.NOTSET)


def test_no_row_without_an_address() -> None:
    real = {address for address, _module in addresses()}
    told = [row.address for table in TABLES.values() for row in rows_of(table)]
    assert [address for address in told if skeleton(address) not in real] == []


@pytest.mark.parametrize("label", sorted(TABLES))
def test_every_door_answers_as_its_table_says(label: str, world: World) -> None:
    with for_a_test():
        knocker = Knocker(TABLES[label], world)
        different = list(knocker.differences())
    measured(**{f"asked_{label}": knocker.asked, f"different_{label}": len(different)})
    assert not different, "\n" + "\n".join(different)


def test_the_test_sees_a_lock_that_is_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: every role reaches the whole tree, and the second wall, which would hide it, is down."""
    monkeypatch.setattr(
        "unionnet.directory.people.middleware.on_behalf_of", lambda person: everything("sabotage")
    )
    found = posts.reach_of
    monkeypatch.setattr(
        "unionnet.directory.people.models.persons.reach_of",
        lambda person, verb: posts.Reach(("",)) if found(person, verb) else posts.Reach(),
    )
    one = "/desk/people/p/<person>  GET  officer @ own parent"
    table = SimpleNamespace(DOORS=one, person=lambda home: home.member.public_id)
    different = list(Knocker(cast(ModuleType, table), world).differences())
    assert sorted(line.split()[2] for line in different) == [
        "officer@child",
        "officer@foreign",
        "officer@sibling",
    ]


def test_a_word_nobody_knows_is_refused() -> None:
    for line in (
        "/desk/  GET  oficer",
        "/desk/  LOOK  officer",
        "/desk/  GET  officer @ above",
        "/desk/  GET",
    ):
        with pytest.raises(ValueError, match=r"/desk/"):
            row_of(line, TABLES["desk"])
