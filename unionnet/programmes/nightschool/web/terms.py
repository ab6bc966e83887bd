# SPDX-License-Identifier: Apache-2.0
"""The desk: terms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.nightschool.actions import change_term, open_term, repeat_term
from unionnet.programmes.nightschool.desk_queries import found_terms, terms_managed_by, terms_seen_by
from unionnet.programmes.nightschool.queries import term_page
from unionnet.programmes.nightschool.web.forms import PlanForm, TermForm
from unionnet.programmes.nightschool.web.gate import who_may
from unionnet.programmes.nightschool.web.lists import fill_table, term_sheet, term_table


@who_may("nightschool.see")
@require_safe
def terms(request: MemberRequest) -> HttpResponse:
    found = found_terms(request.person, request.GET.get("q", ""))
    page = Page.of(found, request, order=("-opens_at", "-id"), size=30, sortable=("name", "opens_at"))
    return render(request, "nightschool/terms.html", {"table": term_table(page, database_now())})


@who_may("nightschool.see")
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    return term_sheet(found_terms(request.person, request.GET.get("q", "")))


@who_may("nightschool.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = TermForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = open_term(
                given["organisation"],
                form.plan,
                given["class_groups"],
                by=request.person,
                one_course_each=given["one_course_each"],
            )
            return redirect("desk-nightschool:term", made.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "nightschool/form.html", {"form": form, "title": _("开新一期")})


@who_may("nightschool.see")
@require_safe
def term(request: MemberRequest, public_id: str) -> HttpResponse:
    """How the term fills, class by class."""
    found = get_object_or_404(terms_seen_by(request.person), public_id=public_id)
    page = term_page(found, None, database_now())
    shown = {"term": found, "page": page, "table": fill_table(page), "manages": _manages(request, public_id)}
    return render(request, "nightschool/desk_term.html", shown)


@who_may("nightschool.see")
@require_safe
def fill(request: MemberRequest, public_id: str) -> HttpResponse:
    """The live part of that page."""
    found = get_object_or_404(terms_seen_by(request.person), public_id=public_id)
    page = term_page(found, None, database_now())
    return render(request, "nightschool/_fill.html", {"term": found, "page": page, "table": fill_table(page)})


@who_may("nightschool.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(terms_managed_by(request.person), public_id=public_id)
    form = PlanForm(request.POST or None, initial=PlanForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_term(found, form.plan, by=request.person)
            messages.success(request, _("期次已修改，各门课程的报名时间一并调整。"))
            return redirect("desk-nightschool:term", public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "nightschool/form.html", {"form": form, "title": _("修改期次"), "term": found})


@who_may("nightschool.manage")
def repeat(request: MemberRequest, public_id: str) -> HttpResponse:
    """A new term like this one."""
    found = get_object_or_404(terms_managed_by(request.person), public_id=public_id)
    form = PlanForm(request.POST or None, initial=PlanForm.suggested())
    if request.method == "POST" and form.is_valid():
        try:
            made = repeat_term(found, form.plan, by=request.person)
            messages.success(request, _("已照样再开一期，请核对课程后再对外宣传。"))
            return redirect("desk-nightschool:term", made.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "nightschool/form.html", {"form": form, "title": _("照这一期再开一期"), "term": found}
    )


def _manages(request: MemberRequest, public_id: str) -> bool:
    return terms_managed_by(request.person).filter(public_id=public_id).exists()
