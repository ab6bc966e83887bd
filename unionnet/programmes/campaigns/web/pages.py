# SPDX-License-Identifier: Apache-2.0
"""On the phone: what is near me this week."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.directory.places.web.asking import read
from unionnet.foundation.clock import database_now
from unionnet.programmes.campaigns.queries import this_week


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """For everybody. Where one stands is used for this one answer and not kept."""
    asked = read(request)
    found = this_week(getattr(request, "person", None), database_now(), asked.here)
    return render(request, "campaigns/near.html", {"found": found, "asked": asked})
