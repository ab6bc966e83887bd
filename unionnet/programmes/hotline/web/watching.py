# SPDX-License-Identifier: Apache-2.0
"""The watch list: what needs a second look, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.hotline.actions import put_on_watch, settle
from unionnet.programmes.hotline.models import Watched
from unionnet.programmes.hotline.queries import watched_seen_by
from unionnet.programmes.hotline.rules import MANAGE, SEE
from unionnet.programmes.hotline.web.tabs import tabs_at
from unionnet.tools.casework.web.seeing import get_case
from unionnet.tools.casework.web.tables import state_tag

MOST_LINES = 50_000
STATES = ("open", "settled")


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    rows, state, reason = _asked(request)
    page = Page.of(rows, request, order=("since", "id"))
    context = {
        "tabs": tabs_at("watched"),
        "table": _table(page, request),
        "state": state,
        "reason": reason,
        "reasons": Watched.Reason.choices,
        "ruling": rule("HL-05.watch", on=local_date(database_now())),
    }
    return render(request, "hotline/watched.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    heads = [_("工单"), _("编号"), _("受理工会"), _("现在由谁办理"), _("状态"), _("列入原因"), _("列入时间")]
    rows = excel.whole(_asked(request)[0].order_by("since", "id"), MOST_LINES)
    return excel.workbook([*heads, _("督办结果")], map(_line, rows), name=_("热线督办清单"))


@require_POST
@with_verb(MANAGE)
def put(request: MemberRequest, public_id: str) -> HttpResponse:
    """Because it does harm: by an officer's word."""
    case = get_case(request, public_id)
    put_on_watch(case, Watched.Reason.HARMFUL, by=request.person)
    messages.success(request, _("已列入督办清单。"))
    return redirect(f"{reverse('desk-hotline:orders')}?order={public_id}")


@require_POST
@with_verb(MANAGE)
def result(request: MemberRequest, public_id: str) -> HttpResponse:
    watched = get_object_or_404(watched_seen_by(request.person), public_id=public_id)
    settle(watched, request.POST.get("result", ""), by=request.person)
    messages.success(request, _("已记下督办结果。"))
    return redirect(f"{reverse('desk-hotline:orders')}?order={watched.case.public_id}")


def _asked(request: MemberRequest) -> tuple[QuerySet[Watched], str, str]:
    state, reason = request.GET.get("state", ""), request.GET.get("reason", "")
    state = state if state in STATES else "open"
    rows = watched_seen_by(request.person).filter(settled_at__isnull=state == "open")
    if reason in Watched.Reason.values:
        return rows.filter(reason=reason), state, reason
    return rows, state, ""


def _table(page: Page[Watched], request: MemberRequest) -> Table:
    columns = (
        Column("case.title", _("工单"), note=lambda row: row.result or row.case.number),
        Column("reason", _("列入原因"), cell=lambda row: tag(row.get_reason_display(), kind="late")),
        Column("case.holder.name", _("现在由谁办理"), note=lambda row: row.organisation.name),
        Column("case.state", _("状态"), cell=lambda row: state_tag(row.case)),
        Column("since", _("列入时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-hotline:watched_export')}?{request.GET.urlencode()}",
        empty=_("没有要督办的工单"),
        empty_text=_("超期、不满意、多次退回的工单会自动列在这里。"),
        row_url=lambda row: f"{reverse('desk-hotline:orders')}?order={row.case.public_id}",
        caption=_("督办清单"),
    )


def _line(row: Watched) -> list[Any]:
    case = row.case
    where = [case.title, case.number, row.organisation.name, case.holder.name, case.get_state_display()]
    return [*where, row.get_reason_display(), row.since, row.result]
