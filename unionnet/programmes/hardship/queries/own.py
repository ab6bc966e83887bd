# SPDX-License-Identifier: Apache-2.0
"""One's own: membership, the dossier that is under way, and the last one."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Q, QuerySet

from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.crypto import Sealed
from unionnet.programmes.hardship.models import PENDING, Dossier

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


def sealed_json(sealed: Sealed | None) -> dict[str, Any]:
    """What lies sealed as JSON, opened; {} where there is nothing."""
    found: dict[str, Any] = json.loads(sealed.open()) if sealed else {}
    return found
