# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.facts import MembershipApproved, MembershipRejected, SupplementRequested
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.purposes import on_consent
from unionnet.directory.people.rules import MOVES, why_not_reason, why_not_review
from unionnet.directory.people.standings import keep_person, refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import Fact, tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

DECIDED = ("state", "card_no", "reason", "decided_at", "decided_by")


@on_consent("joining", whose=lambda membership: membership.person_id)
@verb
def approve(membership: Membership, *, by: Person, at: datetime | None = None) -> Membership:
    """Take the applicant in. Membership starts on this day (MEM-02). Approving twice is once."""
    at = at or database_now()
    membership = _locked(membership, by)
    if membership.state == Membership.State.ACTIVE:
        return membership
    mark_approved(membership, by=by, at=at)
    try:
        with transaction.atomic():
            membership.save(update_fields=DECIDED)
    except IntegrityError as error:  # one active membership a person is a constraint
        raise Refusal("member_elsewhere", _("申请人已是其他工会的会员，请转为会籍接转办理。")) from error
    refresh_standing([membership.person_id])
    _tell(MembershipApproved(membership.pk, membership.person_id, membership.organisation_id), membership, by)
    return membership


def mark_approved(membership: Membership, *, by: Person, at: datetime) -> None:
    """Make it active with its card number, without saving."""
    membership.state = MOVES.after(membership.state, "approve")
    membership.card_no, membership.reason = card_number(membership, at), ""
    membership.decided_at, membership.decided_by = at, by


def approve_all(
    memberships: Iterable[Membership], *, by: Person
) -> tuple[int, list[tuple[Membership, Refusal]]]:
    """Approve each in its own transaction: one that cannot be approved does not hold up the others."""
    done, refused = 0, []
    for membership in memberships:
        try:
            approve(membership, by=by)
            done += 1
        except Refusal as refusal:
            refused.append((membership, refusal))
    return done, refused


@verb
def reject(membership: Membership, reason: str, *, by: Person, at: datetime | None = None) -> Membership:
    """Say no in writing (MEM-03)."""
    return _decide(membership, "reject", reason, by, at or database_now(), MembershipRejected)


@on_consent("joining", whose=lambda membership, *_words: membership.person_id)
@verb
def request_supplement(
    membership: Membership, reason: str, *, by: Person, at: datetime | None = None
) -> Membership:
    """Ask the applicant for what is missing."""
    return _decide(membership, "request_supplement", reason, by, at or database_now(), SupplementRequested)


def _decide(
    membership: Membership,
    move: str,
    reason: str,
    by: Person,
    at: datetime,
    fact: type[MembershipRejected | SupplementRequested],
) -> Membership:
    if refusal := why_not_reason(reason):
        raise refusal
    membership = _locked(membership, by)
    membership.state = MOVES.after(membership.state, move)
    membership.reason = reason.strip()[:300]
    membership.decided_at, membership.decided_by = at, by
    membership.save(update_fields=DECIDED)
    _tell(fact(membership.pk, membership.person_id, membership.organisation_id), membership, by)
    return membership


def card_number(membership: Membership, at: datetime) -> str:
    """Region, year of joining, and the number of the row: 18 digits, read aloud in groups."""
    return f"{membership.organisation.county_code}{local_date(at):%Y}{membership.pk:08d}"


def _locked(membership: Membership, by: Person) -> Membership:
    keep_person(membership.person_id)
    found = Membership.objects.select_for_update().get(pk=membership.pk)  # no join: its union may change
    if refusal := why_not_review(by, found):
        raise refusal
    return found


def _tell(fact: Fact, membership: Membership, by: Person) -> None:
    tell(fact, by=by, org_path=membership.organisation.path)
