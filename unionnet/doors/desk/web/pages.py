# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.desk.access import desk_door
from unionnet.doors.desk.queries import TABS, Today, today_of
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.parts import Tab


@require_safe
@desk_door("desk.open")
def today(request: MemberRequest) -> HttpResponseBase:
    """What waits for me today."""
    asked = request.GET.get("tab", "")
    found = today_of(request.person, asked if asked in TABS else "todo", timezone.now())
    return render(request, "desk/today.html", {"today": found, "tabs": _tabs(found)})


@require_safe
@desk_door("desk.open")
def export(request: MemberRequest) -> HttpResponseBase:
    """The same list in Excel."""
    found = today_of(request.person, "todo", timezone.now())
    columns = [_("事项"), _("说明"), _("来自"), _("当前环节"), _("开始等待"), _("还剩")]
    rows = (
        (task.title, task.note, task.source, task.step, task.since, task.left.words) for task in found.tasks
    )
    return workbook(columns, rows, name=_("待办"))


def _tabs(found: Today) -> list[Tab]:
    return [
        Tab(_("待办"), "?tab=todo", found.waiting, found.tab == "todo"),
        Tab(_("待阅"), "?tab=toread", found.unread, found.tab == "toread"),
        Tab(_("已办"), "?tab=done", None, found.tab == "done"),
    ]
