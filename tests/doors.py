# SPDX-License-Identifier: Apache-2.0
"""Who may come through which door: the tables of all apps, and somebody who tries every handle.

An app says it in `tests/doors.py`, one row for an address and its methods; CONTRIBUTING.md shows how.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, groupby
from types import ModuleType
from typing import Any
from zlib import crc32

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from tests.figures import figure
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Role

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROLES = {name.split("_")[0] if name.endswith("_admin") else name: name for name in Role.Name.values}
ROLES["keeper"] = ROLES.pop("station_keeper")
PLACES = ("own", "parent", "child", "sibling", "foreign")
NEAR = ("", "own", "parent")
EVERYWHERE = {"member", "officer"}
EVERYBODY = figure("EVERYBODY", 0)
WHO = ("stranger", "owner", "member", *ROLES)
GROUPS = {"everyone": WHO, "signed-in": WHO[1:], "nobody": ()}
# A rule that says "not yours" locks as well as a page that is not there; any other "no" was asked inside.
LOCKS = {"elsewhere", "not_yours", "not_yours_to_read", "own_phone_only", "own_post"}
HOUSE = ClientHandler(enforce_csrf_checks=False)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
HOLE = re.compile(r"<[^>]*>|\(\?P<\w+>[^)]*\)")


@dataclass(frozen=True)
class Home:
    """What a specimen is made for: a union, an officer of it, and a member to whom it belongs."""

    union: Organisation
    officer: Person
    member: Person


class Hand(RequestFactory):
    """Knocks as a browser would, without keeping what came back: no context, no cookie. Asks for JSON, so
    that a refusal tells its code."""

    def request(self, **given: Any) -> Any:
        return HOUSE(self._base_environ(**given))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Actor:
    """Somebody who tries doors: `officer@parent` holds that role in the union above the specimen's."""

    who: str
    place: str
    hand: Hand

    def __str__(self) -> str:
        return f"{self.who}@{self.place}" if self.place else self.who

    def knock(self, method: str, address: str) -> Any:
        """The answer to an empty form."""
        return self.hand.generic(method, address, content_type=FORM, headers={"accept": JSON})


@dataclass(frozen=True)
class Row:
    """One line of a table, read."""

    address: str
    methods: tuple[str, ...]
    who: frozenset[str]
    places: frozenset[str]
    table: ModuleType

    def lets(self, actor: Actor, method: str) -> bool:
        return (
            method in self.methods
            and actor.who in self.who
            and (not actor.place or actor.who == "owner" or actor.place in self.places)
        )


def skeleton(address: str) -> str:
    """An address with its holes empty and without a query: the same for the table and for Django's routes."""
    bare = HOLE.sub("<>", address).partition("?")[0].replace("^", "").replace("\\Z", "").replace("$", "")
    return "/" + bare.lstrip("/")


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """(skeleton, the function behind it) of everything Django answers."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield skeleton(route), getattr(entry.callback, "__module__", "")


def tables() -> dict[str, ModuleType]:
    """The doors.py of each app that has one, by the app's label."""
    return {
        config.label: import_module(f"{config.name}.tests.doors")
        for config in apps.get_app_configs()
        if config.name.startswith("unionnet.")
        and find_spec(f"{config.name}.tests")
        and find_spec(f"{config.name}.tests.doors")
    }


def rows_of(table: ModuleType) -> Iterator[Row]:
    for line in table.DOORS.strip().splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield row_of(line, table)


def row_of(line: str, table: ModuleType) -> Row:
    """Read `/desk/enrolment/<offer>/edit  GET,POST  officer @ own parent`. Raises ValueError for a word that
    nobody knows."""
    address, methods, *rest = line.split()
    who, _at, places = " ".join(rest).partition("@")
    named = [name for word in who.split() for name in GROUPS.get(word, (word,))]
    row = Row(
        address, tuple(methods.split(",")), frozenset(named), frozenset(places.split() or PLACES), table
    )
    unknown = {*row.methods, *named, *row.places} - {*METHODS, *WHO, *PLACES}
    if unknown or not who.strip():
        raise ValueError(f"{line.strip()}: {' '.join(sorted(unknown)) or 'nobody is named'}")
    return row


def without_a_row() -> list[str]:
    """Addresses no table speaks of, each with the file where its row belongs."""
    told = {skeleton(row.address) for table in tables().values() for row in rows_of(table)}
    missing = {address: module for address, module in addresses() if address not in told}
    return [f"{_table_for(address, module)}: {address}  GET  …" for address, module in missing.items()]


