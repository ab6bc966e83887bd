# SPDX-License-Identifier: Apache-2.0
"""The poster in the station: scan, fill in, be answered. A4 to print, a picture for the chat group."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import join_code_of, sites_seen_by
from unionnet.directory.places.rules import days_to_answer
from unionnet.directory.places.web.access import needs
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import paper


@require_safe
@needs("places.see")
def page(request: MemberRequest, public_id: str) -> HttpResponse:
    """To look at, and to print from the browser where no PDF can be made."""
    return render(request, "places/poster.html", _words(request, public_id))


@require_safe
@needs("places.see")
def document(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        made = paper.pdf("places/poster_paper.html", _words(request, public_id))
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-places:poster", public_id)
    return _file(made, "application/pdf", "poster.pdf")


@require_safe
@needs("places.see")
def picture(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same sheet as a picture."""
    try:
        made = paper.picture(paper.pdf("places/poster_paper.html", _words(request, public_id)))
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-places:poster", public_id)
    return _file(made, "image/png", "poster.png")


def _words(request: MemberRequest, public_id: str) -> dict[str, Any]:
    site: Site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    code = join_code_of(site, database_now())
    if code is None:
        raise Refusal("no_code", _("请先为“%(site)s”生成入会码。"), site=site.name)
    days = days_to_answer(site.region_code, timezone.localdate())
    return {"site": site, "code": code, "days": days, "link": f"{settings.UNIONNET_PUBLIC_URL}/j/{code.code}"}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
