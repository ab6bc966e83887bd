# SPDX-License-Identifier: Apache-2.0
"""Why not? The table of moves is the procedure of DM-01 to DM-05; where a case lies is asked of casework."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date, start_of
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.mediation.models import LIVE, Mediation, Mediator
from unionnet.tools.casework.clocks import Clock, is_in_time
from unionnet.tools.casework.rules import why_not_at_desk

SEE, HANDLE = "mediation.see", "mediation.handle"
WORKER, EMPLOYER = "worker", "employer"
MEDIATING = ("DM-01.mediate", "DM-02.extend")
MOVES = Moves(
    {
        "accept": ({"asked"}, "accepted"),
        "refuse": ({"asked"}, "refused"),
        "name_mediator": ({"accepted"}, ""),
        "willing": ({"accepted"}, ""),
        "decline": ({"accepted"}, "declined"),
        "tell_declined": ({"declined"}, "failed"),
        "consent": ({"accepted"}, ""),
        "call_meeting": ({"accepted"}, ""),
        "hold_meeting": ({"accepted"}, ""),
        "draft": ({"accepted"}, ""),
        "sign": ({"accepted"}, "agreed"),
        "fail": ({"accepted"}, "failed"),
        "ask_confirmation": ({"agreed"}, ""),
        "confirm": ({"agreed"}, ""),
        "keep": ({"agreed"}, "kept"),
        "break": ({"agreed"}, "broken"),
        "finish": ({"broken"}, ""),
        "end": (set(LIVE), "ended"),
    }
)


def ruling(name: str, organisation: Organisation | None, at: datetime) -> Ruling:
    """`ruling("DM-02.accept", union, now)`: as it holds where the union is."""
    return rule(name, where=organisation.county_code if organisation else "", on=local_date(at))


def why_not_handle(by: Person, organisation: Organisation) -> Refusal | None:
    if not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_move(mediation: Mediation, move: str, by: Person | None, at: datetime) -> Refusal | None:
    """`by` None: the employer on its own page, or the worker on theirs, where the verb knows who it is."""
    if move not in MOVES.open_from(mediation.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    if by is not None and (no := _why_not_at_desk(mediation, by)):
        return no
    return _WHEN.get(move, _no_reason)(mediation, at)


def why_not_represented(workers: int, names: Sequence[str], at: datetime) -> Refusal | None:
    """Ten or more with one claim name three to five (DM-03)."""
    group, few = (ruling(f"DM-03.{name}", None, at) for name in ("group", "representatives"))
    fewest, most = few.value
    if workers < 1:
        return Refusal("nobody", _("请写明有几名职工。"))
    if workers >= group.value and not fewest <= len(names) <= most:
        sentence = _("职工 %(group)s 人以上的，请推举 %(fewest)s 至 %(most)s 名代表，每行写一个姓名。")
        said = {"group": group.value, "fewest": fewest, "most": most}
        return Refusal("representatives", sentence, rule=few.citation, **said)
    if workers < group.value and names:
        sentence = _("职工不到 %(group)s 人的，由本人参加，不用推举代表。")
        return Refusal("no_representatives", sentence, rule=group.citation, group=group.value)
    return None


def why_not_mediate(mediation: Mediation, mediator: Mediator, at: datetime) -> Refusal | None:
    """Of the list of the union or of one above it, and neither a party nor one of its representatives."""
    case = mediation.case
    if mediator.until is not None or not mediator.organisation.contains(case.holder.path):
        return Refusal("not_on_the_list", _("请从本会的调解员名单中选择。"))
    parties = {case.person.name if case.person else case.name, *(mediation.representatives or ())}
    if mediator.name in parties:
        near = ruling("DM-06.near_interest", case.holder, at)
        return Refusal("near_interest", _("调解员不能是当事人或者代表人，请另选一位。"), rule=near.citation)
    return None


def why_not_consent(mediation: Mediation, side: str, at: datetime) -> Refusal | None:
    """More time, by a side that has not consented yet."""
    if no := why_not_move(mediation, "consent", None, at):
        return no
    if getattr(mediation, f"{side}_consents_at") is not None:
        return Refusal("consented", _("这一方已经同意延期。"))
    return None


def _why_not_at_desk(mediation: Mediation, by: Person) -> Refusal | None:
    holder = mediation.case.holder
    return why_not_at_desk(mediation.case, holder, by) or why_not_handle(by, holder)


def _no_reason(_mediation: Mediation, _at: datetime) -> Refusal | None:
    return None


def _why_not_willing(mediation: Mediation, _at: datetime) -> Refusal | None:
    return Refusal("answered", _("单位已经同意调解。")) if mediation.willing_at else None


def _why_not_longer(mediation: Mediation, at: datetime) -> Refusal | None:
    """Once, and before the time is over."""
    if mediation.extended_at is not None:
        extend = ruling("DM-02.extend", mediation.case.holder, at)
        return Refusal("extended_once", _("已经延期过一次，不能再延。"), rule=extend.citation)
    if not is_in_time(mediation.case.due_at, at):
        return Refusal("time_over", _("调解期限已经过了，不能再延期。"))
    return None


def _why_not_sign(mediation: Mediation, at: datetime) -> Refusal | None:
    """Signed by both sides and by the mediator (DM-01)."""
    signed = ruling("DM-01.agreement", mediation.case.holder, at).citation
    if mediation.mediator_id is None:
        return Refusal("no_mediator", _("请先指定调解员，协议书要由调解员签名。"), rule=signed)
    if not mediation.terms:
        return Refusal("no_draft", _("请先拟好协议内容，打印签名后再登记。"), rule=signed)
    return None


def _why_not_draft(mediation: Mediation, at: datetime) -> Refusal | None:
    if mediation.mediator_id is None:
        signed = ruling("DM-01.agreement", mediation.case.holder, at).citation
        return Refusal("no_mediator", _("请先指定调解员，协议书要由调解员签名。"), rule=signed)
    return None


def _why_not_ask_confirmation(mediation: Mediation, _at: datetime) -> Refusal | None:
    if mediation.confirm_asked_on is not None:
        return Refusal("asked_already", _("已经登记过共同申请。"))
    return None


def _why_not_confirm(mediation: Mediation, _at: datetime) -> Refusal | None:
    if mediation.confirm_asked_on is None:
        return Refusal("not_asked", _("还没有登记双方的共同申请。"))
    return Refusal("confirmed", _("已经登记过仲裁确认。")) if mediation.confirmed_on else None


def _why_not_finish(mediation: Mediation, _at: datetime) -> Refusal | None:
    return None if mediation.case.is_open else Refusal("not_open", _("这一件已经不在办理中。"))


def is_time_over(mediation: Mediation, now: datetime) -> bool:
    """Whether the days of mediation passed without agreement; the clock of the case may be another's."""
    case, is_open = mediation.case, mediation.state == Mediation.State.ACCEPTED
    return is_open and case.due_rule in MEDIATING and not is_in_time(case.due_at, now)


def payment_order(mediation: Mediation) -> Ruling | None:
    """The rule of the payment order, where it may be asked for (DM-05)."""
    found = ruling("DM-05.payment_order", mediation.case.organisation, mediation.applied_at)
    is_broken = mediation.state == Mediation.State.BROKEN
    return found if is_broken and mediation.matter in found.value else None


def confirmation_due(mediation: Mediation, at: datetime) -> datetime | None:
    """The end of the days for the joint request, from the day of effect (DM-02)."""
    if mediation.effect_on is None:
        return None
    clock = Clock.of(ruling("DM-02.confirm", mediation.case.holder, at).value)
    return clock.due(start_of(mediation.effect_on))


_WHEN: dict[str, Callable[[Mediation, datetime], Refusal | None]] = {
    "willing": _why_not_willing,
    "consent": _why_not_longer,
    "draft": _why_not_draft,
    "sign": _why_not_sign,
    "ask_confirmation": _why_not_ask_confirmation,
    "confirm": _why_not_confirm,
    "finish": _why_not_finish,
}
