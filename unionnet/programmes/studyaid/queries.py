# SPDX-License-Identifier: Apache-2.0
"""Schemes I may apply to, my applications, and those an officer decides."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.foundation.files.models import StoredFile
from unionnet.programmes.studyaid.models import Application, Proof, Scheme

SEE = "studyaid.see"


def schemes_seen_by(person: Person) -> QuerySet[Scheme]:
    return Scheme.objects.filter(person.reach(SEE).q()).select_related("organisation", "source", "batch")


def own_membership(person: Person) -> Membership | None:
    rows = Membership.objects.filter(person=person, state__in=MEMBER_STATES)
    return rows.select_related("organisation").first()


def schemes_for(person: Person, at: datetime) -> QuerySet[Scheme]:
    """Open or to open, of the member's union or one above it."""
    own = own_membership(person)
    path = own.organisation.path if own else ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = Scheme.objects.filter(organisation__path__in=above, closes_at__gt=at)
    return rows.select_related("organisation").order_by("closes_at", "pk")


def applications_of(person: Person) -> QuerySet[Application]:
    rows = Application.objects.filter(person=person).select_related("scheme__organisation", "payment")
    return rows.prefetch_related("proofs__file").order_by("-pk")


def applications_seen_by(person: Person) -> QuerySet[Application]:
    rows = Application.objects.filter(person.reach(SEE).q())
    rows = rows.select_related("person", "organisation", "scheme__organisation", "payment__batch")
    return rows.prefetch_related("proofs__file")


def files_seen_by(person: Person) -> QuerySet[StoredFile]:
    """Papers, through the application they go with."""
    reach = person.reach(SEE)
    held = Proof.objects.filter(
        Q(application__person=person) | reach.q("application__organisation__path"), file=OuterRef("pk")
    )
    return StoredFile.objects.filter(Exists(held))
