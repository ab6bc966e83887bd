# SPDX-License-Identifier: Apache-2.0
"""In the street: when and where, join by one tap, ask without an account."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.clock import database_now
from unionnet.programmes.outreach.actions import ask
from unionnet.programmes.outreach.queries import meetings_ahead, public_meetings
from unionnet.programmes.outreach.web.forms import AskForm

SHOWN = 50


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/list.html", {"meetings": meetings_ahead(database_now())[:SHOWN]})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting; the form asks for no name."""
    found = get_object_or_404(public_meetings(), public_id=public_id)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ask(found, said["kind"], said["text"], by=cast(MemberRequest, request).person)
        messages.success(request, _("已提交，工作人员会当场答复。"))
        return redirect("outreach:meeting", public_id)
    context = {"meeting": found, "form": form, "is_open": found.ends_at > database_now()}
    return render(request, "outreach/meeting.html", context, status=422 if form.errors else 200)
