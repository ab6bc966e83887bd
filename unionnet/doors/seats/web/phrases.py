# SPDX-License-Identifier: Apache-2.0
"""Words that are said often, for a union and those below it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.doors.seats.actions import keep_phrase, withdraw_phrase
from unionnet.doors.seats.queries import phrases_seen_by
from unionnet.doors.seats.rules import MANAGE
from unionnet.doors.seats.web.forms import PhraseForm
from unionnet.doors.seats.web.tabs import tabs_at
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def listed(request: MemberRequest) -> HttpResponse:
    form = PhraseForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            keep_phrase(said["union"], said["key"], said["text"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存，通话时打 /%(key)s 再按 Tab。") % {"key": said["key"]})
            return redirect("desk-seats:phrases")
    page = Page.of(phrases_seen_by(request.person), request, order=("key", "id"))
    context = {"tabs": tabs_at("phrases", request), "form": form, "page": page}
    return render(request, "seats/phrases.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(MANAGE)
def withdrawal(request: MemberRequest, public_id: str) -> HttpResponse:
    phrase = get_object_or_404(phrases_seen_by(request.person), public_id=public_id[:40])
    withdraw_phrase(phrase, by=request.person)
    messages.success(request, _("已停用 /%(key)s。") % {"key": phrase.key})
    return redirect("desk-seats:phrases")
