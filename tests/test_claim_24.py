# SPDX-License-Identifier: Apache-2.0
"""Claim 24: no side door. A foreign union is filled with rows of every kind, and every text in them that is
not declared public is a canary. Somebody of each role then follows every link, sends every search form, opens
every sheet, letter and file and asks every list of the API: not one canary is on the way."""

from __future__ import annotations

import io
import json
import logging
import random
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import DatabaseError, models, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from tests.doors import HOLE, ROLES, Home, addresses, rows_of, tables
from tests.figures import figure, measured, progress
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.taking_back import for_a_module, for_a_test
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership
from unionnet.doors.api.actions import issue_token
from unionnet.doors.api.scopes import SCOPES
from unionnet.doors.figures.actions import recount
from unionnet.foundation.privacy import PUBLIC, declarations
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything

PAGES, EACH = figure("PAGES", 100), figure("EACH", 1)
VILLAGE = Organisation.Kind.VILLAGE_JOINT_UNION
# A specimen that was meant to be the only one, or whose number is taken.
NOT_HERE = (DatabaseError, Refusal, ObjectDoesNotExist, MultipleObjectsReturned)
# Meant for everybody, in tables that hold more than that: a station on the map with its phone, why it is shut
# today and what its keeper put on the door; what is put up for 公示, which is read there and nowhere else.
PUBLISHED = {
    *("places.Site.name", "places.Site.address", "places.Site.phone"),
    *("places.Override.reason", "places.KeeperNote.text"),
    "submissions.Submission.title",
}
PUBLISHED_ON = {
    "submissions.Submission.body": "/submissions/notices/",
    "hardship.PublicNotice.surname": "/hardship/notices/",
    "hardship.PublicNotice.unit": "/hardship/notices/",
    # A show that is for everybody, with its labels.
    **{f"exhibitions.Exhibition.{each}": "/exhibitions/" for each in ("title", "about", "place")},
    **{f"exhibitions.Work.{each}": "/exhibitions/" for each in ("title", "author", "author_unit", "about")},
}
BIRD = "金丝雀"
CANARY = re.compile(rf"{BIRD}\d{{5}}")
CODES = {"public_id", "path", "pinyin", "code", "slug", "region_code", "uscc", "sha256", "fact", "name_index"}
LEAVES = re.compile(r"/(logout|static|media|i18n)/|^/account/logout|^mailto:|^tel:|/demo/")


