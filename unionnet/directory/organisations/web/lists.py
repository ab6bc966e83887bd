# SPDX-License-Identifier: Apache-2.0
"""Lists that come in as a sheet: of unions, of employers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations import actions
from unionnet.directory.organisations.rules import why_not_change
from unionnet.directory.organisations.union_sheets import HEADS
from unionnet.directory.organisations.web.doors import OfficerRequest, chosen, officers_only
from unionnet.directory.organisations.web.forms import ListForm
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import workbook


@officers_only
@require_safe
def template(request: OfficerRequest) -> HttpResponseBase:
    return workbook([words[0] for words in HEADS.values()], [], name=_("工会名单导入模板"))


def take_in(request: OfficerRequest, into: Callable[..., object], page: str) -> HttpResponse:
    """Every row is taken, is there already, or is shown with its reason. `into` is the verb."""
    under, form, done = chosen(request), ListForm(request.POST or None, request.FILES or None), None
    if refusal := why_not_change(request.person, under.path):
        raise refusal
    if request.method == "POST" and form.is_valid():
        try:
            done = into(under, form.cleaned_data["file"].read(), by=request.person)
        except Refusal as no:
            form.add_error("file", str(no))
    return render(request, page, {"under": under, "form": form, "done": done})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def unions(request: OfficerRequest) -> HttpResponse:
    return take_in(request, actions.import_unions, "organisations/import.html")


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def employers(request: OfficerRequest) -> HttpResponse:
    return take_in(request, actions.import_employers, "organisations/employers_import.html")
