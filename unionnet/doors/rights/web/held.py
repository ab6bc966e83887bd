# SPDX-License-Identifier: Apache-2.0
"""What is held about me, and who had it in their hands."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import disclosures_about
from unionnet.directory.people.web.doors import signed_in
from unionnet.doors.rights import queries
from unionnet.foundation.ui.pages import Page


@require_safe
@never_cache
@signed_in
def overview(request: MemberRequest) -> HttpResponse:
    context = {"kinds": queries.held_of(request.person), "closure": queries.open_closure(request.person)}
    return render(request, "rights/overview.html", context)


@require_safe
@never_cache
@signed_in
def rows(request: MemberRequest, model: str) -> HttpResponse:
    kind = queries.kind_of(model)
    if kind is None:
        raise Http404
    page = Page.of(queries.rows_of(kind, request.person), request, order=("-pk",), size=20)
    shown = [queries.shown(kind.declaration, row) for row in page.rows]
    return render(request, "rights/rows.html", {"kind": kind, "page": page, "rows": shown})


@require_safe
@never_cache
@signed_in
def lists(request: MemberRequest) -> HttpResponse:
    page = Page.of(disclosures_about(request.person), request, order=("-disclosure_id",), size=30)
    return render(request, "rights/lists.html", {"page": page})
