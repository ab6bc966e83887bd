# SPDX-License-Identifier: Apache-2.0
"""Behind the desk: schemes, what was asked for, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.studyaid import queries
from unionnet.programmes.studyaid.actions import approve, decide_against, open_scheme
from unionnet.programmes.studyaid.models import Application
from unionnet.programmes.studyaid.rules import why_not_decide
from unionnet.programmes.studyaid.web.forms import SchemeForm

State = Application.State
KINDS = {"applied": "due", "returned": "", "approved": "ok", "rejected": "late"}
EXPORTED = 50_000


@require_safe
@needs("studyaid.see")
def listed(request: MemberRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.applications_seen_by(request.person)
    rows = rows.filter(state=state) if state in State.values else rows
    context = {
        "table": _table(Page.of(rows, request, order=("-id",))),
        "state": state,
        "states": State.choices,
        "schemes": queries.schemes_seen_by(request.person).order_by("-pk")[:20],
        "may_manage": request.person.may("studyaid.manage"),
    }
    return render(request, "studyaid/list.html", context)


@require_safe
@needs("studyaid.manage")
def export(request: MemberRequest) -> HttpResponseBase:
    """Names leave the house, so the journal says so."""
    rows = excel.whole(queries.applications_seen_by(request.person).order_by("pk"), EXPORTED)
    note_export([row.person_id for row in rows], by=request.person, what=_("助学申请"))
    heads = [_("项目"), _("姓名"), _("工会"), _("学校和专业"), _("状态"), _("原因"), _("申请时间")]
    lines = (
        [
            *(row.scheme.name, row.person.name, row.organisation.name, row.school),
            *(str(row.get_state_display()), row.reason, row.at),
        ]
        for row in rows
    )
    return excel.workbook(heads, lines, name=_("助学申请"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("studyaid.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = SchemeForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        open_scheme(data["union"], form.plan, key=data["key"], by=request.person)
        messages.success(request, _("项目已公布，会员可以在手机上申请。"))
        return redirect("desk-studyaid:list")
    return render(request, "studyaid/form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("studyaid.see")
def application(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    refusal = why_not_decide(request.person, found)
    context = {"application": found, "refusal": refusal, "kind": KINDS[found.state]}
    return render(request, "studyaid/desk_application.html", context)


@require_POST
@needs("studyaid.manage")
def decided(request: MemberRequest, public_id: str) -> HttpResponse:
    found, state = _seen(request, public_id), request.POST.get("state", "")
    if state in (State.RETURNED, State.REJECTED):
        decide_against(found, state, clean(request.POST.get("reason", "")), by=request.person)
        messages.success(request, _("已办理。"))
    else:
        approve(found, by=request.person)
        messages.success(request, _("已通过，列入发放批次。"))
    return redirect("desk-studyaid:application", public_id)


def _table(page: Page[Application]) -> Table:
    return Table(
        [
            Column("person.name", _("姓名"), note=lambda row: row.organisation.name),
            Column("scheme.name", _("项目"), note=lambda row: row.get_study_display()),
            Column("school", _("学校和专业")),
            Column("at", _("申请时间"), kind="when"),
            Column("state", _("状态"), cell=lambda row: tag(row.get_state_display(), KINDS[row.state])),
        ],
        page,
        page=page,
        export="applications.xlsx",
        row_url=address_of("desk-studyaid:application"),
        caption=_("助学申请"),
        empty=_("没有符合条件的申请"),
        empty_text=_("公布项目以后，会员在手机上申请，会出现在这里。"),
    )


def _seen(request: MemberRequest, public_id: str) -> Application:
    return get_object_or_404(queries.applications_seen_by(request.person), public_id=public_id)
