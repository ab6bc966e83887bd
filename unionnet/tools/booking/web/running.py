# SPDX-License-Identifier: Apache-2.0
"""How a resource is run: its hours and closing days, the terms of the union, its hosts, weekly bookings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.tags.words import moment
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import (
    book,
    book_series,
    close_days,
    dismiss_host,
    lay_down,
    name_host,
    open_again,
    set_hours,
)
from unionnet.tools.booking.models import Resource
from unionnet.tools.booking.rules import limits_of, rulings_of
from unionnet.tools.booking.web.desk import managed
from unionnet.tools.booking.web.forms import (
    ClosingForm,
    GuestForm,
    HostForm,
    HoursForm,
    SeriesForm,
    TermsForm,
)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def hours(request: MemberRequest, public_id: str) -> HttpResponse:
    found = managed(request, public_id)
    form = HoursForm(found, request.POST or None)
    if form.is_valid():
        try:
            set_hours(found, form.hours, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存。已有的预约照旧。"))
            return redirect("desk-booking:resource", public_id)
    return _form(request, found, form, _("每周开放时间"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def closing(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = managed(request, public_id), ClosingForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            off = close_days(found, said["since"], said["until"], said["reason"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已登记闭馆，取消了 %(n)s 个预约并通知对方。") % {"n": len(off)})
            return redirect("desk-booking:resource", public_id)
    return _form(request, found, form, _("登记闭馆日"))


@require_POST
@with_verb("booking.manage")
def reopen(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = managed(request, public_id)
    open_again(get_object_or_404(found.closings.all(), pk=number), by=request.person)
    messages.success(request, _("已恢复开放。"))
    return redirect("desk-booking:resource", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def terms(request: MemberRequest, public_id: str) -> HttpResponse:
    """For all resources of this kind that the union runs."""
    found, today = managed(request, public_id), local_date(database_now())
    own = queries.terms_of(found.organisation, found.kind)
    laid_down = limits_of(found, None, today)
    form = TermsForm(vars(laid_down), request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        lay_down(found.organisation, found.kind, by=request.person, **form.cleaned_data)
        messages.success(request, _("已保存，对本会同类的全部资源生效。"))
        return redirect("desk-booking:resource", public_id)
    rulings = {each.citation.rule: each for each in rulings_of(found, today).values()}
    return _form(request, found, form, _("预约规则"), rulings=list(rulings.values()))


@with_verb("booking.manage")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who receives there. At a counsellor's they read who comes, so the second factor is asked once more."""
    found, form = managed(request, public_id), HostForm(request.POST or None)
    if form.is_valid():
        name_host(found, form.person, by=request.person)
        messages.success(request, _("已指定 %(name)s 为接待人。") % {"name": form.person.name})
        return redirect("desk-booking:resource", public_id)
    return _form(request, found, form, _("指定接待人"))


@require_POST
@with_verb("booking.manage")
def dismiss(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = managed(request, public_id)
    dismiss_host(get_object_or_404(found.hosts.all(), pk=number), by=request.person)
    messages.success(request, _("已取消接待人。"))
    return redirect("desk-booking:resource", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def guest(request: MemberRequest, public_id: str) -> HttpResponse:
    """A worker without a phone books at the desk: the same verb, the same limits."""
    found = managed(request, public_id)
    form = GuestForm(found, request.POST or None, initial={"starts_at": request.GET.get("at", "")})
    if form.is_valid():
        try:
            made = book(form.wish, by=request.person)
        except Refusal as no:
            form.add_error(None, f"{no} {no.rule or ''}".strip())
        else:
            said = {"name": made.whose, "at": moment(made.starts_at)}
            messages.success(request, _("已为 %(name)s 约好：%(at)s。") % said)
            return redirect("desk-booking:resource", public_id)
    return _form(request, found, form, _("代为预约"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("booking.manage")
def series(request: MemberRequest, public_id: str) -> HttpResponse:
    """Every week for a while. What is taken already stays with whoever has it, and is listed."""
    found, form = managed(request, public_id), SeriesForm(managed(request, public_id), request.POST or None)
    if form.is_valid():
        try:
            _made, booked, missed = book_series(form.wish, form.cleaned_data["until"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            context = {"resource": found, "booked": booked, "missed": missed, "wish": form.wish}
            return render(request, "booking/desk_series.html", context)
    return _form(request, found, form, _("每周固定预约"))


def _form(request: MemberRequest, found: Resource, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"resource": found, "form": form, "title": title, **more}
    return render(request, "booking/desk_run.html", context, status=422 if form.errors else 200)
