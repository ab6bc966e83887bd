# SPDX-License-Identifier: Apache-2.0
"""Postings, their diaries, what was found and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now, TruncDate

from unionnet.directory.people.models import Person, Role
from unionnet.programmes.postings.models import DiaryEntry, Opinion, Posted, Posting, ProblemItem

OPEN = Q(closed_at__isnull=True)


def postings_seen_by(person: Person) -> QuerySet[Posting]:
    """Those within reach, at the union visited or the one that sent; and one's own."""
    reach = person.reach("postings.see")
    mine = Posted.objects.filter(person=person, posting=OuterRef("pk"))
    rows = Posting.objects.filter(reach.q() | reach.q("sent_by__path") | Q(Exists(mine)))
    return rows.select_related("organisation", "sent_by")


def postings_of(person: Person) -> QuerySet[Posting]:
    """Where this person was sent, the newest first."""
    rows = Posting.objects.filter(team__person=person).select_related("organisation", "sent_by")
    return rows.order_by("-starts_on", "-id")


def problems_seen_by(person: Person) -> QuerySet[ProblemItem]:
    rows = ProblemItem.objects.filter(posting__in=postings_seen_by(person).order_by())
    return rows.select_related("posting__organisation", "closed_by")


def entries_seen_by(person: Person) -> QuerySet[DiaryEntry]:
    rows = DiaryEntry.objects.filter(posting__in=postings_seen_by(person).order_by())
    return rows.select_related("by", "photo", "posting")


def with_counts(rows: QuerySet[Posting], on: date) -> QuerySet[Posting]:
    """Beside each posting: entries, problems found, closed and late on that day, satisfaction."""
    return rows.annotate(
        entry_count=_counted(DiaryEntry.objects.all()),
        found_count=_counted(ProblemItem.objects.all()),
        closed_count=_counted(ProblemItem.objects.exclude(OPEN)),
        late_count=_counted(ProblemItem.objects.filter(OPEN, due_on__lt=on)),
    ).prefetch_related(Prefetch("team", Posted.objects.select_related("person").order_by("pk")))


def _counted(rows: QuerySet[Any]) -> Any:
    own = rows.filter(posting=OuterRef("pk")).order_by().values("posting")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


def filtered(rows: QuerySet[Posting], state: str, words: str, on: date) -> QuerySet[Posting]:
    """`now`, `over` or all; by union, purpose, the name of somebody sent, or what the diary says."""
    if state == "now":
        rows = rows.filter(starts_on__lte=on, ends_on__gte=on)
    elif state == "over":
        rows = rows.filter(ends_on__lt=on)
    if words := words.strip():
        sent = Posted.objects.filter(posting=OuterRef("pk"), person__name__startswith=words)
        by_words = Q(organisation__name__contains=words) | Q(purpose__contains=words)
        told = Q(text__contains=words) | Q(place__contains=words) | Q(weather=words)
        written = DiaryEntry.objects.filter(told, posting=OuterRef("pk"))
        rows = rows.filter(by_words | Q(Exists(sent)) | Q(Exists(written)))
    return rows


@dataclass(frozen=True)
class Score:
    """Satisfaction: the average of so many, from 1 to 5; None of nobody."""

    average: float | None
    count: int


@dataclass(frozen=True)
class Summary:
    """A leader's view: how many stay where now, what was found, closed, late; content before and after."""

    running: int
    postings: int
    found: int
    closed: int
    late: int
    before: Score
    after: Score


def summary(person: Person, on: date) -> Summary:
    postings = postings_seen_by(person).select_related(None).order_by()
    counts = postings.aggregate(
        postings=Count("pk"), running=Count("pk", filter=Q(starts_on__lte=on, ends_on__gte=on))
    )
    found = ProblemItem.objects.filter(posting__in=postings).aggregate(
        found=Count("pk"), closed=Count("pk", filter=~OPEN), late=Count("pk", filter=OPEN & Q(due_on__lt=on))
    )
    opinions = Opinion.objects.filter(posting__in=postings)
    return Summary(**counts, **found, before=_score(opinions, "before"), after=_score(opinions, "after"))


def _score(opinions: QuerySet[Opinion], stage: str) -> Score:
    found = opinions.filter(stage=stage).aggregate(average=Avg("stars"), count=Count("pk"))
    return Score(found["average"], found["count"])


@dataclass(frozen=True)
class Report:
    """All of one posting, for its page, its paper and its sheet."""

    posting: Posting
    team: Sequence[Person]
    entries: Sequence[DiaryEntry]
    problems: Sequence[ProblemItem]
    entry_count: int
    closed: int
    late: int
    before: Score
    after: Score
    words: Sequence[str]

    @property
    def open(self) -> int:
        return len(self.problems) - self.closed


def report_of(posting: Posting, on: date, most: int = 300) -> Report:
    """Five questions, whatever the length of the diary; no more than `most` entries."""
    rows = posting.problems.select_related("closed_by", "raised_by", "followed__item")
    problems = list(rows.order_by("-closed_at", "due_on"))
    opinions = list(posting.opinions.order_by("at"))
    entries = posting.entries.select_related("by", "photo").order_by("-day", "-id")
    late = [item for item in problems if item.closed_at is None and item.due_on < on]
    return Report(
        posting,
        [each.person for each in posting.team.select_related("person").order_by("pk")],
        list(entries[:most]),
        problems,
        entries.count(),
        sum(item.closed_at is not None for item in problems),
        len(late),
        _of(opinions, Opinion.Stage.BEFORE),
        _of(opinions, Opinion.Stage.AFTER),
        [opinion.words for opinion in opinions if opinion.words],
    )


def _of(opinions: Sequence[Opinion], stage: str) -> Score:
    stars = [opinion.stars for opinion in opinions if opinion.stage == stage]
    return Score(sum(stars) / len(stars) if stars else None, len(stars))


def problems_asked(rows: QuerySet[ProblemItem], state: str, on: date) -> QuerySet[ProblemItem]:
    """`open`, `late`, `closed` or all."""
    wanted = {"open": OPEN, "late": OPEN & Q(due_on__lt=on), "closed": ~OPEN}.get(state)
    return rows.filter(wanted) if wanted else rows


def officers_named(person: Person, name: str) -> list[Person]:
    """People with a post in force, within the reach of the one who sends; two of one name are both given."""
    today = TruncDate(Now())
    reach = person.reach("postings.manage").q()
    roles = Role.objects.filter(reach, since__lte=today).filter(Q(until__isnull=True) | Q(until__gte=today))
    by_name = Q(name=name) | Q(memberships__card_no=name, memberships__state="active")
    return list(Person.objects.filter(by_name, pk__in=roles.values("person")).distinct()[:2])


def officer_names(person: Person, most: int = 200) -> list[str]:
    """Suggestions for the form."""
    roles = Role.objects.filter(person.reach("postings.manage").q()).order_by("organisation__path")
    return list(dict.fromkeys(roles.values_list("person__name", flat=True)[:most]))
