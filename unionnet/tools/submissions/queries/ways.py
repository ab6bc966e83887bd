# SPDX-License-Identifier: Apache-2.0
"""Which way a paper goes, what goes with it, and who is there."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.tools.submissions.models import Kind, Paper, Step, Submission
from unionnet.tools.submissions.rules import DECIDE, SEND

COUNTED = ("sent", "reviewed", "on_notice", "approved", "revoked")


def above(union: Organisation) -> QuerySet[Organisation]:
    """The unions above, the nearest first."""
    ends = range(SEGMENT, len(union.path), SEGMENT)
    return Organisation.objects.filter(path__in=[union.path[:end] for end in ends]).order_by("-path")


def decider_of(kind: Kind, sender: Organisation) -> Organisation:
    """Who made a local kind; else the nearest union above of the kinds that decide, or the one directly
    above when there is none."""
    if kind.organisation:
        return kind.organisation
    chain = list(above(sender))
    wanted = [union for union in chain if union.kind in kind.decider_kinds]
    return (wanted or chain or [sender])[0]


def deciders_for(sender: Organisation) -> list[Organisation]:
    """Unions above that stand: the choices of a form."""
    return list(above(sender).filter(until=None))


def next_above(submission: Submission, office: Organisation) -> Organisation:
    """Where it goes from this union: the next one on the way, or at once to the decider."""
    if not submission.kind.is_recommended or office.pk == submission.decider_id:
        return submission.decider
    on_the_way = above(office).filter(path__startswith=submission.decider.path, until=None).first()
    return on_the_way or submission.decider


def senders_for(person: Person) -> QuerySet[Organisation]:
    """The unions a person may send for: their own first, then those below."""
    return Organisation.objects.filter(
        person.reach(SEND).q("path"), until=None, parent__isnull=False
    ).order_by("path")


def unions_to_copy(submission: Submission, names: list[str]) -> QuerySet[Organisation]:
    """Unions named by an officer, inside the tree of the decider."""
    near = Organisation.objects.filter(
        path__gte=submission.decider.path, path__lt=submission.decider.path_end, until=None
    )
    return near.filter(name__in=names[:100])


def sent_in_year(submission: Submission, year: int) -> int:
    """How many others of the kind, in any version, the sender has sent in a calendar year and not taken
    back."""
    start = timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware here
    end = timezone.make_aware(datetime(year + 1, 1, 1))  # noqa: DTZ001 - made aware here
    line = submission.kind.line
    kind = Q(kind__line=line) if line else Q(kind=submission.kind_id)
    same = Submission.objects.filter(kind, sender=submission.sender_id, state__in=COUNTED)
    return same.filter(sent_at__gte=start, sent_at__lt=end).exclude(pk=submission.pk).count()


def enclosed_keys(submission: Submission) -> set[str]:
    return set(papers_of(submission).exclude(key="").values_list("key", flat=True))


def papers_of(submission: Submission) -> QuerySet[Paper]:
    return submission.papers.filter(removed_at=None).select_related("file", "by").order_by("id")


def history_of(submission: Submission) -> QuerySet[Step]:
    return submission.history.select_related("by", "organisation").order_by("-number")


def officers_at(unions: QuerySet[Organisation]) -> list[int]:
    """The persons who may act at any of these unions."""
    found = holders_by_union(DECIDE, unions)
    return sorted({person for persons in found.values() for person in persons})


def officers_of(union: Organisation) -> list[int]:
    """The persons who may act at this union; where nobody holds a post, those of the nearest union above."""
    for office in (union, *above(union)):
        if found := officers_at(Organisation.objects.filter(pk=office.pk)):
            return found
    return []


def on_notice(day: date) -> QuerySet[Submission]:
    """What anybody may read and object to."""
    rows = Submission.objects.filter(state="on_notice", notice_until__gte=day)
    return rows.select_related("kind", "sender", "decider").order_by("notice_until", "id")


def address_of(submission: Submission) -> str:
    return reverse("desk-submissions:submission", args=[submission.public_id])
