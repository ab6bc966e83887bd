# SPDX-License-Identifier: Apache-2.0
"""Who did what, where and when, for those who audit and do nothing else (SE-02, X-06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.journal.facts import class_of
from unionnet.foundation.journal.models import Entry, Seal
from unionnet.foundation.scope import everything

SEE = "journal.see"
USUAL, LONGEST = timedelta(days=7), timedelta(days=31)
NAMESAKES = 50


@dataclass(frozen=True)
class Asked:
    """What an auditor looks for. Days are days of the union's own calendar; without them, the last week."""

    who: str = ""
    union: str = ""
    fact: str = ""
    since: date | None = None
    until: date | None = None

    def period(self, today: date) -> tuple[date, date]:
        """At most a month, so that a look stays a look."""
        until = self.until or today
        since = self.since or until - USUAL
        return max(since, until - LONGEST), until


@dataclass(frozen=True)
class Line:
    """One entry with the names that its numbers stand for today."""

    pk: int
    at: datetime
    fact: str
    app: str
    who: str
    behalf: str
    union: str
    about: str


def entries_seen_by(person: Person) -> QuerySet[Entry]:
    """What was done inside the unions within reach. What belongs to no union (a consent, a sign-in) is seen
    from the top of a tree."""
    reach = person.reach(SEE)
    seen = reach.q("org_path")
    if any(len(path) == SEGMENT for path in reach.paths):
        seen |= Q(org_path="")
    return Entry.objects.filter(seen)


def found_entries(person: Person, asked: Asked, today: date) -> QuerySet[Entry]:
    since, until = asked.period(today)
    rows = entries_seen_by(person).filter(at__gte=start_of(since), at__lt=start_of(until + timedelta(days=1)))
    if asked.who:
        rows = rows.filter(actor_id__in=_people_called(asked.who))
    if asked.union:
        rows = rows.filter(_below(_unions_called(person, asked.union)))
    if asked.fact:
        rows = rows.filter(fact__contains=asked.fact)
    return rows


def lines_of(entries: Iterable[Entry]) -> Iterator[Line]:
    """Two questions for all names."""
    entries = list(entries)
    people = _acting(entries)
    paths = {entry.org_path for entry in entries if entry.org_path}
    unions = dict(Organisation.objects.filter(path__in=paths).values_list("path", "name"))
    for entry in entries:
        yield Line(
            entry.pk,
            entry.at,
            entry.fact,
            app_of(entry.fact),
            _name_in(people, entry.actor_id),
            _name_in(people, entry.behalf_id),
            unions.get(entry.org_path, ""),
            ", ".join(f"{name} {value}" for name, value in entry.data.items()),
        )


@everything("who audits reads who acted, whoever that was")
def _acting(entries: Iterable[Entry]) -> dict[int, Person]:
    return Person.objects.in_bulk({pk for entry in entries for pk in (entry.actor_id, entry.behalf_id) if pk})


def _name_in(people: dict[int, Person], pk: int | None) -> str:
    return str(people[pk]) if pk in people else ""


def app_of(fact: str) -> str:
    """What the app that tells this fact calls itself; "" when it is gone."""
    label = fact.partition(".")[0]
    known = class_of(fact) is not None and label in apps.app_configs
    return str(apps.get_app_config(label).verbose_name) if known else ""


def seals() -> QuerySet[Seal]:
    """All of them, the newest first: there is nothing in a seal that not everybody may know."""
    return Seal.objects.order_by("-id")


def last_seal() -> Seal | None:
    return seals().first()


@everything("who audits asks for anybody by name")
def _people_called(words: str) -> list[int]:
    """By card number, else by name; namesakes all count."""
    holder = Membership.objects.filter(card_no=words).values_list("person_id", flat=True)
    return list(holder) or list(
        Person.objects.filter(name=words).order_by("id").values_list("pk", flat=True)[:NAMESAKES]
    )


def _unions_called(person: Person, words: str) -> list[str]:
    found = Organisation.objects.filter(person.reach(SEE).q("path"), name__contains=words)
    return list(found.order_by("path").values_list("path", flat=True)[:NAMESAKES])


def _below(paths: Iterable[str]) -> Q:
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(org_path__gte=path, org_path__lt=path + "~")
    return wanted
