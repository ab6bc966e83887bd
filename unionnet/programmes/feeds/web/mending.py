# SPDX-License-Identifier: Apache-2.0
"""One click for each thing that keeps a site off the maps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import sites_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.programmes.feeds import actions


@require_POST
@needs("feeds.manage")
def swap(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.swap_spot(_site(request, public_id), by=request.person)
    return _done(request, public_id)


@require_POST
@needs("feeds.manage")
def datum(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.correct_datum(_site(request, public_id), request.POST.get("datum", ""), by=request.person)
    return _done(request, public_id)


@require_POST
@needs("feeds.manage")
def vouch(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.vouch_for(_site(request, public_id), request.POST.get("code", ""), by=request.person)
    return _done(request, public_id)


def _site(request: MemberRequest, public_id: str) -> Site:
    return get_object_or_404(sites_seen_by(request.person), public_id=public_id)


def _done(request: MemberRequest, public_id: str) -> HttpResponse:
    """The maps follow at once: who clicked wants to see it."""
    actions.note_stale(_site(request, public_id).pk)
    actions.refresh_stale()
    messages.success(request, _("已改正，各渠道随即更新。"))
    return redirect("desk-feeds:site", public_id)
