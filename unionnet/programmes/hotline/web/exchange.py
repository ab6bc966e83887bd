# SPDX-License-Identifier: Apache-2.0
"""With other hotlines: orders come in as a file, answers go back as one, what is theirs is handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.programmes.hotline.actions import hand_over, take_in_orders
from unionnet.programmes.hotline.queries import answers_seen_by
from unionnet.programmes.hotline.reading import HEADS, read_orders
from unionnet.programmes.hotline.rules import MANAGE, SEE
from unionnet.programmes.hotline.web.forms import CHANNELS, FileForm, HandoverForm
from unionnet.programmes.hotline.web.tabs import tabs_at
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.web.seeing import get_case, seen_of

MOST_ANSWERS = 50_000
DAYS = (7, 31, 92, 366)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def exchange(request: MemberRequest) -> HttpResponse:
    form = FileForm(request.person, *((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, Any] = {
        "tabs": tabs_at("exchange"),
        "form": form,
        "channels": CHANNELS,
        "days": DAYS,
    }
    if form.is_valid():
        said = form.cleaned_data
        try:
            lines = read_orders(said["file"])
            outcomes = take_in_orders(said["union"], said["channel"], lines, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            context["done"] = True
            context["new"] = [each for each in outcomes if each.case and not each.was_known]
            context["known"] = sum(each.was_known for each in outcomes)
            context["wrong"] = [each for each in outcomes if each.case is None]
    return render(request, "hotline/exchange.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(MANAGE)
def template(request: MemberRequest) -> FileResponse:
    return excel.workbook(list(HEADS.values()), (), name=_("热线工单模板"))


@require_safe
@with_verb(SEE)
def answers(request: MemberRequest) -> FileResponse:
    """What came from there, with the answers, for the other system to take back."""
    channel = request.GET.get("channel", "")
    days = request.GET.get("days", "")
    since = database_now() - timedelta(days=int(days) if days in map(str, DAYS) else DAYS[1])
    channel = channel if channel in dict(CHANNELS) else Case.Channel.FROM_12345
    rows = excel.whole(answers_seen_by(request.person, channel, since), MOST_ANSWERS)
    heads = [
        _("对方工单编号"),
        _("本系统编号"),
        _("标题"),
        _("状态"),
        _("现在由谁办理"),
        _("答复"),
        _("办结时间"),
    ]
    return excel.workbook([*heads, _("是否满意")], map(_line, rows), name=_("热线答复"))


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def handover(request: MemberRequest, public_id: str) -> HttpResponse:
    case = get_case(request, public_id)
    form = HandoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            hand_over(case, said["number"], said["words"], by=request.person, seen=seen_of(request))
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已转 12345，对方工单号 %(number)s。") % {"number": said["number"]})
            return redirect(f"{reverse('desk-hotline:orders')}?order={public_id}")
    context = {"case": case, "form": form}
    return render(request, "hotline/handover.html", context, status=422 if form.errors else 200)


def _line(row: Case) -> list[Any]:
    content = {True: _("满意"), False: _("不满意"), None: ""}[row.satisfied]
    answer = "" if row.is_open else row.reply
    return [
        row.source_no,
        row.number,
        row.title,
        row.get_state_display(),
        row.holder.name,
        answer,
        row.closed_at,
        content,
    ]
