# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.ui.parts import Event
from unionnet.tools.casework.models import Case, Step
from unionnet.tools.casework.queries import case_called

# What each move is called in the story, and its colour; `told` says whether the owner reads the reason.
TOLD = {
    "received",
    "answer",
    "reply",
    "reject",
    "transfer",
    "terminate",
    "pause",
    "merge",
    "reopen",
    "add",
    "stage",
}
WORDS: dict[str, tuple[Any, str]] = {
    "received": (_("收到事项"), "info"),
    "take": (_("开始办理"), "info"),
    "answer": (_("当场答复，办结"), "ok"),
    "dispatch": (_("派单"), "info"),
    "recall": (_("收回派单"), ""),
    "sign_for": (_("签收，开始办理"), "info"),
    "return": (_("退回，重新派单"), "late"),
    "reply": (_("答复"), "ok"),
    "pass_up": (_("审核通过，上报"), "ok"),
    "send_back": (_("退回重办"), "late"),
    "close": (_("已办结"), "ok"),
    "satisfied": (_("评价：满意"), "ok"),
    "unsatisfied": (_("评价：不满意"), "late"),
    "reopen": (_("不满意，重新办理"), "late"),
    "check": (_("质检通过"), "ok"),
    "fail": (_("质检未通过，重新办理"), "late"),
    "archive": (_("归档"), ""),
    "pause": (_("暂停计时"), ""),
    "resume": (_("恢复计时"), "info"),
    "reject": (_("不予受理"), "late"),
    "transfer": (_("转其他单位"), "info"),
    "merge": (_("并入另一件相同的事项"), "info"),
    "terminate": (_("终止"), ""),
    "classify": (_("改类别"), ""),
    "assist": (_("请协办"), "info"),
    "part_signed": (_("协办单位签收"), "info"),
    "part_replied": (_("协办单位答复"), "ok"),
    "part_returned": (_("协办单位退回"), "late"),
    "part_dropped": (_("撤销协办"), ""),
    "split": (_("分出另外的事项"), "info"),
    "ask_time": (_("申请延期"), ""),
    "grant_time": (_("延期"), "info"),
    "refuse_time": (_("延期未批准"), ""),
    "add": (_("补充材料"), ""),
    "stage": (_("进入下一步"), "info"),
    "supply": (_("补要件"), ""),
}
NOTED = _("办理情况"), ""


def get_case(request: MemberRequest, public_id: str) -> Case:
    """Raises Http404 where there is none, or none for this officer."""
    if found := case_called(request.person, public_id):
        return found
    raise Http404


def seen_of(request: MemberRequest) -> int | None:
    """The version the officer looked at."""
    return version(request.POST.get("seen", ""))


def version(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def event(step: Step) -> Event:
    """For those who work on it: with the officer and the reason."""
    title, kind = _words_of(step)
    where = f"{title} → {step.unit.name}" if step.unit else str(title)
    who = " · ".join(each.name for each in (step.organisation, step.by) if each)
    return Event(step.at, where, who, step.reason, kind)


def event_for_owner(step: Step) -> Event:
    """For the owner: the union, and the reason where it is meant for them."""
    title, kind = _words_of(step)
    where = f"{title} → {step.unit.name}" if step.unit and step.move == "dispatch" else str(title)
    who = step.organisation.name if step.organisation else ""
    return Event(step.at, where, who, step.reason if step.move in TOLD else "", kind)


def _words_of(step: Step) -> tuple[Any, str]:
    """What the owner adds is more papers; what a union adds is how it goes on."""
    return NOTED if step.move == "add" and step.organisation_id else WORDS[step.move]
