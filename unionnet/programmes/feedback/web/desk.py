# SPDX-License-Identifier: Apache-2.0
"""What lies in the boxes: the list, one piece of feedback, its task, and what everybody may read of it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.feedback import actions, queries
from unionnet.programmes.feedback.models import Feedback
from unionnet.programmes.feedback.rules import HANDLE, REPLY, SEE, ruling, why_not_make_task, why_not_show
from unionnet.programmes.feedback.web.forms import BoxForm, TaskForm, WordsForm
from unionnet.programmes.feedback.web.tables import EXPORTED, export_row, feedback_table
from unionnet.tools.casework.queries import history_of
from unionnet.tools.casework.web.seeing import event
from unionnet.tools.casework.web.tables import day_of, standing_of, state_tag

MOST_LINES = 50_000


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, rows = database_now(), queries.feedback_seen_by(request.person)
    page = Page.of(_asked(request, rows, now), request, order=("-id",))
    context = {
        "table": feedback_table(page, request.GET, now),
        "counts": queries.counts_of(rows, now),
        "topics": Feedback.Topic.choices,
        "may_handle": request.person.may(HANDLE),
    }
    return render(request, "feedback/desk_list.html", context)


@require_safe
@with_verb(HANDLE)
def export(request: MemberRequest) -> HttpResponseBase:
    """Without who said it: no name leaves with it."""
    rows = _asked(request, queries.feedback_seen_by(request.person), database_now()).order_by("id")
    lines = (export_row(row) for row in excel.whole(rows, MOST_LINES))
    return excel.workbook(EXPORTED, lines, name=_("意见建议"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    given, now = _get(request, public_id), database_now()
    case, person = given.case, request.person
    no_task, no_show = why_not_make_task(given, person), why_not_show(given, person)
    context = {
        "given": given,
        "case": case,
        "state": state_tag(case),
        "standing": standing_of(case, now),
        "due": day_of(case.due_at),
        "ruling": ruling(REPLY, case.organisation, now),
        "no_task": no_task,
        "no_show": no_show,
        "events": [event(step) for step in history_of(case)],
    }
    return render(request, "feedback/desk_feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def task(request: MemberRequest, public_id: str) -> HttpResponse:
    given = _get(request, public_id)
    form = TaskForm(request.POST if request.method == "POST" else None, initial={"title": given.case.title})
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.make_task(given, said["title"], said["requirement"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已转为任务，在督办办公室的清单上。"))
            return redirect("desk-feedback:feedback", public_id)
    return _form(request, form, given, _("转为任务"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def words(request: MemberRequest, public_id: str) -> HttpResponse:
    given = _get(request, public_id)
    known = {"told": given.told or given.case.title, "answered": given.answered or given.case.reply[:300]}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.show(given, said["told"], said["answered"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已公开，大家在意见箱里看得到。"))
            return redirect("desk-feedback:feedback", public_id)
    return _form(request, form, given, _("公开"))


@require_POST
@with_verb(HANDLE)
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.hide(_get(request, public_id), by=request.person)
    messages.success(request, _("已不再公开。"))
    return redirect("desk-feedback:feedback", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def box(request: MemberRequest) -> HttpResponse:
    form = BoxForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        actions.set_box(said["union"], allows_unnamed=said["allows_unnamed"], by=request.person)
        messages.success(request, _("已设置。"))
        return redirect("desk-feedback:list")
    return _form(request, form, None, _("意见箱设置"))


def _form(request: MemberRequest, form: object, given: Feedback | None, title: str) -> HttpResponse:
    context = {"form": form, "given": given, "title": title}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "feedback/desk_form.html", context, status=status)


def _get(request: MemberRequest, public_id: str) -> Feedback:
    return get_object_or_404(queries.feedback_seen_by(request.person), public_id=public_id)


def _asked(request: MemberRequest, rows: QuerySet[Feedback], now: datetime) -> QuerySet[Feedback]:
    topic, state = request.GET.get("topic", ""), request.GET.get("state", "")
    return queries.found_in(rows, topic=topic, state=state, now=now)
