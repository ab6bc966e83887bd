# SPDX-License-Identifier: Apache-2.0
"""What lies at whose desk. A union above sees nothing of it until it was passed up (decision 0041)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person, Role
from unionnet.directory.people.posts import offices_of, roles_with
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.scope import everything
from unionnet.programmes.hardship.models import (
    Appeal,
    Dossier,
    DossierOpening,
    Proof,
    PublicNotice,
    VisitPhoto,
)
from unionnet.programmes.hardship.rules import APPROVE, DECIDING, FRESH, HANDLE


def desks_of(person: Person) -> list[str]:
    return sorted({*offices_of(person, HANDLE), *offices_of(person, APPROVE)})


def dossiers_seen_by(person: Person) -> QuerySet[Dossier]:
    """Sent in, and lying at a desk of this person or passed up from it. Nobody sees their own from here."""
    own = desks_of(person)
    rows = Dossier.objects.filter(Q(organisation__path__in=own) | Q(decider__path__in=own))
    rows = rows.exclude(state__in=("draft", "withdrawn")).exclude(person=person)
    return rows.select_related("person", "organisation", "decider")


def to_do(rows: QuerySet[Dossier], on: date) -> QuerySet[Dossier]:
    """What waits for a hand."""
    waits = Q(state__in=("applied", "first_checked", "visited", "checked"))
    waits |= Q(state="published", notice_until__lt=on) | Q(state="registered", review_due__lte=on)
    return rows.filter(waits)


def due_for_review(on: date) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(state="registered", review_due__lte=on)
    return rows.select_related("person", "organisation")


def appeals_at(person: Person) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(answer="", dossier__in=dossiers_seen_by(person).values("pk"))
    return rows.select_related("dossier__person", "dossier__organisation", "dossier__decider").order_by("pk")


@everything("which desk serves a member is asked before anything about them is known")
def desk_for(path: str) -> Organisation | None:
    """The nearest union at or above that path where somebody handles hardship today."""
    return _nearest(path, Q())


def decider_for(path: str) -> Organisation | None:
    """The nearest one of the county level or above."""
    with everything("which desk decides is no secret"):
        return _nearest(path, Q(kind__in=DECIDING))


def _nearest(path: str, which: Q) -> Organisation | None:
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    posts = Role.objects.filter(
        organisation=OuterRef("pk"), name__in=roles_with(HANDLE), lent_by=None, until=None
    )
    rows = Organisation.objects.filter(which, Exists(posts), path__in=above, until=None)
    return rows.order_by(Length("path").desc()).first()


def is_open_to(person: Person, dossier: Dossier, at: datetime) -> bool:
    """Whether this person opened it, with a reason, some hours ago at most."""
    fresh = DossierOpening.objects.filter(dossier=dossier, opened_by=person, at__gt=at - FRESH)
    return fresh.exists()


def files_seen_by(person: Person, at: datetime) -> QuerySet[StoredFile]:
    """Papers: one's own, and those of a household one has open, with the photos of its visits."""
    opened = DossierOpening.objects.filter(
        opened_by=person, at__gt=at - FRESH, dossier__in=dossiers_seen_by(person).values("pk")
    )
    fresh = opened.filter(dossier=OuterRef("dossier"))
    of_visit = opened.filter(dossier=OuterRef("visit__dossier"))
    held = Proof.objects.filter(Q(dossier__person=person) | Exists(fresh), file=OuterRef("pk"))
    seen = VisitPhoto.objects.filter(Exists(of_visit), file=OuterRef("pk"))
    return StoredFile.objects.filter(Exists(held) | Exists(seen))


@everything("a public notice is for everybody, and says only what may be said")
def notices_of(union: Organisation, on: date) -> list[PublicNotice]:
    rows = PublicNotice.objects.filter(organisation=union, until_day__gte=on, dossier__state="published")
    return list(rows.order_by("pk")[:1000])


@everything("which unions have a notice up")
def unions_with_notices(on: date) -> list[Organisation]:
    up = PublicNotice.objects.filter(
        organisation=OuterRef("pk"), until_day__gte=on, dossier__state="published"
    )
    return list(Organisation.objects.filter(Exists(up)).order_by("path")[:500])


def union_with_notices(public_id: str, on: date) -> Organisation | None:
    return next((each for each in unions_with_notices(on) if each.public_id == public_id), None)
