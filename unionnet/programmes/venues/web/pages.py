# SPDX-License-Identifier: Apache-2.0
"""The phone: is this book there, what have I borrowed, and where along my road can I sleep tonight."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.places.areas import Area, areas_named, known_areas
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.venues import queries
from unionnet.programmes.venues.routes import length_of
from unionnet.tools.booking.queries import free_on
from unionnet.tools.booking.web.asking import day_of

ENDS = ("from", "via", "to")


@dataclass(frozen=True)
class End:
    """One end of a route as it was typed, and what it was taken for."""

    key: str
    words: str
    area: Area | None

    @property
    def is_unknown(self) -> bool:
        return bool(self.words) and self.area is None


@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """The catalogue of every shelf, by name."""
    words = one_line(request.GET.get("q", ""), 40)
    page = Page.of(queries.public_titles(words), request, order=("name", "id"), size=30)
    context = {"page": page, "lines": queries.catalogue_of(page.rows), "words": words}
    return render(request, "venues/books.html", context)


@require_safe
@signed_in
def loans(request: MemberRequest) -> HttpResponse:
    """What I have, what is due, what I read."""
    mine, today = queries.loans_of(request.person), local_date(database_now())
    page = Page.of(mine.filter(returned_at__isnull=False), request, order=("-lent_at", "id"), size=30)
    context = {"held": mine.filter(returned_at=None).order_by("due_on"), "page": page, "today": today}
    return render(request, "venues/loans.html", context)


@require_safe
def homes(request: HttpRequest) -> HttpResponse:
    """From here to there: the homes on the way, in the order of the journey, with tonight's beds."""
    now = database_now()
    night = max(day_of(request.GET.get("night", "")) or local_date(now), local_date(now))
    ends = [_end(key, one_line(request.GET.get(key, ""), 40)) for key in ENDS]
    route = [(end.area.latitude, end.area.longitude) for end in ends if end.area]
    context = {
        "ends": ends,
        "night": night,
        "today": local_date(now),
        "metres": length_of(route),
        "found": queries.homes_along(route, night, now) if len(route) > 1 else None,
        "areas": known_areas(),
    }
    return render(request, "venues/homes.html", context)


@require_safe
def home(request: HttpRequest, public_id: str) -> HttpResponse:
    found, now = get_object_or_404(queries.public_homes(), public_id=public_id), database_now()
    (tonight,) = free_on([found.beds], local_date(now), now)
    return render(request, "venues/home.html", {"home": found, "site": found.site, "tonight": tonight})


def _end(key: str, words: str) -> End:
    """The first place of that name."""
    found = areas_named(words) if words else ()
    return End(key, words, found[0] if found else None)
