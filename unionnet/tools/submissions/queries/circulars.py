# SPDX-License-Identifier: Apache-2.0
"""传阅: which papers a person sees, and who has read them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.tools.submissions.models import Circular, CircularCopy, CircularPaper, CircularReading
from unionnet.tools.submissions.rules import DECIDE, SEE


def circulars_seen_by(person: Person) -> QuerySet[Circular]:
    """Sent by unions within reach, or to the person's own."""
    reach, mine = person.reach(SEE), _sent_to(person)
    return Circular.objects.filter(reach.q() | Q(Exists(mine))).select_related("organisation", "by")


def circulars_to_read(person: Person) -> QuerySet[Circular]:
    """Sent to a union where the person holds a post, and not read by the person."""
    mine = _sent_to(person)
    rows = Circular.objects.filter(Exists(mine.exclude(Exists(_read_by(person)))))
    return rows.select_related("organisation", "by")


def circulars_sent_by(person: Person) -> QuerySet[Circular]:
    """By the person's own unions, with how many unions shall read it and how many have."""
    rows = Circular.objects.filter(organisation__path__in=offices_of(person, SEE))
    return with_readers(rows.select_related("organisation", "by"))


def with_readers(rows: QuerySet[Circular]) -> QuerySet[Circular]:
    return rows.annotate(
        unions=Count("copies", distinct=True),
        readers=Count("copies", distinct=True, filter=Q(copies__readings__isnull=False)),
    )


def own_copies(circular: Circular, person: Person) -> QuerySet[CircularCopy]:
    return circular.copies.filter(organisation__path__in=offices_of(person, SEE))


def unread_copies(circular: Circular) -> QuerySet[CircularCopy]:
    return circular.copies.filter(readings=None)


def copies_with_readings(circular: Circular, *, unread: bool = False) -> QuerySet[CircularCopy]:
    rows = unread_copies(circular) if unread else circular.copies.all()
    return rows.select_related("organisation").prefetch_related("readings__person")


def circular_papers(circular: Circular) -> QuerySet[CircularPaper]:
    return circular.papers.select_related("file").order_by("id")


def unions_below(organisation: Organisation) -> QuerySet[Organisation]:
    """Those that stand, without itself."""
    rows = Organisation.objects.filter(path__gt=organisation.path, path__lt=organisation.path_end)
    return rows.filter(since__isnull=False, until=None).order_by("path")


def offices_that_send(person: Person) -> QuerySet[Organisation]:
    """The person's own unions, the highest first."""
    return Organisation.objects.filter(path__in=offices_of(person, DECIDE), until=None).order_by("path")


def _sent_to(person: Person) -> QuerySet[CircularCopy]:
    return CircularCopy.objects.filter(
        circular=OuterRef("pk"), organisation__path__in=offices_of(person, SEE)
    )


def _read_by(person: Person) -> QuerySet[CircularReading]:
    return CircularReading.objects.filter(copy=OuterRef("pk"), person=person)
