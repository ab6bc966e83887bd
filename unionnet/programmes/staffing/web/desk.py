# SPDX-License-Identifier: Apache-2.0
"""Looking at the roster: figures that open to lists, unions without full-time people, what rules want."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import in_tier_order, reached_by
from unionnet.directory.organisations.web.doors import chosen_day
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.machines import hand_out
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.staffing import queries
from unionnet.programmes.staffing.actions import note_export
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.norms import wants
from unionnet.programmes.staffing.web import tables

SHOWN = 300
EXPORTED = 50_000
ORDER = ("organisation__path", "id")


def chosen(request: MemberRequest) -> Organisation:
    """The union the page is about: `?under=`, else the top of the officer's own tree."""
    unions = reached_by(request.person, "staffing.see").order_by("path")
    asked = clean(request.GET.get("under", ""))
    return get_object_or_404(unions, public_id=asked) if asked else get_object_or_404(unions[:1])


@require_safe
@needs("staffing.see")
def overview(request: MemberRequest) -> HttpResponse:
    """How many persons in how many posts, by type, tier and part of the tree."""
    under, on = chosen(request), chosen_day(request)
    found = queries.overview(request.person, under, on)
    may_manage = request.person.may("staffing.manage", under.path)
    context = {"found": found, "may_manage": may_manage, "list": tables.list_of(under, on)}
    return render(request, "staffing/overview.html", context)


@require_safe
@needs("staffing.see")
def listed(request: MemberRequest) -> HttpResponse:
    wanted = _wanted(request)
    rows = queries.listed(request.person, wanted)
    persons, posts = queries.counted(rows)
    page = Page.of(rows, request, order=ORDER)
    table = tables.posts_table(page, f"posts.xlsx?{request.GET.urlencode()}")
    context = {"wanted": wanted, "persons": persons, "posts": posts, "table": table}
    return render(request, "staffing/list.html", {**context, "kinds": StaffPost.Kind.choices})


@require_safe
@needs("staffing.see")
def export(request: MemberRequest) -> HttpResponseBase:
    """The list as a sheet, in the form that can be imported again; who is on it can read who took it."""
    wanted = _wanted(request)
    rows = excel.whole(queries.listed(request.person, wanted).order_by(*ORDER), EXPORTED)
    note_export(wanted.under, len(rows), by=request.person)
    hand_out(request, _("干部名册"), [row.member.person_id for row in rows])
    return excel.workbook(tables.heads(), tables.lines(rows), name=_("干部名册"))


@require_safe
@needs("staffing.see")
def bare(request: MemberRequest) -> HttpResponse:
    """Unions of the 小三级 where nobody works full-time."""
    under, on, tier = chosen(request), chosen_day(request), clean(request.GET.get("tier", ""))
    rows = queries.without_full_time(queries.unions_of(under, on, tier), on).select_related("parent")
    page = Page.of(rows, request, order=("path", "id"))
    table = tables.unions_table(page, f"bare.xlsx?{request.GET.urlencode()}")
    context = {"under": under, "on": on, "count": rows.count(), "table": table}
    return render(request, "staffing/bare.html", context)


@require_safe
@needs("staffing.see")
def bare_export(request: MemberRequest) -> HttpResponseBase:
    under, on, tier = chosen(request), chosen_day(request), clean(request.GET.get("tier", ""))
    rows = queries.without_full_time(queries.unions_of(under, on, tier), on).select_related("parent")
    lines = ([each.name, str(each.get_kind_display()), each.parent.name if each.parent else ""]
             for each in in_tier_order(rows).iterator(excel.AT_ONCE))  # fmt: skip
    return excel.workbook([_("工会"), _("类型"), _("上级工会")], lines, name=_("没有专职干部的工会"))


@require_safe
@needs("staffing.see")
def norms(request: MemberRequest) -> HttpResponse:
    """What the rules want of each union, and what is missing."""
    under, on = chosen(request), chosen_day(request)
    found = wants(request.person, under, on)
    context: dict[str, Any] = {"under": under, "on": on, "found": found[:SHOWN], "count": len(found)}
    context |= {"missing": sum(each.missing for each in found), "needed": sum(each.needed for each in found)}
    return render(request, "staffing/norms.html", {**context, "query": request.GET.urlencode()})


@require_safe
@needs("staffing.see")
def norms_export(request: MemberRequest) -> HttpResponseBase:
    found = wants(request.person, chosen(request), chosen_day(request))
    return excel.workbook(tables.norm_heads(), tables.norm_lines(found), name=_("应配与在岗"))


@require_safe
@needs("staffing.see")
def contracts(request: MemberRequest) -> HttpResponse:
    """Labour contracts that end soon or have ended."""
    rows = queries.contracts_ending(request.person, chosen_day(request))
    page = Page.of(rows, request, order=("contract_until", "id"))
    context = {"table": tables.posts_table(page), "count": rows.count()}
    return render(request, "staffing/contracts.html", context)


def _wanted(request: MemberRequest) -> queries.Wanted:
    asked = {name: clean(request.GET.get(name, "")) for name in ("kind", "tier", "q")}
    return queries.Wanted(chosen(request), chosen_day(request), asked["kind"], asked["tier"], asked["q"][:60])
