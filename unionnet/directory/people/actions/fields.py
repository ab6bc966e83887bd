# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.people.facts import FieldOpened, MemberListExported
from unionnet.directory.people.models import Disclosure, Opening, Person
from unionnet.directory.people.rules import why_not_open
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

LISTED = "INSERT INTO people_disclosed (disclosure_id, person_id) SELECT %s, unnest(%s::bigint[]) "
LISTED += "ON CONFLICT DO NOTHING"


@verb
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


@verb
def note_export(people: Iterable[int], *, by: Person, what: str = "", reason: str = "") -> Disclosure:
    """A list of people leaves the house: the journal knows, and all on it can read who took it and why."""
    listed = sorted(set(people))
    disclosure = open_disclosure(len(listed), by=by, what=what, reason=reason)
    disclose(disclosure, listed)
    return disclosure


def open_disclosure(rows: int, *, by: Person, what: str = "", reason: str = "") -> Disclosure:
    """That a list leaves the house, before anybody is on it."""
    post = by.roles.select_related("organisation").order_by("organisation__path").first()
    disclosure = Disclosure.objects.create(
        what=(what or _("会员名单"))[:80],
        reason=reason.strip()[:200],
        rows=rows,
        by=by,
        organisation=post.organisation if post else None,
    )
    tell(MemberListExported(list(by.reach("people.export").paths), rows), by=by)
    return disclosure


def disclose(disclosure: Disclosure, people: Iterable[int]) -> None:
    """These people are on it. Once each, however often they are named."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED, [disclosure.pk, sorted(set(people))])
