# SPDX-License-Identifier: Apache-2.0
"""What is done with one incident at its desk: the report, the end, the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.incidents import queries
from unionnet.programmes.incidents.actions import report, settle
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.rules import HANDLE, REPORT, ruling
from unionnet.programmes.incidents.web.forms import ReportForm, SettleForm
from unionnet.programmes.incidents.web.tables import report_standing, state_of
from unionnet.tools.casework.queries import cases_seen_by, history_of, needs_of
from unionnet.tools.casework.web.seeing import event


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def report_made(request: MemberRequest, public_id: str) -> HttpResponse:
    """The authority was told."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    return _worked(
        request, public_id, form, _("登记已向网信部门报告"),
        lambda incident: report(incident, form.cleaned_data["words"], by=request.person),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def settled(request: MemberRequest, public_id: str) -> HttpResponse:
    form = SettleForm(request.POST if request.method == "POST" else None)
    return _worked(
        request, public_id, form, _("写明原因和措施，结案"),
        lambda incident: settle(incident, form.outcome, by=request.person),
    )  # fmt: skip


@require_safe
@with_verb(HANDLE)
def paper(request: MemberRequest, public_id: str) -> HttpResponse:
    """The report on paper, as far as things have come."""
    incident, now = _get(request, public_id), database_now()
    context = {
        "incident": incident,
        "case": incident.case,
        "state": state_of(incident)[0],
        "standing": report_standing(incident, now).words,
        "ruling": ruling(REPORT, incident.organisation, incident.found_at),
        "needs": needs_of(incident.case),
        "lines": queries.duty_lines_of(incident.organisation),
        "events": [event(step) for step in history_of(incident.case)],
    }
    return render(request, "incidents/paper.html", context)


def _worked(
    request: MemberRequest, public_id: str, form: forms.Form, label: str, act: Callable[[Incident], Any]
) -> HttpResponse:
    incident = _get(request, public_id)
    if form.is_valid():
        try:
            act(incident)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("%(move)s：已完成。") % {"move": label})
            return redirect("desk-casework:case", incident.case.public_id)
    context = {
        "form": form,
        "incident": incident,
        "case": incident.case,
        "label": label,
        "needs": needs_of(incident.case),
        "ruling": ruling(REPORT, incident.organisation, incident.found_at),
    }
    return render(request, "incidents/form.html", context, status=422 if form.errors else 200)


def _get(request: MemberRequest, public_id: str) -> Incident:
    """At the desk where its case lies; to everybody else there is no such page."""
    incident = get_object_or_404(queries.incidents_seen_by(request.person), public_id=public_id)
    rows = cases_seen_by(request.person).select_related("kind", "organisation", "holder")
    case = rows.filter(pk=incident.case_id).first()
    if case is None:
        raise Http404
    incident.case = case
    return incident
