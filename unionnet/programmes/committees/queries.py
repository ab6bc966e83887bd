# SPDX-License-Identifier: Apache-2.0
"""What is due, and one union's committees, as far as the one who asks may know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import found_in
from unionnet.directory.people.models import Person, Role
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.prepared import prepared
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.committees.demands import Demands, demands_of
from unionnet.programmes.committees.models import (
    Body,
    Checkup,
    Committee,
    Election,
    Permission,
    Post,
    Race,
    Seat,
)
from unionnet.programmes.committees.outcome import Outcome, outcome_of, why_not_report
from unionnet.programmes.committees.rules import (
    HEADS,
    why_not_enough,
    why_not_manage,
    why_not_prepare,
)
from unionnet.tools.submissions.models import Submission

SEE = "committees.see"
ISSUES = {
    "waiting": _("待批复"),
    "over": _("已届满"),
    "soon": _("即将届满"),
    "vacant": _("主席空缺"),
    "unknown": _("未登记两委"),
    "women": _("缺女职委"),
    "fund_audit": _("缺经审委"),
    "size": _("委员人数不符"),
}
MOST_PAST = 40


@dataclass(frozen=True)
class Wanted:
    """What the list asks for. `issue`: one of ISSUES, "due" for any of them, "" for all unions."""

    q: str = ""
    issue: str = "due"
    under: Organisation | None = None


def unions_seen_by(person: Person) -> QuerySet[Organisation]:
    """Unions whose committees this person may see."""
    return Organisation.objects.filter(person.reach(SEE).q("path")).select_related("parent")


def committees_seen_by(person: Person) -> QuerySet[Committee]:
    return Committee.objects.filter(person.reach(SEE).q()).select_related("organisation__parent")


def seats_seen_by(person: Person) -> QuerySet[Seat]:
    rows = Seat.objects.filter(person.reach(SEE).q("committee__organisation__path"))
    return rows.select_related("committee__organisation__parent", "person")


def elections_seen_by(person: Person) -> QuerySet[Election]:
    rows = Election.objects.filter(person.reach(SEE).q())
    return rows.select_related("organisation__parent", "submission__reply_number__letterhead")


def checkups_seen_by(person: Person) -> QuerySet[Checkup]:
    """One line a union, whatever it has."""
    return Checkup.objects.filter(person.reach(SEE).q("path"))


def is_issue(name: str, today: date) -> Q:
    """The condition behind a word of ISSUES, as of a day."""
    soon = today + timedelta(days=rule("ORG-20.window_days", on=today).value)
    conditions = {
        "waiting": Q(waits_since__isnull=False),
        "over": Q(until__lt=today),
        "soon": Q(until__gte=today, until__lte=soon),
        "vacant": Q(vacant_since__isnull=False),
        "unknown": Q(until__isnull=True),
        "women": Q(lacks_women_committee=True),
        "fund_audit": Q(lacks_fund_audit=True),
        "size": Q(wrong_size=True),
    }
    if name in conditions:
        return conditions[name]
    whole = Q()
    for condition in conditions.values():
        whole |= condition
    return whole


def listed(person: Person, wanted: Wanted, today: date) -> QuerySet[Checkup]:
    """The lines of the list, the most pressing first when ordered by `due_on` and `path`."""
    rows = checkups_seen_by(person)
    if wanted.under:
        rows = rows.filter(path__gte=wanted.under.path, path__lt=wanted.under.path_end)
    if wanted.q.strip():
        rows = rows.filter(organisation__in=found_in(Organisation.objects.all(), wanted.q))
    if wanted.issue:
        rows = rows.filter(is_issue(wanted.issue, today))
    return rows.select_related("organisation__parent", "committee", "chair__person")


def totals(person: Person, today: date, under: Organisation | None = None) -> dict[str, int]:
    """How many unions have each issue, how many any, how many there are: one question."""
    rows = checkups_seen_by(person)
    if under:
        rows = rows.filter(path__gte=under.path, path__lt=under.path_end)
    counts = {name: Count("pk", filter=is_issue(name, today)) for name in (*ISSUES, "due")}
    return dict(rows.aggregate(**counts, all=Count("pk")))


def issues_of(line: Checkup, today: date) -> list[str]:
    """The words of ISSUES that hold for one line."""
    soon = today + timedelta(days=rule("ORG-20.window_days", on=today).value)
    found = {
        "waiting": line.waits_since is not None,
        "over": line.until is not None and line.until < today,
        "soon": line.until is not None and today <= line.until <= soon,
        "vacant": line.vacant_since is not None,
        "unknown": line.until is None,
        "women": line.lacks_women_committee,
        "fund_audit": line.lacks_fund_audit,
        "size": line.wrong_size,
    }
    return [name for name, holds in found.items() if holds]


# How many are over, end soon, have no chair; and the first day of each.
Pressing = tuple[int, int, int, date, date, date]


@prepared
def pressing(start: str, end: str, today: date, soon: date) -> QuerySet[Any, Pressing]:
    """One subtree as an officer's desk shows it. What waits for a reply lies in the tray of requests."""
    free = Q(is_renewing=False)
    over, near = free & Q(until__lt=today), free & Q(until__gte=today, until__lte=soon)
    vacant = free & Q(vacant_since__isnull=False)
    counted = (
        Checkup.objects.filter(path__gte=start, path__lt=end)
        .values(one=Value(1))
        .annotate(
            over=Count("pk", filter=over),
            near=Count("pk", filter=near),
            vacant=Count("pk", filter=vacant),
            first_over=Min("until", filter=over),
            first_near=Min("until", filter=near),
            first_vacant=Min("vacant_since", filter=vacant),
        )
        .order_by()
    )
    counts = ("over", "near", "vacant")
    return counted.values_list(*counts, *(f"first_{name}" for name in counts))


