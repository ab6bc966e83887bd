# SPDX-License-Identifier: Apache-2.0
"""On the phone: what is on for me, one activity, and signing in at the venue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now
from unionnet.tools.activities import queries
from unionnet.tools.activities.actions import sign_in
from unionnet.tools.activities.web.codes import pass_for, read_code, read_pass

SHOWN = 60


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """For everybody; who is signed in also sees what their own unions give."""
    rows = queries.activities_ahead(getattr(request, "person", None), database_now())[:SHOWN]
    return render(request, "activities/ahead.html", {"activities": rows})


@require_safe
def activity(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.open_activities(), public_id=public_id)
    hosts = found.hosts.order_by("pk")
    context = {"activity": found, "hosts": hosts, "sessions": found.sessions.all()}
    return render(request, "activities/activity.html", context)


@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Behind the code on the screen. In time: a pass, then sign in to the platform if need be."""
    return redirect("activities:sign_in", pass_for(read_code(code)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def here(request: MemberRequest, given: str) -> HttpResponse:
    """One button; pressed twice it is one row."""
    session = get_object_or_404(queries.sessions_open(), public_id=read_pass(given))
    if request.method == "POST":
        sign_in(session, by=request.person)
        messages.success(request, _("签到成功。"))
        return redirect("activities:sign_in", given)
    held = session.attendees.filter(person=request.person).first()
    return render(request, "activities/here.html", {"session": session, "held": held})
