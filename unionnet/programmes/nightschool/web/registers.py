# SPDX-License-Identifier: Apache-2.0
"""The desk: who came. Works for the officer, and for the teacher of the course."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.programmes.nightschool.actions import close_register, mark_attendance
from unionnet.programmes.nightschool.desk_queries import Register, lessons_seen_by, register_of
from unionnet.programmes.nightschool.rules import why_not_mark, why_not_take_register
from unionnet.programmes.nightschool.web.lists import register_sheet


def _register(request: MemberRequest, public_id: str) -> Register:
    return register_of(get_object_or_404(lessons_seen_by(request.person), public_id=public_id))


@login_required
def register(request: MemberRequest, public_id: str) -> HttpResponse:
    """Tick who came and who asked for leave; close it, and the rest were absent."""
    found = _register(request, public_id)
    lesson = found.lesson
    if request.method == "POST":
        rest = "present" if request.POST.get("all") else None
        marks = {
            seat.place.person: request.POST.get(f"mark-{seat.place.person.public_id}", rest)
            for seat, _n in found.seats
        }
        mark_attendance(
            lesson,
            present=[person for person, mark in marks.items() if mark == "present"],
            excused=[person for person, mark in marks.items() if mark == "excused"],
            by=request.person,
        )
        if request.POST.get("close"):
            close_register(lesson, by=request.person)
        messages.success(request, _("点名已结束。") if request.POST.get("close") else _("点名已保存。"))
        return redirect("desk-nightschool:register", public_id)
    refusal = why_not_take_register(request.person, lesson.course) or why_not_mark(lesson, database_now())
    may_scan = request.person.may("enrolment.check_in", lesson.course.offer.organisation.path)
    shown = {"register": found, "lesson": lesson, "course": lesson.course, "refusal": refusal}
    return render(request, "nightschool/register.html", {**shown, "may_scan": may_scan})


@login_required
@require_safe
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """The 签到表 to print and to sign by hand."""
    found = _register(request, public_id)
    blank = range(max(0, min(5, 30 - found.due)))
    shown = {"register": found, "lesson": found.lesson, "course": found.lesson.course, "blank": blank}
    return render(request, "nightschool/sheet.html", shown)


@login_required
@require_safe
def excel_sheet(request: MemberRequest, public_id: str) -> HttpResponseBase:
    return register_sheet(_register(request, public_id), by=request.person)
