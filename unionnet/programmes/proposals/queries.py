# SPDX-License-Identifier: Apache-2.0
"""The questions of proposals. Whoever sees a case sees its proposal; names are for those who handle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import in_use_on
from unionnet.foundation.clock import local_date
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything
from unionnet.programmes.proposals.models import (
    Consultation,
    Event,
    Participant,
    Proposal,
    Reply,
    Stage,
)
from unionnet.programmes.proposals.rules import HANDLE, SEE, reply_of
from unionnet.tools.casework.models import OPEN, Case
from unionnet.tools.casework.queries import cases_seen_by

# Moves of the desk of cases that would pass the paper by.
NOT_AT_THE_DESK = ("answer", "dispatch", "send_back", "fail")
AFTER_OURS = ("reply", "satisfied", "unsatisfied")
UNANSWERED = ("rejected", "transferred", "merged", "terminated")
RELATED = ("case__kind", "case__organisation", "case__holder", "case__flow", "item")
EVENT = ("participant__event__activity__organisation",)


@dataclass(frozen=True)
class Counts:
    """All within reach; `judged` is the denominator of `satisfied`; `overdue` are among the open ones."""

    proposals: int
    tasked: int
    replied: int
    overdue: int
    judged: int
    satisfied: int


@dataclass(frozen=True)
class Growth:
    """Stations in use on the day of the event, and now."""

    since: date
    until: date
    before: int
    after: int

    @property
    def more(self) -> int:
        return self.after - self.before


def events_seen_by(person: Person) -> QuerySet[Event]:
    rows = Event.objects.filter(person.reach(SEE).q("activity__organisation__path"))
    return rows.select_related("activity__organisation", "activity__site")


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    people = Count("participants", distinct=True)
    return events.annotate(people=people, proposals=Count("participants__proposals", distinct=True))


def participants_seen_by(person: Person) -> QuerySet[Participant]:
    """With their names: for those who handle what they said."""
    rows = Participant.objects.filter(person.reach(HANDLE).q("organisation__path"))
    return rows.select_related("event__activity__organisation", "organisation")


def proposals_seen_by(person: Person) -> QuerySet[Proposal]:
    """Within the reach of their posts, each with its `stage`, consultations and replies."""
    seen = cases_seen_by(person).filter(pk=OuterRef("case"))
    rows = Proposal.objects.filter(Exists(seen)).defer("case__words")
    return with_stage(rows).select_related(*RELATED, *EVENT).prefetch_related(_talks())


def replies_seen_by(person: Person) -> QuerySet[Reply]:
    rows = Reply.objects.filter(consultation__proposal__in=proposals_seen_by(person).order_by())
    return rows.select_related("number__letterhead", "consultation")


def with_stage(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """`stage` of each, from its case, consultations and replies."""
    talks = Consultation.objects.filter(proposal=OuterRef("pk"))
    to_reply, talked = Exists(talks.filter(reply__isnull=True)), Exists(talks)
    stage = models.Case(
        When(case__state__in=UNANSWERED, then=Value(Stage.ENDED)),
        When(case__satisfied=True, then=Value(Stage.SATISFIED)),
        When(case__satisfied=False, then=Value(Stage.UNSATISFIED)),
        When(to_reply, then=Value(Stage.TO_REPLY)),
        When(~talked, then=Value(Stage.TO_CONSULT)),
        When(case__is_reopened=True, case__state__in=("signed", "paused"), then=Value(Stage.AGAIN)),
        default=Value(Stage.TO_JUDGE),
        output_field=models.CharField(),
    )
    return rows.annotate(stage=stage)


def found_in(
    rows: QuerySet[Proposal], *, stage: str, role: str, late_at: datetime | None
) -> QuerySet[Proposal]:
    if stage in Stage.values:
        rows = rows.filter(Q(stage=stage))
    if role in Participant.Role.values:
        rows = rows.filter(participant__role=role)
    return rows.filter(late(late_at)) if late_at else rows


def late(now: datetime) -> Q:
    return Q(case__state__in=OPEN, case__due_at__lt=now) & ~Q(case__state="paused")


def counts_of(rows: QuerySet[Proposal], now: datetime) -> Counts:
    replied = Exists(Reply.objects.filter(consultation__proposal=OuterRef("pk")))
    counted = rows.order_by().aggregate(
        proposals=Count("pk"),
        tasked=Count("pk", filter=Q(item__isnull=False)),
        replied=Count("pk", filter=Q(replied)),
        overdue=Count("pk", filter=late(now)),
        judged=Count("pk", filter=Q(case__satisfied__isnull=False)),
        satisfied=Count("pk", filter=Q(case__satisfied=True)),
    )
    return Counts(**counted)


def people_of(event: Event) -> list[tuple[str, int]]:
    """How many of each role took part, in the order of the roles. No name leaves the wall with it."""
    counted = dict(event.participants.values_list("role").annotate(n=Count("pk")))
    return [(str(role.label), counted[role]) for role in Participant.Role if counted.get(role)]


def last_consultation(proposal: Proposal) -> Consultation | None:
    rows = Consultation.objects.filter(proposal=proposal).select_related("reply")
    return rows.order_by("-round").first()


def growth_of(proposal: Proposal, today: date) -> Growth | None:
    """What came of it, counted from the register of stations; of a task that is followed by it."""
    if not proposal.follows_stations:
        return None
    activity = proposal.participant.event.activity
    return growth_in(activity.organisation, local_date(activity.starts_at), today)


@everything("how many stations there are is no secret")
def growth_in(union: Organisation, since: date, until: date) -> Growth:
    """Of this union and those below it."""
    here = Q(organisation__path__gte=union.path, organisation__path__lt=union.path_end)
    counted = Site.objects.filter(here, kind=Site.Kind.STATION).aggregate(
        before=Count("pk", filter=in_use_on(since)), after=Count("pk", filter=in_use_on(until))
    )
    return Growth(since, until, **counted)


@everything("whoever knows the code on the paper is the one it was sent to")
def reply_by_code(code: str) -> Reply | None:
    related = ("number__letterhead", "consultation__proposal__item", "by")
    event = tuple(f"consultation__proposal__{each}" for each in (*EVENT, "case__organisation"))
    rows = Reply.objects.filter(code=code).select_related(*related, *event)
    return rows.defer("consultation__proposal__case__words").first()


def links_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """The page where it is talked over and answered."""
    if not person.may(SEE):
        return []
    return [
        (_("代表委员意见：协商、答复"), reverse("desk-proposals:proposal", args=[each.public_id]), "chat")
        for each in _of_case(case.pk)
    ]


@prepared
def _of_case(case: int) -> QuerySet[Proposal]:
    return Proposal.objects.filter(case=case)


@everything("what a case may become follows from its replies, whoever asks")
def why_not_by_casework(case: Case, move: str) -> Refusal | None:
    """What the desk of cases leaves to us. Our own verbs write their row first and then move the case, so an
    answer without a paper, or a callback without their word on it, finds no row here (decision 0059)."""
    if move not in (*NOT_AT_THE_DESK, *AFTER_OURS):
        return None
    proposal = Proposal.objects.filter(case=case).first()
    if proposal is None or (move in AFTER_OURS and _has_row_for(proposal, move)):
        return None
    return Refusal("by_its_programme", _("这一件在“代表委员意见”里协商、书面答复和评价。"))


def _has_row_for(proposal: Proposal, move: str) -> bool:
    last = last_consultation(proposal)
    reply = reply_of(last) if last else None
    return reply is not None and (reply.judged_at is None) == (move == "reply")


def _talks() -> Prefetch[str, QuerySet[Consultation], Any]:
    rows = Consultation.objects.select_related("reply__number__letterhead").order_by("round")
    return Prefetch("consultations", queryset=rows)
