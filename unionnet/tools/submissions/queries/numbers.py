# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db.models import Max, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.tools.submissions.models import DocumentNumber, Letterhead
from unionnet.tools.submissions.rules import DECIDE


def letterheads_seen_by(person: Person) -> QuerySet[Letterhead]:
    """The words of the person's own unions."""
    own = Letterhead.objects.filter(organisation__path__in=offices_of(person, DECIDE))
    return own.select_related("organisation").order_by("organisation__path", "series")


def numbers_seen_by(person: Person) -> QuerySet[DocumentNumber]:
    """The book of numbers of the unions within reach, left-out ones with their reason."""
    rows = DocumentNumber.objects.filter(person.reach(DECIDE).q("letterhead__organisation__path"))
    return rows.select_related("letterhead__organisation", "by")


def letterhead_for(organisation: Organisation, series: str) -> Letterhead | None:
    return Letterhead.objects.filter(organisation=organisation, series=series).first()


def next_number(letterhead: Letterhead, year: int) -> int:
    """What the next paper would be; another may have taken it by then."""
    return (letterhead.numbers.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1
