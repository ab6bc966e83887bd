# SPDX-License-Identifier: Apache-2.0
"""Whose calls they are: those of the unions where one holds a post oneself, and of no others."""

from __future__ import annotations

from django.db.models import F, QuerySet

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.doors.seats.models import Call, Draft, Phrase, Seat
from unionnet.doors.seats.rules import CONNECT, HANDLE, MANAGE
from unionnet.foundation.scope import everything

SHOWN = 50
MOST_PHRASES = 200


def calls_at_desk(person: Person) -> QuerySet[Call]:
    """The only way a page gets hold of a call."""
    rows = Call.objects.filter(organisation__path__in=offices_of(person, HANDLE))
    return rows.select_related("organisation", "taken_by", "case__kind")


def calls_told_to(person: Person) -> QuerySet[Call]:
    """For machines: of the desks of whoever made the token."""
    return calls_at_desk(person).defer("case__words", "case__text")


def waiting_at(person: Person) -> list[Call]:
    """Nobody has them: who waits on the line before who hung up, the longest wait first."""
    rows = calls_at_desk(person).filter(taken_by=None, settled_at=None)
    return list(rows.order_by(F("hung_up_at").asc(nulls_first=True), "begun_at", "id")[:SHOWN])


def open_calls_of(desk: int) -> list[tuple[object, ...]]:
    """What the pages of its seats are drawn from: whoever has them, and whether they ring, talk or are over.
    The last of those that wait, and those in somebody's hand."""
    rows = Call.objects.filter(organisation=desk, settled_at=None).order_by("-begun_at", "-id")
    said = rows.values_list("pk", "taken_by", "answered_at", "hung_up_at")
    return [*said.filter(taken_by=None)[:SHOWN], *said.filter(taken_by__isnull=False)[:SHOWN]]


def in_hand_of(person: Person) -> list[Call]:
    """What this person has taken and not ended."""
    rows = calls_at_desk(person).filter(taken_by=person, settled_at=None)
    return list(rows.order_by("taken_at", "id")[:SHOWN])


def seats_at(person: Person) -> list[Seat]:
    """Who sits now, at the desks of this person."""
    rows = Seat.objects.filter(until=None, organisation__path__in=offices_of(person, HANDLE))
    return list(rows.select_related("organisation", "person").order_by("organisation", "since")[:SHOWN])


def seat_of(person: Person) -> Seat | None:
    return Seat.objects.filter(person=person, until=None).select_related("organisation").first()


def desks_that_answer(person: Person) -> QuerySet[Organisation]:
    """The unions where this person may take calls."""
    return Organisation.objects.filter(path__in=offices_of(person, HANDLE), until=None).order_by("path")


def desks_that_connect(person: Person) -> QuerySet[Organisation]:
    """The unions for which a switchboard may speak through this person's token."""
    return reached_by(person, CONNECT).filter(until=None)


def draft_of(call: Call) -> Draft | None:
    return Draft.objects.filter(call=call).first()


@everything("phrases are handed down and name nobody")
def phrases_at(organisation: Organisation) -> list[Phrase]:
    """By key, of this union and those above it; of two with one key the nearer union's."""
    ends = range(SEGMENT, len(organisation.path) + 1, SEGMENT)
    rows = Phrase.objects.filter(
        organisation__path__in=[organisation.path[:end] for end in ends], withdrawn_at=None
    ).select_related("organisation")
    nearest = {phrase.key: phrase for phrase in rows.order_by("organisation__path")[:MOST_PHRASES]}
    return [nearest[key] for key in sorted(nearest)]


def phrases_seen_by(person: Person) -> QuerySet[Phrase]:
    """Those of the unions within reach, to change them."""
    rows = Phrase.objects.filter(person.reach(MANAGE).q("organisation__path"), withdrawn_at=None)
    return rows.select_related("organisation")
