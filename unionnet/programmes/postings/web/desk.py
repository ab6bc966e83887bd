# SPDX-License-Identifier: Apache-2.0
"""At the desk: who stays where, what was found, what became of it; a report of each on paper and in Excel."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.postings import queries
from unionnet.programmes.postings.actions import change_posting, close_problem, hand_over, send_out
from unionnet.programmes.postings.models import Posting
from unionnet.programmes.postings.rules import why_not_manage
from unionnet.programmes.postings.web import tables
from unionnet.programmes.postings.web.forms import ChangeForm, PostingForm, ResultForm, said_no

EXPORTED = 20_000
ORDER = ("-starts_on", "-id")


@require_safe
@needs("postings.see")
def listed(request: MemberRequest) -> HttpResponse:
    """A leader's view above the list of all."""
    today = timezone.localdate()
    state, words = _asked(request)
    rows = queries.filtered(queries.postings_seen_by(request.person), state, words, today)
    page = Page.of(queries.with_counts(rows, today), request, order=ORDER)
    context = {
        "table": tables.postings_table(page, f"postings.xlsx?{request.GET.urlencode()}", today),
        "found": queries.summary(request.person, today),
        "state": state,
        "words": words,
        "count": rows.count(),
        "may_manage": request.person.may("postings.manage"),
    }
    return render(request, "postings/list.html", context)


@require_safe
@needs("postings.see")
def export(request: MemberRequest) -> HttpResponseBase:
    today = timezone.localdate()
    rows = queries.filtered(queries.postings_seen_by(request.person), *_asked(request), today)
    found = queries.with_counts(rows, today).order_by(*ORDER).iterator(excel.AT_ONCE)
    return excel.workbook(*tables.posting_lines(found), name=_("干部蹲点"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("postings.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = PostingForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            days = said["starts_on"], said["ends_on"]
            posting = send_out(
                said["people"],
                said["union"],
                said["purpose"],
                days,
                sent_by=said["sender"],
                by=request.person,
            )
            messages.success(request, _("已安排，蹲点人员会收到消息。"))
            return redirect("desk-postings:posting", posting.public_id)
        except Refusal as refusal:
            said_no(form, refusal)
    return render(request, "postings/form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("postings.see")
def report(request: MemberRequest, public_id: str) -> HttpResponse:
    """All of one posting. `?print` gives the sheet."""
    posting, today = _seen(request, public_id), timezone.localdate()
    found = queries.report_of(posting, today)
    refusal = why_not_manage(request.person, posting.organisation)
    change = ChangeForm(request.person, initial={"ends_on": posting.ends_on})
    link = f"{settings.UNIONNET_PUBLIC_URL}{reverse('postings:opinion', args=[public_id])}"
    context = {"report": found, "posting": posting, "today": today, "refusal": refusal, "link": link}
    page = "sheet" if "print" in request.GET else "report"
    return render(request, f"postings/{page}.html", {**context, "form": change, "result": ResultForm()})


@require_safe
@needs("postings.see")
def report_export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    posting, today = _seen(request, public_id), timezone.localdate()
    found = queries.report_of(posting, today, EXPORTED)
    name = _("%(union)s蹲点报告") % {"union": posting.organisation.name}
    return excel.workbook(*tables.report_lines(found, today), name=name)


@require_POST
@needs("postings.manage")
def change(request: MemberRequest, public_id: str) -> HttpResponse:
    posting = _seen(request, public_id)
    form = ChangeForm(request.person, request.POST)
    if form.is_valid():
        change_posting(posting, form.cleaned_data["ends_on"], form.cleaned_data["people"], by=request.person)
        messages.success(request, _("已保存。"))
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
    return redirect("desk-postings:posting", public_id)


@require_safe
@needs("postings.see")
def problems(request: MemberRequest) -> HttpResponse:
    """Every problem found, across postings."""
    today, state = timezone.localdate(), clean(request.GET.get("state", ""))
    rows = queries.problems_asked(queries.problems_seen_by(request.person), state, today)
    page = Page.of(rows, request, order=("due_on", "id"))
    table = tables.problems_table(page, f"problems.xlsx?{request.GET.urlencode()}", today)
    context = {"table": table, "state": state, "count": rows.count()}
    return render(request, "postings/problems.html", context)


@require_safe
@needs("postings.see")
def problems_export(request: MemberRequest) -> HttpResponseBase:
    today, state = timezone.localdate(), clean(request.GET.get("state", ""))
    rows = queries.problems_asked(queries.problems_seen_by(request.person), state, today)
    found = rows.order_by("due_on", "id").iterator(excel.AT_ONCE)
    return excel.workbook(*tables.problem_lines(found, today), name=_("问题清单"))


@require_POST
@needs("postings.see")
def handover(request: MemberRequest, public_id: str) -> HttpResponse:
    problem = get_object_or_404(queries.problems_seen_by(request.person), public_id=public_id)
    hand_over(problem, by=request.person)
    messages.success(request, _("已转为督办。"))
    return redirect("desk-postings:posting", problem.posting.public_id)


@require_POST
@needs("postings.see")
def close(request: MemberRequest, public_id: str) -> HttpResponse:
    problem = get_object_or_404(queries.problems_seen_by(request.person), public_id=public_id)
    close_problem(problem, request.POST.get("result", ""), by=request.person)
    messages.success(request, _("已销号。"))
    return redirect("desk-postings:posting", problem.posting.public_id)


def _asked(request: MemberRequest) -> tuple[str, str]:
    return clean(request.GET.get("state", "")), clean(request.GET.get("q", ""))[:60]


def _seen(request: MemberRequest, public_id: str) -> Posting:
    return get_object_or_404(queries.postings_seen_by(request.person), public_id=public_id)
