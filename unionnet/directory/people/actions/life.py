# SPDX-License-Identifier: Apache-2.0
"""What happens to a membership, one move at a time, and its history beside it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.facts import MembershipTurned, TransferClosed
from unionnet.directory.people.life import (
    DECISIONS,
    LIFE,
    Absence,
    why_not_propose,
    why_not_since,
    why_not_turn,
    why_not_undo,
)
from unionnet.directory.people.models import Departure, Membership, MembershipSpan, Person, Transfer
from unionnet.directory.people.rules import why_not_reason
from unionnet.directory.people.spans import begin_spans
from unionnet.directory.people.standings import keep_person, refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def turn(
    membership: Membership,
    move: str,
    *,
    by: Person,
    on: date | None = None,
    reason: str = "",
    basis: str = "",
    paper: StoredFile | None = None,
    at: datetime | None = None,
) -> Membership:
    """Record a decision of the union about one member: retain, resume, leave, expel and so on. `on` is the
    day it takes effect, today unless told."""
    at = at or database_now()
    today = local_date(at)
    on = on or today
    if move not in DECISIONS or move == "propose":
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    membership = locked(membership)
    no = why_not_turn(by, membership, move, on=on, today=today, reason=reason, basis=basis)
    if no:
        raise no
    return begin(membership, move, by=by, on=on, at=at, reason=reason, basis=basis, paper=paper)


@verb
def propose_auto_withdrawal(
    membership: Membership, absence: Absence, *, by: Person, at: datetime | None = None
) -> Membership:
    """Say that somebody seems to have left (MEM-10). It ends nothing: the member is told and may answer, and
    the committee decides."""
    at = at or database_now()
    today, membership = local_date(at), locked(membership)
    words = _("会费缴至 %(paid)s，最后一次参加组织生活 %(present)s，%(asked)s 劝说未归。") % {
        "paid": f"{absence.paid_until:%Y-%m-%d}",
        "present": f"{absence.present_until:%Y-%m-%d}",
        "asked": f"{absence.persuaded_on:%Y-%m-%d}",
    }
    no = why_not_turn(by, membership, "propose", on=today, today=today, reason=words, basis="")
    no = no or why_not_propose(absence, where=membership.organisation.county_code, today=today)
    if no:
        raise no
    return begin(membership, "propose", by=by, on=today, at=at, reason=words)


@verb
def undo_last(membership: Membership, reason: str, *, by: Person, at: datetime | None = None) -> Membership:
    """A slip is struck out: the membership is what it was before, from the day of the slip on. The row of
    the slip stays and says so."""
    at = at or database_now()
    membership = locked(membership)
    slip = MembershipSpan.objects.filter(membership=membership, until=None).first()
    today, where = local_date(at), membership.organisation.county_code
    no = why_not_turn(by, membership, "undo", on=today, today=today, reason=reason, basis="")
    if no := no or why_not_reason(reason) or why_not_undo(slip, where=where, at=at):
        raise no
    held = MembershipSpan.objects.filter(membership=membership, is_undone=False).exclude(pk=slip.pk)  # type: ignore[union-attr]
    before = held.exclude(state="transferring").select_related("organisation").order_by("-since", "-id")[0]
    MembershipSpan.objects.filter(pk=slip.pk).update(until=slip.since, is_undone=True)  # type: ignore[union-attr]
    if slip.move == "receive":  # type: ignore[union-attr]
        _undo_transfer(membership, by, at)
    was, membership.state, membership.organisation = membership.state, before.state, before.organisation
    membership.ended_at = None
    _save(membership)
    _write_span(membership, "undo", by=by, on=slip.since, at=at, reason=reason)  # type: ignore[union-attr]
    refresh_standing([membership.person_id])
    _tell_turned(membership, "undo", was, by)
    return membership


def begin(
    membership: Membership,
    move: str,
    *,
    by: Person | None,
    on: date,
    at: datetime,
    organisation: Organisation | None = None,
    reason: str = "",
    basis: str = "",
    paper: StoredFile | None = None,
) -> Membership:
    """Make the move of a locked membership: the one place where its history is written."""
    was = membership.state
    membership.state = LIFE.after(was, move)
    membership.organisation = organisation or membership.organisation
    begin_spans([membership.person_id])
    spans = MembershipSpan.objects.filter(membership=membership, until=None)
    if no := why_not_since(on, spans.first()):
        raise no
    spans.update(until=on)
    membership.ended_at = None if membership.is_member else at
    _save(membership)
    _write_span(membership, move, by=by, on=on, at=at, reason=reason, basis=basis, paper=paper)
    if membership.ended_at:
        Departure.objects.filter(membership=membership, closed_at=None).update(closed_at=at)
    refresh_standing([membership.person_id])
    _tell_turned(membership, move, was, by)
    return membership


def locked(membership: Membership) -> Membership:
    """The row of now, kept from other verbs until we are done. Without a join: PostgreSQL drops a joined row
    whose union was changed by the one it waited for."""
    keep_person(membership.person_id)
    return Membership.objects.select_for_update().get(pk=membership.pk)


def _save(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save(update_fields=["state", "organisation", "ended_at"])
    except IntegrityError as error:  # one union a person is a constraint
        raise Refusal("bound_elsewhere", _("本人已加入另一个工会，不能恢复这份会籍。")) from error


def _write_span(
    membership: Membership,
    move: str,
    *,
    by: Person | None,
    on: date,
    at: datetime,
    reason: str,
    basis: str = "",
    paper: StoredFile | None = None,
) -> None:
    MembershipSpan.objects.create(
        membership=membership,
        person_id=membership.person_id,
        organisation=membership.organisation,
        state=membership.state,
        move=move,
        since=on,
        at=at,
        by=by,
        reason=reason.strip()[:300],
        basis=basis.strip()[:80],
        paper=paper,
    )


def _tell_turned(membership: Membership, move: str, was: str, by: Person | None) -> None:
    union = membership.organisation
    fact = MembershipTurned(membership.pk, membership.person_id, union.pk, move, was, membership.state)
    tell(fact, by=by, org_path=union.path)


def _undo_transfer(membership: Membership, by: Person, at: datetime) -> None:
    done = membership.transfers.select_for_update(of=["self"]).filter(outcome="done").order_by("-closed_at")
    transfer = done.select_related("to_union").first()
    if transfer is None:
        return
    Transfer.objects.filter(pk=transfer.pk).update(outcome="undone", closed_at=at, closed_by=by)
    leaving, receiving = transfer.from_union_id, transfer.to_union_id
    tell(
        TransferClosed(transfer.pk, transfer.person_id, leaving, receiving, "undone"),
        by=by,
        org_path=transfer.to_union.path,
    )
