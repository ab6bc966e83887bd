# SPDX-License-Identifier: Apache-2.0
"""One's own: membership, the dossier that is under way, and the last one."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Q, QuerySet

from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.crypto import Sealed
from unionnet.programmes.hardship.models import PARTS, PENDING, Dossier

WITH = ("organisation", "decider", "person")


def own_membership(person: Person) -> Membership | None:
    rows = Membership.objects.filter(person=person, state__in=MEMBER_STATES)
    return rows.select_related("organisation").first()


def _of(person: Person) -> QuerySet[Dossier]:
    return Dossier.objects.filter(person=person).select_related(*WITH).order_by("-pk")


def dossier_of(person: Person) -> Dossier | None:
    """The one that is under way or registered: there is one at most."""
    return _of(person).filter(Q(state__in=PENDING) | Q(state="registered")).first()


def latest_of(person: Person) -> Dossier | None:
    """That one, or the last that ended."""
    return dossier_of(person) or _of(person).first()


def particulars_of(dossier: Dossier) -> dict[str, Any]:
    """The answers to what the file asks (HW-14); where the household works is known before it says so."""
    said = sealed_json(dossier.particulars)
    own = own_membership(dossier.person) if not said else None
    return said or {"unit": own.unit or own.organisation.name if own else ""}


def answered_in(dossier: Dossier) -> list[tuple[str, bool]]:
    """Each part of what the file asks, and whether it was filled in."""
    said = sealed_json(dossier.particulars)
    return [(part, any(said.get(name) for name in asked)) for part, asked in PARTS.items()]


def sealed_json(sealed: Sealed | None) -> dict[str, Any]:
    """What lies sealed as JSON, opened; {} where there is nothing."""
    found: dict[str, Any] = json.loads(sealed.open()) if sealed else {}
    return found
