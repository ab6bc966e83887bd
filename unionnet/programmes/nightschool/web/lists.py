# SPDX-License-Identifier: Apache-2.0
"""Tables of the desk and their twins in Excel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.drawings import meter
from unionnet.programmes.nightschool.desk_queries import Register, absences_in
from unionnet.programmes.nightschool.models import Course, Term
from unionnet.programmes.nightschool.queries import CourseLine, TermPage, stage_of
from unionnet.tools.enrolment.queries import roster


def stage_tag(stage: str) -> Any:
    words = {"soon": (_("未开始"), "info"), "open": (_("报名中"), "ok"), "closed": (_("已截止"), "")}
    return tag(*words[stage])


def when(course: Course) -> str:
    """周二 18:00–20:00"""
    return f"{course.get_weekday_display()} {course.begins:%H:%M}–{course.ends:%H:%M}"


def term_table(page: Page[Term], at: datetime) -> Table:
    return Table(
        [
            Column("name", _("期次"), sort="name", note=lambda term: term.organisation.name),
            Column(
                "stage", pgettext("noun", "报名"), kind="tag", cell=lambda term: stage_tag(stage_of(term, at))
            ),
            Column("opens_at", _("开始报名"), kind="when", sort="opens_at"),
            Column("courses", _("课程（门）"), kind="num"),
            Column("taken", _("已报 / 名额"), cell=_term_fill),
            Column("waiting", _("候补（人次）"), kind="num"),
        ],
        page.rows,
        page=page,
        export=reverse("desk-nightschool:terms_excel"),
        empty=_("还没有开过夜校"),
        empty_text=_("先开一期，再把课程一门门加进来。"),
        row_url=address_of("desk-nightschool:term"),
        caption=_("夜校期次"),
    )


def term_sheet(terms: QuerySet[Term]) -> HttpResponseBase:
    heads = [
        _("期次"),
        _("主办工会"),
        _("开始报名"),
        _("开课日期"),
        _("课程（门）"),
        _("名额"),
        _("已报（人）"),
        _("候补（人次）"),
    ]
    rows = (
        (t.name, t.organisation.name, t.opens_at, t.starts_on, t.courses, t.size, t.taken, t.waiting)  # type: ignore[attr-defined]
        for t in terms.order_by("-opens_at", "-id").iterator(excel.AT_ONCE)
    )
    return excel.workbook(heads, rows, name=_("夜校期次"))


def fill_table(page: TermPage) -> Table:
    """The courses of a term as they fill."""
    lines = [line for _group, lines in page.groups for line in lines]
    return Table(
        [
            Column("course.title", _("课程"), note=lambda line: line.course.class_group.name),
            Column("course.taught_by", _("教师")),
            Column("when", _("上课时间"), cell=lambda line: when(line.course)),
            Column("lessons", _("课次"), kind="num"),
            Column("offer", _("已报 / 名额"), cell=_fill),
            Column("offer.waiting", _("候补（人）"), kind="num"),
        ],
        lines,
        empty=_("还没有课程"),
        empty_text=_("点“新课程”，一门门加进来。"),
        row_url=address_of("desk-nightschool:course", "course.public_id"),
        caption=_("课程和报名进度"),
    )


def _term_fill(term: Any) -> Any:
    return meter(term.taken, term.size, label=" ", text=f"{term.taken} / {term.size}", kind="calm")


def _fill(line: CourseLine) -> Any:
    shown = f"{line.offer.taken} / {line.offer.size}"
    full = line.offer.free <= 0
    label = tag(_("满员"), "due") if full else " "
    return meter(line.offer.taken, line.offer.size, label=label, text=shown, kind="due" if full else "calm")


def roster_sheet(course: Course, *, by: Person) -> HttpResponseBase:
    """The roster with absences; phones stay masked, opening one is a door of its own."""
    seats = roster(course.offer)
    name = _("%(course)s 学员名单") % {"course": course.title}
    note_export([seat.place.person_id for seat in seats], by=by, what=name)
    absences = absences_in(course)
    heads = [_("序号"), _("姓名"), _("凭证号"), pgettext("of one", "报名时间"), _("无故缺席（次）")]
    rows = (
        (
            s.place.number,
            s.place.person.name,
            s.place.receipt,
            s.place.taken_at,
            absences.get(s.place.person_id, 0),
        )
        for s in seats
    )
    return excel.workbook(heads, rows, name=name)


def register_sheet(register: Register, *, by: Person) -> HttpResponseBase:
    """The 签到表 in Excel."""
    heads = [_("序号"), _("姓名"), _("凭证号"), _("出勤"), _("本期无故缺席（次）"), _("签名")]
    rows = (
        (
            seat.place.number,
            seat.place.person.name,
            seat.place.receipt,
            seat.attendance.get_state_display() if seat.attendance else "",
            absences,
            "",
        )
        for seat, absences in register.seats
    )
    which = {"course": register.lesson.course.title, "number": register.lesson.number}
    name = _("%(course)s 第 %(number)s 课 签到表") % which
    note_export([seat.place.person_id for seat, _absences in register.seats], by=by, what=name)
    return excel.workbook(heads, rows, name=name)
