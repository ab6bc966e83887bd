# SPDX-License-Identifier: Apache-2.0
"""Courses with free places: one address and one button for everybody (S2-15)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.places.web.access import needs
from unionnet.foundation.clock import database_now
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import make_course, take_seat
from unionnet.programmes.hardship.models import FreeCourse
from unionnet.programmes.hardship.web.forms import CourseForm
from unionnet.tools.enrolment.queries import candidate_of, entry_of
from unionnet.tools.enrolment.rules import why_not_enrol

MOST = 100


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "hardship/courses.html", {"courses": queries.open_courses(database_now())[:MOST]})


@require_safe
@never_cache
def course(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever may have a free place is shown it; everybody else the ordinary one, and no word of another."""
    found, now = _named(public_id), database_now()
    person: Person | None = getattr(request, "person", None)
    offer = queries.seat_of(found, person, now)
    entry = entry_of(person, offer) if person else None
    no = why_not_enrol(candidate_of(person, offer.group_id), offer, now) if person and not entry else None
    fee = 0 if offer.pk == found.free_id else found.fee
    context = {"course": found, "offer": offer, "entry": entry, "refusal": no, "fee": fee}
    return render(request, "hardship/course.html", context)


@require_POST
@signed_in
def taken(request: MemberRequest, public_id: str) -> HttpResponse:
    got = take_seat(_named(public_id), by=request.person)
    said = _("报名成功。") if got.outcome == "taken" else _("名额已满，您已进入候补。")
    messages.success(request, said)
    return redirect("hardship:course", public_id)


@require_safe
@needs("enrolment.manage")
def desk(request: MemberRequest) -> HttpResponse:
    courses = queries.courses_seen_by(request.person, "enrolment.manage")[:MOST]
    return render(request, "hardship/desk_courses.html", {"courses": courses})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("enrolment.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = CourseForm(request.person, request.POST or None, initial={"opens_at": timezone.now()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        make_course(data["union"], form.plan, key=data["key"], by=request.person)
        messages.success(request, _("课程已公布。"))
        return redirect("desk-hardship:courses")
    return render(request, "hardship/course_form.html", {"form": form}, status=422 if form.errors else 200)


def _named(public_id: str) -> FreeCourse:
    if found := queries.course_named(public_id):
        return found
    raise Http404
