# SPDX-License-Identifier: Apache-2.0
"""The one who issues writes a form: its head, its lines, its checks; then opens a period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns import actions
from unionnet.tools.returns.models import Form
from unionnet.tools.returns.queries import (
    checks_of,
    indicators_of,
    periods_of_line,
    units_for,
    versions_of,
)
from unionnet.tools.returns.rules import ISSUE, SEE, why_not_change, why_not_issue
from unionnet.tools.returns.web.finding import get_form
from unionnet.tools.returns.web.forms import CheckForm, HeadForm, IndicatorForm, NewForm, PeriodForm

Made = TypeVar("Made")
HEAD = ("title", "about", "rhythm", "kinds", "is_signed")
MOST_PERIODS = 40


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_form(request, public_id)
    context = {
        "form": found,
        "indicators": indicators_of(found),
        "checks": checks_of(found),
        "versions": versions_of(found)[:20],
        "periods": periods_of_line(found)[:MOST_PERIODS],
        "units": units_for(found).count(),
        "may_change": why_not_change(found, request.person) is None,
        "may_issue": why_not_issue(found.organisation, request.person) is None,
    }
    return render(request, "returns/form.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(ISSUE)
def new(request: MemberRequest) -> HttpResponse:
    form = NewForm(request.person, request.POST or None)
    made = _saved(
        form, lambda: actions.make_form(form.cleaned_data["organisation"], form.terms(), by=request.person)
    )
    if made:
        return redirect("desk-returns:form", made.public_id)
    return _form_page(request, form, _("新的统计报表"), reverse("desk-returns:list"))


@require_http_methods(["GET", "POST"])
@with_verb(ISSUE)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _changeable(request, public_id)
    form = HeadForm(request.POST or None, initial={name: getattr(found, name) for name in HEAD})
    if _saved(form, lambda: actions.change_form(found, form.terms(), by=request.person)):
        return redirect("desk-returns:form", public_id)
    return _form_page(request, form, _("修改表头"), _address(found))


@require_http_methods(["GET", "POST"])
@with_verb(ISSUE)
def indicator(request: MemberRequest, public_id: str, code: str = "") -> HttpResponse:
    """A new line, or one that is there."""
    found = _changeable(request, public_id)
    line = get_object_or_404(found.indicators.all(), code=code[:8]) if code else None
    initial = {name: getattr(line, name) for name in IndicatorForm.base_fields} if line else _next(found)
    form = IndicatorForm(request.POST or None, initial=initial)
    put = _saved(form, lambda: actions.put_indicator(found, form.terms(), instead_of=line, by=request.person))
    if put:
        again = "desk-returns:indicator-new" if "again" in request.POST else "desk-returns:form"
        return redirect(again, public_id)
    return _form_page(
        request, form, _("修改指标") if line else _("加一项指标"), _address(found), again=line is None
    )


@require_POST
@with_verb(ISSUE)
def remove_indicator(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    found = _changeable(request, public_id)
    line = get_object_or_404(found.indicators.all(), code=code[:8])
    actions.remove_indicator(found, line, by=request.person)
    return redirect("desk-returns:form", public_id)


@require_http_methods(["GET", "POST"])
@with_verb(ISSUE)
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _changeable(request, public_id)
    form = CheckForm(request.POST or None)
    if _saved(form, lambda: actions.add_check(found, **form.cleaned_data, by=request.person)):
        return redirect("desk-returns:form", public_id)
    lines = indicators_of(found)
    return _form_page(request, form, _("加一条审核关系"), _address(found), lines=lines)


@require_POST
@with_verb(ISSUE)
def remove_check(request: MemberRequest, public_id: str, check_id: int) -> HttpResponse:
    found = _changeable(request, public_id)
    line = get_object_or_404(found.checks.all(), pk=check_id)
    actions.remove_check(found, line, by=request.person)
    return redirect("desk-returns:form", public_id)


@require_http_methods(["GET", "POST"])
@with_verb(ISSUE)
def open_period(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_form(request, public_id)
    if refusal := why_not_issue(found.organisation, request.person):
        raise refusal
    form = PeriodForm(found, request.POST or None, today=timezone.localdate())

    def opened() -> Any:
        key, days = form.key_and_days()
        return actions.open_period(found, key, days, form.cleaned_data["due_on"], by=request.person)

    if period := _saved(form, opened):
        messages.success(request, _("已下发。"))
        return redirect("desk-returns:period", period.public_id)
    return _form_page(request, form, _("下发一期"), _address(found), put=_("下发"))


@require_POST
@with_verb(ISSUE)
def new_version(request: MemberRequest, public_id: str) -> HttpResponse:
    made = actions.new_version(get_form(request, public_id), by=request.person)
    return redirect("desk-returns:form", made.public_id)


def _saved(form: forms.Form, save: Callable[[], Made]) -> Made | None:
    """None while the form is looked at first, or says why not."""
    if not form.is_valid():
        return None
    try:
        return save()
    except Refusal as no:
        form.add_error(None, str(no))
        return None


def _form_page(request: MemberRequest, form: forms.Form, title: str, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, "returns/edit.html", context, status=422 if form.errors else 200)


def _changeable(request: MemberRequest, public_id: str) -> Form:
    found = get_form(request, public_id)
    if refusal := why_not_change(found, request.person):
        raise refusal
    return found


def _address(found: Form) -> str:
    return reverse("desk-returns:form", args=[found.public_id])


def _next(found: Form) -> dict[str, Any]:
    """The next code after the last, and its section: lines come in groups."""
    last = indicators_of(found)[-1:]
    if not last:
        return {"code": "A1"}
    letter, digits = last[0].code[0], last[0].code[1:]
    code = f"{letter}{int(digits) + 1}" if digits.isdigit() else ""
    return {"code": code, "section": last[0].section, "unit": last[0].unit}
