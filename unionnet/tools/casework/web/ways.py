# SPDX-License-Identifier: Apache-2.0
"""What may be done with a case now, as buttons. The first is the one to press; a reason greys a button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.ways import Labels, Way, open_ways
from unionnet.tools.casework.actions.dispatching import own_share
from unionnet.tools.casework.models import Case, Dispatch, Extension
from unionnet.tools.casework.rules import (
    why_not_archive,
    why_not_ask_time,
    why_not_at_desk,
    why_not_close,
    why_not_decide_time,
    why_not_end_well,
    why_not_for_taker,
    why_not_move,
    why_not_now,
    why_not_part,
    why_not_rate,
    why_not_reply,
    why_not_return,
)

# What is grey with its reason instead of not being there.
WORTH_SAYING = {
    "parts_open",
    "call_first",
    "check_first",
    "too_late",
    "extended_once",
    "assigned",
    "your_own",
    "needs_missing",
}


LABELS: Labels = {
    "sign_for": (_("签收办理"), ()),
    "part_signed": (_("签收协办"), ()),
    "part_replied": (_("答复协办"), ("words",)),
    "close": (_("确认办结"), ()),
    "satisfied": (_("回访：满意"), ("remark",)),
    "unsatisfied": (_("回访：不满意"), ("words",)),
    "reply": (_("答复"), ("words",)),
    "take": (_("本会办理"), ()),
    "dispatch": (_("派单"), ("unit", "remark", "final")),
    "pass_up": (_("审核通过，上报"), ("remark",)),
    "answer": (_("当场答复"), ("words",)),
    "grant_time": (_("批准延期"), ()),
    "resume": (_("恢复计时"), ()),
    "check": (_("质检通过"), ("words",)),
    "archive": (_("归档"), ()),
    "send_back": (_("退回重办"), ("words",)),
    "return": (_("退回派单单位"), ("words",)),
    "part_returned": (_("退回协办"), ("words",)),
    "assist": (_("请协办"), ("unit", "words")),
    "part_dropped": (_("撤销协办"), ("part", "words")),
    "refuse_time": (_("不批准延期"), ("words",)),
    "ask_time": (_("申请延期"), ("days", "words")),
    "pause": (_("暂停计时"), ("words",)),
    "classify": (_("改类别"), ("grade",)),
    "fail": (_("质检不通过"), ("words",)),
    "recall": (_("收回"), ("words",)),
    "add": (_("记办理情况"), ("remark", "papers")),
    "supply": (_("补要件"), ("need", "remark", "papers")),
    "split": (_("分出另一件"), ("title", "text")),
    "merge": (_("并入另一件"), ("into", "words")),
    "reject": (_("不予受理"), ("words",)),
    "transfer": (_("转其他单位"), ("words",)),
    "terminate": (_("终止"), ("words",)),
}
QUIET = {
    *("reject", "transfer", "terminate", "recall", "classify", "add", "fail"),
    *("part_returned", "part_dropped", "split", "merge"),
}


def ways_for(
    case: Case,
    person: Person,
    now: datetime,
    part: Dispatch | None,
    asked: Extension | None,
    *,
    is_led: bool = False,
) -> list[Way]:
    """In the order of `LABELS`; the first open one is drawn as the action of the page, unless a programme
    has the next step."""
    ways = open_ways(
        LABELS,
        lambda move: _why_not(case, move, person, now, part, asked),
        quiet=QUIET,
        worth_saying=WORTH_SAYING,
        done=LABELS if is_led else (),
    )
    return ways if any(way.no is None for way in ways) else []


def _why_not(
    case: Case, move: str, person: Person, now: datetime, part: Dispatch | None, asked: Extension | None
) -> Refusal | None:
    if move.startswith("part_") and move != "part_dropped":
        return why_not_part(case, part, person) if part else _NOT
    if move in ("grant_time", "refuse_time"):
        return why_not_decide_time(asked, person) if asked else _NOT
    if move in ("return", "ask_time"):
        return _why_not_with_share(case, move, person, now)
    return RULES.get(move, why_not_move)(case, move, person)


def _why_not_with_share(case: Case, move: str, person: Person, now: datetime) -> Refusal | None:
    if no := why_not_now(case, move):
        return no
    share = own_share(case)
    if move == "return":
        return why_not_return(case, share, person)
    return why_not_ask_time(case, share, now, person)


def _why_not_called(case: Case, move: str, person: Person) -> Refusal | None:
    if case.is_done:
        return why_not_for_taker(case, move, person) or why_not_rate(case)
    return why_not_end_well(case, move, person)


def _why_not_pass_up(case: Case, move: str, person: Person) -> Refusal | None:
    if case.holder_id == case.organisation_id:
        return _NOT
    return why_not_move(case, move, person)


def _why_not_recall(case: Case, move: str, person: Person) -> Refusal | None:
    if no := why_not_now(case, move):
        return no
    sender = own_share(case).sender
    return why_not_at_desk(case, sender, person) if sender else _NOT


def _why_not_add(case: Case, move: str, person: Person) -> Refusal | None:
    return why_not_now(case, move) or why_not_at_desk(case, case.holder, person)


def _why_not_drop(case: Case, move: str, person: Person) -> Refusal | None:
    return why_not_move(case, move, person) if case.parts else _NOT


def _why_not_terminate(case: Case, move: str, person: Person) -> Refusal | None:
    return why_not_now(case, move) or why_not_at_desk(case, case.organisation, person)


_NOT = Refusal("not_here", "")
RULES: dict[str, Callable[[Case, str, Person], Refusal | None]] = {
    "reply": lambda case, _move, person: why_not_reply(case, person),
    "close": lambda case, _move, person: why_not_close(case, person, case.flow),
    "archive": lambda case, _move, person: why_not_archive(case, person, case.flow),
    "unsatisfied": _why_not_called,
    "pass_up": _why_not_pass_up,
    "recall": _why_not_recall,
    "add": _why_not_add,
    "supply": lambda _case, _move, _person: _NOT,  # drawn beside what is missing
    "answer": why_not_end_well,
    "satisfied": _why_not_called,
    "part_dropped": _why_not_drop,
    "terminate": _why_not_terminate,
    "fail": lambda case, _move, person: why_not_for_taker(case, "check", person),
    **dict.fromkeys(("reject", "transfer", "check", "split", "merge"), why_not_for_taker),
}
