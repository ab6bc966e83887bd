# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.reach.actions import choose_channels, mark_all_read, mark_read
from unionnet.directory.reach.queries import choices_of, inbox_of, notices_seen_by
from unionnet.foundation.ui.pages import Page


@login_required
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """What is new on top, what was read below."""
    found = inbox_of(request.person)
    page = Page.of(found.read, request, order=("-created_at", "-id"), size=20)
    return render(request, "reach/inbox.html", {"inbox": found, "page": page})


@login_required
@require_safe
def notice(request: MemberRequest, public_id: str) -> HttpResponse:
    """Opening a notice reads it."""
    found = get_object_or_404(notices_seen_by(request.person), public_id=public_id)
    return render(request, "reach/notice.html", {"notice": mark_read(found, by=request.person)})


@login_required
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    mark_all_read(by=request.person)
    messages.success(request, _("已全部标为已读。"))
    return redirect("reach:inbox")


@login_required
def settings(request: MemberRequest) -> HttpResponse:
    """Which channels for which family."""
    if request.method == "POST":
        chosen = [tuple(value.split(":", 1)) for value in request.POST.getlist("on") if ":" in value]
        choose_channels(request.person, [(family, channel) for family, channel in chosen], by=request.person)
        messages.success(request, _("接收方式已保存。"))
        return redirect("reach:settings")
    return render(request, "reach/settings.html", {"choices": choices_of(request.person)})
