# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.programmes.nightschool.desk_queries import ratings_of, terms_seen_by
from unionnet.programmes.nightschool.web.gate import who_may


@who_may("nightschool.see")
@require_safe
def ratings(request: MemberRequest, public_id: str) -> HttpResponse:
    """What those who came say, course by course, without names."""
    term = get_object_or_404(terms_seen_by(request.person), public_id=public_id)
    found = ratings_of(term)
    shown = {"term": term, "ratings": found, "unrated": [row for row in found if not row.count]}
    return render(request, "nightschool/ratings.html", shown)
