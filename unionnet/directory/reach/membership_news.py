# SPDX-License-Identifier: Apache-2.0
"""What becomes of a membership is told to the member: transfers, decisions, and their undoing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from unionnet.directory.people.facts import (
    ConflictDecided,
    ConflictOpened,
    MembershipTurned,
    PoolRouted,
    TransferAsked,
    TransferClosed,
    TransferEscalated,
    TransferReleased,
)
from unionnet.directory.people.models import Conflict, Membership, MembershipSpan, Transfer
from unionnet.directory.reach.actions import notify
from unionnet.foundation.journal import on

MINE = "/people/membership"
# What is said of each move; those of a transfer are told with the transfer.
TURNED = {
    "retain": (
        gettext_noop("会籍已保留"),
        gettext_noop("%(union)s：%(reason)s。保留期间不缴会费，也没有表决权。"),
    ),
    "resume": (gettext_noop("会籍已恢复"), gettext_noop("您在%(union)s的会籍已恢复正常。")),
    "propose": (
        gettext_noop("工会询问您是否仍为会员"),
        gettext_noop("%(union)s：%(reason)s 这只是提议，请在 10 个工作日内说明情况。"),
    ),
    "keep": (gettext_noop("会籍不变"), gettext_noop("%(union)s决定不作自动退会，您仍是会员。")),
    "leave": (gettext_noop("退会已生效"), gettext_noop("%(union)s：%(reason)s。以后可以再次申请入会。")),
    "expel": (
        gettext_noop("会籍已被开除"),
        gettext_noop("%(union)s：%(reason)s。有不同意见，可以向上一级工会反映。"),
    ),
    "undo": (gettext_noop("会籍变动已撤销"), gettext_noop("%(union)s撤销了一次登记错误：%(reason)s。")),
}
CLOSED = {
    "done": (gettext_noop("会籍接转完成"), gettext_noop("您的会籍已从%(from)s转到%(to)s，会员证号不变。")),
    "refused": (
        gettext_noop("会籍接转没有办成"),
        gettext_noop("%(reason)s。会籍仍在%(from)s；有不同意见，可以向上一级工会反映。"),
    ),
    "taken_back": (gettext_noop("会籍接转已撤回"), gettext_noop("会籍仍在%(from)s。")),
}


@on(MembershipTurned)
def tell_what_became_of_it(fact: MembershipTurned) -> None:
    """Nobody is told of their death."""
    words = TURNED.get(fact.move)
    if words is None:
        return
    membership = Membership.objects.select_related("person").get(pk=fact.membership_id)
    spans = MembershipSpan.objects.filter(membership=membership, move=fact.move)
    span = spans.select_related("organisation").order_by("-id").first()
    if span:
        facts = {"union": span.organisation.name, "reason": span.reason.rstrip("。.")}
        _tell(membership.person, fact.move, words, facts, f"span:{span.pk}", span.organisation)


@on(TransferAsked)
def tell_of_the_transfer(fact: TransferAsked) -> None:
    """The member who asked knows already."""
    transfer = _transfer(fact.transfer_id)
    if transfer.asked_as != Transfer.Side.MEMBER:
        words = (
            gettext_noop("您的会籍要接转"),
            gettext_noop("从%(from)s转到%(to)s。原因：%(reason)s。不同意可以撤回。"),
        )
        _tell_transfer(transfer, "transfer_asked", words, transfer.reason)


@on(TransferReleased)
def tell_of_the_release(fact: TransferReleased) -> None:
    transfer = _transfer(fact.transfer_id)
    if transfer.is_open:
        words = (gettext_noop("原工会已办理转出"), gettext_noop("%(from)s已办理转出，等%(to)s接收。"))
        _tell_transfer(transfer, "transfer_released", words)


@on(TransferEscalated)
def tell_of_the_delay(fact: TransferEscalated) -> None:
    transfer = _transfer(fact.transfer_id)
    words = (
        gettext_noop("会籍接转超过期限"),
        gettext_noop("从%(from)s转到%(to)s的接转已超过期限，上一级工会正在督办。"),
    )
    _tell_transfer(transfer, f"transfer_late_{transfer.due_on:%Y%m%d}", words)


@on(TransferClosed)
def tell_how_it_ended(fact: TransferClosed) -> None:
    words = CLOSED.get(fact.outcome)
    if words:
        transfer = _transfer(fact.transfer_id)
        _tell_transfer(transfer, f"transfer_{fact.outcome}", words, transfer.answer.rstrip("。."))


@on(PoolRouted)
def tell_which_union_decides(fact: PoolRouted) -> None:
    membership = Membership.objects.select_related("person", "organisation").get(pk=fact.membership_id)
    if membership.organisation_id == fact.organisation_id:
        words = (gettext_noop("您的申请已转到一个工会"), gettext_noop("%(union)s将审核您的入会申请。"))
        union = membership.organisation
        unique = f"{membership.public_id}:routed:{union.public_id}"
        _tell(membership.person, "pool_routed", words, {"union": union.name}, unique, union)


@on(ConflictOpened)
def give_notice_of_a_phone(fact: ConflictOpened) -> None:
    """Whoever a phone is registered for hears of it before it may be taken from them (MEM-17)."""
    conflict = _conflict(fact.conflict_id)
    if conflict.kind == Conflict.Kind.PHONE:
        words = (
            gettext_noop("有人也在用您登记的手机号"),
            gettext_noop("%(union)s正在核对。如果您仍在用这个号码，请告诉工会，否则登记将被解除。"),
        )
        facts = {"union": conflict.organisation.name}
        unique = f"conflict:{conflict.public_id}:opened"
        _tell(conflict.person, "conflict_opened", words, facts, unique, conflict.organisation)


@on(ConflictDecided)
def tell_who_waits_for_the_decision(fact: ConflictDecided) -> None:
    """The one who sent the claim, where they have an account of their own; since a merger they are the person
    of the record. Who claimed an entry that is not theirs does not hear where it is."""
    conflict = _conflict(fact.conflict_id)
    is_one = fact.decision == Conflict.Decision.SAME_PERSON
    if conflict.claimant and (is_one or conflict.kind != Conflict.Kind.CLAIM):
        is_merged = is_one and not conflict.claimant.accounts.exists()
        words = (
            gettext_noop("您提交的信息已核对"),
            gettext_noop("%(union)s：%(reason)s。请按核对结果继续办理，或带证件到工会现场办理。"),
        )
        facts = {"union": conflict.organisation.name, "reason": conflict.reason.rstrip("。.")}
        unique = f"conflict:{conflict.public_id}:decided"
        reader = conflict.person if is_merged else conflict.claimant
        _tell(reader, "conflict_decided", words, facts, unique, conflict.organisation)


def _conflict(pk: int) -> Conflict:
    return Conflict.objects.select_related("person", "claimant", "organisation").get(pk=pk)


def _transfer(pk: int) -> Transfer:
    return Transfer.objects.select_related("person", "from_union", "to_union").get(pk=pk)


def _tell_transfer(transfer: Transfer, what: str, words: tuple[str, str], reason: str = "") -> None:
    facts = {"from": transfer.from_union.name, "to": transfer.to_union.name, "reason": reason}
    _tell(transfer.person, what, words, facts, f"{transfer.public_id}:{what}", transfer.from_union)


def _tell(
    person: Any, what: str, words: tuple[str, str], facts: dict[str, str], unique: str, union: Any
) -> None:
    title, text = words
    notify(
        person,
        kind=f"people.{what}"[:40],
        title=title,
        text=text,
        facts=dict(facts),
        url=MINE,
        unique=f"people:{unique}",
        organisation=union,
    )
