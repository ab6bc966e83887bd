# SPDX-License-Identifier: Apache-2.0
"""Leave: somebody else does part of my work, under their own name and on my behalf."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from unionnet.directory.people.facts import RoleLent, RoleTakenBack
from unionnet.directory.people.models import Person, Role
from unionnet.directory.people.posts import lendable
from unionnet.directory.people.rules import why_not_lend, why_not_take_back
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb


@verb
def lend_post(
    role: Role, to: Person, verbs: Collection[str], *, since: date, until: date, by: Person
) -> Role:
    """Some verbs of one's own post, from one day to another. Lending to the same person again replaces what
    they have of it; it ends by itself."""
    Person.objects.select_for_update(no_key=True).get(pk=to.pk)
    role = Role.objects.select_related("organisation").get(pk=role.pk)
    today = local_date(database_now())
    if refusal := why_not_lend(by, role, to, verbs, since, until, today):
        raise refusal
    lent = Role.objects.filter(lent_by=role, person=to, until__gte=today).first() or Role(
        lent_by=role, person=to, organisation=role.organisation, name=role.name, title=role.title
    )
    # The door to the desk comes with what is done there.
    lent.verbs, lent.since, lent.until = sorted({*verbs, "desk.open"} & lendable(role.name)), since, until
    lent.save()
    tell(RoleLent(lent.pk, role.pk, to.pk, role.organisation_id), by=by, org_path=role.organisation.path)
    return lent


@verb
def take_back(lent: Role, *, by: Person) -> None:
    """From this moment. The row goes: what was done with it stands in the journal."""
    found = (
        Role.objects.select_for_update(of=["self"]).select_related("lent_by", "organisation").get(pk=lent.pk)
    )
    if refusal := why_not_take_back(by, found):
        raise refusal
    fact = RoleTakenBack(found.pk, found.person_id, found.organisation_id)
    tell(fact, by=by, org_path=found.organisation.path)
    found.delete()
