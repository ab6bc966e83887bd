# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.desk.access import desk_door
from unionnet.doors.search.queries import LONGEST, found_by


@require_safe
@desk_door("desk.open")
def find(request: MemberRequest) -> HttpResponse:
    """Members, unions, sites and offers within reach."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "search/find.html", {"words": words, "shelves": found_by(request.person, words)})
