# SPDX-License-Identifier: Apache-2.0
"""My card and its story; the requests within an officer's reach; what a new-form worker is offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.occupations import NEW_FORM
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule
from unionnet.programmes.cards.models import CardRequest


def cards_of(person: Person) -> QuerySet[CardRequest]:
    """One's own, the newest first."""
    return CardRequest.objects.filter(person=person).select_related("consent").order_by("-pk")


def membership_of(person: Person) -> Membership | None:
    rows = Membership.objects.filter(person=person, state=Membership.State.ACTIVE)
    return rows.select_related("organisation", "join_code").first()


def cards_seen_by(person: Person) -> QuerySet[CardRequest]:
    rows = CardRequest.objects.filter(person.reach("cards.see").q("membership__organisation__path"))
    return rows.select_related("person", "membership__organisation", "membership__join_code", "issued_by")


def found(rows: QuerySet[CardRequest], state: str, words: str) -> QuerySet[CardRequest]:
    if state in CardRequest.State.values:
        rows = rows.filter(state=state)
    if words := words.strip():
        rows = rows.filter(Q(person__name__startswith=words) | Q(membership__card_no=words))
    return rows


def counts(rows: QuerySet[CardRequest]) -> list[tuple[str, str, int]]:
    """(state, its word, how many)."""
    of = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return [(value, str(label), of.get(value, 0)) for value, label in CardRequest.State.choices]


@dataclass(frozen=True)
class Offered:
    """What the local scheme has for new-form workers, and where that is written."""

    protection: list[str]
    activities: list[str]
    source: Citation


def offered_to(person: Person, membership: Membership | None, on: date) -> Offered | None:
    """The special six, for a member who is a new-form worker; nobody else sees them."""
    if membership is None or NEW_FORM not in person.tags:
        return None
    ruling = rule("MEM-16.special_six", where=membership.organisation.county_code, on=on)
    labels: dict[str, Any] = _labels()
    protection, activities = (
        [str(labels.get(code, code)) for code in ruling.value[name]] for name in ("protection", "activities")
    )
    return Offered(protection, activities, ruling.citation)


def _labels() -> dict[str, str]:
    """The codes of the rulebook in words; a place may also write words of its own there."""
    return {
        "checkup": _("送体检"),
        "accident": _("送意外保障"),
        "illness": _("送大病保障"),
        "hospital": _("送住院津贴"),
        "law": _("送法律服务"),
        "comfort": _("送心理关爱"),
        "skills": _("送技能培训"),
        "culture": _("送文化演出"),
        "fitness": _("送健身活动"),
        "summer": _("送清凉"),
        "winter": _("送温暖"),
        "friends": _("送联谊交友"),
    }
