# SPDX-License-Identifier: Apache-2.0
"""Two unions become one (ORG-17): members and those who wait go along, with their days, and so does what
was open: transfers, conflicts, printed codes."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.transferring import follow_merger
from unionnet.directory.people.facts import ConflictDecided, MembersMerged
from unionnet.directory.people.models import (
    BINDING_STATES,
    Conflict,
    JoinCode,
    Membership,
    MembershipSpan,
    Person,
)
from unionnet.directory.people.spans import begin_spans
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

AT_ONCE = 1_000
Decision = Conflict.Decision
SAME_CLAIM = Q(kind=OuterRef("kind"), person=OuterRef("person"), claim_index=OuterRef("claim_index"))


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
    conflicts = _conflicts_go_along(union, into, by=by, at=at)
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
    JoinCode.objects.filter(organisation=union).update(organisation=into)
    if moved or conflicts:
        fact = MembersMerged(union.pk, into.pk, [each.pk for each in moved], conflicts)
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


def _conflicts_go_along(union: Organisation, into: Organisation, *, by: Person, at: datetime) -> list[int]:
    """What the old union had to tell apart lies in the queue of the new one, with its clock; what it decided
    goes along, and holds there too. The same claim open at both is one matter from now on. Locked before
    people and memberships, as where one is decided."""
    waiting = Conflict.objects.filter(decision="")
    claimed, held = waiting.filter(organisation=union), waiting.filter(held_by=union)
    _decide_as_before(union, into, at=at)
    found = list((claimed | held).select_for_update(of=["self"]).order_by("pk").values_list("pk", flat=True))
    for twin in claimed.filter(Exists(waiting.filter(SAME_CLAIM, organisation=into))):
        _join(twin, into, by=by, at=at)
    Conflict.objects.filter(held_by=union).update(held_by=into)
    Conflict.objects.filter(organisation=union).exclude(decision=Decision.JOINED).update(organisation=into)
    return found


def _decide_as_before(union: Organisation, into: Organisation, *, at: datetime) -> None:
    """A claim that one of the two has told apart from the record is not told apart again at the other."""
    for here, there in ((union, into), (into, union)):
        settled = Conflict.objects.filter(
            SAME_CLAIM, organisation=there, decision=Decision.DIFFERENT_PEOPLE, undone_at=None
        )
        last = settled.order_by("-decided_at").values("pk")[:1]
        waiting = Conflict.objects.filter(decision="", organisation=here).annotate(as_in=Subquery(last))
        rows = waiting.filter(as_in__isnull=False).select_for_update(of=["self"]).order_by("pk")
        for each in rows:
            _decide_like(each, Conflict.objects.get(pk=each.as_in), there, at=at)


def _decide_like(each: Conflict, earlier: Conflict, there: Organisation, *, at: datetime) -> None:
    each.decision, each.decided_at, each.decided_by = earlier.decision, at, earlier.decided_by
    reason = _("%(union)s已核对过：%(reason)s") % {"union": there.name, "reason": earlier.reason}
    each.reason = reason[:300]
    each.save(update_fields=["decision", "decided_at", "decided_by", "reason"])
    fact = ConflictDecided(each.pk, each.person_id, each.organisation_id, each.decision)
    tell(fact, by=earlier.decided_by, org_path=each.organisation.path)


def _join(twin: Conflict, into: Organisation, *, by: Person, at: datetime) -> None:
    """Whoever sent in the second claim hears how the first is decided, and what they proved holds for it."""
    kept = Conflict.objects.select_for_update().get(
        kind=twin.kind, person=twin.person_id, organisation=into, claim_index=twin.claim_index, decision=""
    )
    kept.claimant_id = kept.claimant_id or twin.claimant_id
    kept.is_phone_proved = kept.is_phone_proved or twin.is_phone_proved
    kept.save(update_fields=["claimant", "is_phone_proved"])
    twin.decision, twin.decided_at, twin.decided_by = Conflict.Decision.JOINED, at, by
    twin.reason = _("两个工会已经合并，和%(union)s的同一件一起核对。") % {"union": into.name}
    twin.save(update_fields=["decision", "decided_at", "decided_by", "reason"])
