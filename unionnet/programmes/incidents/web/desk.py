# SPDX-License-Identifier: Apache-2.0
"""How things stand, the register of incidents and drills, and who answers for what."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab
from unionnet.programmes.incidents import queries
from unionnet.programmes.incidents.actions import raise_incident, set_duty
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.rules import DRILL, HANDLE, REPORT, SEE, ruling
from unionnet.programmes.incidents.web.forms import DutyForm, RaiseForm
from unionnet.programmes.incidents.web.tables import EXPORTED, export_row, incidents_table

MOST_LINES = 50_000
VIEWS = {"open": gettext_lazy("处置中"), "all": gettext_lazy("全部事件"), "drills": gettext_lazy("演练")}


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    now, which = database_now(), _which(request)
    page = Page.of(_asked(request), request, order=("-id",))
    own = queries.offices_handled_by(request.person).first()
    query = request.GET.copy()
    query["which"] = which
    context = {
        "table": incidents_table(page, queries.titles_of(page.rows, request.person), query, now),
        "posture": queries.posture_of(request.person, own, now),
        "now": now,
        "tabs": [Tab(label, f"?which={key}", None, key == which) for key, label in VIEWS.items()],
        "which": which,
        "levels": Incident.Level.choices,
        "own": own,
        "lines": queries.duty_lines_of(own) if own else [],
        "drills": ruling(DRILL, own, now) if own else None,
    }
    return render(request, "incidents/list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> HttpResponseBase:
    rows = excel.whole(_asked(request).order_by("id"), MOST_LINES)
    return excel.workbook(EXPORTED, (export_row(row) for row in rows), name=_("网络安全事件"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    unions = queries.offices_handled_by(request.person)
    first = {"is_drill": request.GET.get("drill") == "1"}
    form = RaiseForm(unions, request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        more = {"is_drill": said["is_drill"], "found_at": said["found_at"], "key": said["key"]}
        try:
            incident = raise_incident(said["union"], form.finding, **more, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已登记并开始计时，值班分工上的人都会收到通知。"))
            return redirect("desk-casework:case", incident.case.public_id)
    own = unions.first()
    context = {"form": form, "ruling": ruling(REPORT, own, database_now()) if own else None}
    return render(request, "incidents/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def duty(request: MemberRequest) -> HttpResponse:
    union = _office(request)
    form = DutyForm(
        queries.duty_lines_of(union),
        queries.officers_of(union),
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid():
        set_duty(union, form.people, by=request.person)
        messages.success(request, _("值班分工已保存。"))
        return redirect(f"{reverse('desk-incidents:duty')}?unit={union.public_id}")
    unions = list(queries.offices_handled_by(request.person)[: queries.MOST_OFFICES])
    context = {"form": form, "union": union, "unions": unions}
    return render(request, "incidents/duty.html", context, status=422 if form.errors else 200)


def _office(request: MemberRequest) -> Organisation:
    """Which of the officer's own desks; the first unless said."""
    rows = queries.offices_handled_by(request.person)
    if unit := request.GET.get("unit", ""):
        rows = rows.filter(public_id=unit)
    return get_object_or_404(rows[:1])


def _which(request: MemberRequest) -> str:
    which = request.GET.get("which", "open")
    return which if which in VIEWS else "open"


def _asked(request: MemberRequest) -> QuerySet[Incident]:
    rows = queries.incidents_seen_by(request.person)
    return queries.found_in(rows, which=_which(request), level=request.GET.get("level", ""))
