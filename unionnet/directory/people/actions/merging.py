# SPDX-License-Identifier: Apache-2.0
"""Two unions become one (ORG-17): members and those who wait go along, with their days."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.transferring import follow_merger
from unionnet.directory.people.facts import MembersMerged
from unionnet.directory.people.models import BINDING_STATES, Membership, MembershipSpan, Person
from unionnet.directory.people.spans import begin_spans
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

AT_ONCE = 1_000


@verb
def merge_members(
    union: Organisation,
    into: Organisation,
    *,
    on: date,
    by: Person,
    basis: str = "",
    at: datetime | None = None,
) -> int:
    """Everybody bound to `union` is bound to `into` from that day on: members, and applications with their
    clock. Who may decide that is asked before. Set-based; nobody is left for a second time. Returns how many
    went."""
    at = at or database_now()
    bound = Membership.objects.filter(organisation=union, state__in=BINDING_STATES)
    people = list(bound.values_list("person", flat=True))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").only("pk"))
    follow_merger(union, into, by=by, at=at)
    moved = list(bound.select_for_update().order_by("pk"))
    begin_spans(people)
    # First the memberships: a span is of the union of its membership, and the database looks.
    Membership.objects.filter(pk__in=[each.pk for each in moved]).update(organisation=into)
    _turn_the_page(moved, into, on=on, by=by, basis=basis, at=at)
    refresh_standing(people)
    if moved:
        fact = MembersMerged(union.pk, into.pk, [each.pk for each in moved])
        tell(fact, by=by, org_path=into.path)
    return len(moved)


def _turn_the_page(
    moved: list[Membership], into: Organisation, *, on: date, by: Person, basis: str, at: datetime
) -> None:
    """Each member's days in the old union end and those in the new one begin. Who came in after the day of
    the reply was there until the day they came."""
    spans = MembershipSpan.objects.filter(membership__in=[each.pk for each in moved], until=None)
    pages = [
        MembershipSpan(
            membership_id=span.membership_id,
            person_id=span.person_id,
            organisation=into,
            state=span.state,
            move="merge",
            since=max(span.since, on),
            at=at,
            by=by,
            basis=basis[:80],
        )
        for span in spans
    ]
    spans.update(until=Greatest(F("since"), Value(on)))
    MembershipSpan.objects.bulk_create(pages, batch_size=AT_ONCE)
