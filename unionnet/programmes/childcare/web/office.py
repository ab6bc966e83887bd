# SPDX-License-Identifier: Apache-2.0
"""Behind the desk: classes, who minds them, which children have a place. What to mind of a child is not shown
here: that is for who is on duty."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.childcare import queries
from unionnet.programmes.childcare.actions import call_off, open_class, put_on_duty, relieve
from unionnet.programmes.childcare.models import CareClass
from unionnet.programmes.childcare.rules import oldest, why_not_manage
from unionnet.programmes.childcare.web.forms import ClassForm, DutyForm, ReasonForm
from unionnet.programmes.childcare.web.rolls import day_asked, roll_page

EXPORTED = 20_000
SHOWN = 500
STAGES = {"cancelled": "late", "soon": "", "open": "ok", "closed": "due"}


@require_safe
@needs("childcare.see")
def listed(request: MemberRequest) -> HttpResponse:
    rows = queries.classes_seen_by(request.person)
    context = {
        "table": _table(Page.of(rows, request, order=("-first_day", "-id"))),
        "may_manage": request.person.may("childcare.manage"),
    }
    return render(request, "childcare/list.html", context)


@require_safe
@needs("childcare.see")
def export(request: MemberRequest) -> HttpResponseBase:
    rows = excel.whole(queries.classes_seen_by(request.person).order_by("first_day", "pk"), EXPORTED)
    heads = [
        _("名称"),
        _("主办工会"),
        _("班别"),
        _("地点"),
        _("开班日期"),
        _("结束日期"),
        _("名额"),
        _("已报"),
    ]
    lines = (
        [
            *(row.offer.title, row.organisation.name, str(row.get_season_display()), row.place),
            *(row.first_day, row.last_day, row.offer.size, row.offer.taken),
        ]
        for row in rows
    )
    return excel.workbook(heads, lines, name=_("托管班"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("childcare.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = ClassForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = open_class(data["union"], form.plan, key=data["key"], by=request.person)
        messages.success(request, _("托管班已公布。请指定值班人员。"))
        return redirect("desk-childcare:class", made.public_id)
    return render(request, "childcare/class_form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("childcare.see")
def care_class(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    today = timezone.localdate()
    context = {
        "care_class": found,
        "applicants": queries.applicants(found, SHOWN),
        "duties": queries.duties_of(found),
        "refusal": why_not_manage(request.person, found.organisation),
        "duty_form": DutyForm(),
        "day": found.day_for(today),
        "oldest": oldest(found.organisation, today),
    }
    return render(request, "childcare/desk_class.html", context)


@require_POST
@needs("childcare.manage")
def on_duty(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), DutyForm(request.POST)
    person = member_by_card(form.cleaned_data["card"]) if form.is_valid() else None
    if person is None:
        messages.error(request, _("没有找到这位会员，请核对会员证号。"))
    else:
        put_on_duty(found, person, by=request.person)
        messages.success(request, _("%(name)s可以在手机上值班了。") % {"name": person.name})
    return redirect("desk-childcare:class", public_id)


@require_POST
@needs("childcare.manage")
def off_duty(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    duty = get_object_or_404(queries.duties_of(found), person__public_id=request.POST.get("person", "")[:40])
    relieve(duty, by=request.person)
    messages.success(request, _("已不再值班。"))
    return redirect("desk-childcare:class", public_id)


@require_POST
@needs("childcare.manage")
def called_off(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), ReasonForm(request.POST)
    if form.is_valid():
        call_off(found, form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已取消，名额已退，监护人会收到通知。"))
    else:
        messages.error(request, _("请写明原因。"))
    return redirect("desk-childcare:class", public_id)


@require_safe
@needs("childcare.see")
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    return roll_page(request, _seen(request, public_id))


@require_safe
@needs("childcare.manage")
def workbook(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The day as it was: names leave the house, so the journal says so."""
    found = _seen(request, public_id)
    day = day_asked(request, found)
    lines = queries.roll(found, day)
    name = _("托管点名表 %(care)s") % {"care": f"{found.offer.title} {day}"}
    note_export([line.child.person_id for line in lines], by=request.person, what=name)
    heads = [_("姓名"), _("监护人"), _("到班时间"), _("接走时间"), _("接送人")]
    rows = (
        [
            line.child.person.name,
            line.child.guardian.name,
            timezone.localtime(line.day.came_at) if line.day else None,
            timezone.localtime(line.day.left_at) if line.day and line.day.left_at else None,
            line.day.pickup.name if line.day and line.day.pickup else "",
        ]
        for line in lines
    )
    return excel.workbook(heads, rows, name=name)


def _table(page: Page[CareClass]) -> Table:
    now = timezone.now()
    labels = {
        "cancelled": _("已取消"),
        "soon": _("未开始报名"),
        "open": _("报名中"),
        "closed": _("报名已截止"),
    }

    def state(row: CareClass) -> str:
        stage = row.offer.stage_at(now)
        return tag(labels[stage], STAGES[stage])

    return Table(
        [
            Column("offer.title", _("名称"), note=lambda row: row.organisation.name),
            Column("season", _("班别"), cell=lambda row: row.get_season_display()),
            Column("first_day", _("日期"), cell=lambda row: f"{row.first_day:%m-%d} – {row.last_day:%m-%d}"),
            Column(
                "taken",
                _("已报 / 名额"),
                kind="num",
                cell=lambda row: f"{row.offer.taken} / {row.offer.size}",
            ),
            Column("state", _("状态"), cell=state),
        ],
        page,
        page=page,
        export="classes.xlsx",
        row_url=address_of("desk-childcare:class"),
        caption=_("托管班"),
        empty=_("还没有托管班"),
        empty_text=_("开一个托管班，会员在手机上给孩子报名。"),
    )


def _seen(request: MemberRequest, public_id: str) -> CareClass:
    return get_object_or_404(queries.classes_seen_by(request.person), public_id=public_id)
