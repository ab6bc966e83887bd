# SPDX-License-Identifier: Apache-2.0
"""待阅: what was shown to whom, and who has read it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.tools.submissions.models import Copy, Reading, Submission
from unionnet.tools.submissions.rules import DECIDE, SEE, SEND


def copied_to(person: Person) -> QuerySet[Copy]:
    """Copies for the person, and for the unions where they hold a post."""
    return Copy.objects.filter(Q(person=person) | Q(organisation__path__in=offices_of(person, SEE)))


def to_read_by(person: Person, *, unread: bool = True) -> QuerySet[Submission]:
    rows = Submission.objects.select_related("kind", "sender", "decider", "holder")
    shown = rows.filter(pk__in=copied_to(person).values("submission"))
    own = Reading.objects.filter(submission=OuterRef("pk"), person=person)
    return shown.filter(~Exists(own)) if unread else shown


def unread_by(person: Person) -> int:
    return to_read_by(person).count()


def has_read(submission: Submission, person: Person) -> bool:
    return submission.readings.filter(person=person).exists()


def copies_of(submission: Submission) -> QuerySet[Copy]:
    return submission.copies.select_related("organisation", "person").order_by("id")


def readers_of(submission: Submission) -> QuerySet[Reading]:
    return submission.readings.select_related("person").order_by("at")


def may_copy(submission: Submission, person: Person) -> bool:
    """Those who sent it and those who decide."""
    if submission.state == Submission.State.DRAFT:
        return False
    return person.may(SEND, submission.sender.path) or person.may(DECIDE, submission.decider.path)
