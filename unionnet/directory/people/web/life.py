# SPDX-License-Identifier: Apache-2.0
"""The desk of memberships after the joining: what waits, one membership, transfers, any day of the past."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import queries
from unionnet.directory.people.actions import (
    accept,
    ask_transfer,
    declare,
    propose_auto_withdrawal,
    refuse_transfer,
    release,
    take_transfer_back,
    turn,
    undo_last,
)
from unionnet.directory.people.life import sides_of
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership, Transfer
from unionnet.directory.people.queries import life
from unionnet.directory.people.rules import why_not_review
from unionnet.directory.people.web import life_tables
from unionnet.directory.people.web.doors import an_expulsion, proved_again, with_verb
from unionnet.directory.people.web.life_forms import (
    AbsenceForm,
    AnswerForm,
    BasisForm,
    DayForm,
    FetchForm,
    SendForm,
    TurnForm,
)
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page

VERB = "people.approve"


@with_verb(VERB)
@require_safe
def waiting(request: MemberRequest) -> HttpResponse:
    """Transfers and requests to leave that wait for a union within reach."""
    transfers = Page.of(life.transfers_to_answer(request.person), request, order=("due_on", "id"), size=50)
    context = {
        "tabs": life_tables.tabs("waiting"),
        "table": life_tables.transfers(transfers),
        "departures": life.departures_to_declare(request.person)[:50],
        "today": queries.today(),
    }
    return render(request, "people/desk/life.html", context)


@with_verb("people.see")
@require_safe
def in_state(request: MemberRequest, state: str) -> HttpResponseBase:
    """Memberships of one state."""
    page = Page.of(life.memberships_in(request.person, state), request, order=("-id",), size=50)
    table = life_tables.memberships(page, _export(request, state=state))
    context = {"tabs": life_tables.tabs(state), "table": table, "state": state}
    return render(request, "people/desk/life_state.html", context)


def _export(request: MemberRequest, **wanted: str) -> str:
    """The way of such a list out of the house, for those who may take it there (decision 0021)."""
    may = request.may("people.export")  # type: ignore[attr-defined]
    return f"{reverse('desk-people:export')}?{urlencode(wanted)}" if may else ""


@with_verb("people.see")
@require_safe
def membership(request: MemberRequest, public_id: str) -> HttpResponse:
    """One membership: its history, and what an officer may record."""
    own = get_object_or_404(queries.memberships_seen_by(request.person), public_id=public_id)
    found = life.life_of(own, database_now())
    context = {
        "life": found,
        "events": life.told(found.spans, to_officer=True),
        "refusal": why_not_review(request.person, own),
        "form": TurnForm(moves=found.moves, initial={"on": queries.today()}),
        "absence": AbsenceForm() if "propose" in found.moves else None,
    }
    return render(request, "people/desk/membership.html", context)


@with_verb(VERB)
@proved_again(an_expulsion)
@require_POST
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    own = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    form = TurnForm(request.POST, request.FILES, moves=life.life_of(own, database_now()).moves)
    if not form.is_valid():
        raise Refusal("unreadable", _("请核对办理事项和生效日期。"))
    given = form.cleaned_data
    upload = given.pop("paper")
    paper = keep_picture(upload, by=request.person, is_public=False) if upload else None
    turn(own, given.pop("move"), by=request.person, paper=paper, **given)
    messages.success(request, _("已登记，并通知本人。"))
    return redirect("desk-people:membership", public_id)


@with_verb(VERB)
@require_POST
def propose(request: MemberRequest, public_id: str) -> HttpResponse:
    own = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        raise Refusal("unreadable", _("请填写三个日期。"))
    propose_auto_withdrawal(own, form.absence(), by=request.person)
    messages.success(request, _("已登记为拟自动退会，等待本人说明和委员会决定。"))
    return redirect("desk-people:membership", public_id)


@with_verb(VERB)
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    own = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    person = own.person
    undone = undo_last(own, request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("已撤销，会籍恢复原状；登记错误的一条仍留在记录里。"))
    if request.person.may(VERB, undone.organisation.path):
        return redirect("desk-people:membership", public_id)
    messages.info(request, _("%(name)s的会籍已回到原工会。") % {"name": person.name})
    return redirect("desk-people:life")


@with_verb(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: MemberRequest, public_id: str) -> HttpResponse:
    """The leaving union sends a member to another."""
    own = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    form = SendForm(request.POST or None, own=own.organisation, on=queries.today())
    if not form.is_valid():
        return render(request, "people/desk/send.html", {"form": form, "own": own})
    return _asked(request, own, form.cleaned_data)


@with_verb(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: MemberRequest) -> HttpResponse:
    """The receiving union asks for a member it knows by card."""
    form = FetchForm(request.POST or None, unions=queries.unions_reached_by(request.person))
    if not form.is_valid():
        return render(request, "people/desk/fetch.html", {"form": form})
    return _asked(request, form.cleaned_data["membership"], form.cleaned_data)


def _asked(request: MemberRequest, own: Membership, given: dict[str, Any]) -> HttpResponse:
    transfer = ask_transfer(own, given["to"], given["reason"], by=request.person)
    messages.success(request, _("已提出接转，并通知本人。"))
    return redirect("desk-people:transfer", transfer.public_id)


@with_verb(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: MemberRequest, public_id: str) -> HttpResponse:
    """One transfer with both its sides."""
    found = get_object_or_404(life.transfers_seen_by(request.person), public_id=public_id)
    if request.method == "POST":
        return _answered(request, found)
    sides = sides_of(request.person, found.person_id, found.from_union, found.to_union)
    context = {"transfer": found, "sides": sides, "steps": life_tables.steps(found)}
    return render(request, "people/desk/transfer.html", context)


def _answered(request: MemberRequest, found: Transfer) -> HttpResponse:
    verbs = {"release": release, "accept": accept, "take_back": take_transfer_back}
    move = request.POST.get("move", "")
    if move in verbs:
        verbs[move](found, by=request.person)
    else:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            raise Refusal("no_reason", _("请写明理由，至少 4 个字，申请人会看到。"))
        refuse_transfer(found, form.cleaned_data["side"], form.cleaned_data["reason"], by=request.person)
    messages.success(request, _("已办理，并通知本人。"))
    return redirect("desk-people:transfer", found.public_id)


@with_verb(VERB)
@require_POST
def let_go(request: MemberRequest, public_id: str) -> HttpResponse:
    """The committee declares that a member has left."""
    departure = get_object_or_404(life.departures_to_declare(request.person), public_id=public_id)
    form = BasisForm(request.POST)
    basis = form.cleaned_data["basis"] if form.is_valid() else ""
    declare(departure, basis, by=request.person)
    messages.success(request, _("已宣布退会，并通知本人。"))
    return redirect("desk-people:life")


@with_verb("people.see")
@require_safe
def on_a_day(request: MemberRequest) -> HttpResponseBase:
    """Who was a member of what on a day."""
    unions = queries.unions_reached_by(request.person, "people.see")
    asked = request.GET if "on" in request.GET else None
    form = DayForm(asked, unions=unions, initial={"on": queries.today()})
    if not form.is_valid():
        return render(request, "people/desk/day.html", {"form": form, "tabs": life_tables.tabs("day")})
    top, on = form.cleaned_data["union"], form.cleaned_data["on"]
    spans = life.members_on(top, on)
    page = Page.of(spans, request, order=("-id",), size=50)
    table = life_tables.spans(page, _export(request, on=str(on), union=request.GET["union"]))
    context = {"form": form, "table": table, "count": spans.count(), "on": on, "top": top}
    return render(request, "people/desk/day.html", {**context, "tabs": life_tables.tabs("day")})
