# SPDX-License-Identifier: Apache-2.0
"""Claim 38: the audit cannot be bent unseen. The application may not change, delete or empty the journal;
what a superuser alters, drops, slips in or reorders, the verifier finds, every time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from tests.database import OWNER_URL
from tests.figures import figure, measured
from tests.settling import settled
from unionnet.foundation.journal import Fact, tell
from unionnet.foundation.journal.models import Entry, Seal
from unionnet.foundation.journal.seals import first_broken_seal, seal

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = figure("TAMPERINGS", 20)
SEED, DEEDS = 38, 60
Owner = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class DoorPainted(Fact, name="claim38.door_painted"):
    door_id: int


@dataclass(frozen=True)
class Someone:
    pk: int
    stands_for: int | None = None


def paint(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            by = Someone(number + 1, stands_for=number if number % 3 == 0 else None)
            tell(DoorPainted(number), by=by, org_path=f"000{number % 5}")


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "ALTER TABLE {} ADD x int", "DROP TABLE {}"],
)
def test_the_application_cannot_touch_what_is_written(table: str, statement: str) -> None:
    paint(1)
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert Entry.objects.count() == 1


def alter(owner: Owner, entry: int, dice: random.Random) -> None:
    change = dice.choice(
        [
            "actor_id = coalesce(actor_id, 0) + 1",
            "behalf_id = coalesce(behalf_id, 0) + 1",
            "org_path = org_path || '0'",
            "at = at - interval '1 microsecond'",
            "fact = fact || 's'",
            "data = data || '{\"door_id\": -1}'",
            "xid = ((xid::text::bigint) - 1)::text::xid8",
        ]
    )
    owner.execute(f"UPDATE journal_entry SET {change} WHERE id = %s", [entry])


def drop(owner: Owner, entry: int, dice: random.Random) -> None:
    owner.execute("DELETE FROM journal_entry WHERE id = %s", [entry])


def slip_in(owner: Owner, entry: int, dice: random.Random) -> None:
    owner.execute(
        "INSERT INTO journal_entry (at, xid, fact, actor_id, org_path, data) "
        "SELECT at, xid, fact, 1, org_path, data FROM journal_entry WHERE id = %s",
        [entry],
    )


def reorder(owner: Owner, entry: int, dice: random.Random) -> None:
    """The one and its neighbour change places: their words stay, their numbers do not."""
    one = "SELECT id FROM journal_entry WHERE id <> %s ORDER BY abs(id - %s) LIMIT 1"
    found = owner.execute(one, [entry, entry]).fetchone()
    assert found
    owner.execute("UPDATE journal_entry SET id = -1 WHERE id = %s", [entry])
    owner.execute("UPDATE journal_entry SET id = %s WHERE id = %s", [entry, found[0]])
    owner.execute("UPDATE journal_entry SET id = %s WHERE id = -1", [found[0]])


def forge_a_seal(owner: Owner, entry: int, dice: random.Random) -> None:
    owner.execute("UPDATE journal_seal SET head = sha256(head) WHERE last_entry_id >= %s", [entry])


def drop_a_seal(owner: Owner, entry: int, dice: random.Random) -> None:
    owner.execute("DELETE FROM journal_seal WHERE id = (SELECT min(id) FROM journal_seal)")


HANDS: list[Callable[[Owner, int, random.Random], None]] = [
    alter,
    drop,
    slip_in,
    reorder,
    forge_a_seal,
    drop_a_seal,
]


def test_the_verifier_finds_every_tampering() -> None:
    dice = random.Random(SEED)
    for _round in range(3):
        paint(DEEDS // 3)
        settled(seal)
    entries = list(Entry.objects.order_by("id").values_list("pk", flat=True))
    assert (len(entries), Seal.objects.count(), first_broken_seal()) == (DEEDS, 3, None)
    found = []
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        for table in ("journal_entry", "journal_seal"):
            owner.execute(f"CREATE TABLE {table}_kept AS TABLE {table}")
        try:
            for number in range(TIMES):
                hand = HANDS[number % len(HANDS)]
                # Behind the last seal a slip is a new entry like any other: the next seal closes over it.
                hand(owner, dice.choice(entries[:-1] if hand is slip_in else entries), dice)
                found.append((hand.__name__, first_broken_seal() is not None))
                _restore(owner)
        finally:
            owner.execute("DROP TABLE journal_entry_kept, journal_seal_kept")
    measured(tamperings=len(found), found=sum(seen for _hand, seen in found))
    assert [hand for hand, seen in found if not seen] == []


def test_a_verifier_that_skips_the_actor_finds_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: the actor is left out of what is hashed."""
    from unionnet.foundation.journal import seals

    blind = seals.ENTRIES.replace(
        "coalesce(actor_id::text, '') || coalesce('/' || behalf_id::text, '')", "''"
    )
    assert blind != seals.ENTRIES
    monkeypatch.setattr(seals, "ENTRIES", blind)
    paint(5)
    settled(seal)
    with psycopg.connect(OWNER_URL, autocommit=True) as owner:
        owner.execute("UPDATE journal_entry SET actor_id = 99")
    assert first_broken_seal() is None


def _restore(owner: Owner) -> None:
    for table in ("journal_entry", "journal_seal"):
        owner.execute(f"DELETE FROM {table}")
        owner.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {table}_kept")
    assert first_broken_seal() is None
