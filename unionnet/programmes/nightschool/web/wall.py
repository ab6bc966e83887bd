# SPDX-License-Identifier: Apache-2.0
"""The big screen: places filling, sums only."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.parts import Bar
from unionnet.programmes.nightschool.queries import Filling, filling_of
from unionnet.programmes.nightschool.web.gate import who_may


def _shown(filling: Filling) -> dict[str, object]:
    drawn = [Bar(course.title, course.offer.taken, course.offer.size) for course in filling.courses]
    return {"filling": filling, "bars": drawn}


@who_may("screen.open")
@require_safe
def wall(request: MemberRequest) -> HttpResponse:
    return render(request, "nightschool/screen.html", _shown(filling_of(request.person, database_now())))


@who_may("screen.open")
@require_safe
def bars(request: MemberRequest) -> HttpResponse:
    return render(request, "nightschool/_bars.html", _shown(filling_of(request.person, database_now())))
