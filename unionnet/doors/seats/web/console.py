# SPDX-License-Identifier: Apache-2.0
"""One call on one screen: who calls, what they say, what applies; every word is kept as it is written."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.doors.seats.actions import make_case, open_number, pick, put_back, save_draft, settle
from unionnet.doors.seats.models import Call, Draft
from unionnet.doors.seats.queries import (
    caller_of,
    calls_at_desk,
    draft_of,
    in_hand_of,
    phrases_at,
    what_applies,
)
from unionnet.doors.seats.queries.applies import LONGEST
from unionnet.doors.seats.rules import HANDLE, why_not_end
from unionnet.doors.seats.web.forms import ConsoleForm, EndingForm, known_kinds
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.tags.words import mask

MOST_CHANGES = 2**53  # what a browser counts exactly


@require_http_methods(["GET", "POST"])
@with_verb(HANDLE)
def console(request: MemberRequest, public_id: str) -> HttpResponse:
    call = _found(request, public_id)
    if call.case is not None:
        return redirect("desk-casework:case", call.case.public_id)
    if request.method != "POST" or call.taken_by_id != request.person.pk:
        return _drawn(request, call)
    form = ConsoleForm(call, known_kinds(), request.POST)
    if form.is_valid():
        try:
            return _made(request, call, form)
        except Refusal as no:
            form.add_error(None, str(no))
    return _drawn(request, call, form)


@require_POST
@with_verb(HANDLE)
def pick_call(request: MemberRequest, public_id: str) -> HttpResponse:
    pick(_found(request, public_id), by=request.person)
    return redirect("desk-seats:call", public_id)


@require_POST
@with_verb(HANDLE)
def back(request: MemberRequest, public_id: str) -> HttpResponse:
    put_back(_found(request, public_id), by=request.person)
    messages.success(request, _("已放回，值班的同事可以接着办，写下的内容还在。"))
    return redirect("desk-seats:duty")


@require_POST
@with_verb(HANDLE)
def number(request: MemberRequest, public_id: str) -> HttpResponse:
    phone = open_number(_found(request, public_id), by=request.person)
    messages.info(request, _("来电号码：%(phone)s。查看已记录。") % {"phone": phone})
    return redirect("desk-seats:call", public_id)


@require_POST
@with_verb(HANDLE)
def draft(request: MemberRequest, public_id: str) -> JsonResponse:
    """What stands in the browser now. The answer says which change the server has."""
    call, typed = _found(request, public_id), request.POST.get("sequence", "")
    words = ConsoleForm(call, []).written(request.POST)
    sequence = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 17 else 0
    kept = save_draft(call, words, min(sequence, MOST_CHANGES), by=request.person)
    return JsonResponse({"sequence": kept.sequence})


@require_POST
@with_verb(HANDLE)
def applies(request: MemberRequest, public_id: str) -> HttpResponse:
    """What applies to the words so far. Sent as a form: addresses stand in logs."""
    call, words = _found(request, public_id), request.POST.get("q", "")
    found = what_applies(call.organisation, request.person, words[-LONGEST:], local_date(database_now()))
    return render(request, "seats/_applies.html", {"found": found, "words": words})


@require_POST
@with_verb(HANDLE)
def ending(request: MemberRequest, public_id: str) -> HttpResponse:
    """No case, and why."""
    call = settle(_found(request, public_id), request.POST.get("ending", ""), by=request.person)
    messages.success(request, _("已记下：%(ending)s。") % {"ending": call.get_ending_display()})
    return _on_to_the_next(request)


def _found(request: MemberRequest, public_id: str) -> Call:
    return get_object_or_404(calls_at_desk(request.person), public_id=public_id[:40])


def _made(request: MemberRequest, call: Call, form: ConsoleForm) -> HttpResponse:
    """By the button that was pressed; by the keys, as the form stands."""
    how, said = request.POST.get("how", ""), form.cleaned_data
    reply = said["reply"] if how in ("", "answer") else ""
    to = said["to"] if how in ("", "dispatch") else None
    if how == "answer" and not reply:
        raise Refusal("no_words", _("请先写答复，再办结。"))
    if how == "dispatch" and not to:
        raise Refusal("no_union", _("请先写明派给哪个工会。"))
    made = make_case(call, form.taken, reply=reply, to=to, by=request.person)
    if made.case is not None:
        messages.success(request, _("已登记，编号 %(number)s，请告诉对方。") % {"number": made.case.number})
    return _on_to_the_next(request)


def _on_to_the_next(request: MemberRequest) -> HttpResponse:
    left = in_hand_of(request.person)
    return redirect("desk-seats:call", left[0].public_id) if left else redirect("desk-seats:duty")


def _drawn(request: MemberRequest, call: Call, form: ConsoleForm | None = None) -> HttpResponse:
    now, kept = database_now(), draft_of(call)
    is_mine = call.taken_by_id == request.person.pk and not call.is_settled
    context: dict[str, Any] = {
        "call": call,
        "is_mine": is_mine,
        "refusal": None if is_mine or call.taken_by_id is None else why_not_end(call, request.person),
        "phone": mask(call.phone.open()) if isinstance(call.phone, Sealed) else "",
        "caller": caller_of(call, request.person),
        "now": now,
    }
    if is_mine:
        context |= {
            "form": form or ConsoleForm(call, known_kinds(), initial=_words(kept)),
            "ending_form": EndingForm(),
            "sequence": kept.sequence if kept else 0,
            "phrases": phrases_at(call.organisation),
            "others": [each for each in in_hand_of(request.person) if each.pk != call.pk],
        }
    return render(request, "seats/console.html", context, status=422 if form else 200)


def _words(kept: Draft | None) -> dict[str, str]:
    if kept is None or not isinstance(kept.words, Sealed):
        return {}
    found: dict[str, str] = json.loads(kept.words.open())
    return {name: words for name, words in found.items() if words}
