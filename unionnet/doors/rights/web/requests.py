# SPDX-License-Identifier: Apache-2.0
"""A copy as a file; closing the account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.doors.rights import queries
from unionnet.doors.rights.actions import ask_copy, ask_to_close, fetch_copy, take_closure_back
from unionnet.doors.rights.web.proof import proved
from unionnet.foundation.clock import database_now, local_date


@require_safe
@never_cache
@proved
def copies(request: MemberRequest) -> HttpResponse:
    rows = list(queries.copies_of(request.person)[:10])
    context = {"copies": rows, "now": database_now(), "making": any(row.made_at is None for row in rows)}
    part = "fragment" in request.GET
    status = 286 if part and not context["making"] else 200  # the page need not ask any more
    return render(request, "rights/_copies.html" if part else "rights/copies.html", context, status=status)


@require_POST
@proved
def ask(request: MemberRequest) -> HttpResponse:
    ask_copy(request.person, by=request.person)
    return redirect("rights:copies")


@require_safe
@never_cache
@proved
def fetch(request: MemberRequest, public_id: str) -> HttpResponse:
    copy = get_object_or_404(queries.copies_of(request.person), public_id=public_id)
    answer = HttpResponse(fetch_copy(copy, by=request.person), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="unionnet-{local_date(database_now()):%Y%m%d}.zip"'
    return answer


@require_safe
@never_cache
@signed_in
def closing(request: MemberRequest) -> HttpResponse:
    """What would go, what has to stay, and until when one may think again."""
    context = {
        "closure": queries.open_closure(request.person),
        "what": queries.consequences(request.person, at=database_now()),
    }
    return render(request, "rights/closing.html", context)


@require_POST
@proved
def close(request: MemberRequest) -> HttpResponse:
    ask_to_close(request.person, by=request.person, note=request.POST.get("note", "")[:200])
    return redirect("rights:closing")


@require_POST
@signed_in
def keep(request: MemberRequest) -> HttpResponse:
    closure = queries.open_closure(request.person)
    if closure:
        take_closure_back(closure, by=request.person)
    return redirect("rights:closing")
