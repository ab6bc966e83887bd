# SPDX-License-Identifier: Apache-2.0
"""The officer's trays of returns."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab, Table
from unionnet.tools.returns.queries import (
    drafts_of,
    own_returns,
    periods_of,
    to_fill_by,
    to_judge_by,
    to_sign_by,
)
from unionnet.tools.returns.rules import ISSUE, SEE
from unionnet.tools.returns.web.tables import periods_table, returns_table

MOST_DRAFTS = 20
TRAYS = {
    "todo": (to_fill_by, gettext_lazy("待我填"), gettext_lazy("上级发来要本会填报的表，会出现在这里。")),
    "sign": (to_sign_by, gettext_lazy("待我签"), gettext_lazy("同事填好、请您审签的表，会出现在这里。")),
    "judge": (to_judge_by, gettext_lazy("待我审"), gettext_lazy("下级报来的表，会出现在这里。")),
    "own": (own_returns, gettext_lazy("本会填报"), gettext_lazy("本会填过的表都在这里。")),
}
COUNTED = ("todo", "sign", "judge")


@require_safe
@with_verb(SEE)
def trays(request: MemberRequest) -> HttpResponse:
    person, tray = request.person, request.GET.get("tray", "todo")
    tray = tray if tray in TRAYS or tray == "issued" else "todo"
    tabs = [
        Tab(label, f"?tray={key}", rows(person).count() if key in COUNTED else None, key == tray)
        for key, (rows, label, _text) in TRAYS.items()
    ]
    tabs.append(Tab(gettext_lazy("我发的"), "?tray=issued", on=tray == "issued"))
    context: dict[str, Any] = {
        "tabs": tabs,
        "table": _table(request, tray),
        "drafts": drafts_of(person)[:MOST_DRAFTS] if tray == "issued" else (),
        "may_issue": person.may(ISSUE),
    }
    return render(request, "returns/list.html", context)


def _table(request: MemberRequest, tray: str) -> Table:
    if tray == "issued":
        return periods_table(Page.of(periods_of(request.person), request, order=("-due_on", "-id")))
    rows, _label, text = TRAYS[tray]
    order = ("period__due_on", "id") if tray != "own" else ("-period__due_on", "-id")
    return returns_table(Page.of(rows(request.person), request, order=order), empty_text=str(text))
