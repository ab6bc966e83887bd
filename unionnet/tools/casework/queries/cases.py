# SPDX-License-Identifier: Apache-2.0
"""Who sees which case, and how one is found."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import office_ids_of, offices_of
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import LENGTH
from unionnet.foundation.prepared import Among, Within, prepared
from unionnet.foundation.scope import everything
from unionnet.tools.casework.lexemes import asked_for
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.rules import HANDLE, SEE

MOST_FOUND = 200
MOST_COMPARED = 6
MOST_LIKE = 60
MOBILE = 11
FEW = 50


def cases_seen_by(person: Person) -> QuerySet[Case]:
    """What was given to a union within reach; of the sensitive ones only what was given to the person's own
    desks. What the reader brought themselves is not seen here: they follow it as everybody does."""
    at_desk = Q(unit__in=office_ids_of(person, HANDLE))
    rows = _seen(Case.objects.exclude(person=person.pk), person.reach(SEE).q("unit__path"), at_desk)
    return rows.select_related("kind", "organisation", "holder").defer("words", "text")


def _seen(rows: QuerySet[Case], within: Any, at_desk: Any) -> QuerySet[Case]:
    """Those with a share within reach, or at a desk of the reader's own: conditions on a share."""
    given = Dispatch.objects.filter(case=OuterRef("pk"))
    # Which it is stands first: for the second half PostgreSQL gathers every share of the desk, if need be.
    open_ = Q(is_sensitive=False) & Q(Exists(given.filter(within)))
    return rows.filter(open_ | Q(is_sensitive=True) & Q(Exists(given.filter(at_desk))))


def shares_seen_by(person: Person) -> QuerySet[Dispatch]:
    """The lines of the trays within reach, without their cases: the wall of each would be asked before the
    first page of them is known. `lines_of` reads those of a page, `in_full` all that are asked for."""
    own = Case.objects.filter(person=person.pk).values("pk")
    return Dispatch.objects.filter(_given_to(person)).exclude(case__in=own)


def _given_to(person: Person) -> Q:
    """Few unions by their ids, since PostgreSQL knows how many lines each has. A branch of many by its path:
    whatever the order, the next line of it is never far."""
    reach, desks = person.reach(SEE), office_ids_of(person, HANDLE)
    units = list(Organisation.objects.filter(reach.q("path")).values_list("pk", flat=True)[: FEW + 1])
    within = Q(unit__in=units) if len(units) <= FEW else reach.q("unit__path")
    return within & (Q(is_sensitive=False) | Q(unit__in=desks))


def in_full(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Each with its case and its unions."""
    rows = rows.select_related("case__kind", "case__organisation", "case__holder", "unit", "sender")
    return rows.defer("case__words", "case__text")


def case_called(person: Person, public_id: str) -> Case | None:
    """The case of this public id, as whole as its page shows it, when the person sees it."""
    paths, desks = list(person.reach(SEE).paths), office_ids_of(person, HANDLE)
    return _called.first(public_id, paths, desks, person.pk)


@prepared
def _called(public_id: str, paths: list[str], desks: list[int], reader: int) -> QuerySet[Case]:
    rows = Case.objects.filter(public_id=public_id).exclude(person=reader)
    rows = _seen(rows, Within("unit__path", paths), Among("unit", desks))
    return rows.select_related("kind", "organisation", "holder", "flow", "person").defer("words")


def plain(number: str) -> str:
    """A number as people type it, as the register has it."""
    return number.replace("-", "").replace(" ", "").lower()


@everything("an index is asked for numbers; the cases themselves come through the wall")
def numbers_found(person: Person, words: str) -> list[int]:
    """The newest cases the person sees in which every word stands, or which somebody with that phone brought,
    or which have that number; among the first also what they brought themselves, which no tray shows them."""
    number = plain(words)
    if number.isascii() and number.isdigit() and len(number) == MOBILE:
        return _numbers(cases_seen_by(person).filter(phone_index=blind_index("mobile", number)))
    if number.isascii() and number.isalnum() and len(number) == LENGTH:
        return _numbers(cases_seen_by(person).filter(public_id=number))
    return _asked_of_index(person, asked_for(words), MOST_FOUND)


def _numbers(rows: QuerySet[Case]) -> list[int]:
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])


@everything("an index is asked for numbers; the cases themselves come through the wall")
def numbers_like(person: Person, words: list[str]) -> list[int]:
    """The newest cases the person may see that share at least two of these words, or the only one."""
    words = sorted(words, key=len, reverse=True)[:MOST_COMPARED]
    pairs = combinations([f"'{word}'" for word in words], min(2, len(words)))
    asked = " | ".join(f"({' & '.join(pair)})" for pair in pairs) if words else ""
    return _asked_of_index(person, asked and f"({asked})", MOST_LIKE)


def _asked_of_index(person: Person, asked: str, most: int) -> list[int]:
    marks = [f"'@{path}'" for path in person.reach(SEE).paths]
    marks += [f"'@={path}'" for path in offices_of(person, HANDLE)]
    if not (marks and asked):
        return []
    with connection.cursor() as cursor:
        both = f"{asked} & ({' | '.join(marks)})"
        cursor.execute("SELECT casework_found(%s::tsquery, %s)", [both, most])
        return [number for (number,) in cursor.fetchall()]
