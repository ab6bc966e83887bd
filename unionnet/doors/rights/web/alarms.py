# SPDX-License-Identifier: Apache-2.0
"""Where I am signed in, and what to do when somebody else seems to be me."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.actions import end_session, end_sessions_of, thaw_card
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import devices_of
from unionnet.directory.people.web.doors import signed_in
from unionnet.doors.rights import queries
from unionnet.doors.rights.actions import close_alarm, raise_alarm, take_step
from unionnet.doors.rights.models import Alarm
from unionnet.doors.rights.web.proof import proved
from unionnet.foundation.clock import database_now

DAYS = 30
Step = Alarm.Step
# What a step is done with: here, by its button, or on the page where it belongs.
PAGES = {
    Step.SECRET: "people:accounts",
    Step.PHONE: "account_change_phone",
    Step.DEEDS: "rights:deeds",
}


@require_safe
@never_cache
@signed_in
def devices(request: MemberRequest) -> HttpResponse:
    context = {"devices": devices_of(request.person), "here": request.session.session_key}
    return render(request, "rights/devices.html", context)


@require_POST
@signed_in
def end_one(request: MemberRequest, pk: int) -> HttpResponse:
    end_session(request.person, pk)
    return redirect("rights:devices")


@require_POST
@signed_in
def end_others(request: MemberRequest) -> HttpResponse:
    ended = end_sessions_of([request.person.pk], but=request.session.session_key or "")
    messages.success(request, _("已退出 %(n)s 台设备。") % {"n": ended})
    return redirect("rights:devices")


@require_safe
@never_cache
@signed_in
def alarm(request: MemberRequest) -> HttpResponse:
    found = queries.open_alarm(request.person)
    steps = [(step, PAGES.get(step, ""), found.is_done(step)) for step in Step] if found else []
    context = {
        "alarm": found,
        "steps": steps,
        "next": next((step for step, _page, done in steps if not done), None),
        "frozen": queries.is_frozen(request.person),
    }
    return render(request, "rights/alarm.html", context)


@require_POST
@signed_in
def begin(request: MemberRequest) -> HttpResponse:
    raise_alarm(request.person, by=request.person)
    return redirect("rights:alarm")


@require_POST
@signed_in
def step(request: MemberRequest) -> HttpResponse:
    found = queries.open_alarm(request.person) or raise_alarm(request.person, by=request.person)
    key = request.session.session_key or ""
    take_step(found, request.POST.get("step", ""), by=request.person, session=key)
    return redirect("rights:alarm")


@require_safe
@never_cache
@signed_in
def deeds(request: MemberRequest) -> HttpResponse:
    done = queries.deeds_of(request.person, days=DAYS, at=database_now())
    return render(request, "rights/deeds.html", {"deeds": done, "days": DAYS})


@require_POST
@signed_in
def close(request: MemberRequest) -> HttpResponse:
    if found := queries.open_alarm(request.person):
        close_alarm(found, by=request.person)
    return redirect("rights:alarm")


@require_POST
@proved
def thaw(request: MemberRequest) -> HttpResponse:
    """Taking the card back into use asks for proof: whoever stole the phone must not."""
    thaw_card(request.person, by=request.person)
    return redirect("rights:alarm")
