# SPDX-License-Identifier: Apache-2.0
"""My membership on the phone: where I belong, how it came about, and what I can do next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import queries
from unionnet.directory.people.actions import (
    ask_to_leave,
    ask_transfer,
    take_departure_back,
    take_transfer_back,
)
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import life
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.life_forms import GoingForm
from unionnet.foundation.clock import database_now
from unionnet.foundation.rulebook import rule


@signed_in
@require_safe
def membership(request: MemberRequest) -> HttpResponse:
    """Where I belong, since when, and what goes on."""
    own = queries.active_membership(request.person)
    spans = life.history_of(request.person)
    context = {
        "life": life.life_of(own, database_now()) if own else None,
        "events": life.told(spans, to_officer=False),
        "closed": life.latest_transfers(request.person),
        "retained": rule("MEM-09.retained", on=queries.today()).citation,
    }
    return render(request, "people/membership.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def going(request: MemberRequest) -> HttpResponse:
    """Choose the union my membership goes to; no union at the new employer, then that of where I live."""
    own = queries.active_membership(request.person)
    if own is None:
        return redirect("people:membership")
    form = GoingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_transfer(own, form.cleaned_data["to"], form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已提出接转，两边工会办理后会通知您。"))
        return redirect("people:membership")
    words, on = request.GET.get("q", ""), queries.today()
    found = life.unions_to_go_to(words, own.organisation, on)
    near = life.community_unions(own.organisation, on) if "near" in request.GET else []
    ruling = rule("MEM-08.community_union", where=own.organisation.county_code, on=on)
    context = {"own": own, "form": form, "found": found or near, "words": words, "near": ruling.citation}
    return render(request, "people/going.html", context)


@signed_in
@require_POST
def stay(request: MemberRequest, public_id: str) -> HttpResponse:
    """I do not want to move after all."""
    transfer = get_object_or_404(life.transfers_of(request.person), public_id=public_id)
    take_transfer_back(transfer, by=request.person)
    messages.info(request, _("已撤回接转，会籍不变。"))
    return redirect("people:membership")


@signed_in
@require_POST
def leave(request: MemberRequest, public_id: str) -> HttpResponse:
    """Leaving is free; the union declares it."""
    own = get_object_or_404(queries.memberships_of(request.person), public_id=public_id)
    ask_to_leave(own, request.POST.get("reason", ""), by=request.person)
    messages.info(request, _("已提出退会，工会宣布后生效。"))
    return redirect("people:membership")


@signed_in
@require_POST
def remain(request: MemberRequest, public_id: str) -> HttpResponse:
    """I do not want to leave after all."""
    departure = get_object_or_404(life.departures_of(request.person), public_id=public_id)
    take_departure_back(departure, by=request.person)
    messages.info(request, _("已撤回退会申请。"))
    return redirect("people:membership")
