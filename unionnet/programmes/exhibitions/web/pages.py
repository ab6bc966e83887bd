# SPDX-License-Identifier: Apache-2.0
"""Exhibitions on the phone: what is on, the gallery, one work a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.exhibitions import actions
from unionnet.programmes.exhibitions.models import Exhibition
from unionnet.programmes.exhibitions.queries import askings_of, pictures_for, shows_for, works_shown_in

MOST_LISTED = 50


@require_safe
@signed_in
def listed(request: MemberRequest) -> HttpResponse:
    shows = shows_for(request.person, local_date(database_now()))[:MOST_LISTED]
    asked = askings_of(request.person)[:MOST_LISTED]
    return render(request, "exhibitions/list.html", {"shows": shows, "asked": asked})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def asking(request: MemberRequest, public_id: str) -> HttpResponse:
    """The author sees the work as it would hang, agrees or refuses, and may think better of it later."""
    found = get_object_or_404(askings_of(request.person), public_id=public_id)
    if request.method == "POST":
        actions.answer_asking(
            found, request.POST.get("answer", ""), request.POST.get("words", ""), by=request.person
        )
        messages.success(request, _("已记下您的答复。"))
        return redirect("exhibitions:asking", public_id)
    return render(request, "exhibitions/asking.html", {"asking": found, "work": found.work})


@require_safe
@signed_in
def gallery(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who looks is counted, once a day."""
    found = _found(request, public_id)
    actions.visit(found, by=request.person)
    works = works_shown_in(found).select_related("small")
    return render(request, "exhibitions/gallery.html", {"show": found, "works": works})


@require_safe
@signed_in
def work(request: MemberRequest, public_id: str, work_id: str) -> HttpResponse:
    """One work, and the ways to the one before and the one after. A label's code leads here, too."""
    found = _found(request, public_id)
    works = works_shown_in(found)
    this = get_object_or_404(works.select_related("picture"), public_id=work_id)
    actions.visit(found, by=request.person)
    order = list(works.values_list("public_id", flat=True))
    at = order.index(this.public_id)
    context = {
        "show": found,
        "work": this,
        "number": at + 1,
        "count": len(order),
        "before": order[at - 1] if at else "",
        "after": order[at + 1] if at + 1 < len(order) else "",
    }
    return render(request, "exhibitions/work.html", context)


@require_safe
@signed_in
def picture(request: MemberRequest, public_id: str) -> HttpResponse:
    rows = pictures_for(request.person, local_date(database_now()))
    answer = HttpResponse(get_object_or_404(rows, public_id=public_id).read(), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _found(request: MemberRequest, public_id: str) -> Exhibition:
    return get_object_or_404(shows_for(request.person, local_date(database_now())), public_id=public_id)
