# SPDX-License-Identifier: Apache-2.0
"""The costs of a year and of one site, growth between two days, the check for facilities."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.facilities import BY_CODE, LIST, chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import in_use_on, sites_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import excel
from unionnet.programmes.stations.actions import record_cost, record_visits
from unionnet.programmes.stations.models import Cost
from unionnet.programmes.stations.queries import (
    SiteCosts,
    cost_report,
    costs_by_month,
    costs_by_union,
    costs_of,
    costs_seen_by,
    growth_report,
    per_visit,
    sites_with_all,
    visits_of,
)
from unionnet.programmes.stations.web.forms import CostForm, VisitsForm

SHOWN = 500


@require_safe
@needs("places.see")
def growth(request: MemberRequest) -> HttpResponseBase:
    """From how many to how many, and what is new in them."""
    until = _day(request, "until", timezone.localdate())
    since = _day(request, "since", date(until.year - 1, 12, 31))
    since, until = min(since, until), max(since, until)
    kind = request.GET.get("kind", Site.Kind.STATION)
    sites = sites_seen_by(request.person)
    report = growth_report(sites.filter(kind=kind) if kind in Site.Kind.values else sites, since, until)
    if request.GET.get("as") == "xlsx":
        heads = [_("工会"), str(since), str(until), _("增加")]
        rows = [(each.name, each.before, each.after, each.more) for each in report.unions]
        return excel.workbook(heads, rows, name=_("驿站增长"))
    context = {"report": report, "kind": kind, "kinds": Site.Kind.choices, "query": request.GET.urlencode()}
    return render(request, "stations/growth.html", context)


@require_safe
@needs("places.see")
def check(request: MemberRequest) -> HttpResponseBase:
    """Which sites have all of these facilities?"""
    codes = [code for code in dict.fromkeys(request.GET.getlist("f")) if code in BY_CODE]
    today = timezone.localdate()
    sites = sites_seen_by(request.person)
    found = sites_with_all(sites, codes, today) if codes else sites.none()
    if request.GET.get("as") == "xlsx":
        rows = ((site.name, site.organisation.name, site.address) for site in found.iterator(500))
        return excel.workbook([_("名称"), _("所属工会"), _("地址")], rows, name=_("设施核查"))
    context = {
        "all": LIST,
        "codes": codes,
        "wanted": chosen(codes),
        "found": found[:200],
        "count": found.count(),
        "total": sites.filter(in_use_on(today)).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/check.html", context)


@require_safe
@needs("places.see")
def costs_of_unions(request: MemberRequest) -> HttpResponseBase:
    """By union and by month of one year, in Excel."""
    year = _year(request)
    paid = costs_seen_by(request.person)
    heads = [_("工会或月份"), *(label for _kind, label in Cost.Kind.choices), _("合计（元）")]
    shares = [*costs_by_union(paid, year), *costs_by_month(paid, year)]
    rows = ([share.name, *_yuan(share.by_kind), share.total / 100] for share in shares)
    return excel.workbook(heads, rows, name=_("驿站运行费用按工会和月份"))


@require_safe
@needs("places.see")
def costs(request: MemberRequest) -> HttpResponseBase:
    """What running each site cost in a year."""
    this_year, year = timezone.localdate().year, _year(request)
    as_workbook = request.GET.get("as") == "xlsx"
    most = None if as_workbook else SHOWN
    report = cost_report(costs_seen_by(request.person), sites_seen_by(request.person), year, most)
    if as_workbook:
        heads = [_("名称"), _("所属工会"), *(label for _kind, label in Cost.Kind.choices), _("合计（元）")]
        lines = (_cost_line(row) for row in report.rows)
        return excel.workbook(heads, lines, name=_("驿站运行费用"))
    paid = costs_seen_by(request.person)
    context = {
        "report": report,
        "year": year,
        "years": range(this_year, this_year - 5, -1),
        "kinds": Cost.Kind.choices,
        "visit": per_visit(paid, year),
        "months": costs_by_month(paid, year),
        "unions": costs_by_union(paid, year, SHOWN),
        "unions_book": f"{reverse('desk-stations:costs-of-unions')}?year={year}",
    }
    return render(request, "stations/costs.html", context)


@require_safe
@needs("places.see")
def site(request: MemberRequest, public_id: str) -> HttpResponse:
    """What running one site cost, month by month."""
    found = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    may_change = request.person.may("places.change", found.organisation.path)
    context = {"site": found, "kept": costs_of(found, request.person), "may_change": may_change}
    context |= {
        "origin": settings.UNIONNET_PUBLIC_URL,
        "visits": visits_of(found, request.person),
        "may_operate": request.person.may("places.operate", found.organisation.path),
        "form": CostForm(),
        "visits_form": VisitsForm(auto_id="visits_%s"),
    }
    return render(request, "stations/site.html", context)


@require_POST
@needs("places.change")
def record(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    form = CostForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        record_cost(found, said["month"], said["kind"], said["amount"], said["note"], by=request.person)
        messages.success(request, _("已记下。"))
    _say_errors(request, form)
    return redirect("desk-stations:site", public_id)


@require_POST
@needs("places.operate")
def record_times(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    form = VisitsForm(request.POST)
    if form.is_valid():
        record_visits(found, form.cleaned_data["month"], form.cleaned_data["times"], by=request.person)
        messages.success(request, _("已记下。"))
    _say_errors(request, form)
    return redirect("desk-stations:site", public_id)


def _say_errors(request: MemberRequest, form: Form) -> None:
    for field in form:
        for error in field.errors:
            messages.error(request, _("%(label)s：%(error)s") % {"label": field.label, "error": error})


def _year(request: MemberRequest) -> int:
    asked = request.GET.get("year", "")
    this_year = timezone.localdate().year
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if is_year and 2000 <= int(asked) <= 2100 else this_year


def _yuan(by_kind: dict[str, int]) -> list[float]:
    return [by_kind.get(kind, 0) / 100 for kind in Cost.Kind.values]


def _cost_line(row: SiteCosts) -> list[object]:
    return [row.site.name, row.site.organisation.name, *_yuan(row.by_kind), row.total / 100]


def _day(request: MemberRequest, name: str, otherwise: date) -> date:
    try:
        found = parse_date(request.GET.get(name, "")[:10])
    except ValueError:
        found = None
    earliest = date(1950, 1, 1)
    return found if found and earliest <= found <= timezone.localdate() + timedelta(days=3660) else otherwise
