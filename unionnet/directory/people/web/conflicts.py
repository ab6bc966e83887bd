# SPDX-License-Identifier: Apache-2.0
"""The desk of conflicts: the queue, two sides beside each other, a decision, and its undoing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.actions import decide_conflict, undo_decision
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Conflict
from unionnet.directory.people.queries import conflicts as asked
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Tab, Table

VERB = "people.approve"


@with_verb(VERB)
@require_safe
def conflicts(request: MemberRequest) -> HttpResponse:
    """What has to be looked at, and what was decided."""
    is_over = "decided" in request.GET
    rows = asked.conflicts_seen_by(request.person)
    rows = rows.exclude(decision="") if is_over else rows.filter(decision="")
    order = ("-decided_at", "-id") if is_over else ("due_on", "id")
    tabs = [
        Tab(_("待核对"), reverse("desk-people:conflicts"), on=not is_over),
        Tab(_("已处理"), "?decided=1", on=is_over),
    ]
    page = Page.of(rows, request, order=order, size=50)
    return render(request, "people/desk/conflicts.html", {"tabs": tabs, "table": _table(page, is_over)})


def _table(page: Page[Conflict], is_over: bool) -> Table:
    outcome = Column("decision", _("处理结果"), cell=lambda row: row.get_decision_display(), note=_undone)
    return Table(
        columns=[
            Column("person.name", _("姓名"), note=lambda row: row.get_kind_display()),
            Column("held_by.name", _("登记在"), cell=lambda row: row.held_by.name if row.held_by else "—"),
            Column("organisation.name", _("提交到"), note=lambda row: row.get_origin_display()),
            Column("due_on", _("核对期限"), kind="when"),
            *([outcome] if is_over else []),
        ],
        rows=page.rows,
        page=page,
        row_url=address_of("desk-people:conflict"),
        empty=_("没有信息冲突"),
        empty_text=_("导入和申请与已登记的信息对不上时，会出现在这里等您核对。"),
        caption=_("信息冲突"),
    )


def _undone(row: Conflict) -> str:
    return _("处理已撤销") if row.undone_at else ""


@with_verb(VERB)
@require_safe
@never_cache
def conflict(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(asked.conflicts_seen_by(request.person), public_id=public_id)
    context = {"both": asked.side_by_side(found, by=request.person, at=database_now())}
    return render(request, "people/desk/conflict.html", context)


@with_verb(VERB)
@proved_again()
@require_POST
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(asked.conflicts_seen_by(request.person), public_id=public_id)
    decision = request.POST.get("decision", "")
    done = decide_conflict(found, decision, request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("已处理；原来的信息封存 30 天，可以撤销。"))
    if done.transfer:
        return redirect("desk-people:transfer", done.transfer.public_id)
    return redirect("desk-people:conflict", public_id)


@with_verb(VERB)
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(asked.conflicts_seen_by(request.person), public_id=public_id)
    again = undo_decision(found, request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("已恢复原状，请重新核对。"))
    return redirect("desk-people:conflict", again.public_id)
