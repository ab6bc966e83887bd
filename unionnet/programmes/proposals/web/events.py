# SPDX-License-Identifier: Apache-2.0
"""An event, who took part, what they said and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.proposals import actions, queries
from unionnet.programmes.proposals.models import Event, Participant
from unionnet.programmes.proposals.papers import called
from unionnet.programmes.proposals.rules import HANDLE, SEE, why_not_write_down
from unionnet.programmes.proposals.web.forms import EventForm, ParticipantForm, ProposalForm
from unionnet.programmes.proposals.web.tables import events_table, replies_of, stage_tag

MOST_LINES, MOST_PEOPLE = 200, 500


@require_safe
@with_verb(SEE)
def listed(request: MemberRequest) -> HttpResponse:
    rows = queries.with_counts(queries.events_seen_by(request.person))
    page = Page.of(rows, request, order=("-activity__starts_at", "-id"))
    context = {"table": events_table(page), "may_handle": request.person.may(HANDLE)}
    return render(request, "proposals/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def new(request: MemberRequest) -> HttpResponse:
    form = EventForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            event = actions.plan_event(said["union"], said["kind"], form.plan, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-proposals:event", event.public_id)
    return _form(request, form, None, _("登记视察或协商"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """Event → opinions → tasks → replies → what came of it."""
    event, by, now = _get(request, public_id), request.person, database_now()
    union, held_on = event.activity.organisation, local_date(event.activity.starts_at)
    all_rows = queries.proposals_seen_by(by).filter(participant__event=event)
    rows = list(all_rows.order_by("id")[:MOST_LINES])
    may = why_not_write_down(event, by) is None
    context = {
        "event": event,
        "activity": event.activity,
        "people": queries.people_of(event),
        "counts": queries.counts_of(all_rows, now),
        "lines": [(row, stage_tag(row), replies_of(row)) for row in rows],
        "growth": queries.growth_in(union, held_on, local_date(now))
        if any(row.follows_stations for row in rows)
        else None,
        "guests": _guests(event, request) if may else [],
        "may_write": may,
        "form": ParticipantForm(),
    }
    return render(request, "proposals/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def participant(request: MemberRequest, public_id: str) -> HttpResponse:
    event = _get(request, public_id)
    form = ParticipantForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_participant(event, form.guest, key=form.cleaned_data["key"], by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-proposals:event", public_id)
    return _form(request, form, event, _("登记参加人"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def proposal(request: MemberRequest, public_id: str) -> HttpResponse:
    event = _get(request, public_id)
    guests = {guest.public_id: (guest, name) for guest, name in _guests(event, request)}
    people = [(key, f"{guest.get_role_display()} · {name}") for key, (guest, name) in guests.items()]
    form = ProposalForm(people, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said_by, key = guests[form.cleaned_data["participant"]][0], form.cleaned_data["key"]
        try:
            made = actions.propose(said_by, form.matter, key=key, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            words = _("已登记，编号 %(number)s。") % {"number": made.case.number}
            messages.success(request, words)
            return redirect("desk-proposals:event", public_id)
    return _form(request, form, event, _("登记意见"))


@require_POST
@with_verb(HANDLE)
def phone(request: MemberRequest, public_id: str) -> HttpResponse:
    """The journal keeps who read it."""
    rows = queries.participants_seen_by(request.person)
    found = get_object_or_404(rows, public_id=public_id)
    number = actions.open_phone(found, by=request.person)
    words = _("%(who)s的手机号：%(phone)s")
    messages.info(request, words % {"who": called(found), "phone": number or _("没有留")})
    return redirect("desk-proposals:event", found.event.public_id)


def _guests(event: Event, request: MemberRequest) -> list[tuple[Participant, str]]:
    """Those who took part and how they are called, for who handles what they said."""
    rows = queries.participants_seen_by(request.person).filter(event=event)
    return [(row, called(row)) for row in rows.order_by("id")[:MOST_PEOPLE]]


def _form(request: MemberRequest, form: Any, event: Event | None, title: str) -> HttpResponse:
    context = {"form": form, "event": event, "title": title}
    return render(request, "proposals/form.html", context, status=422 if form.errors else 200)


def _get(request: MemberRequest, public_id: str) -> Event:
    return get_object_or_404(queries.events_seen_by(request.person), public_id=public_id)
