# SPDX-License-Identifier: Apache-2.0
"""会籍接转 (MEM-08): both unions act, each by its day; silence is answered as the rulebook says."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.life import begin, locked
from unionnet.directory.people.facts import (
    TransferAsked,
    TransferClosed,
    TransferEscalated,
    TransferReleased,
)
from unionnet.directory.people.life import due_by, sides_of, why_not_answer, why_not_transfer
from unionnet.directory.people.models import Departure, Membership, Person, Transfer
from unionnet.directory.people.rules import why_not_reason
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

AT_ONCE = 200
Side, Outcome = Transfer.Side, Transfer.Outcome


@verb
def ask_transfer(
    membership: Membership, to: Organisation, reason: str, *, by: Person, at: datetime | None = None
) -> Transfer:
    """Ask that a membership goes to that union: the member, or an officer of either union, whose side has
    then acted. Asking the same again gives the transfer that is open."""
    at = at or database_now()
    membership = locked(membership)
    open_one = membership.transfers.filter(outcome="").select_related("to_union").first()
    if open_one and open_one.to_union_id == to.pk:
        return open_one
    sides = sides_of(by, membership.person_id, membership.organisation, to)
    no = why_not_transfer(membership, to, by=by, sides=sides, on=local_date(at)) or why_not_reason(reason)
    if open_one and not no:
        no = Refusal(
            "open_transfer", _("会籍正在转往%(name)s，撤回后才能另转。"), name=open_one.to_union.name
        )
    if no:
        raise no
    transfer = Transfer(
        membership=membership,
        person_id=membership.person_id,
        from_union=membership.organisation,
        to_union=to,
        was=membership.state,
        asked_as=next(side for side in Side.values if side in sides),
        asked_by=by,
        asked_at=at,
        reason=reason.strip()[:300],
    )
    if Side.LEAVING in sides:
        transfer.released_at, transfer.released_by = at, by
    if Side.RECEIVING in sides:
        transfer.accepted_at, transfer.accepted_by = at, by
    _set_due(transfer, at)
    begin(membership, "transfer", by=by, on=local_date(at), at=at, reason=reason)
    Departure.objects.filter(membership=membership, closed_at=None).update(closed_at=at, was_taken_back=True)
    transfer.save()
    tell(
        TransferAsked(transfer.pk, transfer.person_id, membership.organisation_id, to.pk),
        by=by,
        org_path=membership.organisation.path,
    )
    return _finish(transfer, by, at)


@verb
def release(transfer: Transfer, *, by: Person, at: datetime | None = None) -> Transfer:
    """The leaving union lets go and hands over the record."""
    at, transfer = at or database_now(), _locked(transfer)
    if transfer.released_at and transfer.is_open:
        return transfer
    if no := why_not_answer(transfer, by, Side.LEAVING):
        raise no
    return _released(transfer, by, at)


@verb
def accept(transfer: Transfer, *, by: Person, at: datetime | None = None) -> Transfer:
    """The receiving union takes the member in. Before the release it is a promise."""
    at, transfer = at or database_now(), _locked(transfer)
    if transfer.accepted_at:
        return transfer
    if no := why_not_answer(transfer, by, Side.RECEIVING):
        raise no
    transfer.accepted_at, transfer.accepted_by = at, by
    transfer.save(update_fields=["accepted_at", "accepted_by"])
    return _finish(transfer, by, at)


@verb
def refuse_transfer(
    transfer: Transfer, side: str, reason: str, *, by: Person, at: datetime | None = None
) -> Transfer:
    """One side says no in writing; the membership stays where it is. Against it the member turns to the union
    above."""
    at, transfer = at or database_now(), _locked(transfer)
    if no := why_not_answer(transfer, by, side) or why_not_reason(reason):
        raise no
    return _close(transfer, Outcome.REFUSED, reason, by, at)


@verb
def take_transfer_back(transfer: Transfer, *, by: Person, at: datetime | None = None) -> Transfer:
    """The member does not want to move after all, or whoever asked takes it back. Twice is once."""
    at, transfer = at or database_now(), _locked(transfer)
    if transfer.outcome == Outcome.TAKEN_BACK:
        return transfer
    sides = sides_of(by, transfer.person_id, transfer.from_union, transfer.to_union)
    if not transfer.is_open:
        raise Refusal("wrong_state", _("这次接转已经办结，请刷新页面。"))
    if not sides & {Side.MEMBER, transfer.asked_as}:
        raise Refusal("elsewhere", _("只有本人或提出的一方可以撤回。"))
    return _close(transfer, Outcome.TAKEN_BACK, "", by, at)


@verb
def answer_for_silent_unions(*, at: datetime | None = None) -> int:
    """Transfers whose day has passed: the rulebook says what silence means. Returns how many."""
    at = at or database_now()
    late = Transfer.objects.filter(outcome="", due_on__lt=local_date(at), escalated_at=None)
    done = 0
    for found in list(late.select_related("membership").order_by("due_on", "id")[:AT_ONCE]):
        transfer = _locked(found)
        if transfer.is_open and transfer.due_on == found.due_on:
            _answer_for(transfer, at)
            done += 1
    return done


def _answer_for(transfer: Transfer, at: datetime) -> None:
    step = "release" if transfer.released_at is None else "accept"
    union = transfer.from_union if step == "release" else transfer.to_union
    silence = rule(f"MEM-08.{step}_silence", where=union.county_code, on=local_date(at)).value
    if silence == "released":
        _released(transfer, None, at)
    elif silence == "accepted":
        transfer.accepted_at = at
        transfer.save(update_fields=["accepted_at"])
        _finish(transfer, None, at)
    else:
        transfer.escalated_at = at
        transfer.save(update_fields=["escalated_at"])
        tell(TransferEscalated(transfer.pk, transfer.person_id, union.pk), by=None, org_path=union.path[:-4])


@verb
def follow_merger(union: Organisation, into: Organisation, *, by: Person, at: datetime) -> None:
    """Transfers that are open when `union` becomes part of `into`: between the two there is nothing to
    transfer any more, the others go on from or to the new union."""
    open_ones = Transfer.objects.filter(outcome="")
    between = open_ones.filter(from_union=union, to_union=into) | open_ones.filter(
        from_union=into, to_union=union
    )
    for transfer in list(between.order_by("membership")):
        _close(_locked(transfer), Outcome.TAKEN_BACK, _("两个工会已经合并，不用接转。"), by, at)
    open_ones.filter(from_union=union).update(from_union=into)
    open_ones.filter(to_union=union).update(to_union=into)


def _released(transfer: Transfer, by: Person | None, at: datetime) -> Transfer:
    transfer.released_at, transfer.released_by, transfer.escalated_at = at, by, None
    _set_due(transfer, at)
    transfer.save(update_fields=["released_at", "released_by", "escalated_at", "due_on", "due_rule"])
    fact = TransferReleased(transfer.pk, transfer.person_id, transfer.from_union_id)
    tell(fact, by=by, org_path=transfer.from_union.path)
    return _finish(transfer, by, at)


def _finish(transfer: Transfer, by: Person | None, at: datetime) -> Transfer:
    """Move the membership once both sides have acted."""
    if transfer.released_at is None or transfer.accepted_at is None:
        return transfer
    membership, on = locked(transfer.membership), local_date(at)
    begin(membership, "receive", by=by, on=on, at=at, organisation=transfer.to_union, reason=transfer.reason)
    return _mark_closed(transfer, Outcome.DONE, "", by, at)


def _close(transfer: Transfer, outcome: str, reason: str, by: Person, at: datetime) -> Transfer:
    membership = locked(transfer.membership)
    begin(membership, f"stay_{transfer.was}", by=by, on=local_date(at), at=at, reason=reason)
    return _mark_closed(transfer, outcome, reason, by, at)


def _mark_closed(transfer: Transfer, outcome: str, answer: str, by: Person | None, at: datetime) -> Transfer:
    transfer.outcome, transfer.answer = outcome, answer.strip()[:300]
    transfer.closed_at, transfer.closed_by = at, by
    transfer.save(update_fields=["outcome", "answer", "closed_at", "closed_by"])
    leaving, receiving = transfer.from_union_id, transfer.to_union_id
    tell(
        TransferClosed(transfer.pk, transfer.person_id, leaving, receiving, outcome),
        by=by,
        org_path=transfer.to_union.path,
    )
    return transfer


def _set_due(transfer: Transfer, at: datetime) -> None:
    step = "release" if transfer.released_at is None else "accept"
    union = transfer.from_union if step == "release" else transfer.to_union
    transfer.due_on, citation = due_by(f"MEM-08.{step}_working_days", at, union.county_code)
    transfer.due_rule = f"{citation.rule} · {citation.pack}"


def _locked(transfer: Transfer) -> Transfer:
    """Membership first, transfer second, as in every verb here: two officers never wait for each other."""
    locked(transfer.membership)
    rows = Transfer.objects.select_for_update(of=["self"])
    return rows.select_related("from_union", "to_union", "membership").get(pk=transfer.pk)