@dataclass(frozen=True)
class BodyCard:
    """One body of a union: who sits on it now."""

    body: Body
    committee: Committee | None
    seats: list[Seat]

    @property
    def empty(self) -> int:
        return self.committee.size - len(self.seats) if self.committee else 0


@dataclass(frozen=True)
class UnionCard:
    """Everything the page of one union's committees shows."""

    union: Organisation
    line: Checkup | None
    bodies: list[BodyCard]
    past: list[tuple[Committee, list[Seat]]]
    elections: list[Election]
    permissions: list[Permission]
    demands: Demands
    why_not_manage: Refusal | None
    why_not_renew: Refusal | None

    @property
    def days_late(self) -> int:
        """How long the term is over: a late re-election is one the union above has to allow (ORG-20)."""
        own = self.bodies[0].committee
        return max(0, -own.days_left(self.demands.on)) if own else 0

    @property
    def late_rule(self) -> Ruling:
        return self.demands.ruling("ORG-20.off_schedule")

    @property
    def open_election(self) -> Election | None:
        return next((each for each in self.elections if each.is_open), None)


def union_card(person: Person, union: Organisation, today: date) -> UnionCard:
    """Five questions, however long the history."""
    committees = list(Committee.objects.filter(organisation=union).order_by("-since", "body")[:MOST_PAST])
    seats: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(committee__in=committees).select_related("person")
    for seat in sorted(rows, key=_at_the_table):
        seats[seat.committee_id].append(seat)
    line = Checkup.objects.filter(pk=union.pk).first()
    own = {each.body: each for each in committees if each.is_sitting}
    now = own.get(Body.UNION_COMMITTEE)
    permissions = Permission.objects.filter(committee__organisation=union).select_related(
        "seat__person", "submission"
    )
    asked = list(permissions.order_by("-id")[:MOST_PAST])
    return UnionCard(
        union,
        line,
        [_card(body, own.get(body), seats) for body in Body],
        [(each, seats[each.pk]) for each in committees if not each.is_sitting],
        list(Election.objects.filter(organisation=union).order_by("-id")[:MOST_PAST]),
        asked,
        Demands(union, today, line.members if line else 0, line.women if line else 0),
        why_not_manage(person, union),
        why_not_prepare(now, [p for p in asked if now and p.committee_id == now.pk], union, today),
    )


