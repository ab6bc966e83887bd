# SPDX-License-Identifier: Apache-2.0
"""Conflicts within reach, and the two sides of one laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.conflicts import FOR, claimed, why_not_decide, why_not_reopen
from unionnet.directory.people.likeness import how_alike
from unionnet.directory.people.models import Conflict, Person
from unionnet.directory.people.occupations import occupation_label
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.tags.words import mask


def conflicts_seen_by(person: Person) -> QuerySet[Conflict]:
    """Conflicts of which one side lies within reach; never one's own."""
    reach = person.reach("people.approve")
    rows = Conflict.objects.filter(reach.q("organisation__path") | reach.q("held_by__path"))
    rows = rows.exclude(person=person).exclude(claimant=person)
    return rows.select_related("person", "organisation", "held_by", "claimant", "decided_by", "transfer")


def conflicts_to_decide(person: Person) -> QuerySet[Conflict]:
    """The most pressing first."""
    return conflicts_seen_by(person).filter(decision="").order_by("due_on", "id")


@dataclass(frozen=True)
class Compared:
    """One line: what the register has, what was claimed, and whether that is the same."""

    label: Any
    record: str
    claim: str

    @property
    def differs(self) -> bool:
        return self.record != self.claim


@dataclass(frozen=True)
class Choice:
    """One way to decide, and why not."""

    decision: str
    label: Any
    refusal: Refusal | None


@dataclass(frozen=True)
class SideBySide:
    """A conflict as its page shows it. Numbers are masked on both sides."""

    conflict: Conflict
    lines: list[Compared]
    hint: str
    choices: list[Choice]
    no_undo: Refusal | None


def side_by_side(conflict: Conflict, *, by: Person, at: datetime) -> SideBySide:
    """Lay the record and the claim beside each other."""
    given, person = claimed(conflict), conflict.person
    kinds = dict(Person.IdType.choices)
    lines = [
        Compared(_("姓名"), person.name or "—", given.name),
        Compared(_("证件类型"), str(kinds.get(person.id_type, "—")), str(kinds.get(given.id_type, "—"))),
        Compared(_("证件号码"), _masked(person.id_number, "id"), mask(given.id_number, "id")),
        Compared(_("手机号"), _masked(person.mobile, "phone"), mask(given.mobile, "phone")),
        Compared(_("职业类别"), occupation_label(person.occupation), occupation_label(given.occupation)),
        Compared(_("工会"), conflict.held_by.name if conflict.held_by else "—", conflict.organisation.name),
    ]
    labels = dict(Conflict.Decision.choices)
    enough = _("已经核对清楚")
    choices = [
        Choice(each, labels[each], why_not_decide(conflict, each, enough, by=by, at=at))
        for each in (FOR[conflict.kind] if conflict.is_open else ())
    ]
    no_undo = why_not_reopen(conflict, enough, by=by, at=at)
    return SideBySide(conflict, lines, how_alike(person.name, given.name), choices, no_undo)


def _masked(sealed: Any, kind: str) -> str:
    return mask(sealed.open(), kind) if isinstance(sealed, Sealed) else "—"
