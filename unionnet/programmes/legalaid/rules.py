# SPDX-License-Identifier: Apache-2.0
"""Why not? The table of moves is the procedure of LA-02 to LA-06; where a case lies is asked of casework."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.legalaid.models import LIVE, Aid, Lawyer
from unionnet.tools.casework.clocks import is_in_time
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import why_not_at_desk

SEE, HANDLE = "legalaid.see", "legalaid.handle"
MOVES = Moves(
    {
        "approve": ({"asked"}, "approved"),
        "confirm": ({"asked"}, "working"),  # approved after a lawyer began
        "want_papers": ({"asked"}, "incomplete"),
        "papers_in": ({"incomplete"}, "asked"),
        "assign_early": ({"asked"}, "asked"),
        "assign": ({"approved", "working"}, "working"),
        "note": ({"asked", "working"}, ""),
        "finish": ({"working"}, "done"),
        "refuse": ({"asked"}, "refused"),
        "lapse": ({"incomplete"}, "ended"),
        "end": (set(LIVE), "ended"),
        "reopen": ({"done"}, "working"),
    }
)


def ruling(name: str, organisation: Organisation | None, at: datetime) -> Ruling:
    """`ruling("LA-02.decide", union, now)`: as it holds where the union is."""
    return rule(name, where=organisation.county_code if organisation else "", on=local_date(at))


def why_not_handle(by: Person, organisation: Organisation) -> Refusal | None:
    if not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_give(organisation: Organisation, at: datetime) -> Refusal | None:
    """Federations from the county up (LA-01)."""
    givers = ruling("LA-01.givers", organisation, at)
    if organisation.kind not in givers.value:
        sentence = _("法律援助由县级以上总工会提供，请派给上级总工会。")
        return Refusal("not_a_giver", sentence, rule=givers.citation)
    return None


def why_not_work(case: Case, by: Person, at: datetime) -> Refusal | None:
    """Whoever works on the aid sits where its case lies, in a union that gives it."""
    return (
        why_not_at_desk(case, case.holder, by)
        or why_not_handle(by, case.holder)
        or why_not_give(case.holder, at)
    )


def why_not_move(aid: Aid, move: str, by: Person, at: datetime) -> Refusal | None:
    if move not in MOVES.open_from(aid.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return why_not_work(aid.case, by, at) or _WHEN.get(move, lambda _aid, _at: None)(aid, at)


def why_not_open(case: Case, by: Person, at: datetime) -> Refusal | None:
    """Legal aid for a case that came in as something else."""
    if not case.is_open or case.state == "replied":
        return Refusal("not_open", _("这一件已经不在办理中。"))
    return why_not_work(case, by, at)


def why_not_name(lawyer: Lawyer, case: Case) -> Refusal | None:
    if lawyer.until is not None or not lawyer.organisation.contains(case.holder.path):
        return Refusal("not_on_the_list", _("请从本会的律师名单中选择。"))
    return None


def _why_not_early(aid: Aid, at: datetime) -> Refusal | None:
    if aid.is_urgent:
        return None
    early = ruling("LA-03.early", aid.case.holder, at)
    return Refusal("decide_first", _("不属于紧急情况，请先审批，再指派律师。"), rule=early.citation)


def _why_not_once_more(aid: Aid, at: datetime) -> Refusal | None:
    if aid.papers_due_at is None:
        return None
    once = ruling("LA-05.supplement", aid.case.holder, at)
    return Refusal("told_once", _("补充材料已经一次告知过，不能再次要求。"), rule=once.citation)


def _why_not_lapse(aid: Aid, at: datetime) -> Refusal | None:
    if aid.papers_due_at is None or is_in_time(aid.papers_due_at, at):
        return Refusal("still_time", _("补充材料的期限还没有到。"))
    return None


def _why_not_approve(aid: Aid, _at: datetime) -> Refusal | None:
    return Refusal("lawyer_began", _("律师已先行援助，请用“补办审批”。")) if aid.lawyer_id else None


def _why_not_confirm(aid: Aid, _at: datetime) -> Refusal | None:
    return None if aid.lawyer_id else Refusal("no_lawyer_yet", _("还没有律师先行援助。"))


_WHEN = {
    "approve": _why_not_approve,
    "confirm": _why_not_confirm,
    "assign_early": _why_not_early,
    "want_papers": _why_not_once_more,
    "lapse": _why_not_lapse,
}