def _card(body: Body, committee: Committee | None, seats: dict[int, list[Seat]]) -> BodyCard:
    sitting = [seat for seat in seats[committee.pk] if seat.until is None] if committee else []
    return BodyCard(body, committee, sitting)


ORDER = {"chair": 0, "executive_vice_chair": 1, "vice_chair": 2}


def _at_the_table(seat: Seat) -> tuple[int, int]:
    return ORDER.get(seat.post, 3), seat.pk


def races_of(election: Election) -> QuerySet[Race]:
    """What is elected, with its candidates."""
    return election.races.order_by("id").prefetch_related("candidates__person")


@dataclass(frozen=True)
class ElectionCard:
    """Everything the page of a re-election shows."""

    election: Election
    races: list[Race]
    outcomes: list[Outcome]
    demands: Demands
    why_not_manage: Refusal | None
    why_not_report: Refusal | None
    handover: Handover | None

    @property
    def may_edit(self) -> bool:
        """The votes are in, and nothing is sent yet."""
        return self.election.state == Election.State.COUNTED and not self.why_not_manage

    @property
    def letter(self) -> Submission | None:
        """The one that is written or on its way; not one that was withdrawn or refused."""
        found = self.election.submission
        return found if found and (found.is_with_sender or found.is_open) else None

    @property
    def posts(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Post.choices]

    @property
    def too_few(self) -> Ruling:
        """Why empty seats stay empty (ORG-23)."""
        return self.demands.ruling("ORG-23.too_few")

    @property
    def short(self) -> dict[str, Refusal]:
        """By body why there are not enough candidates."""
        found = {
            race.body: why_not_enough(race, len(race.candidates.all()), self.demands) for race in self.races
        }
        return {body: refusal for body, refusal in found.items() if refusal}

    @property
    def lacking(self) -> list[Race]:
        """The races without enough candidates."""
        short = self.short
        return [race for race in self.races if race.body in short]


def election_card(person: Person, election: Election) -> ElectionCard:
    """Three questions."""
    races, demands = list(races_of(election)), demands_of(election)
    outcomes = [outcome_of(race, list(race.candidates.all()), demands) for race in races]
    return ElectionCard(
        election,
        races,
        outcomes,
        demands,
        why_not_manage(person, election.organisation),
        why_not_report(outcomes, demands),
        handover_of(election) if election.state == Election.State.APPROVED else None,
    )


def approved_where_granting(person: Person) -> QuerySet[Election]:
    """Re-elections of unions where this person may give and end posts."""
    rows = Election.objects.filter(person.reach("people.grant_roles").q(), state=Election.State.APPROVED)
    return rows.select_related("organisation__parent")


@dataclass(frozen=True)
class Handover:
    """Which heads of the new committee have no officer's post yet, and which officers of the union sit no
    more: what somebody who grants posts may want to change."""

    to_give: list[Seat]
    to_end: list[Role]


def handover_of(election: Election) -> Handover:
    """Two questions. Only people of the register can hold a post."""
    today = local_date(database_now())
    live = Q(until__isnull=True) | Q(until__gt=today)
    roles = Role.objects.filter(live, organisation=election.organisation, name=Role.Name.OFFICER)
    held = {role.person_id: role for role in roles.select_related("person", "organisation")}
    sitting = Seat.objects.filter(
        committee__election=election, committee__body=Body.UNION_COMMITTEE, until=None, person__isnull=False
    ).select_related("person", "committee")
    heads = [seat for seat in sitting if seat.post in HEADS]
    sits = {seat.person_id for seat in sitting}
    return Handover(
        [seat for seat in heads if seat.person_id not in held],
        [role for person, role in held.items() if person not in sits],
    )
