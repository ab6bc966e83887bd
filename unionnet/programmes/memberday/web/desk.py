# SPDX-License-Identifier: Apache-2.0
"""Member days on the desk: a year at a glance, what was drawn, how many came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.memberday import actions
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.programmes.memberday.queries import Year, member_days_seen_by, sessions_seen_by, year_of
from unionnet.programmes.memberday.rules import why_not_manage
from unionnet.programmes.memberday.web import tables
from unionnet.programmes.memberday.web.forms import MemberDayForm, MoveForm, SessionForm, YearForm
from unionnet.tools.benefits.web.raffle_forms import PrizeLines

AT_ONCE = 3  # sessions that are set up next


@require_safe
@needs("memberday.see")
def listed(request: MemberRequest) -> HttpResponse:
    words = clean(request.GET.get("q", ""))
    rows = member_days_seen_by(request.person)
    page = Page.of(rows.filter(title__contains=words) if words else rows, request, order=("-id",))
    return render(request, "memberday/list.html", {"table": tables.member_days(page), "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("memberday.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = MemberDayForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = actions.start(
            said["union"], said["title"], said["day"], by=request.person, title_en=said["title_en"]
        )
        messages.success(request, _("会员日已建好，可以排全年的日子了。"))
        return redirect("desk-memberday:day", made.public_id)
    return render(request, "memberday/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("memberday.see")
def member_day(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    year = _year(request, found)
    today = local_date(database_now())
    waiting = [
        each.session for each in year.sessions if not each.session.raffle_id and each.session.on >= today
    ]
    context = {
        "member_day": found,
        "year": year,
        "to_set_up": waiting[:AT_ONCE],
        "export": f"{reverse('desk-memberday:export', args=[public_id])}?year={year.year}",
        "table": tables.sessions(year),
        "refusal": why_not_manage(request.person, found.organisation),
        "year_form": YearForm(initial={"year": year.year}),
        "move_form": MoveForm(),
    }
    return render(request, "memberday/day.html", context)


@require_safe
@needs("memberday.see")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = _seen(request, public_id)
    year = _year(request, found)
    return excel.workbook(*tables.year_lines(year), name=f"{found.title} {year.year}")


@require_POST
@needs("memberday.manage")
def planned(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写四位数的年份。"))
        return redirect("desk-memberday:day", public_id)
    made = actions.plan_year(found, form.cleaned_data["year"], by=request.person)
    messages.success(request, ngettext("已排入 %(n)s 期。", "已排入 %(n)s 期。", made) % {"n": made})
    return redirect("desk-memberday:day", public_id)


@require_POST
@needs("memberday.manage")
def ended(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.end(_seen(request, public_id), by=request.person)
    messages.success(request, _("会员日已停办；已经设好抽奖的各期照常。"))
    return redirect("desk-memberday:day", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("memberday.manage")
def held(request: MemberRequest, public_id: str) -> HttpResponse:
    session = get_object_or_404(sessions_seen_by(request.person), public_id=public_id)
    form = SessionForm(session, request.person, request.POST or None)
    lines = PrizeLines(request.POST or None, prefix="prize", form_kwargs={"person": request.person})
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        prizes = [line.terms for line in lines if line.cleaned_data]
        try:
            made = actions.hold(session, form.terms, prizes, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("这一期的抽奖已建好，种子和奖品表的摘要已经公布。"))
            assert made.raffle is not None  # noqa: S101 - the verb has just opened it
            return redirect("desk-benefits:raffle", made.raffle.public_id)
    wrong = bool(form.errors) or not (request.method != "POST" or lines.is_valid())
    context = {"form": form, "lines": lines, "session": session}
    return render(request, "memberday/hold.html", context, status=422 if wrong else 200)


@require_POST
@needs("memberday.manage")
def moved(request: MemberRequest, public_id: str) -> HttpResponse:
    session, form = _session(request, public_id), MoveForm(request.POST)
    if form.is_valid():
        actions.move(session, form.cleaned_data["on"], by=request.person)
        messages.success(request, _("已改期。"))
    else:
        messages.error(request, _("请填写改到哪一天。"))
    return redirect("desk-memberday:day", session.member_day.public_id)


@require_POST
@needs("memberday.manage")
def dropped(request: MemberRequest, public_id: str) -> HttpResponse:
    session = _session(request, public_id)
    actions.drop(session, by=request.person)
    messages.success(request, _("这一期已取消。"))
    return redirect("desk-memberday:day", session.member_day.public_id)


def _seen(request: MemberRequest, public_id: str) -> MemberDay:
    return get_object_or_404(member_days_seen_by(request.person), public_id=public_id)


def _session(request: MemberRequest, public_id: str) -> Session:
    return get_object_or_404(sessions_seen_by(request.person), public_id=public_id)


def _year(request: MemberRequest, found: MemberDay) -> Year:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4 and asked >= "1900"
    return year_of(found, int(asked) if is_year else local_date(database_now()).year)
