# SPDX-License-Identifier: Apache-2.0
"""The desk: write questions and answers, out of closed cases too, publish and withdraw them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.knowledge.actions import (
    change_answer,
    drafted_from,
    publish,
    withdraw,
    write_answer,
)
from unionnet.programmes.knowledge.models import Answer
from unionnet.programmes.knowledge.queries import answers_seen_by, closed_without_answer, in_state
from unionnet.programmes.knowledge.rules import MANAGE, SEE, why_not_manage
from unionnet.programmes.knowledge.web.forms import AnswerForm
from unionnet.tools.casework.models import Case

MOST_LINES = 50_000
COLOURS = {"draft": "due", "open": "ok", "over": "late", "withdrawn": ""}


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    today = local_date(database_now())
    rows, words, state = _asked(request)
    page = Page.of(rows, request, order=("-id",))
    context = {
        "table": _table(page, request),
        "words": words,
        "state": state,
        "states": Answer.State.choices,
        "may_manage": request.person.may(MANAGE),
        "today": today,
    }
    return render(request, "knowledge/list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    heads = [_("职工的问题"), _("回答"), _("依据"), _("工会"), _("状态"), _("从哪天起有效"), _("有效到哪天")]
    rows = excel.whole(_asked(request)[0].order_by("-id"), MOST_LINES)
    return excel.workbook([*heads, _("发布时间")], map(_line, rows), name=_("问答"))


@require_safe
@with_verb(MANAGE)
def closed(request: MemberRequest) -> HttpResponse:
    """What has been closed lately, to write an answer out of."""
    page = Page.of(closed_without_answer(request.person), request, order=("-id",), size=30)
    columns = (
        Column("title", _("事项"), note=lambda row: row.reply[:60]),
        Column("kind.label", _("办件类型")),
        Column("closed_at", _("办结时间"), kind="when"),
    )
    table = Table(
        columns,
        page.rows,
        page=page,
        empty=_("没有可以写成问答的办结事项"),
        empty_text=_("办结并有答复、不涉及隐私的事项会列在这里。"),
        row_url=lambda row: f"{reverse('desk-knowledge:new')}?case={row.public_id}",
        caption=_("办结的事项"),
    )
    return render(request, "knowledge/closed.html", {"table": table})


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def new(request: MemberRequest) -> HttpResponse:
    wanted = request.GET.get("case", "")[:40]
    case = get_object_or_404(closed_without_answer(request.person), public_id=wanted) if wanted else None
    begin: dict[str, Any] = {"valid_from": local_date(database_now())}
    if case:
        begin["question"], begin["text"] = drafted_from(case)
    form = AnswerForm(request.person, request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        try:
            made = write_answer(form.cleaned_data["union"], form.words, by=request.person, case=case)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已存为草稿，核对后发布。"))
            return redirect("desk-knowledge:edit", made.public_id)
    return _drawn(request, form, None, case)


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    answer = _seen(request, public_id)
    names = ("question", "text", "source", "valid_from", "valid_until")
    begin = {name: getattr(answer, name) for name in names} | {"union": answer.organisation}
    form = AnswerForm(request.person, request.POST if request.method == "POST" else None, initial=begin)
    del form.fields["union"]
    if form.is_valid():
        try:
            change_answer(answer, form.words, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存，核对后重新发布。"))
            return redirect("desk-knowledge:edit", public_id)
    return _drawn(request, form, answer, answer.case)


@require_POST
@with_verb(MANAGE)
def publication(request: MemberRequest, public_id: str) -> HttpResponse:
    publish(_seen(request, public_id), is_checked=request.POST.get("checked") == "1", by=request.person)
    messages.success(request, _("已发布，职工可以查到。"))
    return redirect("desk-knowledge:edit", public_id)


@require_POST
@with_verb(MANAGE)
def withdrawal(request: MemberRequest, public_id: str) -> HttpResponse:
    withdraw(_seen(request, public_id), by=request.person)
    messages.success(request, _("已撤下，职工查不到了。"))
    return redirect("desk-knowledge:edit", public_id)


def _drawn(
    request: MemberRequest, form: AnswerForm, answer: Answer | None, case: Case | None
) -> HttpResponse:
    today = local_date(database_now())
    context = {
        "form": form,
        "answer": answer,
        "case": case,
        "state": _tag(answer) if answer else "",
        "is_open": answer is not None and answer.state_on(today) == Answer.State.OPEN,
        "is_draft": answer is not None and answer.state_on(today) == Answer.State.DRAFT,
        "refusal": why_not_manage(answer.organisation, request.person) if answer else None,
    }
    return render(request, "knowledge/edit.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> Answer:
    return get_object_or_404(
        answers_seen_by(request.person).select_related("case__kind"), public_id=public_id
    )


def _asked(request: MemberRequest) -> tuple[QuerySet[Answer], str, str]:
    words, state = " ".join(request.GET.get("q", "").split())[:60], request.GET.get("state", "")
    rows = in_state(answers_seen_by(request.person), state, local_date(database_now()))
    return (rows.filter(question__contains=words) if words else rows), words, state


def _tag(answer: Answer) -> Any:
    state = answer.state_on(local_date(database_now()))
    return tag(state.label, kind=COLOURS[state])


def _table(page: Page[Answer], request: MemberRequest) -> Table:
    columns = (
        Column("question", _("职工的问题"), note=lambda row: row.source),
        Column("organisation.name", _("工会")),
        Column("state", _("状态"), cell=_tag),
        Column("valid_until", _("有效到哪天"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-knowledge:export')}?{request.GET.urlencode()}",
        empty=_("还没有问答"),
        empty_text=_("从办结的事项里写一条，职工就能查到。"),
        row_url=address_of("desk-knowledge:edit"),
        caption=_("问答"),
    )


def _line(row: Answer) -> list[Any]:
    state = row.state_on(local_date(database_now())).label
    days = [row.valid_from, row.valid_until]
    return [row.question, row.text, row.source, row.organisation.name, state, *days, row.published_at]
