# SPDX-License-Identifier: Apache-2.0
"""The life of a membership as a table of moves, and what stands in the way of each (MEM-07 … MEM-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, MembershipSpan, Person, Transfer
from unionnet.directory.people.rules import why_not_own, why_not_reason, why_not_there
from unionnet.foundation.calendar import add_working_days, months_after
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.tags.words import fullday

MEMBERS = {"active", "transferring", "auto_withdraw_proposed", "retained"}
LIFE = Moves({
    # move                from                                  to
    "transfer":         ({"active", "retained"},               "transferring"),
    "receive":          ({"transferring"},                     "active"),
    "stay_active":      ({"transferring"},                     "active"),
    "stay_retained":    ({"transferring"},                     "retained"),
    "retain":           ({"active"},                           "retained"),
    "resume":           ({"retained"},                         "active"),
    "propose":          ({"active"},                           "auto_withdraw_proposed"),
    "keep":             ({"auto_withdraw_proposed"},           "active"),
    "leave":            (MEMBERS - {"transferring"},           "withdrawn"),
    "expel":            (MEMBERS - {"transferring"},           "expelled"),
    "note_death":       (MEMBERS - {"transferring"},           "deceased"),
})  # fmt: skip
# What an officer decides about one member, in this order on the page. A transfer and its end have verbs of
# their own, since two unions take part.
DECISIONS = ("retain", "resume", "propose", "keep", "leave", "expel", "note_death")
MOVE_WORDS = {
    "approve": gettext_lazy("加入工会"),
    "transfer": gettext_lazy("提出会籍接转"),
    "receive": gettext_lazy("会籍转入"),
    "stay_active": gettext_lazy("接转未成，会籍不变"),
    "stay_retained": gettext_lazy("接转未成，会籍不变"),
    "retain": gettext_lazy("保留会籍"),
    "resume": gettext_lazy("恢复会籍"),
    "propose": gettext_lazy("拟自动退会"),
    "keep": gettext_lazy("不作自动退会"),
    "leave": gettext_lazy("宣布退会"),
    "expel": gettext_lazy("开除会籍"),
    "note_death": gettext_lazy("登记去世"),
    "undo": gettext_lazy("撤销登记错误"),
    "merge": gettext_lazy("随工会合并转入"),
}
# A decision of the committee has a document; the end of a membership has words the member can read.
NEEDS_BASIS = {"expel", "leave"}
NEEDS_REASON = {"retain", "propose", "leave", "expel"}


@dataclass(frozen=True)
class Absence:
    """Why somebody may be thought to have left (MEM-10): the last day dues were paid, the last day of union
    life, and the day they were asked to come back and would not."""

    paid_until: date
    present_until: date
    persuaded_on: date


def why_not_turn(
    by: Person, membership: Membership, move: str, *, on: date, today: date, reason: str, basis: str
) -> Refusal | None:
    """Whether this officer may record that decision as of that day."""
    if not by.may("people.approve", membership.organisation.path):
        return Refusal("elsewhere", _("这份会籍由%(name)s管理。"), name=membership.organisation.name)
    if membership.person_id == by.pk:
        return why_not_own()
    if on > today:
        return Refusal("in_the_future", _("生效日期不能晚于今天。"))
    if move in NEEDS_REASON and (refusal := why_not_reason(reason)):
        return refusal
    if move in NEEDS_BASIS and not basis.strip():
        return Refusal("no_basis", _("请填写工会委员会决定的文号或会议日期。"))
    return None


def why_not_since(on: date, span: MembershipSpan | None) -> Refusal | None:
    """Nothing is recorded before what it changes."""
    if span and on < span.since:
        return Refusal(
            "before_the_last", _("生效日期不能早于上一次变动（%(day)s）。"), day=fullday(span.since)
        )
    return None


def why_not_propose(absence: Absence, *, where: str, today: date) -> Refusal | None:
    """Both silences must have lasted, and somebody must have been asked to come back after them (MEM-10)."""
    ruling = rule("MEM-10.auto_withdrawal_months", where=where, on=today)
    latest = months_after(today, -ruling.value)
    if max(absence.paid_until, absence.present_until) > latest:
        return Refusal(
            "not_long_enough",
            _("要连续 %(n)s 个月没有缴会费、也没有参加组织生活，最后一次应不晚于 %(day)s。"),
            rule=ruling.citation,
            n=ruling.value,
            day=fullday(latest),
        )
    if not latest <= absence.persuaded_on <= today:
        return Refusal("not_persuaded", _("请先劝说，并填写最近六个月内劝说的日期。"), rule=ruling.citation)
    return None


def why_not_transfer(
    membership: Membership, to: Organisation, *, by: Person, sides: set[str], on: date
) -> Refusal | None:
    """Whether this membership may be asked to go there (MEM-08)."""
    if not sides:
        return Refusal("elsewhere", _("会籍接转由本人、转出工会或转入工会提出。"))
    if refusal := why_not_there(to, on=on):
        return refusal
    if to.kind == Organisation.Kind.HOLDING_POOL:
        return Refusal("no_such_union", _("周转池只接收还没有入会的人，请选择其他工会。"))
    if membership.organisation_id == to.pk:
        return Refusal("already_here", _("会籍已经在%(name)s。"), name=to.name)
    return None


def why_not_answer(transfer: Transfer, by: Person, side: str) -> Refusal | None:
    """Whether this officer speaks for that side now, and not about themselves."""
    if not transfer.is_open:
        return Refusal("wrong_state", _("这次接转已经办结，请刷新页面。"))
    union = transfer.from_union if side == Transfer.Side.LEAVING else transfer.to_union
    if not by.may("people.approve", union.path):
        return Refusal("elsewhere", _("这一步由%(name)s办理。"), name=union.name)
    if transfer.person_id == by.pk:
        return why_not_own()
    return None


def sides_of(by: Person, person_id: int, leaving: Organisation, receiving: Organisation) -> set[str]:
    """In whose name somebody speaks. A member speaks for themselves only, even when an officer."""
    if by.pk == person_id:
        return {str(Transfer.Side.MEMBER)}
    places = {str(Transfer.Side.LEAVING): leaving, str(Transfer.Side.RECEIVING): receiving}
    return {side for side, union in places.items() if by.may("people.approve", union.path)}


def why_not_undo(span: MembershipSpan | None, *, where: str, at: datetime) -> Refusal | None:
    """Whether the last change may still be struck out: a decision, and lately."""
    if span is None or span.move not in {*DECISIONS, "receive"}:
        return Refusal("nothing_to_undo", _("没有可以撤销的变动。"))
    ruling = rule("MEM-11.undo_days", where=where, on=local_date(at))
    if at > span.at + timedelta(days=ruling.value):
        return Refusal(
            "too_late",
            _("登记已超过 %(n)s 天，不能撤销，请按新的变动登记。"),
            rule=ruling.citation,
            n=ruling.value,
        )
    return None


def due_by(rule_id: str, at: datetime, where: str) -> tuple[date, Citation]:
    """The last of so many working days, and the rule it rests on."""
    day = local_date(at)
    ruling = rule(rule_id, where=where, on=day)
    return add_working_days(day, ruling.value), ruling.citation
