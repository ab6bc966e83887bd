# SPDX-License-Identifier: Apache-2.0
"""Into the holding pool, out of it to a union, and back when it was the wrong one (MEM-06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.joining import apply_to_join
from unionnet.directory.people.facts import PoolEntered, PoolRouted
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.life import due_by
from unionnet.directory.people.models import Membership, Person, PoolEntry
from unionnet.directory.people.purposes import leaves_out, on_consent
from unionnet.directory.people.routing import Wishes, propose
from unionnet.directory.people.rules import (
    MOVES,
    consent_withdrawn,
    review_due,
    who_took_back,
    why_not_own,
    why_not_reason,
    why_not_review,
    why_not_there,
)
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell, tell_all
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

MOVED = ("state", "organisation", "due_on", "due_rule")
AT_ONCE = 200


@verb
def enter_pool(
    person: Person,
    pool: Organisation,
    given: Particulars,
    wishes: Wishes,
    *,
    by: Person,
    at: datetime | None = None,
) -> Membership:
    """Ask to be taken in without knowing by whom. Asking again gives the application that waits."""
    at = at or database_now()
    if pool.kind != Organisation.Kind.HOLDING_POOL or pool.parent is None:
        raise Refusal("no_pool", _("这里没有周转池，请直接向工会申请。"))
    membership = apply_to_join(person, pool, given, by=by, at=at)
    if membership.state != Membership.State.APPLIED:
        return membership
    entry = PoolEntry(
        membership=membership,
        residence=wishes.residence,
        workplace=wishes.workplace,
        route=wishes.route[:100],
    )
    return _wait(entry, membership, pool, given, None, by, at)


@on_consent("joining", whose=lambda membership, *_words: membership.person_id)
@verb
def send_to_pool(
    membership: Membership, reason: str, *, by: Person, at: datetime | None = None
) -> Membership:
    """Not one of ours: the pool above finds another union. The applicant reads why and asks nobody again."""
    at = at or database_now()
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    pool = pool_above(membership.organisation)
    if no := why_not_review(by, membership) or why_not_reason(reason):
        raise no
    if pool is None:
        raise Refusal("no_pool", _("上级没有周转池，请写明理由后不予通过。"))
    entry = PoolEntry.objects.filter(membership=membership).first() or PoolEntry(membership=membership)
    union = membership.organisation
    entry.sent_back_by, entry.sent_back_reason = union, reason.strip()[:300]
    return _wait(entry, membership, pool, _known(membership), union, by, at)


def _wait(
    entry: PoolEntry,
    membership: Membership,
    pool: Organisation,
    given: Particulars,
    but: Organisation | None,
    by: Person,
    at: datetime,
) -> Membership:
    """Propose a union, start the clock, and put the application into the pool."""
    wishes = Wishes(entry.residence, entry.workplace, entry.route)
    found = propose(pool.parent or pool, given, wishes, on=local_date(at), but=but)
    entry.pool, entry.proposal, entry.reasons = pool, found.union, [list(each) for each in found.reasons]
    entry.due_on, citation = due_by("MEM-06.routing_working_days", at, pool.county_code)
    entry.due_rule, entry.entered_at = f"{citation.rule} · {citation.pack}", at
    entry.routed_to, entry.routed_at, entry.routed_by = None, None, None
    entry.save()
    membership.state = MOVES.after(membership.state, "to_pool")
    membership.organisation, membership.due_on, membership.due_rule = pool, entry.due_on, entry.due_rule
    membership.save(update_fields=MOVED)
    tell(PoolEntered(membership.pk, membership.person_id, pool.pk), by=by, org_path=pool.path)
    return membership


def pool_above(union: Organisation) -> Organisation | None:
    """The pool of the nearest union above that has one."""
    chain = [union.path[:end] for end in range(4, len(union.path) + 1, 4)]
    pools = Organisation.objects.filter(kind=Organisation.Kind.HOLDING_POOL, parent__path__in=chain)
    return pools.filter(since__isnull=False, until=None).order_by("-path").first()


def _known(membership: Membership) -> Particulars:
    person = membership.person
    number = person.id_number.open() if person.id_number else ""
    mobile = person.mobile.open() if person.mobile else ""
    return Particulars(person.name, person.id_type, number, mobile, person.occupation, membership.unit)


@leaves_out("joining")
@verb
def route_all(
    entries: Sequence[PoolEntry], *, by: Person, to: Organisation | None = None, at: datetime | None = None
) -> tuple[int, list[tuple[PoolEntry, Refusal]]]:
    """Send applications to the union proposed for each, or all to one. Set-based, at most 200; one that
    cannot be sent does not hold up the others; who took their consent back stays where they are. Returns how
    many went, and why others did not."""
    at = at or database_now()
    wanted = [each.membership_id for each in entries[:AT_ONCE]]
    locked = Membership.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    memberships = {each.pk: each for each in locked}
    rows = PoolEntry.objects.filter(membership__in=wanted).select_related("pool__parent", "proposal")
    sent, refused = [], []
    gone = who_took_back([each.person_id for each in memberships.values()], "joining")
    for entry in rows.order_by("pk"):
        membership, target = memberships[entry.membership_id], to or entry.proposal
        taken_back = consent_withdrawn() if membership.person_id in gone else None
        if no := taken_back or _why_not_route(membership, entry, target, by, at):
            refused.append((entry, no))
            continue
        _send(membership, entry, target, by, at)
        sent.append((membership, entry))
    Membership.objects.bulk_update([each for each, _entry in sent], MOVED)
    PoolEntry.objects.bulk_update([each for _m, each in sent], ("routed_to", "routed_at", "routed_by"))
    facts = [PoolRouted(m.pk, m.person_id, m.organisation_id, entry.pool_id) for m, entry in sent]
    tell_all(facts, by=by, org_path=sent[0][1].pool.path if sent else "")
    return len(sent), refused


def _why_not_route(
    membership: Membership, entry: PoolEntry, target: Organisation | None, by: Person, at: datetime
) -> Refusal | None:
    if membership.state != Membership.State.IN_HOLDING_POOL:
        return Refusal("wrong_state", _("这份申请已经分流，请刷新页面。"))
    if not by.may("people.approve", entry.pool.path):
        return Refusal("elsewhere", _("这份申请由%(name)s分流。"), name=entry.pool.name)
    if membership.person_id == by.pk:
        return why_not_own()
    if target is None:
        return Refusal("no_proposal", _("没有可以依据的信息，请选择一个工会。"))
    if target.kind == Organisation.Kind.HOLDING_POOL or not (entry.pool.parent or entry.pool).contains(
        target.path
    ):
        return Refusal("outside", _("请选择本地的工会。"))
    return why_not_there(target, on=local_date(at))


def _send(
    membership: Membership, entry: PoolEntry, target: Organisation | None, by: Person, at: datetime
) -> None:
    if target is None:  # asked by the rule above
        return
    membership.state = MOVES.after(membership.state, "route")
    membership.organisation = target
    membership.due_on, citation = review_due(at, target.county_code)
    membership.due_rule = f"{citation.rule} · {citation.pack}"
    entry.routed_to, entry.routed_at, entry.routed_by = target, at, by
