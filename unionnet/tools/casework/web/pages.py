# SPDX-License-Identifier: Apache-2.0
"""The phone: tell the union, follow what becomes of it, say whether it was any good."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.tools.casework.actions import Owner, Source, add, give_up, plain_kind, rate, take_in
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import (
    case_by_number,
    cases_of,
    paper_called,
    papers_of,
    taker_of,
    topmost,
    union_of,
)
from unionnet.tools.casework.web.forms import LookupForm, NewForm
from unionnet.tools.casework.web.tables import standing_of, state_tag
from unionnet.tools.casework.web.telling import as_told


@require_safe
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    now = database_now()
    page = Page.of(cases_of(request.person), request, order=("-id",), size=20)
    rows = [(case, state_tag(case), standing_of(case, now)) for case in page.rows]
    return render(request, "casework/mine.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """From anywhere; `?site=` is the code on the wall of a station."""
    plain_kind()
    site = public_sites().filter(public_id=request.GET.get("site", "")[:12]).first()
    form = NewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        begin = site.organisation if site else union_of(request.person) or topmost()
        source = Source(Case.Channel.STATION if site else Case.Channel.PHONE_PAGE, site=site)
        try:
            case = take_in(
                form.of_kind,
                taker_of(form.of_kind, _there(begin)),
                form.matter,
                Owner(person=request.person),
                source=source,
                files=request.FILES.getlist("papers"),
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("工会已经收到。每一步办到哪里，这里都看得到，有结果会通知您。"))
            return redirect("casework:case", case.public_id)
    context = {"form": form, "site": site}
    return render(request, "casework/new.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    case = _own(request, public_id)
    return render(request, "casework/case.html", {**as_told(case), "papers": papers_of(case)})


@require_POST
@signed_in
def rating(request: MemberRequest, public_id: str) -> HttpResponse:
    case, satisfied = _own(request, public_id), request.POST.get("satisfied") == "1"
    rate(case, request.POST.get("words", ""), satisfied=satisfied, by=request.person)
    messages.success(request, _("谢谢您的评价。"))
    return redirect("casework:case", public_id)


@require_POST
@signed_in
def more(request: MemberRequest, public_id: str) -> HttpResponse:
    case = _own(request, public_id)
    add(case, request.POST.get("words", ""), request.FILES.getlist("papers"), by=request.person)
    messages.success(request, _("已补充。"))
    return redirect("casework:case", public_id)


@require_POST
@signed_in
def leave(request: MemberRequest, public_id: str) -> HttpResponse:
    give_up(_own(request, public_id), by=request.person)
    messages.success(request, _("已撤回。"))
    return redirect("casework:case", public_id)


@require_safe
@signed_in
def paper(request: MemberRequest, public_id: str, paper_id: str) -> HttpResponse:
    found = paper_called(_own(request, public_id), paper_id)
    return hand_over_file(found.file)


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """For those without account: number and phone together say who it is. Tries are counted."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        number, phone = form.cleaned_data["number"], form.cleaned_data["phone"]
        if not ratelimit.consume(request, action="case_lookup", key=phone):
            raise Refusal("too_many_tries", _("试得太多了，请 5 分钟后再试。"))
        if (case := case_by_number(number, phone)) is None:
            form.add_error(None, _("没有找到。请核对编号和手机号。"))
        else:
            if "satisfied" in request.POST:
                satisfied = request.POST["satisfied"] == "1"
                case = rate(case, request.POST.get("words", ""), satisfied=satisfied, by=None, proved=True)
            context |= as_told(case)
    return render(request, "casework/lookup.html", context, status=422 if form.errors else 200)


def _own(request: MemberRequest, public_id: str) -> Case:
    return get_object_or_404(cases_of(request.person), public_id=public_id)


def _there(union: Organisation | None) -> Organisation:
    if union is None:
        raise Http404
    return union
