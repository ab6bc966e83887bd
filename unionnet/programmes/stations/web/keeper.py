# SPDX-License-Identifier: Apache-2.0
"""One station in the hand of its keeper: go round, open, close, ask for more, say what is broken. Plain
forms; with scripts each goes through the outbox of the phone and waits there while the network is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import sites_kept_by
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.keeper import REASONS
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui.middleware import wants_json
from unionnet.programmes.stations import actions, queries
from unionnet.programmes.stations.checklist import SUPPLIES
from unionnet.programmes.stations.rules import LATE

# The clock of a phone goes a little wrong; what it kept for longer than that was kept without network.
KEPT = timedelta(minutes=2)
LONGEST_EPOCH = 11
Say = Callable[[MemberRequest, Site], str]


@require_safe
@needs("places.operate")
@never_cache
def tend(request: MemberRequest, public_id: str) -> HttpResponse:
    """With `?bare` the page names nobody and holds no history: so a phone keeps it."""
    site = _site(request, public_id)
    page = queries.tending_page(site, database_now())
    context = {"site": site, "page": page, "reasons": REASONS, "supplies": SUPPLIES.items()}
    return render(request, "stations/tend.html", {**context, "is_bare": "bare" in request.GET})


def _saying(say: Say) -> Callable[..., HttpResponseBase]:
    """To the outbox as JSON, else on the page that follows."""

    @require_POST
    @needs("places.operate")
    def walk(request: MemberRequest, public_id: str) -> HttpResponse:
        site = _site(request, public_id)
        if not wants_json(request):
            messages.success(request, say(request, site))
            return redirect("stations:tend", public_id)
        try:
            return JsonResponse({"says": say(request, site), "ok": True})
        except Refusal as no:
            return JsonResponse({"says": f"{no} {no.rule or ''}".strip(), "ok": False})

    return walk


@_saying
def patrol(request: MemberRequest, site: Site) -> str:
    said = request.POST
    day = local_date(_said_at(request) or database_now())
    kept = actions.patrol(
        site, said.getlist("exception")[:30], said.get("note", "")[:400], day=day, by=request.person
    )
    return _("已记下：一切正常。") if kept.is_well else _("已记下，并转给工会处理。")


@_saying
def door(request: MemberRequest, site: Site) -> str:
    is_open = request.POST.get("door") == "open"
    reason = one_line(request.POST.get("reason", "")[:200], 60)
    actions.switch_door(site, is_open=is_open, reason=reason, said_at=_said_at(request), by=request.person)
    words = _("“%(site)s”已开门。") if is_open else _("“%(site)s”已关门。")
    return words % {"site": site.name}


@_saying
def supplies(request: MemberRequest, site: Site) -> str:
    said = request.POST
    actions.ask_for(site, said.getlist("item")[:30], said.get("note", "")[:200], by=request.person)
    return _("已报给工会，有答复会通知您。")


@_saying
def broken(request: MemberRequest, site: Site) -> str:
    said = request.POST
    facility = one_line(said.get("facility", "")[:40], 24)
    photo = request.FILES.get("photo")
    actions.report_broken(site, said.get("text", "")[:600], facility, photo, by=request.person)
    return _("已登记故障，驿站页面上会标明。")


def _site(request: MemberRequest, public_id: str) -> Site:
    return get_object_or_404(sites_kept_by(request.person), public_id=public_id)


def _said_at(request: MemberRequest) -> datetime | None:
    """The moment a phone kept it at, when that was a while ago: not longer than it may wait, never ahead."""
    text, now = request.POST.get("kept", ""), database_now()
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_EPOCH):
        return None
    said = datetime.fromtimestamp(int(text), UTC) if int(text) < now.timestamp() else now
    return max(said, now - LATE) if now - said > KEPT else None
