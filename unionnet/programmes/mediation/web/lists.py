# SPDX-License-Identifier: Apache-2.0
"""The mediators of a union; and what became of the requests, by union and month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.mediation import queries
from unionnet.programmes.mediation.actions import list_mediator, retire_mediator
from unionnet.programmes.mediation.models import Mediator
from unionnet.programmes.mediation.rules import HANDLE, SEE, ruling
from unionnet.programmes.mediation.web.forms import MediatorForm
from unionnet.programmes.mediation.web.tables import BY_MONTH, month_row, months_table

MONTHS = 12


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def mediators(request: MemberRequest) -> HttpResponse:
    form = MediatorForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            list_mediator(said["union"], said["name"], said["side"], said["head"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已加入名单。"))
            return redirect("desk-mediation:mediators")
    rows, union = queries.mediators_seen_by(request.person), form.unions.first()
    gaps = queries.committee_gaps(rows, union) if union else []
    context = {
        "form": form,
        "page": Page.of(rows, request, order=("organisation__path", "name", "id")),
        "union": union,
        "gaps": [_gap(each) for each in gaps],
        "committee": ruling("DM-06.committee", union, database_now()),
    }
    return render(request, "mediation/desk_mediators.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(HANDLE)
def retire(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.mediators_seen_by(request.person), public_id=public_id)
    retire_mediator(found, by=request.person)
    messages.success(request, _("已移出名单。"))
    return redirect("desk-mediation:mediators")


@require_safe
@with_verb(SEE)
def months(request: MemberRequest) -> HttpResponse:
    table = months_table(_lines(request), reverse("desk-mediation:months_export"))
    return render(request, "mediation/desk_months.html", {"table": table, "months": MONTHS})


@require_safe
@with_verb(SEE)
def months_export(request: MemberRequest) -> HttpResponseBase:
    return excel.workbook(BY_MONTH, map(month_row, _lines(request)), name=_("调解情况按月统计"))


def _lines(request: MemberRequest) -> list[queries.MonthLine]:
    since = months_after(local_date(database_now()).replace(day=1), 1 - MONTHS)
    return queries.by_month(queries.mediations_seen_by(request.person), since)


def _gap(gap: str) -> str:
    return _("主任") if gap == "head" else str(Mediator.Side(gap).label)
