# SPDX-License-Identifier: Apache-2.0
from collections import defaultdict
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from tests.database import OWNER_URL
from tests.settling import deliver_everything
from unionnet.foundation.journal import Fact, facts, on, tell, tell_all
from unionnet.foundation.journal.delivery import deliver
from unionnet.foundation.journal.models import Entry, Seal, Undelivered
from unionnet.foundation.journal.seals import first_broken_seal, seal


@dataclass(frozen=True)
class KettleBoiled(Fact, name="kitchen.kettle_boiled"):
    kettle_id: int


@dataclass(frozen=True)
class Whoever:
    pk: int


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(facts, "_listeners", defaultdict(list))
    ids: list[int] = []

    @on(KettleBoiled)
    def pour(fact: KettleBoiled) -> None:
        if fact.kettle_id < 0:
            raise ValueError("an impossible kettle")
        ids.append(fact.kettle_id)

    return ids


def boil(kettle_id: int) -> None:
    with transaction.atomic():
        tell(KettleBoiled(kettle_id), by=Whoever(7), org_path="0001")


def seal_everything() -> int:
    deliver_everything()
    return seal()


@pytest.mark.django_db
def test_a_fact_is_one_entry_with_its_actor_and_place() -> None:
    boil(3)
    entry = Entry.objects.get()
    assert (entry.fact, entry.actor_id, entry.org_path, entry.data) == (
        "kitchen.kettle_boiled",
        7,
        "0001",
        {"kettle_id": 3},
    )


@pytest.mark.django_db
def test_many_facts_are_told_in_their_order() -> None:
    tell_all((KettleBoiled(number) for number in (5, 3, 4)), by=Whoever(7), org_path="0001")
    tell_all([], by=None)
    entries = Entry.objects.order_by("id").values_list("data__kettle_id", "actor_id", "org_path")
    assert list(entries) == [(5, 7, "0001"), (3, 7, "0001"), (4, 7, "0001")]


@pytest.mark.django_db(transaction=True)
def test_a_fact_told_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        tell(KettleBoiled(1), by=None)


@pytest.mark.django_db(transaction=True)
def test_a_listener_hears_each_fact_after_the_commit(heard: list[int]) -> None:
    with transaction.atomic():
        tell(KettleBoiled(1), by=None)
        assert heard == []
    boil(2)
    assert deliver_everything() == 2
    assert deliver() == 0
    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_listeners_that_stand_together_share_one_reading(heard: list[int]) -> None:
    more: list[int] = []
    on(KettleBoiled)(lambda fact: more.append(fact.kettle_id))
    boil(1)
    deliver_everything()
    with CaptureQueriesContext(connection) as asked:
        deliver()
    assert len([query for query in asked if "journal_entry" in query["sql"]]) == 1
    assert heard == more == [1]


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_not_skipped(heard: list[int]) -> None:
    insert = "INSERT INTO journal_entry (fact, data) VALUES ('kitchen.kettle_boiled', '{\"kettle_id\": 1}')"
    with psycopg.connect(OWNER_URL) as slow:
        slow.execute(insert)
        boil(2)
        deliver()
        assert heard == []
        slow.commit()
    deliver_everything()
    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_fact_nobody_can_take_is_put_aside_and_the_rest_go_on(heard: list[int]) -> None:
    boil(-1)
    boil(5)
    deliver_everything()
    assert heard == [5]
    assert "an impossible kettle" in Undelivered.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_seals_follow_each_other_and_hold() -> None:
    boil(1)
    boil(2)
    assert seal_everything() == 2
    boil(3)
    assert seal_everything() == 1
    assert seal() == 0
    assert Seal.objects.count() == 2
    assert first_broken_seal() is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal_entry SET data = '{\"kettle_id\": 9}' WHERE data->>'kettle_id' = '2'",
        "UPDATE journal_entry SET actor_id = 8 WHERE data->>'kettle_id' = '2'",
        "DELETE FROM journal_entry WHERE data->>'kettle_id' = '2'",
        "UPDATE journal_entry SET at = at + interval '1 second' WHERE data->>'kettle_id' = '2'",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_whoever_bends_the_journal_breaks_a_seal(tampering: str) -> None:
    boil(1)
    seal_everything()
    boil(2)
    boil(3)
    seal_everything()
    with psycopg.connect(OWNER_URL) as owner:
        owner.execute(tampering)
    assert first_broken_seal() == Seal.objects.latest("id")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_entry SET fact = 'x'", "DELETE FROM journal_entry", "TRUNCATE journal_entry"],
)
@pytest.mark.django_db(transaction=True)
def test_the_application_cannot_bend_the_journal(statement: str) -> None:
    boil(1)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1
