# SPDX-License-Identifier: Apache-2.0
"""One union's committees: who sits, who sat, who comes and goes, what was asked of the union above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.committees.actions import (
    ask_permission,
    fill_seat,
    leave_seat,
    register_committee,
)
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.queries import (
    committees_seen_by,
    issues_of,
    seats_seen_by,
    union_card,
    unions_seen_by,
)
from unionnet.programmes.committees.web.forms import AskForm, FillForm, LeaveForm, RegisterForm, say
from unionnet.programmes.committees.web.tables import issue_tags, left
from unionnet.tools.submissions.models import Submission


@require_safe
@needs("committees.see")
def union(request: MemberRequest, public_id: str) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(unions_seen_by(request.person), public_id=public_id)
    card = union_card(request.person, found, today)
    context = {"card": card, "union": found, "today": today}
    if card.line:
        context |= {
            "issues": issues_of(card.line, today),
            "tags": issue_tags(card.line, today),
            "left": left(card.line, today),
        }
    return render(request, "committees/union.html", context)


@needs("committees.manage")
def register(request: MemberRequest, public_id: str) -> HttpResponse:
    """What sits already, read off the papers."""
    found = get_object_or_404(unions_seen_by(request.person), public_id=public_id)
    years, _ruling = Demands(found, timezone.localdate(), 0, 0).years
    before = {"body": request.GET.get("body", ""), "session": 1, "years": years[0]}
    form = RegisterForm(request.POST or None, years=years, initial=before)
    if form.is_valid():
        try:
            register_committee(found, form.plan, form.named, by=request.person)
            messages.success(request, _("已登记。"))
            return redirect("desk-committees:union", public_id)
        except Refusal as refusal:
            say(form, refusal)
    return _form(request, found, form, _("登记本届"), _("登记"))


@needs("committees.manage")
def leave(request: MemberRequest, number: int) -> HttpResponse:
    seat = get_object_or_404(seats_seen_by(request.person), pk=number)
    found = seat.committee.organisation
    form = LeaveForm(request.POST or None, initial={"until": timezone.localdate()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            leave_seat(
                seat, given["leaving"], given["until"], vote=form.vote, note=given["note"], by=request.person
            )
            messages.success(request, _("已登记离任。"))
            return redirect("desk-committees:union", found.public_id)
        except Refusal as refusal:
            say(form, refusal)
    title = _("%(name)s 离任") % {"name": seat.holder}
    return _form(request, found, form, title, _("登记离任"))


@needs("committees.manage")
def fill(request: MemberRequest, public_id: str) -> HttpResponse:
    committee = get_object_or_404(committees_seen_by(request.person), public_id=public_id)
    found = committee.organisation
    before = {"since": timezone.localdate(), "post": request.GET.get("post", "")}
    form = FillForm(request.POST or None, initial=before)
    if form.is_valid():
        given = form.cleaned_data
        try:
            fill_seat(committee, form.named, given["since"], basis=given["basis"], by=request.person)
            messages.success(request, _("已登记补选。"))
            return redirect("desk-committees:union", found.public_id)
        except Refusal as refusal:
            say(form, refusal)
    return _form(request, found, form, _("补选：%(body)s") % {"body": committee.called}, _("登记"))


@needs("committees.manage")
def ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Early, late, or to move a chair: the letter is written, and sent from its own page."""
    committee = get_object_or_404(committees_seen_by(request.person), public_id=public_id)
    found = committee.organisation
    seats = seats_seen_by(request.person).filter(committee=committee, until=None).exclude(post="member")
    form = AskForm(request.POST or None, seats=seats, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            asked = ask_permission(
                committee, given.pop("kind"), given.pop("reason"), **given, by=request.person
            )
            return to_letter(request, asked.submission)
        except Refusal as refusal:
            say(form, refusal)
    return _form(request, found, form, _("报请上一级工会同意"), _("写请示"))


def to_letter(request: MemberRequest, letter: Submission | None) -> HttpResponse:
    """On to the letter that was written."""
    messages.success(request, _("请示已写好，请核对、上传附件后报送。"))
    return redirect("desk-submissions:submission", letter.public_id if letter else "")


def _form(
    request: MemberRequest, union: Organisation, form: forms.Form, title: str, button: str, **more: Any
) -> HttpResponse:
    context = {"union": union, "form": form, "title": title, "button": button, **more}
    return render(request, "committees/form.html", context)
