# SPDX-License-Identifier: Apache-2.0
"""The phone: anyone finds a station, nobody needs an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.places.actions import report_fault
from unionnet.directory.places.areas import known_areas
from unionnet.directory.places.beside import links_for_visitors
from unionnet.directory.places.facilities import BY_CODE, COMMON, LIST
from unionnet.directory.places.queries import public_sites, site_page
from unionnet.directory.places.web.asking import clean, read
from unionnet.directory.places.web.finding import answer
from unionnet.directory.places.web.ways import directions
from unionnet.foundation.clock import database_now


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Which station is near and open? As a list or as a map."""
    asked = read(request)
    chips = [BY_CODE[code] for code in dict.fromkeys((*asked.wish.codes, *COMMON))]
    found = answer(request, asked, database_now())
    around = known_areas() if asked.here is None else []
    context = {"asked": asked, "found": found, "chips": chips, "all": LIST, "areas": around}
    return render(request, "places/find.html", context)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """One station: open or not, what is there, how to get in."""
    site = get_object_or_404(public_sites(), public_id=public_id)
    page = site_page(site, database_now())
    context = {"page": page, "site": site, "ways": directions(site), "more": links_for_visitors(site)}
    return render(request, "places/site.html", context)


@require_POST
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Something is broken: the keeper reads it."""
    site = get_object_or_404(public_sites(), public_id=public_id)
    words = " ".join(request.POST.get("text", "")[:600].split())
    person = getattr(request, "person", None)
    report_fault(site, words, clean(request.POST.get("facility", "")), by=person)
    messages.success(request, _("已告诉驿站管理员，谢谢您。"))
    return redirect("places:site", public_id)
