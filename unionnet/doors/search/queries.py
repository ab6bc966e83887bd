# SPDX-License-Identifier: Apache-2.0
"""One field over everything within reach. Each register answers for itself, so nothing hidden is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.queries import found_in, organisations_seen_by
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import found_members
from unionnet.directory.places.naming import named, some_of
from unionnet.directory.places.queries import sites_seen_by
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.tools.enrolment.queries import offers_seen_by

MOST = 10
SHORTEST = 1
LONGEST = 60


@dataclass(frozen=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Shelf:
    """What one register found. `more` says that there is more than is shown."""

    label: str
    hits: list[Hit]
    more: bool


def found_by(person: Person, words: str) -> list[Shelf]:
    """The shelves that hold something, for these words."""
    words = " ".join(words.split())[:LONGEST]
    if len(words) < SHORTEST:
        return []
    shelves = []
    for label, look in SHELVES:
        hits = list(islice(look(person, words), MOST + 1))
        if hits:
            shelves.append(Shelf(str(label), hits[:MOST], len(hits) > MOST))
    return shelves


def members(person: Person, words: str) -> Iterator[Hit]:
    """By the beginning of a name or a whole card number."""
    if not person.may("people.see"):
        return
    for membership in found_members(person, words=words)[: MOST + 1]:
        yield Hit(
            membership.person.name,
            membership.organisation.name,
            url_or_empty("desk-people:person", membership.person.public_id),
        )


def organisations(person: Person, words: str) -> Iterator[Hit]:
    """By name, pinyin, initials or code."""
    for union in found_in(organisations_seen_by(person), words).order_by("path")[: MOST + 1]:
        url = url_or_empty("desk-organisations:organisation", union.public_id)
        yield Hit(union.name, union.get_kind_display(), url)


def sites(person: Person, words: str) -> Iterator[Hit]:
    """By a piece of name or address, or by pinyin."""
    if not person.may("places.see"):
        return
    for site in some_of(sites_seen_by(person).filter(named(words)), MOST + 1).sites:
        yield Hit(site.name, site.organisation.name, url_or_empty("desk-places:site", site.public_id))


def offers(person: Person, words: str) -> Iterator[Hit]:
    rows = offers_seen_by(person).filter(title__contains=words)
    for offer in rows.order_by("-opens_at", "-id")[: MOST + 1]:
        yield Hit(offer.title, offer.organisation.name, url_or_empty("desk-enrolment:offer", offer.public_id))


SHELVES: tuple[tuple[Any, Callable[[Person, str], Iterator[Hit]]], ...] = (
    (_("会员"), members),
    (_("组织"), organisations),
    (_("阵地"), sites),
    (_("报名项目"), offers),
)
