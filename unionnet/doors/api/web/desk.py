# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.api.actions import issue_token, revoke_token
from unionnet.doors.api.queries import tokens_seen_by, unions_with_tokens_by
from unionnet.doors.api.web.forms import TokenForm
from unionnet.doors.desk.access import desk_door
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.pages import Page


@require_http_methods(["GET", "POST"])
@never_cache
@desk_door("api.manage")
def tokens(request: MemberRequest) -> HttpResponse:
    """The list, the form for one more, and once the secret of the one just made."""
    form = TokenForm(request.POST or None, unions=unions_with_tokens_by(request.person))
    secret = ""
    if request.method == "POST" and form.is_valid():
        _token, secret = issue_token(**form.cleaned_data, by=request.person)
        form = TokenForm(unions=unions_with_tokens_by(request.person))
    return render(request, "api/tokens.html", {"form": form, "secret": secret, **_list(request)})


def _list(request: MemberRequest) -> dict[str, object]:
    page = Page.of(tokens_seen_by(request.person), request, order=("-created_at", "id"))
    return {"page": page, "now": database_now()}


@require_POST
@desk_door("api.manage")
def revocation(request: MemberRequest, token_id: str) -> HttpResponse:
    token = get_object_or_404(tokens_seen_by(request.person), public_id=token_id)
    revoke_token(token, by=request.person)
    return redirect("desk-api:tokens")
