# SPDX-License-Identifier: Apache-2.0
"""Who sits, which calls wait, which were missed and wait to be rung back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.doors.seats.actions import note_call, rise, sit
from unionnet.doors.seats.queries import in_hand_of, seat_of, seats_at, waiting_at
from unionnet.doors.seats.rules import HANDLE, SEE
from unionnet.doors.seats.web.forms import NoteForm, SitForm
from unionnet.doors.seats.web.tabs import tabs_at
from unionnet.foundation.refusals import Refusal


@require_safe
@with_verb(SEE)
def duty(request: MemberRequest) -> HttpResponse:
    return _drawn(request)


@require_safe
@with_verb(HANDLE)
def waiting(request: MemberRequest) -> HttpResponse:
    """The part of the page that keeps itself true; beside a call only what waits, if anything does."""
    if "others" in request.GET:
        found = waiting_at(request.person)
        return render(request, "seats/_waiting.html", {"waiting": found}) if found else HttpResponse()
    return render(request, "seats/_waiting.html", _calls(request))


@require_POST
@with_verb(HANDLE)
def take_seat(request: MemberRequest) -> HttpResponse:
    form = SitForm(request.person, request.POST)
    if form.is_valid():
        try:
            sit(form.cleaned_data["union"], form.cleaned_data["extension"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-seats:duty")
    return _drawn(request, sit_form=form)


@require_POST
@with_verb(HANDLE)
def leave_seat(request: MemberRequest) -> HttpResponse:
    rise(by=request.person)
    messages.success(request, _("已离席。"))
    return redirect("desk-seats:duty")


@require_POST
@with_verb(HANDLE)
def note(request: MemberRequest) -> HttpResponse:
    form = NoteForm(request.person, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            call = note_call(said["union"], said["key"], said["phone"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-seats:call", call.public_id)
    return _drawn(request, note_form=form)


def _drawn(request: MemberRequest, **written: Form) -> HttpResponse:
    may_answer, seat = request.person.may(HANDLE), seat_of(request.person)
    context: dict[str, Any] = {
        "tabs": tabs_at("duty", request),
        "may_answer": may_answer,
        "seat": seat,
        "seats": seats_at(request.person),
        "sit_form": written.get("sit_form") or SitForm(request.person, auto_id="sit-%s"),
        "note_form": written.get("note_form")
        or NoteForm(request.person, initial={"key": uuid4()}, auto_id="note-%s"),
        "is_noting": "note_form" in written,
    }
    if may_answer:
        context |= _calls(request)
    return render(request, "seats/duty.html", context, status=422 if written else 200)


def _calls(request: MemberRequest) -> dict[str, Any]:
    return {"waiting": waiting_at(request.person), "in_hand": in_hand_of(request.person)}
