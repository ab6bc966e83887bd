# SPDX-License-Identifier: Apache-2.0
"""The desk: one course."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.nightschool.actions import (
    add_class_group,
    announce,
    cancel_course,
    change_course,
    schedule_lessons,
    set_hours,
)
from unionnet.programmes.nightschool.desk_queries import (
    courses_managed_by,
    courses_seen_by,
    desk_course,
    terms_managed_by,
)
from unionnet.programmes.nightschool.web.forms import CourseForm, HoursForm, ReasonForm, ScheduleForm
from unionnet.programmes.nightschool.web.gate import who_may
from unionnet.programmes.nightschool.web.lists import roster_sheet


@who_may("nightschool.manage")
def new(request: MemberRequest, public_id: str) -> HttpResponse:
    term = get_object_or_404(terms_managed_by(request.person), public_id=public_id)
    form = CourseForm(request.POST or None, term=term, person=request.person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        name = given["new_class_group"]
        group = add_class_group(term, name, by=request.person) if name else given["class_group"]
        made = announce(group, form.terms, by=request.person, lessons=given["lessons"])
        return redirect("desk-nightschool:course", made.public_id)
    return render(request, "nightschool/form.html", {"form": form, "title": _("新课程"), "term": term})


@login_required
@require_safe
def course(request: MemberRequest, public_id: str) -> HttpResponse:
    """Lessons with who came, the roster, the changes."""
    found = get_object_or_404(courses_seen_by(request.person), public_id=public_id)
    shown = desk_course(found, request.person, database_now())
    forms = {
        "reason": ReasonForm(),
        "schedule": ScheduleForm(initial={"first_day": found.class_group.term.starts_on}),
    }
    return render(request, "nightschool/desk_course.html", {"page": shown, "course": found, **forms})


@who_may("nightschool.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(courses_managed_by(request.person), public_id=public_id)
    term = found.class_group.term
    form = CourseForm(request.POST or None, term=term, person=request.person, course=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_course(found, form.terms, by=request.person)
            messages.success(request, _("课程已修改。"))
            return redirect("desk-nightschool:course", public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "title": _("修改课程"), "term": term, "course": found}
    return render(request, "nightschool/form.html", shown)


@who_may("nightschool.manage")
def hours(request: MemberRequest, public_id: str) -> HttpResponse:
    """Another weekday or other hours, with a reason."""
    found = get_object_or_404(courses_managed_by(request.person), public_id=public_id)
    now = {"weekday": found.weekday, "begins": found.begins, "ends": found.ends}
    form = HoursForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_hours(
                found, given["weekday"], given["begins"], given["ends"], given["reason"], by=request.person
            )
            messages.success(request, _("上课时间已调整，正在通知学员和教师。"))
            return redirect("desk-nightschool:course", public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {"form": form, "title": _("调整上课时间"), "term": found.class_group.term, "course": found}
    return render(request, "nightschool/form.html", shown)


@who_may("nightschool.manage")
@require_POST
def schedule(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(courses_managed_by(request.person), public_id=public_id)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        raise Refusal("lesson_count", _("请填写课次和开始日期。"))
    given = form.cleaned_data
    schedule_lessons(found, given["lessons"], first_day=given["first_day"], by=request.person)
    return redirect("desk-nightschool:course", public_id)


@who_may("nightschool.manage")
@require_POST
def cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(courses_managed_by(request.person), public_id=public_id)
    cancel_course(found, request.POST.get("reason", "")[:200], by=request.person)
    messages.success(request, _("课程已取消，正在通知学员。"))
    return redirect("desk-nightschool:course", public_id)


@login_required
@require_safe
def roster_excel(request: MemberRequest, public_id: str) -> HttpResponseBase:
    course = get_object_or_404(courses_seen_by(request.person), public_id=public_id)
    return roster_sheet(course, by=request.person)
