# SPDX-License-Identifier: Apache-2.0
"""The officer's trays, and one submission with its papers and its story."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Event, Tab
from unionnet.tools.submissions.actions import mark_read
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.models.kinds import spoken
from unionnet.tools.submissions.queries import (
    copied_to,
    copies_of,
    found_in,
    history_of,
    may_copy,
    open_kinds,
    papers_of,
    readers_of,
    sent_by,
    submissions_seen_by,
    to_decide_by,
    to_read_by,
    to_recheck_by,
    unread_by,
    waiting_of,
)
from unionnet.tools.submissions.rules import SEE, SEND
from unionnet.tools.submissions.web.forms import CopyForm, PaperForm, ReasonForm, ScanForm
from unionnet.tools.submissions.web.tables import (
    EXPORT_COLUMNS,
    days_left,
    export_row,
    state_tag,
    submissions_table,
)
from unionnet.tools.submissions.web.ways import open_moves

MOST_BUTTONS = 12
TRAYS = {
    "todo": (gettext_lazy("待我办"), gettext_lazy("下级报来、轮到本会办理的，会出现在这里。")),
    "sent": (gettext_lazy("我报的"), gettext_lazy("本会的草稿和报送的请示会出现在这里。")),
    "toread": (gettext_lazy("待阅"), gettext_lazy("抄送给本会或本人的文件会出现在这里，读过就不再显示。")),
    "recheck": (gettext_lazy("待复核"), gettext_lazy("同意以后到期要复核的，会出现在这里。")),
    "all": (gettext_lazy("全部"), gettext_lazy("管辖范围内的请示和批复。")),
}
MOVE_WORDS = {
    "send": (gettext_lazy("报送"), "info"),
    "recommend": (gettext_lazy("推荐，转上一级"), "info"),
    "review": (gettext_lazy("审核通过"), "info"),
    "announce": (gettext_lazy("开始公示"), "info"),
    "approve": (gettext_lazy("批复：同意"), "ok"),
    "refuse": (gettext_lazy("批复：不同意"), "late"),
    "return": (gettext_lazy("退回"), "late"),
    "withdraw": (gettext_lazy("撤回"), ""),
    "confirm": (gettext_lazy("复核通过"), "ok"),
    "revoke": (gettext_lazy("复核未通过"), "late"),
}


@require_safe
@with_verb(SEE)
def trays(request: MemberRequest) -> HttpResponse:
    tray, rows = _asked(request)
    page = Page.of(rows, request, order=("-id",))
    counts = {"todo": waiting_of(request.person), "toread": unread_by(request.person)}
    tabs = [Tab(label, f"?tray={key}", counts.get(key), key == tray) for key, (label, _text) in TRAYS.items()]
    context = {
        "tabs": tabs,
        "tray": tray,
        "table": submissions_table(page, request.GET, empty_text=str(TRAYS[tray][1])),
        "states": Submission.State.choices,
        "kinds": open_kinds(request.person)[:MOST_BUTTONS] if request.person.may(SEND) else (),
        "below": request.GET.get("below") == "1",
    }
    return render(request, "submissions/desk_list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    _tray, rows = _asked(request)
    rows = rows.select_related("number__letterhead", "reply_number__letterhead").order_by("-id")
    lines = (export_row(row) for row in rows.iterator(500))
    return excel.workbook(EXPORT_COLUMNS, lines, name=_("请示批复"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """Opening it is reading it, for those it was copied to."""
    found = get_submission(request, public_id)
    if copied_to(request.person).filter(submission=found).exists():
        mark_read(found, by=request.person)
    today = timezone.localdate()
    papers = list(papers_of(found))
    context = {
        "submission": found,
        "state": state_tag(found),
        "left": days_left(found, today),
        "ruling": rule(found.due_rule, where=found.holder.county_code, on=today) if found.due_rule else None,
        "answers": _answers(found),
        "papers": papers,
        "missing": _missing(found, {paper.key for paper in papers}),
        "events": [_event(step) for step in history_of(found)],
        "moves": open_moves(found, request.person, today),
        "copies": copies_of(found),
        "readers": readers_of(found),
        "may_copy": may_copy(found, request.person),
        "paper_form": PaperForm(found.kind),
        "scan_form": ScanForm(),
        "copy_form": CopyForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "submissions/desk_submission.html", context)


def get_submission(request: MemberRequest, public_id: str) -> Submission:
    rows = submissions_seen_by(request.person).select_related(
        "kind", "sender", "decider", "holder", "number__letterhead", "reply_number__letterhead", "drafted_by"
    )
    return get_object_or_404(rows, public_id=public_id)


def _asked(request: MemberRequest) -> tuple[str, QuerySet[Submission]]:
    tray = request.GET.get("tray", "todo")
    tray = tray if tray in TRAYS else "todo"
    words = " ".join(request.GET.get("q", "").split())[:40]
    rows = _tray(request.person, tray, below=request.GET.get("below") == "1")
    return tray, found_in(rows, words, request.GET.get("state", ""), request.GET.get("kind", "")[:40])


def _tray(person: Person, tray: str, *, below: bool) -> QuerySet[Submission]:
    if tray == "todo":
        return to_decide_by(person, below=below)
    if tray == "sent":
        return sent_by(person)
    if tray == "toread":
        return to_read_by(person)
    if tray == "recheck":
        return to_recheck_by(person, timezone.localdate())
    return submissions_seen_by(person)


def _answers(found: Submission) -> list[tuple[str, Any]]:
    return [(spoken(each["label"]), found.answers.get(each["name"])) for each in found.kind.questions]


def _missing(found: Submission, keys: set[str]) -> list[str]:
    if not found.is_with_sender:
        return []
    return [
        found.kind.paper_label(each["key"])
        for each in found.kind.papers
        if each.get("required") and each["key"] not in keys
    ]


def _event(step: Any) -> Event:
    title, kind = MOVE_WORDS[step.move]
    words = f"{title} · {step.basis}" if step.basis else title
    return Event(step.at, words, f"{step.organisation.name} · {step.by.name}", step.reason, kind)
