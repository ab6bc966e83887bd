# SPDX-License-Identifier: Apache-2.0
"""Looking at the tree: as a tree, as a list, as one union, as figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.abroad import clock_there
from unionnet.directory.organisations.beside import links_beside
from unionnet.directory.organisations.browsing import (
    branch_of,
    coverage_of,
    listed,
    organisation_card,
    tree_seen_by,
)
from unionnet.directory.organisations.queries import counted_by, history_of, in_tier_order, tier_totals
from unionnet.directory.organisations.web.doors import (
    OfficerRequest,
    chosen,
    chosen_day,
    list_of,
    officers_only,
    seen,
)
from unionnet.directory.organisations.web.forms import FilterForm
from unionnet.directory.organisations.web.stories import story_of
from unionnet.directory.organisations.web.tables import (
    organisation_lines,
    organisations_table,
    state_of,
    tier_lines,
    tier_links,
)
from unionnet.foundation.ui.excel import AT_ONCE, workbook
from unionnet.foundation.ui.pages import Page


@officers_only
@require_safe
def tree(request: OfficerRequest) -> HttpResponse:
    """The tree, opened as far as `?under=`; each branch opens by a link, and in place where there is htmx."""
    opened = chosen(request)
    totals = tier_totals(opened.path, timezone.localdate())
    return render(
        request,
        "organisations/tree.html",
        {"root": tree_seen_by(request.person, opened), "opened": opened, "totals": totals},
    )


@officers_only
@require_safe
def branch(request: OfficerRequest, public_id: str) -> HttpResponse:
    """The children of one union, for the tree that is on the screen."""
    return render(
        request,
        "organisations/_branch.html",
        {"branch": branch_of(request.person, seen(request, public_id))},
    )


@officers_only
@require_safe
def organisations(request: OfficerRequest) -> HttpResponse:
    under, form = chosen(request), FilterForm(request.GET)
    rows = listed(request.person, form.wanted(under), timezone.localdate())
    page = Page.of(rows, request, order=("pinyin", "id"))
    table = organisations_table(page, f"export?{request.GET.urlencode()}")
    return render(
        request,
        "organisations/list.html",
        {"form": form, "under": under, "table": table, "count": rows.count()},
    )


@officers_only
@require_safe
def organisations_export(request: OfficerRequest) -> HttpResponseBase:
    rows = listed(request.person, FilterForm(request.GET).wanted(chosen(request)), timezone.localdate())
    return workbook(*organisation_lines(in_tier_order(rows).iterator(AT_ONCE)), name=_("工会组织"))


@officers_only
@require_safe
def organisation(request: OfficerRequest, public_id: str) -> HttpResponse:
    row = seen(request, public_id)
    card = organisation_card(request.person, row, timezone.localdate())
    coverage = coverage_of(row)
    return render(
        request,
        "organisations/organisation.html",
        {
            "card": card,
            "state": state_of(row),
            "children": organisations_table(card.children, empty=_("没有下级工会")),
            "below_url": list_of(under=row.public_id),
            "coverage": coverage[:8],
            "coverage_count": coverage.count(),
            "events": story_of(history_of(row)),
            "there": clock_there(row.time_zone, timezone.now()),
            "beside": links_beside(row, request.person),
        },
    )


@officers_only
@require_safe
def report(request: OfficerRequest) -> HttpResponse:
    """The 小三级 on a day; each number opens to its list. `?print` gives the sheet."""
    under, on = chosen(request), chosen_day(request)
    totals = tier_totals(under.path, on)
    page = "report_print" if "print" in request.GET else "report"
    return render(
        request,
        f"organisations/{page}.html",
        {
            "under": under,
            "on": on,
            "totals": totals,
            "lines": tier_links(totals, under, on),
            "citation": counted_by(under, on),
        },
    )


@officers_only
@require_safe
def report_export(request: OfficerRequest) -> HttpResponseBase:
    under, on = chosen(request), chosen_day(request)
    return workbook(*tier_lines(tier_totals(under.path, on)), name=f"{under.name}-{_('小三级')}-{on:%Y%m%d}")
