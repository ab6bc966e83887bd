# SPDX-License-Identifier: Apache-2.0
"""The phone: what is taught, my evenings, how it was."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.programmes.nightschool.actions import rate
from unionnet.programmes.nightschool.models import Term, Weekday
from unionnet.programmes.nightschool.queries import (
    course_page,
    course_with,
    courses_to_rate,
    public_terms,
    read_at,
    taught_by,
    term_page,
    terms_for,
    timetable_of,
    with_marks,
)
from unionnet.programmes.nightschool.rules import why_not_rate
from unionnet.programmes.nightschool.web.calendars import as_calendar
from unionnet.programmes.nightschool.web.forms import RatingForm


def _visitor(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)


def _filters(request: HttpRequest) -> tuple[int, bool]:
    day = request.GET.get("weekday", "")
    return int(day) if day in set(map(str, Weekday.values)) else 0, bool(request.GET.get("free"))


def _term(request: HttpRequest, term: Term, template: str, others: list[Term]) -> HttpResponse:
    weekday, free_only = _filters(request)
    page = term_page(term, _visitor(request), read_at(term), weekday=weekday, free_only=free_only)
    shown = {"page": page, "term": term, "others": others, "query": request.GET.urlencode()}
    return render(request, template, {**shown, "chips": _chips(page.weekdays, weekday, free_only=free_only)})


def _chips(weekdays: list[int], weekday: int, *, free_only: bool) -> list[tuple[str, str, bool]]:
    """The filters as links: everything, what is free, and each evening that has courses."""
    return [
        (_("全部"), "?", not weekday and not free_only),
        (_("有名额"), "?free=1", free_only),
        *((str(Weekday(day).label), f"?weekday={day}", day == weekday) for day in weekdays),
    ]


@require_safe
def current_term(request: HttpRequest) -> HttpResponse:
    """The term of one's own union, or the latest there is."""
    terms = terms_for(_visitor(request))
    if not terms:
        return render(request, "nightschool/no_term.html")
    return _term(request, terms[0], "nightschool/term.html", terms)


@require_safe
def one_term(request: HttpRequest, public_id: str) -> HttpResponse:
    term = get_object_or_404(public_terms(), public_id=public_id)
    return _term(request, term, "nightschool/term.html", terms_for(_visitor(request)))


@require_safe
def term_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The courses alone, for the page that stays live."""
    return _term(
        request, get_object_or_404(public_terms(), public_id=public_id), "nightschool/_courses.html", []
    )


@require_safe
def course(request: HttpRequest, public_id: str) -> HttpResponse:
    found = course_with.or_404(public_id)
    page = course_page(found, _visitor(request), read_at(found))
    return render(request, "nightschool/course.html", {"page": page, "course": found, "offer": found.offer})


@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """My evenings: what comes, what was."""
    now = database_now()
    lessons = with_marks(request.person, list(timetable_of(request.person)))
    ahead = [lesson for lesson in lessons if not lesson.is_over(now)]
    past = [lesson for lesson in lessons if lesson.is_over(now)]
    shown = {"ahead": ahead, "past": past[::-1], "to_rate": courses_to_rate(request.person)}
    shown["taught"] = taught_by(request.person, now)
    return render(request, "nightschool/mine.html", shown)


@login_required
@require_safe
def calendar(request: MemberRequest) -> HttpResponse:
    """My evenings for the calendar of the phone."""
    answer = HttpResponse(
        as_calendar(timetable_of(request.person)), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="night-school.ics"'
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
def rate_course(request: MemberRequest, public_id: str) -> HttpResponse:
    found = course_with.or_404(public_id)
    rating = found.ratings.filter(person=request.person).first()
    form = RatingForm(
        request.POST or None, initial={"stars": rating.stars, "words": rating.words} if rating else None
    )
    if request.method == "POST" and form.is_valid():
        rate(found, form.cleaned_data["stars"], form.cleaned_data["words"], by=request.person)
        messages.success(request, _("谢谢您的评价。"))
        return redirect("nightschool:course", public_id)
    shown = {"course": found, "form": form, "refusal": why_not_rate(request.person, found)}
    return render(request, "nightschool/rate.html", shown)
