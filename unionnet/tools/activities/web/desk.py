# SPDX-License-Identifier: Apache-2.0
"""At the desk: the ledger of activities, a plan, one file with its next step, and its pieces."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.activities import actions, queries
from unionnet.tools.activities.beside import with_beside
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.queries import Asked
from unionnet.tools.activities.rules import SPENDING, TABLE, why_not_manage, why_not_plan
from unionnet.tools.activities.web import tables
from unionnet.tools.activities.web.forms import PlanForm, plan_of
from unionnet.tools.activities.web.next_steps import next_step
from unionnet.tools.activities.web.parts import PARTS

ORDER = ("-starts_at", "-id")
ANY = ["GET", "HEAD", "POST"]


@require_safe
@needs("activities.see")
def listed(request: MemberRequest) -> HttpResponse:
    asked = Asked.of(request.GET)
    rows = asked.among(queries.activities_seen_by(request.person))
    page = Page.of(queries.with_counts(rows), request, order=ORDER)
    context = {
        "table": tables.activities_table(page, f"activities.xlsx?{request.GET.urlencode()}"),
        "asked": asked,
        "count": rows.count(),
        "came": queries.count_among(rows),
        "states": Activity.State.choices,
        "kinds": Activity.Kind.choices,
        "may_manage": request.person.may("activities.manage"),
    }
    return render(request, "activities/list.html", context)


@require_safe
@needs("activities.see")
def export(request: MemberRequest) -> HttpResponseBase:
    rows = Asked.of(request.GET).among(queries.activities_seen_by(request.person))
    found = queries.with_counts(rows).order_by(*ORDER).iterator(excel.AT_ONCE)
    return excel.workbook(*tables.activity_lines(found), name=_("活动台账"))


@require_safe
@needs("activities.see")
def year(request: MemberRequest) -> HttpResponse:
    """The plan of a year, month by month; `?print` gives the sheet."""
    chosen = Asked.of(request.GET).year or timezone.localdate().year
    months = queries.year_plan(queries.activities_seen_by(request.person), chosen)
    page = "year_sheet" if "print" in request.GET else "year"
    return render(request, f"activities/{page}.html", {"months": months, "year": chosen})


@require_safe
@needs("activities.see")
def topics(request: MemberRequest) -> HttpResponse:
    """What each topic came to, the first of the ranking first."""
    asked, by = Asked.of(request.GET), request.GET.get("by", "")
    found = queries.topics_of(asked.among(queries.activities_seen_by(request.person)), by)
    context = {
        "table": tables.topics_table(found, f"topics.xlsx?{request.GET.urlencode()}"),
        "asked": asked,
        "by": by,
        "kinds": Activity.Kind.choices,
        "orders": tables.ORDERS,
    }
    return render(request, "activities/topics.html", context)


@require_safe
@needs("activities.see")
def topics_export(request: MemberRequest) -> HttpResponseBase:
    rows = Asked.of(request.GET).among(queries.activities_seen_by(request.person))
    found = queries.topics_of(rows, request.GET.get("by", ""))
    return excel.workbook(*tables.topic_lines(found), name=_("专题汇总"))


@require_http_methods(ANY)
@needs("activities.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = PlanForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.plan_activity(form.cleaned_data["union"], form.plan, by=request.person)
            messages.success(request, _("已建档，接着列预算，然后报主席审批。"))
            return redirect(tables.page_of(activity))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, _("策划活动"))


@require_http_methods(ANY)
@needs("activities.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    activity = _seen(request, public_id)
    form = PlanForm(request.person, request.POST or None, initial=plan_of(activity))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(activity, form.plan, by=request.person)
            messages.success(request, _("已保存。"))
            return redirect(tables.page_of(activity))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, _("修改方案"), activity)


@require_safe
@needs("activities.see")
def activity(request: MemberRequest, public_id: str) -> HttpResponse:
    """The whole file. `?print` gives the sheet for paper."""
    found = _seen(request, public_id)
    folder = queries.folder_of(found)
    page = "sheet" if "print" in request.GET else "folder"
    refusal = why_not_manage(request.person, found)
    context = {
        "folder": folder,
        "activity": found,
        "state": tables.state_of(found),
        "story": queries.told(folder.steps),
        "next": next_step(folder, request.person, timezone.now()),
        "follow_ups": with_beside(folder.follow_ups, request.person),
        "may_plan": not (refusal or why_not_plan(found)) and page == "folder",
        "may_spend": not refusal and found.state in SPENDING,
    }
    return render(request, f"activities/{page}.html", context)


@require_POST
@needs("activities.see")
def moves(request: MemberRequest, public_id: str, move: str) -> HttpResponse:
    """One step on. `move` is of the table in rules.py; any other word is no page."""
    found = _seen(request, public_id)
    if move not in TABLE:
        raise Http404
    moved = actions.move(found, move, request.POST.get("note", ""), by=request.person)
    messages.success(request, _("已办理：%(state)s。") % {"state": moved.get_state_display()})
    return redirect(tables.page_of(found))


@require_http_methods(ANY)
@needs("activities.manage")
def add(request: MemberRequest, public_id: str, part: str) -> HttpResponse:
    """A piece of the file. A "no" comes back with every word that was typed."""
    found, kind = _seen(request, public_id), PARTS.get(part)
    if kind is None:
        raise Http404
    form = kind(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.keep(request.person)
            messages.success(request, _("已保存。"))
            return redirect(tables.page_of(found))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, kind.title, found)


@require_POST
@needs("activities.manage")
def strike_budget(request: MemberRequest, public_id: str, line: str) -> HttpResponse:
    found = _seen(request, public_id)
    actions.strike_budget(get_object_or_404(found.budget, public_id=line), by=request.person)
    return redirect(tables.page_of(found))


@require_POST
@needs("activities.manage")
def remove_host(request: MemberRequest, public_id: str, host: str) -> HttpResponse:
    found = _seen(request, public_id)
    actions.remove_host(get_object_or_404(found.hosts, public_id=host), by=request.person)
    return redirect(tables.page_of(found))


@require_POST
@needs("activities.manage")
def finish(request: MemberRequest, public_id: str) -> HttpResponse:
    """A follow-up item is done."""
    item = get_object_or_404(queries.follow_ups_seen_by(request.person), public_id=public_id)
    actions.finish_follow_up(item, request.POST.get("result", ""), by=request.person)
    messages.success(request, _("已销号。"))
    return redirect(f"{tables.page_of(item.activity)}#follow-ups")


def _form(request: MemberRequest, form: object, title: str, found: Activity | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "activity": found}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "activities/form.html", context, status=status)


def _seen(request: MemberRequest, public_id: str) -> Activity:
    return get_object_or_404(queries.activities_seen_by(request.person), public_id=public_id)
