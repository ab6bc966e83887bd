# SPDX-License-Identifier: Apache-2.0
"""Whose return is whose to see, to fill, to sign and to judge."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.tools.returns.models import HANDED_OVER, Period, Return, Step, Supplement
from unionnet.tools.returns.rules import CHECK, FILL, SEE, SIGN


def returns_seen_by(person: Person) -> QuerySet[Return]:
    """The returns of unions within reach."""
    rows = Return.objects.filter(person.reach(SEE).q())
    return rows.select_related("organisation__parent", "period__form__organisation", "period__seal")


def to_fill_by(person: Person) -> QuerySet[Return]:
    """待我填: of the person's own unions, while it is open."""
    own = returns_seen_by(person).filter(organisation__path__in=offices_of(person, FILL))
    return own.filter(state__in=("to_fill", "returned"), period__seal=None)


def to_sign_by(person: Person) -> QuerySet[Return]:
    own = returns_seen_by(person).filter(organisation__path__in=offices_of(person, SIGN))
    return own.filter(state="filled").exclude(filled_by=person)


def to_judge_by(person: Person) -> QuerySet[Return]:
    """待我审: what unions directly below the person's own, or those a form of theirs is for, have sent."""
    offices = offices_of(person, CHECK)
    mine = Q(organisation__parent__path__in=offices) | Q(period__form__organisation__path__in=offices)
    rows = returns_seen_by(person).filter(mine, state="sent", period__seal=None)
    return rows.exclude(filled_by=person).exclude(signed_by=person)


def own_returns(person: Person) -> QuerySet[Return]:
    return returns_seen_by(person).filter(organisation__path__in=offices_of(person, SEE))


def returns_of(period: Period, person: Person, state: str = "", words: str = "") -> QuerySet[Return]:
    """Of one period, within reach. `state` may be `unsent`: all that were not handed over."""
    rows = returns_seen_by(person).filter(period=period)
    if words:
        rows = rows.filter(organisation__name__contains=words)
    if state == "unsent":
        return rows.exclude(state__in=HANDED_OVER)
    return rows.filter(state=state) if state in Return.State.values else rows


def unfilled_units(period: Period) -> QuerySet[Organisation]:
    late = Return.objects.filter(period=period).exclude(state__in=HANDED_OVER)
    return Organisation.objects.filter(pk__in=late.values("organisation"))


def history_of(found: Return) -> QuerySet[Step]:
    return found.history.select_related("by", "organisation").order_by("-number")


def supplements_of(found: Return) -> QuerySet[Supplement]:
    return found.supplements.select_related("indicator", "by", "accepted_by").order_by("-id")


def supplements_seen_by(person: Person) -> QuerySet[Supplement]:
    rows = Supplement.objects.filter(person.reach(SEE).q("of__organisation__path"))
    return rows.select_related(
        "of__organisation__parent", "of__period__form__organisation", "indicator", "by"
    )


def fillers_at(unions: QuerySet[Organisation]) -> list[int]:
    """The persons who may fill at any of these unions."""
    return _persons(holders_by_union(FILL, unions))


def signers_at(unions: QuerySet[Organisation]) -> list[int]:
    return _persons(holders_by_union(SIGN, unions))


def judges_at(unions: QuerySet[Organisation]) -> list[int]:
    return _persons(holders_by_union(CHECK, unions))


def _persons(found: dict[int, list[int]]) -> list[int]:
    return sorted({person for persons in found.values() for person in persons})