@dataclass
class World:
    home: Home
    foreign: Home
    planted: dict[str, str]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once, and rolled back at the end."""
    with for_a_module(django_db_blocker) as patch:
        patch.setattr("django.conf.settings.UNIONNET_SECOND_FACTOR", False)
        logging.disable(logging.CRITICAL)
        yield _built()
        logging.disable(logging.NOTSET)


def _built() -> World:
    unions = []
    for name, region in (("本县", "500235"), ("外县", "510503")):
        county = make_union(f"{name}总工会", kind=Organisation.Kind.COUNTY_FEDERATION, region_code=region)
        unions.append(make_union(f"{name}镇总工会", county, region_code=region))
    before = {model: _last(model) for model in _ours()}
    foreign = furnish(unions[1])
    planted = plant(before)
    world = World(furnish(unions[0]), foreign, planted)
    recount()
    return world


def furnish(union: Organisation) -> Home:
    """Whatever the tables of doors make for a union: one row of every kind that has an address. Each table
    gets a union below, since no two of them expect each other."""
    for table in tables().values():
        below = make_union("村工会", union, kind=VILLAGE, region_code=union.region_code)
        home = Home(below, make_officer(below, name="经办人"), make_person("本人", union=below))
        for hole in sorted(
            {hole.strip("<>") for row in rows_of(table) for hole in HOLE.findall(row.address)}
        ):
            with suppress(*NOT_HERE), transaction.atomic():
                getattr(table, hole.strip("<>").replace("-", "_"))(home)
    return Home(union, make_officer(union, name="经办人"), make_person("本人", union=union))


def plant(before: dict[type[models.Model], int]) -> dict[str, str]:
    """Every text of the rows made since then becomes a canary, unless its table is declared public."""
    public = {each.model for each in declarations() if each.level == PUBLIC}
    planted: dict[str, str] = {}
    for model in _ours():
        if model._meta.label in public or not isinstance(model._meta.pk, models.AutoField):
            continue
        for column in _texts(model):
            if f"{model._meta.label}.{column}" in PUBLISHED:
                continue
            for pk in model._base_manager.filter(pk__gt=before[model]).values_list("pk", flat=True):
                word = f"{BIRD}{len(planted):05d}"
                # A constraint may say what else must stand there.
                with suppress(DatabaseError), transaction.atomic():
                    model._base_manager.filter(pk=pk).update(**{column: word})
                    planted[word] = f"{model._meta.label}.{column}"
    return planted


def _texts(model: type[models.Model]) -> list[str]:
    """Columns where people write."""
    return [
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField)
        and not isinstance(each, models.FileField)
        and not each.choices
        and not each.unique
        and each.name not in CODES
        and (each.max_length or 99) >= 20
    ]


def _ours() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model.__module__.startswith("unionnet.")]
    return [model for model in found if model is not Organisation and model._meta.managed]


def _last(model: type[models.Model]) -> int:
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


class Reader(HTMLParser):
    """The links of a page, and its search forms filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._form: tuple[str, dict[str, str]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get", "data-src", "src"):
            if given.get(name) and tag != "link":
                self.found.append(given[name])
        if tag == "form":
            is_get = given.get("method", "get").lower() == "get"
            self._form = (given.get("action", ""), {}) if is_get else None
        if self._form and tag in ("input", "textarea") and given.get("name"):
            writes = given.get("type", "text") in ("text", "search", "")
            self._form[1][given["name"]] = BIRD if writes else given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            self.found.append(f"{self._form[0]}?{urlencode(self._form[1])}")
            self._form = None


class Crawler:
    """Somebody who follows everything they are shown, and tries what they are not."""

    def __init__(self, client: Client, headers: dict[str, str] | None = None) -> None:
        self._client, self._headers = client, headers or {}
        self.pages = 0
        self.hits: set[tuple[str, str]] = set()

    def walk(self, starts: list[str], most: int = PAGES) -> None:
        waiting, seen, kinds = deque(starts), set[str](), Counter[str]()
        while waiting and self.pages < most:
            address = waiting.popleft()
            kind = _kind(address)
            if address in seen or kind is None or kinds[kind] >= EACH or LEAVES.search(address):
                continue
            seen.add(address)
            answer = self._client.get(address, headers=self._headers)
            self.pages += 1
            said = words_of(answer)
            self.hits |= {(word, address) for word in CANARY.findall(said)}
            if answer.status_code == 200:
                kinds[kind] += 1
                waiting.extend(self._links(address, answer, said))
            elif where := answer.headers.get("Location", ""):
                waiting.append(_inside(address, where))

    def came_upon(self, planted: dict[str, str]) -> dict[str, str]:
        """What was planted and should not have been met, with one of the addresses."""
        met = ((planted[word], address) for word, address in sorted(self.hits))
        return {
            what: address
            for what, address in met
            if not address.startswith(PUBLISHED_ON.get(what, "nowhere"))
        }

    def _links(self, address: str, answer: Any, said: str) -> list[str]:
        if "html" in answer.headers.get("Content-Type", ""):
            return [_inside(address, link) for link in Reader(said).found]
        return []


def _inside(page: str, link: str) -> str:
    whole = urlsplit(urljoin(f"http://testserver{page}", link))
    return f"{whole.path}?{whole.query}" if whole.netloc == "testserver" and whole.query else whole.path


def _kind(address: str) -> str | None:
    """The route, and which filters are set: a list and its search are two pages."""
    parts = urlsplit(address)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return None
    return f"{route} {sorted(name for name, value in parse_qsl(parts.query) if value)}"


def words_of(answer: Any) -> str:
    """What a reader of this answer can read, also of a sheet, a letter or a print."""
    if getattr(answer, "is_async", False):
        return ""
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if held[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(held)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if "json" in answer.headers.get("Content-Type", ""):
        return json.dumps(json.loads(held), ensure_ascii=False)
    return bytes(held).decode("utf-8", "replace")


def starts() -> list[str]:
    """Every address without a hole, and each list of the API searched."""
    plain = sorted({address for address, _module in addresses() if "<>" not in address})
    asked = [f"{address}?{urlencode({'q': BIRD})}" for address in plain]
    mixed = [*plain, *asked]
    random.Random(24).shuffle(mixed)  # so that a small crawl meets a bit of everything
    return ["/", "/desk/", "/screen/", *mixed]


def of_the_foreign(world: World) -> list[str]:
    """The addresses of the foreign rows themselves, as somebody may guess or be sent them."""
    unions = [world.foreign.union.public_id, world.foreign.member.public_id]
    memberships = Membership.objects.filter(person=world.foreign.member).values_list("public_id", flat=True)
    return [
        address.replace("<>", str(one))
        for address, _module in sorted(set(addresses()))
        if address.count("<>") == 1
        for one in (*unions, *memberships)
    ]


@pytest.mark.parametrize("who", ["stranger", "member", *sorted(ROLES)])
def test_nobody_comes_upon_a_foreign_canary(world: World, who: str) -> None:
    with for_a_test():
        client = Client(raise_request_exception=False)
        if who == "member":
            sign_in(client, world.home.member)
        elif who != "stranger":
            sign_in(client, make_officer(world.home.union, role=ROLES[who]))
        crawler = Crawler(client)
        crawler.walk([*starts(), *of_the_foreign(world)])
    found = crawler.came_upon(world.planted)
    progress(f"{who}: {crawler.pages} pages, {len(found)} canaries")
    measured(**{f"pages_{who}": crawler.pages}, canaries=len(found), planted=len(world.planted))
    assert found == {}


def test_a_token_comes_upon_none(world: World) -> None:
    with for_a_test():
        admin = make_officer(world.home.union, role="system_admin")
        admin.roles.create(organisation=world.home.union, name="officer", since="2020-01-01")
        scopes = [each for each in SCOPES if each.endswith(":read")]
        _token, secret = issue_token(world.home.union, "对接", scopes, days=1, by=admin)
        crawler = Crawler(Client(), {"Authorization": f"Bearer {secret}"})
        crawler.walk([each for each in (*starts(), *of_the_foreign(world)) if each.startswith("/api/")])
    assert crawler.came_upon(world.planted) == {}
    assert crawler.pages > 15


def test_canaries_stand_everywhere(world: World) -> None:
    """Names, units, notes: planted in many tables, and read by the officer they belong to."""
    assert len(set(world.planted.values())) >= 60
    with for_a_test():
        crawler = Crawler(sign_in(Client(raise_request_exception=False), make_officer(world.foreign.union)))
        crawler.walk(starts(), most=max(PAGES, 250))
    assert len(crawler.came_upon(world.planted)) >= 10


def searched_by_an_officer(world: World) -> set[str]:
    """What of the foreign union an officer of ours comes upon through the search."""
    with for_a_test():
        crawler = Crawler(sign_in(Client(raise_request_exception=False), make_officer(world.home.union)))
        crawler.walk(["/search/", f"/search/?{urlencode({'q': BIRD})}"])
    return set(crawler.came_upon(world.planted))


def test_a_search_without_its_filter_meets_the_second_wall(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unionnet.directory.people.queries.members.members_seen_by", every_member)
    assert "people.Person.name" not in searched_by_an_officer(world)


def test_a_search_without_either_wall_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: one query of one door forgets whose eyes it looks with, and the second wall is down."""

    def unwalled(_person: object, *, words: str) -> list[Membership]:
        with everything("sabotage"):
            return list(every_member().filter(person__name__startswith=words)[:10])

    monkeypatch.setattr("unionnet.doors.search.queries.found_members", unwalled)
    assert "people.Person.name" in searched_by_an_officer(world)


def every_member(*_given: object) -> QuerySet[Membership]:
    return Membership.objects.filter(state="active").select_related("person", "organisation")


def test_a_canary_is_read_in_a_sheet() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("xl/sharedStrings.xml", f"<t>{BIRD}00001</t>")
    answer = Client().get("/healthz")
    answer.content, answer.headers["Content-Type"] = made.getvalue(), "application/zip"
    assert CANARY.findall(words_of(answer)) == [f"{BIRD}00001"]
