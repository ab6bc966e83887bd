# SPDX-License-Identifier: Apache-2.0
"""A sheet that says what, when and where, with a code that opens the page: to print, and as a picture for a
chat group."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import paper
from unionnet.tools.activities.queries import activities_seen_by


@require_safe
@needs("activities.see")
def page(request: MemberRequest, public_id: str) -> HttpResponse:
    """To look at, and to print from the browser where no PDF can be made."""
    return render(request, "activities/poster.html", _words(request, public_id))


@require_safe
@needs("activities.see")
def picture(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        made = paper.picture(paper.pdf("activities/poster_paper.html", _words(request, public_id)))
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-activities:poster", public_id)
    answer = HttpResponse(made, content_type="image/png")
    answer["Content-Disposition"] = 'inline; filename="poster.png"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _words(request: MemberRequest, public_id: str) -> dict[str, Any]:
    found = get_object_or_404(activities_seen_by(request.person), public_id=public_id)
    link = f"{settings.UNIONNET_PUBLIC_URL}{reverse('activities:activity', args=[public_id])}"
    return {"activity": found, "hosts": found.hosts.order_by("pk"), "link": link}
