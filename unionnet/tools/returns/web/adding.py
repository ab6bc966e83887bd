# SPDX-License-Identifier: Apache-2.0
"""One period: how far it is, what it adds up to by branches of the tree, what does not fit, and its seal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.returns import actions
from unionnet.tools.returns.models import Period, Return
from unionnet.tools.returns.queries import (
    broken_below,
    digest_of,
    progress_of,
    returns_of,
    summary_of,
    supplements_seen_by,
    with_returns,
)
from unionnet.tools.returns.rules import CHECK, ISSUE, SEE, why_not_issue, why_not_seal
from unionnet.tools.returns.web.finding import get_period, union_under
from unionnet.tools.returns.web.rows import Rows, rows_of
from unionnet.tools.returns.web.tables import RETURN_HEADS, return_line, returns_table

MOST_BROKEN = 200
MOST_SUPPLEMENTS = 50


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    period = get_period(request, public_id)
    under, rows = _added_up(request, period)
    progress = progress_of(period)
    waiting, accepted = progress.sent, progress.accepted
    context = {
        "period": period,
        "under": under,
        "rows": rows,
        "progress": progress,
        "broken": len(broken_below(period, under.path, MOST_BROKEN)),
        "most_broken": MOST_BROKEN,
        "has_firms": any(row.indicator.kind == "firms" for row in rows.rows),
        "leads": why_not_issue(period.form.organisation, request.person) is None,
        "why_not_seal": why_not_seal(period, request.person, waiting=waiting, accepted=accepted),
        "supplements": supplements_seen_by(request.person).filter(of__period=period, accepted_at=None)[
            :MOST_SUPPLEMENTS
        ],
        "is_whole": period.is_sealed and digest_of(period) == period.seal.digest,
    }
    return render(request, "returns/period.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest, public_id: str) -> FileResponse:
    """The figures as the page shows them, a line for each branch."""
    period = get_period(request, public_id)
    under, rows = _added_up(request, period)
    return excel.workbook(rows.heads, rows.lines(), name=f"{period.form.title}-{period.key}-{under.name}")


@require_safe
@with_verb(SEE)
def units(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who has sent theirs, and who has not."""
    period = get_period(request, public_id)
    page = Page.of(_asked(request, period), request, order=("organisation__path",))
    context = {
        "period": period,
        "table": returns_table(page, empty_text=_("换一个筛选条件再看。"), of_one_form=True),
        "states": [("unsent", _("还没有报的")), *Return.State.choices],
        "leads": why_not_issue(period.form.organisation, request.person) is None,
    }
    return render(request, "returns/units.html", context)


@require_safe
@with_verb(SEE)
def units_export(request: MemberRequest, public_id: str) -> FileResponse:
    period = get_period(request, public_id)
    rows = _asked(request, period).order_by("organisation__path").iterator(500)
    lines = (return_line(row) for row in rows)
    return excel.workbook(RETURN_HEADS, lines, name=f"{period.form.title}-{period.key}")


@require_safe
@with_verb(SEE)
def problems(request: MemberRequest, public_id: str) -> HttpResponse:
    """The checks that do not hold in what was handed over, with what was said of them."""
    period = get_period(request, public_id)
    under = union_under(request, period.form)
    found = broken_below(period, under.path, MOST_BROKEN)
    context = {"period": period, "under": under, "lines": with_returns(found), "most": MOST_BROKEN}
    return render(request, "returns/problems.html", context)


@require_POST
@with_verb(ISSUE)
def remind(request: MemberRequest, public_id: str) -> HttpResponse:
    count = actions.remind_unfilled(get_period(request, public_id), by=request.person)
    said = ngettext("已提醒 %(n)s 个工会。", "已提醒 %(n)s 个工会。", count) % {"n": count}
    messages.success(request, said)
    return redirect("desk-returns:units", public_id)


@require_POST
@with_verb(CHECK)
def accept_all(request: MemberRequest, public_id: str) -> HttpResponse:
    count = actions.accept_all(get_period(request, public_id), by=request.person)
    messages.success(request, ngettext("已接收 %(n)s 张。", "已接收 %(n)s 张。", count) % {"n": count})
    return redirect("desk-returns:period", public_id)


@require_POST
@with_verb(ISSUE)
def seal(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.seal(get_period(request, public_id), by=request.person)
    messages.success(request, _("已封存。"))
    return redirect("desk-returns:period", public_id)


def _asked(request: MemberRequest, period: Period) -> Any:
    words = " ".join(request.GET.get("q", "").split())[:40]
    return returns_of(period, request.person, request.GET.get("state", ""), words)


def _added_up(request: MemberRequest, period: Period) -> tuple[Organisation, Rows]:
    under = union_under(request, period.form)
    return under, rows_of(summary_of(period, under))
