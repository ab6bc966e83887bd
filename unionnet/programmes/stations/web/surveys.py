# SPDX-License-Identifier: Apache-2.0
"""Surveys of needs: filled in on the phone without an account, opened and read at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.places.queries import public_sites
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.small_counts import steps
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.tags.words import told
from unionnet.programmes.stations import actions, queries
from unionnet.programmes.stations.models import Survey
from unionnet.programmes.stations.web.forms import SheetForm, SurveyForm

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """One sheet at the station `?at=` names."""
    survey = queries.survey_open_at(public_id)
    if survey is None:
        raise Http404
    site = get_object_or_404(public_sites(), public_id=clean(request.GET.get("at", "")))
    form = SheetForm(survey, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.answer_survey(survey, site, said["group"], form.chosen, key=said["key"])
        messages.success(request, _("已收到，谢谢您。"))
        return redirect("places:site", site.public_id)
    context = {"survey": survey, "site": site, "form": form}
    return render(request, "stations/sheet.html", context, status=422 if form.errors else 200)


@require_safe
@needs("places.see")
def listed(request: MemberRequest) -> HttpResponse:
    context = {
        "surveys": queries.surveys_seen_by(request.person).order_by("-closes_on", "-id")[:SHOWN],
        "today": timezone.localdate(),
        "may_change": request.person.may("places.change"),
    }
    return render(request, "stations/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.change")
def new(request: MemberRequest) -> HttpResponse:
    form = SurveyForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        days = said["opens_on"], said["closes_on"]
        try:
            survey = actions.open_survey(
                said["union"], said["title"], said["questions"], days, by=request.person
            )
            messages.success(request, _("已发布，各站点的手机页面上可以填写。"))
            return redirect("desk-stations:survey", survey.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "stations/new_survey.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("places.see")
def result(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """When it is over, by group; `?as=xlsx` for Excel, with the same numbers left blank."""
    survey = get_object_or_404(queries.surveys_seen_by(request.person), public_id=public_id)
    today = timezone.localdate()
    if today <= survey.closes_on:
        step = queries.fewest_told(survey, today)
        sheets = steps(survey.answers.count(), step)
        return render(request, "stations/survey.html", {"survey": survey, "sheets": sheets, "step": step})
    found = queries.result_of(survey, today)
    heads = [_("全部"), *(OCCUPATIONS.get(code, _("其他")) for code in found.groups)]
    if request.GET.get("as") == "xlsx":
        return _workbook(survey, heads, found)
    return render(request, "stations/survey.html", {"survey": survey, "found": found, "heads": heads})


def _workbook(survey: Survey, heads: list[Any], found: Any) -> HttpResponseBase:
    rows: list[list[Any]] = [[_("答卷（份）"), "", *map(told, found.sheets)]]
    for text, lines in found.questions:
        rows += [[text, line.label, *map(told, line.counts)] for line in lines]
    return excel.workbook([_("问题"), _("选项"), *heads], rows, name=survey.title)
