# SPDX-License-Identifier: Apache-2.0
"""Sealed months: the row of them, one of them, and the list behind each number."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import CHANGE
from unionnet.directory.organisations.web.doors import OfficerRequest, chosen, officers_only
from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.rates import queries
from unionnet.programmes.rates.actions import seal_month
from unionnet.programmes.rates.models import Seal
from unionnet.programmes.rates.web import tables
from unionnet.programmes.rates.web.forms import SealForm

FILTERS = ("tier", "key", "place")


class Asked(OfficerRequest):
    """From an officer who is a person, not a token: a seal names them."""

    person: Person


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def months(request: Asked) -> HttpResponse:
    """The sealed months of one union, and the form to seal another."""
    union, today = chosen(request), timezone.localdate()
    open_months = queries.months_to_seal(union, today)
    form = SealForm(request.POST or None, months=open_months)
    may_seal = request.person.reach(CHANGE).covers(union.path) and bool(open_months)
    if request.method == "POST" and form.is_valid():
        seal = seal_month(union, form.cleaned_data["month"], by=request.person)
        messages.success(request, _("已封存 %(month)s") % {"month": f"{seal.month:%Y-%m}"})
        return redirect("desk-rates:sheet", seal.public_id)
    own = queries.seals_seen_by(request.person).filter(organisation=union)
    page = Page.of(own, request, order=("-month", "id"), size=24)
    context = {
        "union": union,
        "form": form,
        "may_seal": may_seal,
        "table": tables.months(page, union, _step(request, union)),
    }
    return render(request, "rates/months.html", context)


@officers_only
@require_safe
def months_export(request: Asked) -> HttpResponseBase:
    union = chosen(request)
    own = queries.seals_seen_by(request.person).filter(organisation=union)
    lines = tables.month_lines(list(own), _step(request, union))
    return workbook(*lines, name=f"{union.name}-{_('建会入会率')}")


@officers_only
@require_safe
def sheet(request: Asked, public_id: str) -> HttpResponse:
    """One sealed month, what the register says of it now, and what moved since the month before."""
    seal = _seal(request, public_id)
    context = {
        "sheet": queries.sheet_of(seal, _step(request, seal.organisation)),
        "corrections": queries.corrections_of(seal),
        "movement": queries.movement_of(seal),
        "citation": rule(
            "ORG-36.fewest_employees", where=seal.organisation.county_code, on=seal.cut_off
        ).citation,
    }
    return render(request, "rates/sheet.html", context)


@officers_only
@require_safe
def sheet_export(request: Asked, public_id: str) -> HttpResponseBase:
    seal = _seal(request, public_id)
    found = queries.sheet_of(seal, _step(request, seal.organisation))
    return workbook(*tables.sheet_lines(found), name=f"{seal.organisation.name}-{seal.month:%Y-%m}")


@officers_only
@require_safe
def behind(request: Asked, public_id: str) -> HttpResponse:
    """The unions or employers one sealed number stands for."""
    seal, missing = _seal(request, public_id), request.GET.get("missing", "") == "yes"
    filters = {name: value for name in FILTERS if (value := request.GET.get(name, "")[:80])}
    definition = request.GET.get("definition", "")
    if definition == "unions":
        rows = queries.unions_behind(seal, missing=missing, **filters)
        page = Page.of(rows, request, order=("pinyin", "id"))
        context = {"table": tables.unions(page), "count": rows.count()}
    elif definition == "employers":
        found = queries.employers_behind(seal, missing=missing, **filters)
        employers = Page.of(found, request, order=("region_code", "name", "id"))
        context = {"table": tables.employers(employers), "count": found.count()}
    else:
        raise Http404
    return render(request, "rates/behind.html", {"seal": seal, **context})


def _step(request: Asked, union: Organisation) -> int:
    return queries.step_for(request.person, union, timezone.localdate())


def _seal(request: Asked, public_id: str) -> Seal:
    return get_object_or_404(queries.seals_seen_by(request.person), public_id=public_id)
