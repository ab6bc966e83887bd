# SPDX-License-Identifier: Apache-2.0
"""Who sees which submission, and in which tray it lies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.prepared import prepared
from unionnet.tools.submissions.models import OPEN_STATES, Submission
from unionnet.tools.submissions.queries.reading import copied_to
from unionnet.tools.submissions.rules import DECIDE, SEE, SEND


def submissions_seen_by(person: Person) -> QuerySet[Submission]:
    """What unions within reach sent, what lies with them or they decide, and what the person was shown.
    A draft is for those who may send it."""
    reach = person.reach(SEE)
    rows = Submission.objects.select_related("kind", "sender", "decider", "holder")
    theirs = reach.q("sender__path") | reach.q("decider__path")
    drafts = person.reach(SEND).q("sender__path")
    return rows.filter(
        (theirs & (~Q(state="draft") | drafts)) | Q(pk__in=copied_to(person).values("submission"))
    )


def to_decide_by(person: Person, *, below: bool = False) -> QuerySet[Submission]:
    """待我办: what lies with the person's own unions, or `below` also with those under them. Not what they
    sent themselves."""
    held = person.reach(DECIDE).q("holder__path") if below else Q(holder__path__in=offices_of(person, DECIDE))
    mine = submissions_seen_by(person).filter(held, state__in=OPEN_STATES)
    return mine.exclude(sent_by=person).exclude(drafted_by=person)


def to_recheck_by(person: Person, today: date) -> QuerySet[Submission]:
    """What was granted and is due to be looked at again."""
    held = Q(decider__path__in=offices_of(person, DECIDE))
    return submissions_seen_by(person).filter(held, state="approved", recheck_on__lte=today)


def sent_by(person: Person) -> QuerySet[Submission]:
    """我报的: what the person's own unions sent or are about to."""
    return submissions_seen_by(person).filter(sender__path__in=offices_of(person, SEND))


def found_in(rows: QuerySet[Submission], words: str, state: str, kind: str) -> QuerySet[Submission]:
    """The filter bar."""
    if words:
        rows = rows.filter(Q(title__contains=words) | Q(sender__name__contains=words))
    if state in Submission.State.values:
        rows = rows.filter(state=state)
    return rows.filter(kind__key=kind) if kind else rows


def waiting_of(person: Person) -> int:
    """How many lie with the person's own unions."""
    return sum(_waiting.first(path, person.pk) or 0 for path in offices_of(person, DECIDE))


@prepared
def _waiting(path: str, person: int) -> QuerySet[Any, int]:
    held = Submission.objects.filter(holder__path=path, state__in=OPEN_STATES)
    held = held.exclude(sent_by=person).exclude(drafted_by=person).order_by()
    return held.values(one=Value(1)).annotate(n=Count("pk")).values_list("n", flat=True)
