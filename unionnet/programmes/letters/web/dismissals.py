# SPDX-License-Identifier: Apache-2.0
"""What employers told of dismissals: the list, one of them, and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui import excel
from unionnet.foundation.ui import letter as letter_paper
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.ways import went
from unionnet.programmes.letters import queries
from unionnet.programmes.letters.actions import agree, object_to, record_result, register
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.papers import opened, paper_of_dismissal
from unionnet.programmes.letters.rules import (
    ANSWER_BEFORE,
    HANDLE,
    SEE,
    TOLD_IN_ADVANCE,
    ruling,
    why_not_move,
)
from unionnet.programmes.letters.web.dismissal_forms import DismissalForm, ObjectionForm, ResultForm
from unionnet.programmes.letters.web.dismissal_tables import (
    EXPORTED,
    dismissals_table,
    export_row,
    left_tag,
    state_tag,
    tray_tabs,
)

MOST_LINES = 50_000
ORDERS = {"told": ("answer_by", "id"), "objected": ("id",)}


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    rows, tray = queries.dismissals_seen_by(request.person), request.GET.get("tray", "told")
    page = Page.of(_asked(request, rows), request, order=ORDERS.get(tray, ("-id",)))
    context = {
        "table": dismissals_table(page, request.GET, local_date(database_now())),
        "tabs": tray_tabs(queries.dismissal_counts(rows), tray),
        "tray": tray,
        "may_register": request.person.may(HANDLE),
    }
    return render(request, "letters/dismissals.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> HttpResponseBase:
    rows = _asked(request, queries.dismissals_seen_by(request.person)).order_by("id")
    lines = (export_row(row) for row in excel.whole(rows, MOST_LINES))
    return excel.workbook(EXPORTED, lines, name=_("解除通知台账"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    begin = {"told_on": local_date(database_now()), "told": "written"}
    form = DismissalForm(request.person, request.POST or None, initial=begin)
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = register(said["union"], said["employer"], form.notified, key=said["key"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-letters:dismissal", row.public_id)
    return _form_page(request, form, _("登记解除通知"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    row, now, by = _seen(request, public_id), database_now(), request.person
    context = {
        "row": row,
        "name": opened(row.name),
        "reason": opened(row.reason),
        "objection": opened(row.objection),
        "result": opened(row.result_text),
        "state": state_tag(row),
        "left": left_tag(row, local_date(now)),
        "advance": ruling(TOLD_IN_ADVANCE, row.organisation, row.at),
        "before": ruling(ANSWER_BEFORE, row.organisation, row.at),
        "may_object": why_not_move(row, "object_to", by) is None,
        "may_agree": why_not_move(row, "agree", by) is None,
        "may_record": why_not_move(row, "record_result", by) is None,
        "may_write": by.may(HANDLE, row.organisation.path),
    }
    return render(request, "letters/dismissal.html", context)


@require_POST
@with_verb(HANDLE)
def agreement(request: MemberRequest, public_id: str) -> HttpResponse:
    agree(_seen(request, public_id), by=request.person)
    messages.success(request, _("已登记：工会没有异议。"))
    return redirect("desk-letters:dismissal", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def objection(request: MemberRequest, public_id: str) -> HttpResponse:
    row, form = _seen(request, public_id), ObjectionForm(request.POST or None)
    done = _("已记下工会的意见，请打印、盖章后送交单位。")
    return _step(
        request, row, "object_to", form, lambda: object_to(row, form.objection, by=request.person), done
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def result(request: MemberRequest, public_id: str) -> HttpResponse:
    row, today = _seen(request, public_id), local_date(database_now())
    form = ResultForm(request.POST or None, initial={"on": today})
    done = _("已登记单位的处理结果。")
    return _step(
        request, row, "record_result", form, lambda: record_result(row, form.outcome, by=request.person), done
    )


@require_safe
@with_verb(SEE)
def paper(request: MemberRequest, public_id: str, ending: str) -> HttpResponse:
    """What the union says, to be stamped: `docx` to edit, `pdf` to print; none before it has answered."""
    row = _seen(request, public_id)
    if ending not in ("docx", "pdf") or row.answered_at is None:
        raise Http404
    return letter_paper.answer(paper_of_dismissal(row), ending, f"解除意见-{row.employer.name}")


def _step(
    request: MemberRequest,
    row: Dismissal,
    move: str,
    form: forms.Form,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """The form of one step; what is not open any more says so at once."""
    if no := why_not_move(row, move, request.person):
        raise no
    if form.is_valid() and went(form, form.fields, act):
        messages.success(request, done)
        return redirect("desk-letters:dismissal", row.public_id)
    titles = {"object_to": _("提出意见"), "record_result": _("登记单位的书面结果")}
    return _form_page(request, form, titles[move], row)


def _form_page(
    request: MemberRequest, form: forms.Form, title: str, row: Dismissal | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "row": row}
    return render(request, "letters/dismissal_form.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> Dismissal:
    return get_object_or_404(queries.dismissals_seen_by(request.person), public_id=public_id)


def _asked(request: MemberRequest, rows: QuerySet[Dismissal]) -> QuerySet[Dismissal]:
    words = one_line(request.GET.get("q", ""), 60)
    return queries.dismissals_of(rows, state=request.GET.get("tray", "told"), words=words)
