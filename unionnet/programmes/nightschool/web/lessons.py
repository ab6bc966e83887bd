# SPDX-License-Identifier: Apache-2.0
"""The desk: the week, and what must be moved in it."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.actions import cancel_lesson, move_lesson
from unionnet.programmes.nightschool.desk_queries import lessons_managed_by, lessons_without_register, week_of
from unionnet.programmes.nightschool.web.forms import MoveForm
from unionnet.programmes.nightschool.web.gate import who_may


def _monday(text: str) -> date:
    try:
        day = parse_date(text) or timezone.localdate()
    except ValueError:
        day = timezone.localdate()
    return max(date(2000, 1, 3), min(day, date(2100, 1, 1))) - timedelta(days=day.weekday())


@who_may("nightschool.see")
@require_safe
def week(request: MemberRequest) -> HttpResponse:
    """Seven days of lessons; above them what still waits for its register."""
    monday = _monday(request.GET.get("week", ""))
    shown = {
        "days": week_of(request.person, monday),
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "waiting": lessons_without_register(request.person, database_now())[:20],
    }
    return render(request, "nightschool/week.html", shown)


@who_may("nightschool.manage")
def move(request: MemberRequest, public_id: str) -> HttpResponse:
    lesson = get_object_or_404(lessons_managed_by(request.person), public_id=public_id)
    form = MoveForm(request.POST or None, lesson=lesson, person=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            move_lesson(lesson, form.to, form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("已调课，正在通知学员和教师。"))
            return redirect("desk-nightschool:course", lesson.course.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "nightschool/move.html", {"form": form, "lesson": lesson, "course": lesson.course})


@who_may("nightschool.manage")
@require_POST
def cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    lesson = get_object_or_404(lessons_managed_by(request.person), public_id=public_id)
    cancel_lesson(lesson, request.POST.get("reason", "")[:200], by=request.person)
    messages.success(request, _("已停课，正在通知学员和教师。"))
    return redirect("desk-nightschool:course", lesson.course.public_id)
