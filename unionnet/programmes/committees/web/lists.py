# SPDX-License-Identifier: Apache-2.0
"""The list of what is due, and the rules it rests on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import top_of
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.excel import AT_ONCE, workbook
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab
from unionnet.programmes.committees.demands import rules_in_force
from unionnet.programmes.committees.queries import ISSUES, Wanted, listed, totals, unions_seen_by
from unionnet.programmes.committees.web.tables import due_lines, due_table
from unionnet.programmes.committees.web.wording import shown_value


@require_safe
@needs("committees.see")
def due(request: MemberRequest) -> HttpResponse:
    """What is due in the unions below, the most pressing first."""
    today, wanted = timezone.localdate(), _wanted(request)
    counts = totals(request.person, today, wanted.under)
    page = Page.of(listed(request.person, wanted, today), request, order=("due_on", "path"))
    export = f"export?{_query(request, issue=wanted.issue)}"
    context = {
        "under": wanted.under,
        "q": wanted.q,
        "issue": wanted.issue,
        "counts": counts,
        "tabs": _tabs(request, wanted, counts),
        "table": due_table(page, today, export),
        "window": rule("ORG-20.window_days", on=today),
    }
    return render(request, "committees/due.html", context)


@require_safe
@needs("committees.see")
def export(request: MemberRequest) -> HttpResponseBase:
    """The same list in Excel."""
    today = timezone.localdate()
    lines = listed(request.person, _wanted(request), today).order_by("due_on", "path")
    return workbook(*due_lines(lines.iterator(AT_ONCE), today), name=_("两委与换届"))


@require_safe
@needs("committees.see")
def rules(request: MemberRequest) -> HttpResponse:
    """Every number of this programme, where it comes from, and whether it is the place's own."""
    union, today = _under(request) or top_of(request.person), timezone.localdate()
    where = union.county_code if union else ""
    lines = [(shown_value(rule_id, value), ruling) for rule_id, value, ruling in rules_in_force(where, today)]
    own = any(ruling.region for _value, ruling in lines)
    return render(request, "committees/rules.html", {"union": union, "lines": lines, "own": own})


def _wanted(request: MemberRequest) -> Wanted:
    issue = request.GET.get("issue", "due")
    return Wanted(
        request.GET.get("q", "")[:60], issue if issue in {*ISSUES, "due", ""} else "due", _under(request)
    )


def _under(request: MemberRequest) -> Organisation | None:
    public_id = request.GET.get("under", "")
    return get_object_or_404(unions_seen_by(request.person), public_id=public_id) if public_id else None


def _query(request: MemberRequest, **given: str) -> str:
    kept = {name: request.GET[name] for name in ("q", "under") if request.GET.get(name)}
    return urlencode({**kept, **given})


def _tabs(request: MemberRequest, wanted: Wanted, counts: dict[str, int]) -> list[Tab]:
    names: list[tuple[str, Any]] = [("due", _("全部待办")), *ISSUES.items(), ("", _("全部工会"))]
    return [
        Tab(label, f"?{_query(request, issue=name)}", counts[name or "all"], wanted.issue == name)
        for name, label in names
    ]
