# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import secrets
from datetime import datetime

from django.db.models import Q

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import JoinCodeMade, PostsEndedWithUnion, RoleEnded, RoleGranted
from unionnet.directory.people.models import Countersigning, JoinCode, Membership, Person, PostChange, Role
from unionnet.directory.people.rules import (
    why_not_begin,
    why_not_both,
    why_not_enter,
    why_not_serve,
)
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ids import ALPHABET
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

CODE_LENGTH = 8


def carry_out(found: Countersigning, *, by: Person) -> None:
    """Give and end the posts of an act that its second hand has just let happen, in the caller's transaction.
    Whoever asked must still be allowed to."""
    for change in found.changes.select_related("person", "organisation", "ends__organisation").order_by("id"):
        if change.ends:
            _end(change.ends, change, by=by)
        else:
            _give(change, by=by)


def _give(change: PostChange, *, by: Person) -> None:
    """From one day to another. Giving the post they hold changes its end."""
    person, organisation, today = change.person, change.organisation, local_date(database_now())
    # One at a time for one person, so that of two who appoint at once the second sees the first.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = person.roles.filter(
        organisation=organisation, name=change.name, until__isnull=True, lent_by__isnull=True
    ).first()
    role = held or Role(
        person=person, organisation=organisation, name=change.name, since=change.since or today
    )
    role.title, role.until = change.title, change.until
    if refusal := why_not_serve(organisation) or why_not_both(
        person, organisation, change.name, role.since, role.until
    ):
        raise refusal
    role.save()
    if held is None:
        change.role = role
        change.save(update_fields=["role"])
    tell(RoleGranted(role.pk, person.pk, organisation.pk), by=by, org_path=organisation.path)


def _end(role: Role, change: PostChange, *, by: Person) -> None:
    """The term ends; its rights end the day after. Ended twice is ended once."""
    role = Role.objects.select_for_update(of=["self"]).get(pk=role.pk)
    last = max(change.until or local_date(database_now()), role.since)
    if role.until and role.until <= last:
        return
    change.was_until, change.role, role.until = role.until, role, last
    role.save(update_fields=["until"])
    change.save(update_fields=["was_until", "role"])
    fact = RoleEnded(role.pk, role.person_id, role.organisation_id)
    tell(fact, by=by, org_path=change.organisation.path)


@verb
def end_posts_with(union: Organisation) -> list[int]:
    """The union is no more (ORG-17): its posts, own and lent, end with its last day; what has not begun by
    then goes. Asked twice it ends nothing more. Returns which ended."""
    last = Organisation.objects.values_list("until", flat=True).get(pk=union.pk)
    if last is None:
        return []
    there = Role.objects.filter(organisation=union).filter(Q(until=None) | Q(until__gt=last))
    roles = list(there.select_for_update(of=["self"]).order_by("id"))
    unbegun = [role.pk for role in roles if role.since > last]
    ended = [role.pk for role in roles if role.since <= last]
    # What was lent of a post goes before that post.
    Role.objects.filter(pk__in=unbegun, lent_by__isnull=False).delete()
    Role.objects.filter(pk__in=unbegun).delete()
    Role.objects.filter(pk__in=ended).update(until=last)
    if ended:
        tell(PostsEndedWithUnion(union.pk, ended), by=None, org_path=union.path)
    return ended


def take_back_changes(found: Countersigning) -> None:
    """Posts that have not begun go, posts that were to end stay as they were; in the caller's transaction."""
    done = {change.role_id: change for change in found.changes.filter(role__isnull=False)}
    for role in Role.objects.select_for_update(of=["self"]).filter(pk__in=list(done)).order_by("pk"):
        change = done[role.pk]
        if change.ends_id:
            role.until = change.was_until
            role.save(update_fields=["until"])
        else:
            role.delete()


@verb
def appoint_security_admin(person: Person, organisation: Organisation) -> Role:
    """From the command line of the installation only: two hands must exist before one can ask the other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    today = local_date(database_now())
    if refusal := why_not_begin(person, organisation, today):
        raise refusal
    role = Role.objects.create(
        person=person, organisation=organisation, name=Role.Name.SECURITY_ADMIN, since=today
    )
    tell(RoleGranted(role.pk, person.pk, organisation.pk), by=None, org_path=organisation.path)
    return role


@verb
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
