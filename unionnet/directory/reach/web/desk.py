# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib import messages as toasts
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.reach.actions import confirm_message, discard_message, draft_message
from unionnet.directory.reach.models import Message
from unionnet.directory.reach.queries import (
    found_messages,
    messages_seen_by,
    organisations_to_write_to,
    preview_of,
    progress_of,
)
from unionnet.directory.reach.web.forms import MessageForm
from unionnet.directory.reach.web.lists import message_sheet, message_table, state_choices
from unionnet.foundation.ui.pages import Page


def _message(request: MemberRequest, public_id: str) -> Message:
    return get_object_or_404(messages_seen_by(request.person), public_id=public_id)


@login_required
@require_safe
def messages(request: MemberRequest) -> HttpResponse:
    """Everything written to members in this officer's reach."""
    if not request.person.may("reach.send"):
        raise PermissionDenied
    found = found_messages(request.person, request.GET.get("q", ""), request.GET.get("state", ""))
    page = Page.of(found, request, order=("-created_at", "-id"), size=30)
    return render(request, "reach/messages.html", {"table": message_table(page), "states": state_choices()})


@login_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    if not request.person.may("reach.send"):
        raise PermissionDenied
    return message_sheet(
        found_messages(request.person, request.GET.get("q", ""), request.GET.get("state", ""))
    )


@login_required
def write(request: MemberRequest) -> HttpResponse:
    """Step 1 of 3: the words and the audience."""
    if not organisations_to_write_to(request.person):
        raise PermissionDenied
    form = MessageForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        made = draft_message(form.cleaned_data["organisation"], form.draft, by=request.person)
        return redirect("desk-reach:message", made.public_id)
    return render(request, "reach/write.html", {"form": form})


@login_required
@require_safe
def message(request: MemberRequest, public_id: str) -> HttpResponse:
    """Step 2: look at it with its head count. Step 3: how far it came."""
    found = _message(request, public_id)
    if found.state == "draft":
        return render(request, "reach/preview.html", {"message": found, "preview": preview_of(found)})
    return render(request, "reach/message.html", {"message": found, "progress": progress_of(found)})


@login_required
@require_safe
def progress(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _message(request, public_id)
    return render(request, "reach/_progress.html", {"message": found, "progress": progress_of(found)})


@login_required
@require_POST
def confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    confirm_message(_message(request, public_id), by=request.person)
    toasts.success(request, _("已开始发送。"))
    return redirect("desk-reach:message", public_id)


@login_required
@require_POST
def discard(request: MemberRequest, public_id: str) -> HttpResponse:
    discard_message(_message(request, public_id), by=request.person)
    toasts.success(request, _("草稿已删除。"))
    return redirect("desk-reach:list")
