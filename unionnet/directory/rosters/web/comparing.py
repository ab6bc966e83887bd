# SPDX-License-Identifier: Apache-2.0
"""Our register beside the sheet of another system: compared once, then read page by page, or taken whole."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.countersigning import why_not_by_one
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Comparison, ComparisonPart
from unionnet.directory.people.queries import unions_reached_by
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.directory.people.web.exporting import VERB, mark_of
from unionnet.directory.rosters import queries
from unionnet.directory.rosters.actions import keep_comparison
from unionnet.directory.rosters.web.forms import ComparisonForm
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import KIND, named, workbook_pieces
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Tab, Table
from unionnet.foundation.ui.tags.words import DASH

KEPT_SHOWN = 10


@with_verb(VERB)
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: MemberRequest) -> HttpResponseBase:
    """What another system has and we do not, the reverse, and what differs."""
    unions = unions_reached_by(request.person, VERB)
    form = ComparisonForm(request.POST or None, request.FILES or None, unions=unions)
    if request.method != "POST" or not form.is_valid():
        kept = queries.comparisons_of(request.person)[:KEPT_SHOWN]
        context = {"form": form, "most": queries.MOST_COMPARED, "kept": kept}
        return render(request, "rosters/desk/compare.html", context)
    union, reason = form.cleaned_data["organisation"], form.cleaned_data["reason"]
    found = queries.differences(union, form.cleaned_data["file"].file, by=request.person)
    kept_now = keep_comparison(union, found, reason, what=_("差异清单"), by=request.person)
    return redirect("desk-rosters:comparison", kept_now.public_id)


@with_verb(VERB)
@require_safe
@never_cache
def comparison(request: MemberRequest, public_id: str) -> HttpResponse:
    """One page of what differs; of one kind, where one is chosen."""
    found = get_object_or_404(queries.comparisons_of(request.person), public_id=public_id)
    kind = _kind(request)
    page = Page.of(queries.pages_of(found, kind), request, size=1)
    lines = [line for part in page.rows for line in queries.lines_of(part)]
    no = _why_not_take(found, kind)
    export = f"{reverse('desk-rosters:differences', args=[public_id])}?{urlencode({'kind': kind})}"
    table = _table(lines, page, "" if no else export)
    context = {"found": found, "tabs": _tabs(found, kind), "table": table, "refusal": no}
    return render(request, "rosters/desk/comparison.html", context)


@with_verb(VERB)
@proved_again()
@require_safe
@never_cache
def differences(request: MemberRequest, public_id: str) -> StreamingHttpResponse:
    """All of it, or one kind, as a sheet that leaves while it is opened."""
    found = get_object_or_404(queries.comparisons_of(request.person), public_id=public_id)
    kind = _kind(request)
    if no := _why_not_take(found, kind):
        raise no
    lines, mark = queries.all_lines(found, kind), mark_of(request, found.reason)
    pieces = workbook_pieces(_heads(), lines, title=_("差异清单"), mark=mark)
    return named(StreamingHttpResponse(pieces, content_type=KIND), _("差异清单"))


def _why_not_take(found: Comparison, kind: str) -> Refusal | None:
    """A sheet of our members is a list like any other, whatever it was held against (decision 0021)."""
    rows = queries.ours_on(found, kind)
    return why_not_by_one(rows, found.organisation.county_code, local_date(found.at))


def _kind(request: MemberRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in ComparisonPart.Kind.values else ""


def _tabs(found: Comparison, here: str) -> list[Tab]:
    """Everything first, then each kind that occurs, with how many."""
    counts = queries.counts_of(found)
    whole = Tab(_("全部"), "?", sum(n for _kind, _label, n in counts), on=not here)
    return [whole, *(Tab(label, f"?kind={kind}", n, on=kind == here) for kind, label, n in counts)]


def _heads() -> list[str]:
    return [_("差异"), _("姓名"), _("证件号码"), _("对方"), _("我方"), _("对方行号")]


def _cell(at: int) -> Callable[[list[object]], object]:
    return lambda line: line[at] or DASH


def _table(lines: list[list[object]], page: Page[ComparisonPart], export: str) -> Table:
    order = (1, 0, 2, 3, 4, 5)  # on a phone the name comes first
    columns = [Column(str(at), _heads()[at], cell=_cell(at)) for at in order]
    return Table(
        columns,
        lines,
        page=page,
        export=export if lines else "",
        caption=_("差异清单"),
        empty=_("没有差异"),
        empty_text=_("两边的会员和信息一致。"),
    )
