# SPDX-License-Identifier: Apache-2.0
"""After leave to prepare: the meeting, the election, the certificate; and how unions end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import says
from unionnet.programmes.establishing.actions import (
    Election,
    Meeting,
    ask,
    ask_to_end,
    plan_meeting,
    record_election,
    register_legal_person,
)
from unionnet.programmes.establishing.queries import endings_seen_by, establishments_seen_by
from unionnet.programmes.establishing.rules import MANAGE, SEE
from unionnet.programmes.establishing.web.desk import election_form, managed
from unionnet.programmes.establishing.web.forms import EndingForm, MeetingForm, RegistrationForm


@require_POST
@with_verb(MANAGE)
def meeting(request: MemberRequest, public_id: str) -> HttpResponse:
    """Plan it, and write the letter that asks for leave to hold it."""
    row, form = managed(request, public_id), MeetingForm(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, says(form.fields[name].label, errors[0]))
        return redirect("desk-establishing:establishment", public_id)
    said = form.cleaned_data
    plan_meeting(row, Meeting(said["form"], said["on"], said["delegates"], said["seats"]), by=request.person)
    written = ask(row, by=request.person)
    messages.success(request, _("请示已写好，请核对、上传附件后报送。"))
    return redirect("desk-submissions:submission", written.public_id)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def election(request: MemberRequest, public_id: str) -> HttpResponse:
    row = managed(request, public_id)
    form = election_form(row, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        held = Election(
            said["held_on"],
            said["should_attend"],
            said["attended"],
            int(said["term_years"]),
            said["elected"],
        )
        try:
            record_election(row, held, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("选举结果已登记，请写报告报上级审批。"))
            return redirect("desk-establishing:establishment", public_id)
    context = {"form": form, "row": row}
    return render(request, "establishing/election.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(MANAGE)
def registration(request: MemberRequest, public_id: str) -> HttpResponse:
    """By whoever manages the new union: it stands under the one that approved it."""
    row = get_object_or_404(establishments_seen_by(request.person), public_id=public_id)
    form = RegistrationForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        register_legal_person(row, said["uscc"], said["since"], said["until"], by=request.person)
        messages.success(request, _("法人资格已登记。"))
    else:
        messages.error(request, _("请填写证书上的代码和有效期。"))
    return redirect("desk-establishing:establishment", public_id)


@require_safe
@with_verb(SEE)
def endings(request: MemberRequest) -> HttpResponse:
    page = Page.of(endings_seen_by(request.person), request, order=("-id",))
    columns = (
        Column("organisation.name", _("工会"), note=lambda row: row.get_way_display()),
        Column("why", _("原因"), cell=lambda row: row.get_why_display()),
        Column("state", _("状态"), cell=lambda row: row.submission.get_state_display()),
        Column("ended_on", _("撤销日期"), kind="when"),
    )
    table = Table(
        columns,
        page.rows,
        page=page,
        empty=_("没有撤销或合并的工会"),
        empty_text=_("用人单位终止或工会合并时，从“写撤销合并请示”开始。"),
        row_url=address_of("desk-submissions:submission", "submission.public_id"),
        caption=_("撤销合并"),
    )
    context = {"table": table, "may_manage": request.person.may(MANAGE)}
    return render(request, "establishing/endings.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def end(request: MemberRequest) -> HttpResponse:
    form = EndingForm(request.person, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = ask_to_end(
                said["union"],
                said["way"],
                said["why"],
                said["decided_on"],
                into=said["into"],
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("请示已写好，请核对、上传附件后报送。"))
            return redirect("desk-submissions:submission", made.submission.public_id)
    context = {"form": form, "ruling": rule("ORG-17.ended_with_employer", on=timezone.localdate())}
    return render(request, "establishing/end.html", context, status=422 if form.errors else 200)