def _table_for(address: str, module: str) -> str:
    """The app whose name stands in the address, else whose code answers."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("unionnet.")]
    named = [config for config in ours if config.label in address.split("/")]
    answers = [config for config in ours if module.startswith(f"{config.name}.")]
    found = [*named, *answers, apps.get_app_config("people")][0]
    return f"{found.name.replace('.', '/')}/tests/doors.py"


class World:
    """A small tree with somebody of each kind in each place of it, all signed in."""

    def __init__(self) -> None:
        parent = make_union("县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)
        own = make_union("镇总工会", parent)
        unions = {
            "own": own,
            "parent": parent,
            "child": make_union("村工会", own, kind=Organisation.Kind.VILLAGE_JOINT_UNION),
            "sibling": make_union("邻镇总工会", parent),
            "foreign": make_union(
                "外县总工会", kind=Organisation.Kind.COUNTY_FEDERATION, region_code="510503"
            ),
        }
        self.home = Home(own, make_officer(own, name="经办人"), make_person("本人", union=own))
        self.actors = [Actor("stranger", "", Hand()), self._enter("owner", "", self.home.member)]
        for place, union in unions.items():
            self.actors.append(self._enter("member", place, make_person("会员", union=union)))
        for who, role in ROLES.items():
            for place, union in unions.items():
                self.actors.append(self._enter(who, place, make_officer(union, role=role)))

    @cached_property
    def at_home(self) -> list[Actor]:
        """One of each kind: where the address names nothing, it does not matter where they stand."""
        return [actor for actor in self.actors if actor.place in ("", "own")]

    @staticmethod
    def _enter(who: str, place: str, person: Person) -> Actor:
        hand = Hand()
        hand.cookies = sign_in(Client(), person).cookies
        return Actor(who, place, hand)


class Knocker:
    """Tries the doors of one table and says where the answer is not the table's."""

    def __init__(self, table: ModuleType, world: World) -> None:
        self._table, self._world = table, world
        self._made: dict[str, str] = {}
        self.asked = 0

    def differences(self) -> Iterator[str]:
        doors: dict[str, list[Row]] = {}
        for row in rows_of(self._table):
            doors.setdefault(row.address, []).append(row)
        for address, rows in doors.items():
            yield from self._try(address, rows)

    def _try(self, address: str, rows: list[Row]) -> Iterator[str]:
        real = HOLE.sub(lambda hole: self._specimen(hole[0].strip("<>")), address)
        as_it_was = transaction.savepoint()
        for method in METHODS:
            for actor in self._who_tries(method, address, rows):
                got_in = self._comes_in(actor, method, real)
                transaction.savepoint_rollback(as_it_was)  # what was done behind the door, signing out too
                wanted = any(row.lets(actor, method) for row in rows)
                if got_in is not wanted:
                    yield f"{method} {address}: {actor} {_TELLS[got_in]}"

    def _who_tries(self, method: str, address: str, rows: list[Row]) -> list[Actor]:
        """Everybody a method of the table: members and officers from everywhere if a row speaks of them, each
        other role from one place where it is let in and one where it is not, in turn. A role that no row lets
        in comes from home or from above. A method that no row names: a stranger, and one of each row who is
        let in by another. The drill spares nobody."""
        named = [row for row in rows if method in row.methods]
        actors = self._world.actors if named and "<" in address else self._world.at_home
        if EVERYBODY:
            return actors
        if not named:
            inside = [[actor for actor in actors if row.lets(actor, row.methods[0])][:1] for row in rows]
            return list(dict.fromkeys([actors[0], *chain(*inside)]))
        known = set().union(*(row.who for row in named))
        chosen: list[Actor] = []
        for who, places in groupby(actors, key=lambda actor: actor.who):
            if who in known & EVERYWHERE:
                chosen += places
                continue
            let_in, kept_out = [], []  # type: list[Actor], list[Actor]
            for actor in places:
                (let_in if any(row.lets(actor, method) for row in named) else kept_out).append(actor)
            near = kept_out if who in known else [actor for actor in kept_out if actor.place in NEAR]
            turn = crc32(f"{method} {address} {who}".encode())
            chosen += [each[turn % len(each)] for each in (let_in, near) if each]
        return chosen

    def _comes_in(self, actor: Actor, method: str, address: str) -> bool | None:
        """Whether the door opened; None when the house fell down."""
        self.asked += 1
        answer = actor.knock(method, address)
        if answer.status_code >= 500:
            return None
        return not (is_shut(answer) or asks_to_sign_in(answer))

    def _specimen(self, name: str) -> str:
        if name not in self._made:
            make: Callable[[Home], object] = getattr(self._table, name.replace("-", "_"))
            self._made[name] = _shown(make(self._world.home))
        return self._made[name]


def _shown(made: object) -> str:
    """What an address says of a specimen: its public id, else its number; a word stands for itself."""
    return str(getattr(made, "public_id", made.pk) if isinstance(made, Model) else made)


_TELLS = {
    True: "came in, and no row lets them",
    False: "was kept out, and a row lets them in",
    None: "made it fail (5xx)",
}


def is_shut(answer: Any) -> bool:
    if answer.status_code == 409:
        return bool(json.loads(answer.content).get("code") in LOCKS)
    return answer.status_code in (403, 404, 405)


def asks_to_sign_in(answer: Any) -> bool:
    led_to = str(answer.headers.get("Location", ""))
    return answer.status_code == 401 or led_to.startswith("/account/login/?next=")
