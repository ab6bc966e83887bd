# SPDX-License-Identifier: Apache-2.0
"""After a re-election, for those who grant posts: whose post to give, whose to end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.committees.actions import hand_over
from unionnet.programmes.committees.queries import approved_where_granting, handover_of
from unionnet.programmes.committees.web.tables import handovers_table


@require_safe
@needs("people.grant_roles")
def handovers(request: MemberRequest) -> HttpResponse:
    """Re-elections that were approved, the latest first."""
    page = Page.of(approved_where_granting(request.person), request, order=("-id",), size=30)
    return render(request, "committees/handovers.html", {"table": handovers_table(page)})


@needs("people.grant_roles")
def handover(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(approved_where_granting(request.person), public_id=public_id)
    if request.method == "POST":
        asked = hand_over(found, _numbers(request, "give"), _numbers(request, "end"), by=request.person)
        messages.success(request, _("已提出，待另一位安全管理员复核后生效。"))
        return redirect("desk-people:countersigning", asked.public_id)
    context = {"election": found, "union": found.organisation, "handover": handover_of(found)}
    return render(request, "committees/handover.html", context)


def _numbers(request: MemberRequest, name: str) -> set[int]:
    texts = request.POST.getlist(name)
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18}
