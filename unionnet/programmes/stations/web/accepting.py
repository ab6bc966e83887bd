# SPDX-License-Identifier: Apache-2.0
"""At the desk: a planned station is declared built, looked at and opened; locks are put to its doors."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import sites_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.texts import one_line
from unionnet.programmes.stations import actions, queries


@require_safe
@needs("places.see")
def planned(request: MemberRequest) -> HttpResponse:
    """What is being built, what it lacks, what waits for somebody to look."""
    rows = queries.planned_page(request.person, local_date(database_now()))
    return render(request, "stations/planned.html", {"rows": rows})


@require_safe
@needs("places.see")
def opening(request: MemberRequest, public_id: str) -> HttpResponse:
    """One station on its way, and the locks of its doors."""
    site = _site(request, public_id)
    page = queries.opening_page(site, request.person, local_date(database_now()))
    return render(request, "stations/opening.html", {"site": site, "page": page})


@require_POST
@needs("places.change")
def built(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.declare_built(_site(request, public_id), by=request.person)
    messages.success(request, _("已报请验收，请另一位干部到现场核对。"))
    return redirect("desk-stations:opening", public_id)


@require_POST
@needs("places.change")
def accepted(request: MemberRequest, public_id: str) -> HttpResponse:
    site = _site(request, public_id)
    actions.accept(site, by=request.person)
    messages.success(request, _("“%(site)s”验收通过，即日起对外开放。") % {"site": site.name})
    return redirect("desk-stations:opening", public_id)


@require_POST
@needs("places.change")
def sent_back(request: MemberRequest, public_id: str) -> HttpResponse:
    why = one_line(request.POST.get("why", ""), 200)
    actions.send_back(_site(request, public_id), why, by=request.person)
    messages.success(request, _("已退回整改。"))
    return redirect("desk-stations:opening", public_id)


@require_POST
@needs("places.change")
def put_lock(request: MemberRequest, public_id: str) -> HttpResponse:
    """The key in clear, once, on a page nobody keeps."""
    site = _site(request, public_id)
    name = clean(request.POST.get("name", "")) or _("正门")
    only = request.POST.get("members_only") == "1"
    lock, key = actions.put_lock(site, name, members_only=only, by=request.person)
    address = settings.UNIONNET_PUBLIC_URL + reverse("stations:enter", args=[lock.public_id])
    context = {"site": site, "lock": lock, "key": key, "address": address}
    answer = render(request, "stations/lock.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needs("places.change")
def drop_lock(request: MemberRequest, public_id: str) -> HttpResponse:
    lock = get_object_or_404(queries.locks_seen_by(request.person), public_id=public_id)
    actions.drop_lock(lock, by=request.person)
    messages.success(request, _("门锁已停用，密钥作废。"))
    return redirect("desk-stations:opening", lock.site.public_id)


def _site(request: MemberRequest, public_id: str) -> Site:
    return get_object_or_404(sites_seen_by(request.person), public_id=public_id)
