# SPDX-License-Identifier: Apache-2.0
"""Books: what there is, what is lent, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from unionnet.directory.people.models import Person
from unionnet.foundation.scope import everything
from unionnet.programmes.venues.models import Copy, Loan, Shelf, StockTake, Title


def shelves_seen_by(person: Person) -> QuerySet[Shelf]:
    return Shelf.objects.filter(person.reach("venues.see").q()).select_related("organisation")


def shelves_managed_by(person: Person) -> QuerySet[Shelf]:
    return Shelf.objects.filter(person.reach("venues.manage").q()).select_related("organisation")


def public_titles(words: str = "") -> QuerySet[Title]:
    """The catalogue of every shelf; anybody may look."""
    titles = Title.objects.select_related("shelf__organisation")
    named = Q(name__icontains=words) | Q(author__icontains=words) | Q(shelf__name__icontains=words)
    return titles.filter(named) if words else titles


@dataclass(frozen=True)
class Shelved:
    """A title with how many copies stand on the shelf, of how many."""

    title: Title
    free: int
    kept: int


@everything("that a book is lent says nothing of who has it")
def catalogue_of(titles: list[Title]) -> list[Shelved]:
    """How many copies of these titles can be had now, in one question."""
    lent = Exists(Loan.objects.filter(copy=OuterRef("pk"), returned_at=None))
    copies = Copy.objects.filter(title__in=titles, state=Copy.State.KEPT).annotate(is_lent=lent)
    rows = copies.values("title").annotate(kept=Count("pk"), free=Count("pk", filter=Q(is_lent=False)))
    by_title = {row["title"]: row for row in rows}
    none = {"free": 0, "kept": 0}
    counted = ((title, by_title.get(title.pk, none)) for title in titles)
    return [Shelved(title, row["free"], row["kept"]) for title, row in counted]


def loans_of(person: Person) -> QuerySet[Loan]:
    return Loan.objects.filter(person=person).select_related("copy__title__shelf__organisation")


def loans_seen_by(person: Person) -> QuerySet[Loan]:
    """Who has which book, for those who lend."""
    seen = Loan.objects.filter(person.reach("venues.see").q(), returned_at=None)
    return seen.select_related("copy__title", "copy__shelf", "person")


def copies_of(shelf: Shelf) -> QuerySet[Copy]:
    return Copy.objects.filter(shelf=shelf).select_related("title")


def missing_of(shelf: Shelf) -> QuerySet[Copy]:
    return copies_of(shelf).filter(state=Copy.State.MISSING).order_by("number", "id")


def stock_take_of(shelf: Shelf, year: int) -> StockTake | None:
    return StockTake.objects.filter(shelf=shelf, year=year).first()


@dataclass(frozen=True)
class ShelfSums:
    copies: int
    lent: int
    late: int
    missing: int


def sums_of(shelf: Shelf, today: date) -> ShelfSums:
    """Of one shelf, in two questions."""
    counts = Copy.objects.filter(shelf=shelf).aggregate(
        copies=Count("pk", filter=~Q(state=Copy.State.REMOVED)),
        missing=Count("pk", filter=Q(state=Copy.State.MISSING)),
    )
    lent = Loan.objects.filter(copy__shelf=shelf, returned_at=None).aggregate(
        lent=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))
    )
    return ShelfSums(**counts, **lent)
