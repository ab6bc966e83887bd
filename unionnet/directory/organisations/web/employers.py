# SPDX-License-Identifier: Apache-2.0
"""The register of employers: the list and its gaps, one employer, a list to take in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations import actions
from unionnet.directory.organisations.employers import (
    clock_of,
    employer_card,
    employers_of,
    employers_seen_by,
)
from unionnet.directory.organisations.models import Employer
from unionnet.directory.organisations.officers import CHANGE, SEE
from unionnet.directory.organisations.rules import why_not_change
from unionnet.directory.organisations.web.doors import OfficerRequest, chosen, officers_only
from unionnet.directory.organisations.web.forms import (
    ContactForm,
    EmployerForm,
    EmployersForm,
)
from unionnet.directory.organisations.web.tables import (
    employer_heads,
    employer_lines,
    employers_table,
)
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import AT_ONCE, workbook
from unionnet.foundation.ui.pages import Page

ORDER = ("region_code", "name", "id")


@officers_only
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """The units behind the second rate, and those that are late (ORG-12)."""
    under, form, today = chosen(request), EmployersForm(request.GET), timezone.localdate()
    rows = employers_of(under, form.wanted(), today)
    page = Page.of(rows, request, order=ORDER)
    context = {
        "under": under,
        "form": form,
        "table": employers_table(page, f"export?{request.GET.urlencode()}"),
        "count": rows.count(),
        "clock": clock_of(under.region_code, today),
        "why_not": why_not_change(request.person, under.path),
    }
    return render(request, "organisations/employers.html", context)


@officers_only
@require_safe
def export(request: OfficerRequest) -> HttpResponseBase:
    rows = employers_of(chosen(request), EmployersForm(request.GET).wanted(), timezone.localdate())
    return workbook(*employer_lines(rows.order_by(*ORDER).iterator(AT_ONCE)), name=_("用人单位"))


@officers_only
@require_safe
def template(request: OfficerRequest) -> HttpResponseBase:
    return workbook([*employer_heads(), _("涵盖工会"), _("涵盖开始日期")], [], name=_("用人单位导入模板"))


@officers_only
@require_safe
def employer(request: OfficerRequest, public_id: str) -> HttpResponse:
    card = employer_card(_seen(request, public_id), timezone.localdate())
    context = {"card": card, "form": ContactForm(), "under": chosen(request)}
    return render(request, "organisations/employer.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: OfficerRequest, public_id: str) -> HttpResponse:
    row = _seen(request, public_id, CHANGE)
    before = {name: getattr(row, name) for name in EmployerForm.base_fields}
    form = EmployerForm(request.POST or None, initial=before)
    if form.is_valid():
        try:
            actions.change_employer(row, by=request.person, **form.cleaned_data)
            messages.success(request, _("已保存"))
            return redirect("desk-organisations:employer", row.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "organisations/employer_change.html", {"row": row, "form": form})


@officers_only
@require_POST
def contact(request: OfficerRequest, public_id: str) -> HttpResponse:
    """A line in the diary of this employer, from the union the officer acts for."""
    row, form, under = _seen(request, public_id, CHANGE), ContactForm(request.POST), chosen(request)
    if form.is_valid():
        actions.note_contact(
            row, under, form.cleaned_data["on"], form.cleaned_data["note"], by=request.person
        )
        messages.success(request, _("已记下"))
        return redirect("desk-organisations:employer", row.public_id)
    context = {"card": employer_card(row, timezone.localdate()), "form": form, "under": under}
    return render(request, "organisations/employer.html", context)


def _seen(request: OfficerRequest, public_id: str, verb: str = SEE) -> Employer:
    return get_object_or_404(employers_seen_by(request.person, verb), public_id=public_id)
