# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import JoinCodeMade, RoleEnded, RoleGranted
from unionnet.directory.people.models import JoinCode, Membership, Person, Role
from unionnet.directory.people.rules import why_not_both, why_not_enter, why_not_grant
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ids import ALPHABET
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal

CODE_LENGTH = 8


@transaction.atomic
def grant_role(
    person: Person,
    organisation: Organisation,
    name: str,
    *,
    by: Person,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Role:
    """Give somebody a post, from one day to another. Giving the post they hold changes its end."""
    if refusal := why_not_grant(by, person, organisation, name):
        raise refusal
    since = since or local_date(database_now())
    if until and until < since:
        raise Refusal("dates_crossed", _("任期结束不能早于开始。"))
    # One at a time for one person, so that of two who appoint at once the second sees the first.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = person.roles.filter(organisation=organisation, name=name, until__isnull=True).first()
    role = held or Role(person=person, organisation=organisation, name=name, since=since)
    role.title, role.until = title.strip()[:60], until
    if refusal := why_not_both(person, organisation, name, role.since, until):
        raise refusal
    role.save()
    tell(RoleGranted(role.pk, person.pk, organisation.pk), by=by, org_path=organisation.path)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person, until: date | None = None) -> Role:
    """The term ends; its rights end the day after. Ended twice is ended once."""
    role = (
        Role.objects.select_for_update(of=["self"]).select_related("organisation", "person").get(pk=role.pk)
    )
    if refusal := why_not_grant(by, role.person, role.organisation, role.name):
        raise refusal
    until = until or local_date(database_now())
    if role.until and role.until <= until:
        return role
    role.until = max(until, role.since)
    role.save(update_fields=["until"])
    tell(RoleEnded(role.pk, role.person_id, role.organisation_id), by=by, org_path=role.organisation.path)
    return role


@transaction.atomic
def make_join_code(
    organisation: Organisation,
    *,
    by: Person,
    channel: str = Membership.Channel.UNIT,
    place: str = "",
    place_name: str = "",
    event: str = "",
    until: datetime | None = None,
) -> JoinCode:
    """A code to print. One place and event has one code, however often the poster is made."""
    if not by.may("places.operate", organisation.path) and (refusal := why_not_enter(by, organisation)):
        raise refusal
    same = JoinCode.objects.filter(organisation=organisation, place=place, event=event, channel=channel)
    if held := same.filter(until=until).first():
        return held
    code = JoinCode.objects.create(
        code="".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH)),
        organisation=organisation,
        channel=channel,
        place=place,
        place_name=place_name[:100],
        event=event.strip()[:100],
        until=until,
    )
    tell(JoinCodeMade(code.pk, organisation.pk), by=by, org_path=organisation.path)
    return code
