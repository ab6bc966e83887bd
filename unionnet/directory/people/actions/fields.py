# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import transaction

from unionnet.directory.people.facts import FieldOpened, MemberListExported
from unionnet.directory.people.models import Opening, Person
from unionnet.directory.people.rules import why_not_open
from unionnet.foundation.journal import tell


@transaction.atomic
def open_field(person: Person, field: str, reason: str, *, by: Person) -> str:
    """The clear value of a masked field. Who opened it and why is written down, and the person can read
    it."""
    if refusal := why_not_open(by, person, reason):
        raise refusal
    field = Opening.Field(field).value
    post = by.roles.select_related("organisation").order_by("organisation__path").first()
    opening = Opening.objects.create(
        person=person,
        field=field,
        reason=reason.strip()[:200],
        by=by,
        organisation=post.organisation if post else None,
    )
    tell(FieldOpened(opening.pk, person.pk, field), by=by, org_path=post.organisation.path if post else "")
    sealed = getattr(person, field)
    return sealed.open() if sealed else ""


@transaction.atomic
def note_export(rows: int, *, by: Person) -> None:
    """A list of members left the house: say so in the journal."""
    tell(MemberListExported(list(by.reach("people.export").paths), rows), by=by)
