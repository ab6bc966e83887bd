# SPDX-License-Identifier: Apache-2.0
"""Days for union work in paid time: noted on the phone by who used them, or by who keeps the roster."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.machines import hand_out
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.staffing import days
from unionnet.programmes.staffing.actions import note_day, note_export, take_day_back
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.queries import posts_seen_by
from unionnet.programmes.staffing.rules import why_not_note_days
from unionnet.programmes.staffing.web import tables
from unionnet.programmes.staffing.web.desk import EXPORTED, ORDER, chosen
from unionnet.programmes.staffing.web.forms import DayForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    """My month: the form first, then each day."""
    month = _month(request)
    posts = days.own_posts(request.person, month)
    form = _form(request, posts)
    if posts and request.method == "POST" and form.is_valid() and _noted(request, form):
        return _back(request, "staffing:mine", form)
    context = {"month": month, "sheets": days.sheets(posts, month), "form": form}
    return render(request, "staffing/mine.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def take_own_back(request: MemberRequest, public_id: str) -> HttpResponse:
    used = get_object_or_404(days.own_days(request.person), public_id=public_id)
    take_day_back(used, by=request.person)
    messages.success(request, _("已撤销这一天的登记。"))
    return redirect(f"{reverse('staffing:mine')}?month={used.day:%Y-%m}")


@require_safe
@needs("staffing.see")
def listed(request: MemberRequest) -> HttpResponse:
    """Who used how many days of the month, of how many."""
    search = _search(request)
    page = Page.of(days.used_by_post(request.person, search), request, order=ORDER)
    table = tables.days_table(page, search, f"days.xlsx?{request.GET.urlencode()}")
    allowed = days.allowance(search.under.county_code, search.month)
    return render(request, "staffing/days.html", {"search": search, "table": table, "allowed": allowed})


@require_safe
@needs("staffing.see")
def export(request: MemberRequest) -> HttpResponseBase:
    """Each day of the list as a row; who is on it can read who took it."""
    search = _search(request)
    rows = excel.whole(days.days_listed(request.person, search), EXPORTED)
    note_export(search.under, len(rows), by=request.person)
    hand_out(request, _("工会工作日"), [row.post.member.person_id for row in rows])
    return excel.workbook(tables.day_heads(), tables.day_lines(rows), name=_("工会工作日"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("staffing.see")
def of_post(request: MemberRequest, public_id: str) -> HttpResponse:
    """One post in one month; whoever keeps the roster notes and takes back."""
    post, month = get_object_or_404(posts_seen_by(request.person), public_id=public_id), _month(request)
    refusal, form = why_not_note_days(request.person, post), _form(request, [post])
    if request.method == "POST":
        if refusal:
            raise refusal
        if form.is_valid() and _noted(request, form):
            return _back(request, "desk-staffing:days_of", form, public_id)
    (sheet,) = days.sheets([post], month)
    context = {"month": month, "sheet": sheet, "post": post, "form": form, "refusal": refusal}
    return render(request, "staffing/post_days.html", context, status=422 if form.errors else 200)


@require_POST
@needs("staffing.manage")
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    used = get_object_or_404(days.days_seen_by(request.person).select_related("post"), public_id=public_id)
    take_day_back(used, by=request.person)
    messages.success(request, _("已撤销这一天的登记。"))
    address = reverse("desk-staffing:days_of", args=[used.post.public_id])
    return redirect(f"{address}?month={used.day:%Y-%m}")


def _month(request: MemberRequest) -> days.Month:
    return days.Month.named(request.GET.get("month", ""), timezone.localdate())


def _search(request: MemberRequest) -> days.Search:
    words, show = (clean(request.GET.get(name, "")) for name in ("q", "show"))
    return days.Search(chosen(request), _month(request), show, words)


def _form(request: MemberRequest, posts: Sequence[StaffPost]) -> DayForm:
    return DayForm(posts, request.POST or None, initial={"day": timezone.localdate()})


def _noted(request: MemberRequest, form: DayForm) -> bool:
    said = form.cleaned_data
    try:
        note_day(form.chosen, said["day"], said["halves"], said["what"], by=request.person)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("已记下。"))
    return True


def _back(request: MemberRequest, name: str, form: DayForm, *args: str) -> HttpResponse:
    """To the month of the day that was noted."""
    return redirect(f"{reverse(name, args=args)}?month={form.cleaned_data['day']:%Y-%m}")
