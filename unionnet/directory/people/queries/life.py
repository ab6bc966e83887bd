# SPDX-License-Identifier: Apache-2.0
"""The life of memberships: on which day somebody belonged where, what waits, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from unionnet.directory.organisations.abroad import registered_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import established_on, found_in
from unionnet.directory.people.life import DECISIONS, LIFE, MOVE_WORDS, why_not_undo
from unionnet.directory.people.models import (
    MEMBER_STATES,
    Departure,
    Membership,
    MembershipSpan,
    Person,
    Transfer,
)
from unionnet.directory.people.spans import held_on
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.parts import Event
from unionnet.foundation.ui.tags.words import fullday

MOST_UNIONS_FOUND = 20
MOST_COMMUNITIES = 100
LONGEST_HISTORY = 100


def members_on(top: Organisation, day: date) -> QuerySet[MembershipSpan]:
    """Who was a member of this union or one below it on that day, by today's tree; not read yet."""
    below = Q(organisation__path__gte=top.path, organisation__path__lt=top.path_end)
    rows = MembershipSpan.objects.filter(below, held_on(day), state__in=MEMBER_STATES)
    return rows.select_related("person", "organisation", "membership")


def belonged_on(person: Person, day: date) -> MembershipSpan | None:
    """Where somebody was a member on that day: one union, or none."""
    spans = MembershipSpan.objects.filter(held_on(day), person=person, state__in=MEMBER_STATES)
    return spans.select_related("organisation").first()


def history_of(person: Person) -> list[MembershipSpan]:
    """What became of a person's memberships, the latest first; slips that were undone are marked."""
    spans = MembershipSpan.objects.filter(person=person).select_related("organisation", "by", "paper")
    return list(spans.order_by("-since", "-id")[:LONGEST_HISTORY])


def told(spans: list[MembershipSpan], *, to_officer: bool) -> list[Event]:
    """The same as a story. The member reads which union decided, the officer also who."""
    return [
        Event(
            at=span.at,
            title=MOVE_WORDS.get(span.move, span.get_state_display()),
            who=span.by.name if to_officer and span.by else span.organisation.name,
            note=" · ".join(part for part in (fullday(span.since), span.reason, span.basis) if part),
            kind="late" if span.is_undone else "",
        )
        for span in spans
    ]


def transfers_seen_by(person: Person) -> QuerySet[Transfer]:
    """Transfers out of or into unions within reach; without any, one's own."""
    rows = Transfer.objects.select_related("person", "from_union", "to_union", "membership", "asked_by")
    reach = person.reach("people.approve")
    if not reach:
        return rows.filter(person=person)
    return rows.filter(reach.q("from_union__path") | reach.q("to_union__path"))


def transfers_of(person: Person) -> QuerySet[Transfer]:
    """A person's own transfers."""
    return Transfer.objects.filter(person=person).select_related("from_union", "to_union", "membership")


def transfers_to_answer(person: Person) -> QuerySet[Transfer]:
    """Those where it is the turn of a union within reach, the most pressing first; never one's own."""
    reach = person.reach("people.approve")
    leaving = Q(released_at__isnull=True) & reach.q("from_union__path")
    receiving = Q(released_at__isnull=False, accepted_at__isnull=True) & reach.q("to_union__path")
    rows = transfers_seen_by(person).filter(leaving | receiving, outcome="").exclude(person=person)
    return rows.order_by("due_on", "id")


def departures_to_declare(person: Person) -> QuerySet[Departure]:
    """Requests to leave that wait for the committee of a union within reach."""
    reach = person.reach("people.approve")
    rows = Departure.objects.filter(reach.q("membership__organisation__path"), closed_at=None)
    rows = rows.exclude(membership__person=person)
    return rows.select_related("membership__person", "membership__organisation").order_by("due_on", "id")


def departures_of(person: Person) -> QuerySet[Departure]:
    return Departure.objects.filter(membership__person=person).select_related("membership")


def memberships_in(person: Person, state: str) -> QuerySet[Membership]:
    """Memberships of one state within reach, the newest first."""
    rows = Membership.objects.filter(person.reach("people.see").q(), state=state)
    return rows.select_related("person", "organisation")


def unions_to_go_to(words: str, own: Organisation, on: date) -> list[Organisation]:
    """Unions a membership may go to, by name or pinyin; nothing without words."""
    if not words.strip():
        return []
    rows = found_in(other_unions(own, on), words[:60])
    return list(rows.select_related("parent").order_by("pinyin", "id")[:MOST_UNIONS_FOUND])


def other_unions(own: Organisation, on: date) -> QuerySet[Organisation]:
    """Where a membership of this union may go: any other in the country, but no pool."""
    rows = Organisation.objects.filter(established_on(on))
    return rows.exclude(kind=Organisation.Kind.HOLDING_POOL).exclude(pk=own.pk)


def near_unions(own: Organisation, on: date) -> list[str]:
    """Names of those in the same county: most change their job and stay."""
    rows = other_unions(own, on).filter(registered_in(own.region_code, own.county_code))
    return list(rows.order_by("path").values_list("name", flat=True)[:MOST_COMMUNITIES])


def community_unions(own: Organisation, on: date) -> list[Organisation]:
    """Where 会籍 may wait when the new employer has no union (MEM-08): unions of villages and
    townships of the same county."""
    kinds = rule("MEM-08.community_union", where=own.county_code, on=on).value
    county = Organisation.objects.filter(established_on(on), kind__in=kinds)
    county = county.filter(registered_in(own.region_code, own.county_code)).exclude(pk=own.pk)
    return list(county.order_by("path")[:MOST_COMMUNITIES])


@dataclass(frozen=True)
class Life:
    """One membership with what goes on and what may come next."""

    membership: Membership
    spans: list[MembershipSpan]
    transfer: Transfer | None
    departure: Departure | None
    moves: list[str]
    no_undo: Refusal | None

    @property
    def last(self) -> MembershipSpan | None:
        return next((span for span in self.spans if not span.is_undone), None)


def life_of(membership: Membership, at: datetime) -> Life:
    """Three questions: history, open transfer, open request to leave."""
    spans = history_of(membership.person)
    transfers = membership.transfers.filter(outcome="").select_related("from_union", "to_union")
    now = next((each for each in spans if each.membership_id == membership.pk and each.until is None), None)
    possible = LIFE.open_from(membership.state)
    return Life(
        membership,
        spans,
        transfers.first(),
        membership.departures.filter(closed_at=None).first(),
        [move for move in DECISIONS if move in possible],
        why_not_undo(now, where=membership.organisation.county_code, at=at),
    )


def latest_transfers(person: Person) -> list[Transfer]:
    """A person's transfers that came to an end, the newest first."""
    rows = transfers_of(person).exclude(outcome="").select_related("to_union__parent")
    return list(rows.order_by(F("closed_at").desc())[:5])
