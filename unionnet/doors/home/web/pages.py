# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from unionnet.directory.people.models import Person
from unionnet.doors.home.activities import Wish, lines_of, offers_like
from unionnet.doors.home.queries import home_of
from unionnet.foundation.ui.pages import Page


def _person(request: HttpRequest) -> Person | None:
    found: Person | None = getattr(request, "person", None)
    return found


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", {"home": home_of(_person(request), timezone.now())})


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Every offer that is live, across programmes."""
    wish, now = Wish.of(request.GET), timezone.now()
    page = Page.of(offers_like(wish, now), request, order=("opens_at", "id"), size=20)
    context = {"wish": wish, "page": page, "lines": lines_of(page.rows, now)}
    return render(request, "home/activities.html", context)


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Everything one can do here, in the words of those who need it."""
    return render(request, "home/matters.html", {"home": home_of(_person(request), timezone.now())})
