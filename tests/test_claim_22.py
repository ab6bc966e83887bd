# SPDX-License-Identifier: Apache-2.0
"""Claim 22: the second wall holds. Raw SQL as the application role, however transactions begin and end and
connections go from hand to hand, gives no row that does not belong to whoever asks."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from psycopg import sql

from tests.database import OWNER_URL
from tests.figures import figure
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.postgres.engine.base import NOBODY, SEND, DatabaseWrapper, Postgres, Told
from unionnet.foundation.postgres.walls import POLICY, WALLS
from unionnet.foundation.privacy import declarations
from unionnet.foundation.scope import current, everything, nothing, on_behalf_of
from unionnet.tools.enrolment.actions import enrol
from unionnet.tools.enrolment.tests.makers import NOON, make_offer

STEPS = figure("INTERLEAVINGS", 1500)
HANDS = 3
TOLD = "SELECT " + ", ".join(
    f"coalesce(current_setting('unionnet.{name}', true), '')" for name in ("person", "paths", "everything")
)
WORDS_OF_A_WALK = ("begin", "begin", "tell", "tell", "save", "back", "commit", "rollback")

# Personal, and yet no wall: why each may be read by a question that forgot whose rows it wants.
OUTSIDE = {
    "exhibitions.Work": "hangs where all who may see the show read its label, with the author's consent",
    "people.Account": "found before anybody is known; its phone is sealed",
    "people.Attempt": "blind indexes of phones that were tried",
    "reach.CodeTurn": "blind indexes of phones that wait for a code",
    "files.StoredFile": "a file is opened through the row that holds it",
    "usersessions.UserSession": "the library's: asked by the account, at signing in",
    "socialaccount.SocialAccount": "the library's: found before anybody is known",
    "places.Site": "the telephone of a station, which hangs at its door",
    "api.Replay": "answers kept for a day, found by the caller's key",
    "people.BulkListPart": "sealed, and opened for the one who asked",
    "people.WantedTenant": "sealed, and opened for the two officers who decide",
    "enrolment.Withdrawal": "why a place was given back: found by the offer",
    "enrolment.Pause": "why a pause was lifted: found by the offer",
    "nightschool.Rating": "words about a course, of nobody by name",
    "outreach.Slip": "what a table answered; no name is kept",
    "committees.Seat": "who was elected is made known",
    "committees.Candidate": "who stands for election is made known",
    "establishing.Preparer": "who prepares a union is made known",
    "establishing.Elected": "who was elected is made known",
    "postings.DiaryEntry": "what an officer did on duty",
    "postings.ProblemItem": "what an officer found on duty",
    "postings.Opinion": "what was said about a posting",
    "activities.Document": "who speaks at a meeting stands on its agenda",
    "benefits.Entry": "a receipt names nobody, and the list of all of them is published",
    "benefits.Win": "which prize, and whether it was fetched: no words of a person",
}
WORDS = ("CharField", "TextField", "EncryptedTextField", "BlindIndexField", "JSONField", "BinaryField")


@dataclass(frozen=True)
class World:
    """Two towns of one county, a member each, and the officer of the first."""

    county: Organisation
    towns: list[Organisation]
    members: list[Person]
    officer: Person


@pytest.fixture
def world(transactional_db: None) -> World:
    county = make_union("云阳县总工会")
    towns = [make_union(name, county) for name in ("双江街道总工会", "青龙街道总工会")]
    members = [make_person(name, union=town) for name, town in zip(("林晓", "秦朗"), towns, strict=True)]
    return World(county, towns, members, make_officer(towns[0]))


@pytest.fixture
def hands() -> Iterator[list[psycopg.Connection[tuple[int]]]]:
    """Connections of the application, as a pool would hand them round."""
    url = os.environ["DATABASE_URL"]
    held = [psycopg.connect(url, autocommit=True) for _each in range(HANDS)]
    yield held
    for each in held:
        each.close()


def seen(hand: psycopg.Connection[tuple[int]]) -> set[int]:
    return {pk for (pk,) in hand.execute("SELECT person_id FROM people_membership").fetchall()}


class Walker:
    """One connection, and what its transaction should have been told by now."""

    def __init__(self, hand: psycopg.Connection[tuple[int]]) -> None:
        self.hand, self.told, self.kept, self.is_open = hand, NOBODY, list[Told](), False

    def step(self, word: str, scope: Told) -> None:
        if word == "begin" and not self.is_open:
            self.hand.execute("BEGIN")
            self.is_open = True
        elif not self.is_open:
            self.hand.execute("RESET ALL")
        elif word == "tell":
            self.hand.execute(SEND, scope)
            self.told = scope
        elif word == "save":
            self.hand.execute(sql.SQL("SAVEPOINT {}").format(self._savepoint()))
            self.kept.append(self.told)
        elif word == "back" and self.kept:
            self.told = self.kept.pop()
            self.hand.execute(sql.SQL("ROLLBACK TO {}").format(self._savepoint()))
        elif word in ("commit", "rollback"):
            self.end(word)

    def end(self, word: str) -> None:
        if self.is_open:
            self.hand.execute(sql.SQL(word))
        self.told, self.kept, self.is_open = NOBODY, [], False

    def _savepoint(self) -> sql.Identifier:
        return sql.Identifier(f"s{len(self.kept)}")


def wander(hands: list[psycopg.Connection[tuple[int]]], scopes: dict[Told, set[int]], steps: int) -> int:
    """Begin, tell a scope, ask, commit, roll back, go back to a savepoint, hand the connection on, in any
    order. Returns how many rows came that should not have."""
    dice = random.Random(22)
    walkers = [Walker(hand) for hand in hands]
    foreign = 0
    for _step in range(steps):
        walker = dice.choice(walkers)
        walker.step(dice.choice(WORDS_OF_A_WALK), dice.choice(list(scopes)))
        foreign += len(seen(walker.hand) - scopes[walker.told])
    for walker in walkers:
        walker.end("rollback")
    return foreign


def scopes_of(world: World) -> dict[Told, set[int]]:
    """What may be told, and who is then seen."""
    first, second = (member.pk for member in world.members)
    officer = world.officer.pk  # a member there too
    return {
        NOBODY: set(),
        (str(first), "", ""): {first},
        (str(officer), world.towns[0].path, ""): {first, officer},
        ("", f"{world.towns[0].path},{world.towns[1].path}", ""): {first, second, officer},
        ("", "", "on"): {first, second, officer},
    }


def test_however_transactions_end_no_foreign_row_comes(
    world: World, hands: list[psycopg.Connection[tuple[int]]]
) -> None:
    scopes = scopes_of(world)
    assert wander(hands, scopes, STEPS) == 0
    for scope, people in scopes.items():  # and what belongs to somebody does come
        with hands[0].transaction():
            hands[0].execute(SEND, scope)
            assert seen(hands[0]) == people


def test_without_nullif_the_wall_leaks(world: World, hands: list[psycopg.Connection[tuple[int]]]) -> None:
    """A setting comes back as '' after its transaction, and every path begins with that (trap 1)."""
    leaking = "EXISTS (SELECT FROM organisations_organisation o WHERE o.id = organisation_id"
    leaking += " AND starts_with(o.path, current_setting('unionnet.paths', true)))"
    with rebuilt("people_membership", leaking):
        assert wander(hands, scopes_of(world), STEPS) > 0


class rebuilt:
    """Another condition in place of the declared one, for as long as the block lasts."""

    def __init__(self, table: str, condition: str) -> None:
        self.table, self.condition = table, condition

    def __enter__(self) -> None:
        self._alter(self.condition)

    def __exit__(self, *_trouble: object) -> None:
        self._alter(WALLS[self.table].condition)

    def _alter(self, condition: str) -> None:
        words = sql.SQL("ALTER POLICY {} ON {} USING ({})").format(
            sql.Identifier(POLICY), sql.Identifier(self.table), sql.SQL(condition)
        )
        with psycopg.connect(OWNER_URL, autocommit=True) as owner:
            owner.execute(words)


@pytest.mark.django_db
def test_the_application_owns_nothing_and_may_pass_no_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = %s", [POLICY])
        assert {name for (name,) in cursor.fetchall()} == set(WALLS)
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        assert {name for (name,) in cursor.fetchall()} == set(WALLS)


def test_every_table_with_words_about_people_has_its_wall() -> None:
    open_ones = {
        each.model
        for each in declarations()
        if each.level in ("personal", "sensitive") and each.of._meta.db_table not in WALLS
    }
    speaking = {
        each.model
        for each in declarations()
        if each.model in open_ones
        and any(type(each.of._meta.get_field(name)).__name__ in WORDS for name in each.fields)
    }
    assert speaking == set(OUTSIDE), "declare a wall, or say here why there is none"


@pytest.mark.django_db
def test_a_forgotten_filter_shows_nobody_else(client: Client) -> None:
    """The first wall asleep: the list of the desk shows the rows of the officer's reach all the same."""
    towns = [make_union("双江街道总工会"), make_union("青龙街道总工会")]
    for name, town in zip(("林晓", "秦朗"), towns, strict=True):
        make_person(name, union=town)
    officer = make_officer(towns[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unionnet.directory.people.posts.Reach.q", lambda reach, column="": everybody())
        page = sign_in(client, officer).get("/desk/people/").content.decode()
    assert "林晓" in page
    assert "秦朗" not in page


def everybody() -> object:
    from django.db.models import Q

    return Q(pk__isnull=False)


@pytest.mark.django_db
def test_a_scope_follows_its_transaction_and_its_savepoints() -> None:
    union = make_union("双江街道总工会")
    lin, qin = make_person("林晓", union=union), make_person("秦朗", union=union)

    def names() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM people_person WHERE id = ANY(%s) ORDER BY id", [[lin.pk, qin.pk]]
            )
            return [name for (name,) in cursor.fetchall()]

    with on_behalf_of(lin.pk) as scope:
        assert names() == ["林晓"]
        with everything("a verb"):
            assert names() == ["林晓", "秦朗"]
        with transaction.atomic():
            scope.reaches([union.path])
            assert names() == ["林晓", "秦朗"]
            transaction.set_rollback(True)
        assert names() == ["林晓", "秦朗"]  # told again after the savepoint took it back
    with nothing():
        assert names() == []
    with on_behalf_of(None):
        assert names() == []


def told_now() -> Told:
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        person, paths, all_of_it = cursor.fetchone()
        return person, paths, all_of_it


def nest(dice: random.Random, depth: int = 0) -> int:
    """Blocks within blocks, kept or taken back; before and after each the database is asked what it was told.
    Returns how often that was not the scope in force."""
    scopes = [on_behalf_of(None), on_behalf_of(7), on_behalf_of(8), everything("a test"), nothing()]
    wrong = 0
    with dice.choice(scopes):
        for _block in range(dice.randrange(4) if depth < 5 else 0):
            wrong += is_wrong() if dice.random() < 0.7 else 0
            with transaction.atomic():
                wrong += is_wrong() if dice.random() < 0.7 else 0
                wrong += nest(dice, depth + 1)
                transaction.set_rollback(dice.random() < 0.5)
            wrong += is_wrong() if dice.random() < 0.7 else 0
    return wrong


def is_wrong() -> bool:
    scope = current()
    return told_now() != (scope.settings if scope else NOBODY)


@pytest.mark.django_db
def test_however_blocks_are_nested_the_database_knows_who_asks() -> None:
    assert sum(nest(random.Random(n)) for n in range(20)) == 0


@pytest.mark.django_db
def test_a_connection_that_forgets_its_savepoints_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: what a savepoint took back is believed to be told still."""
    monkeypatch.setattr(DatabaseWrapper, "_savepoint_rollback", Postgres._savepoint_rollback)
    assert sum(nest(random.Random(n)) for n in range(20)) > 0


@pytest.mark.django_db
def test_a_block_that_is_taken_back_costs_no_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    with on_behalf_of(7), monkeypatch.context() as mute:
        told_now()
        mute.setattr("unionnet.foundation.postgres.engine.base.SEND", "SELECT 1/0")
        with transaction.atomic():
            told_now()
            transaction.set_rollback(True)
        assert told_now() == ("7", "", "")


@pytest.mark.django_db
def test_whoever_runs_an_activity_sees_who_takes_part() -> None:
    ours, theirs = make_union("双江街道总工会"), make_union("青龙街道总工会")
    guest, other = make_person("林晓", union=theirs), make_person("秦朗", union=theirs)
    enrol(guest, make_offer(ours), by=guest, at=NOON)
    with on_behalf_of(make_officer(ours).pk) as scope:
        scope.reaches([ours.path])
        assert list(Person.objects.filter(pk__in=[guest.pk, other.pk])) == [guest]
