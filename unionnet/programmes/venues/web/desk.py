# SPDX-License-Identifier: Apache-2.0
"""The desk: shelves, drivers' homes and how many come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.programmes.venues import queries
from unionnet.programmes.venues.actions import change_home, count_visits, open_home, open_shelf
from unionnet.programmes.venues.web.forms import HomeForm, ShelfForm, VisitForm

VISITS = (gettext_lazy("场馆"), gettext_lazy("日期"), gettext_lazy("人次"))
SHOWN = 200


@require_safe
@with_verb("venues.see")
def listed(request: MemberRequest) -> HttpResponse:
    person, year = request.person, local_date(database_now()).year
    context = {
        "shelves": queries.shelves_seen_by(person).order_by("name", "id")[:SHOWN],
        "homes": queries.homes_managed_by(person).order_by("site__name", "id")[:SHOWN],
        "visits": queries.visit_sums(queries.visits_seen_by(person), year),
        "year": year,
        "form": VisitForm(person),
        "may_manage": person.may("venues.manage"),
    }
    return render(request, "venues/desk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("venues.manage")
def new_shelf(request: MemberRequest) -> HttpResponse:
    form = ShelfForm(request.person, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        made = open_shelf(said["union"], said["name"], said["address"], by=request.person)
        return redirect("desk-venues:shelf", made.public_id)
    context = {"form": form, "title": _("新建书屋")}
    return render(request, "venues/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("venues.manage")
def new_home(request: MemberRequest) -> HttpResponse:
    form = HomeForm(request.person, None, request.POST or None)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = open_home(said.pop("site"), said.pop("beds"), by=request.person, **said)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已开放，床位可以预约了。"))
            return redirect("desk-booking:resource", made.beds.public_id)
    context = {"form": form, "title": _("新建司机之家")}
    return render(request, "venues/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("venues.manage")
def edit_home(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.homes_managed_by(request.person), public_id=public_id)
    form = HomeForm(request.person, found, request.POST or None)
    if form.is_valid():
        change_home(found, by=request.person, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("desk-venues:list")
    context = {"form": form, "title": found.site.name}
    return render(request, "venues/desk_form.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb("venues.manage")
def visits(request: MemberRequest) -> HttpResponse:
    """The count of a day; counted again it is the new number."""
    form = VisitForm(request.person, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        count_visits(said["site"], said["day"], said["times"], by=request.person)
        messages.success(request, _("已记下。"))
    else:
        messages.error(request, _("没有记上：请核对场馆名称、日期和人次。"))
    return redirect("desk-venues:list")


@require_safe
@with_verb("venues.see")
def visits_export(request: MemberRequest) -> HttpResponseBase:
    rows = queries.visits_seen_by(request.person).order_by("-day", "id").iterator(excel.AT_ONCE)
    lines = ([each.site.name, each.day, each.times] for each in rows)
    return excel.workbook(VISITS, lines, name=_("来访人次"))
