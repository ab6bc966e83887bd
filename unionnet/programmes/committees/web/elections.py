# SPDX-License-Identifier: Apache-2.0
"""A re-election from its plan to the votes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import workbook
from unionnet.programmes.committees.actions import (
    change_plan,
    count_votes,
    drop_candidate,
    nominate,
    prepare_election,
)
from unionnet.programmes.committees.demands import demands_of
from unionnet.programmes.committees.models import Candidate, Election, Race
from unionnet.programmes.committees.queries import (
    election_card,
    elections_seen_by,
    races_of,
    union_card,
    unions_seen_by,
)
from unionnet.programmes.committees.web.election_forms import CountForm, NamesForm, PlanForm
from unionnet.programmes.committees.web.forms import say

STEPS = {"preparing": 2, "counted": 3, "submitted": 4, "approved": 6, "abandoned": 1}


def found_election(request: MemberRequest, public_id: str) -> Election:
    return get_object_or_404(elections_seen_by(request.person), public_id=public_id)


@needs("committees.manage")
def renew(request: MemberRequest, public_id: str) -> HttpResponse:
    """What the rules demand here, and the plan that begins with it."""
    union = get_object_or_404(unions_seen_by(request.person), public_id=public_id)
    card = union_card(request.person, union, timezone.localdate())
    if card.open_election:
        return redirect("desk-committees:election", card.open_election.public_id)
    demands = card.demands
    form = PlanForm(request.POST or None, years=demands.years[0], initial=PlanForm.suggested(demands))
    if form.is_valid():
        try:
            made = prepare_election(union, form.plan, by=request.person)
            return redirect("desk-committees:election", made.public_id)
        except Refusal as refusal:
            say(form, refusal)
    context = {"union": union, "demands": demands, "form": form, "why": card.why_not_renew, "card": card}
    return render(request, "committees/plan.html", {**context, "title": _("筹备换届")})


@needs("committees.manage")
def plan(request: MemberRequest, public_id: str) -> HttpResponse:
    election = found_election(request, public_id)
    demands = demands_of(election)
    form = PlanForm(request.POST or None, years=demands.years[0], initial=PlanForm.of(election))
    if form.is_valid():
        try:
            change_plan(election, form.plan, by=request.person)
            return redirect("desk-committees:election", public_id)
        except Refusal as refusal:
            say(form, refusal)
    context = {"union": election.organisation, "demands": demands, "form": form, "title": _("修改筹备方案")}
    return render(request, "committees/plan.html", context)


@require_safe
@needs("committees.see")
def election(request: MemberRequest, public_id: str) -> HttpResponse:
    """Where the re-election stands, and the next step."""
    return show(request, found_election(request, public_id))


def show(request: MemberRequest, found: Election, bound: dict[str, Any] | None = None) -> HttpResponse:
    card = election_card(request.person, found)
    names = {race.body: NamesForm(race=race) for race in card.races} | (bound or {})
    context = {
        "card": card,
        "election": found,
        "union": found.organisation,
        "races": [(outcome, names[outcome.race.body]) for outcome in card.outcomes],
        "steps": [_("筹备方案"), _("候选人"), _("选举结果"), _("报批"), _("新一届")],
        "step": STEPS[found.state],
    }
    return render(request, "committees/election.html", context)


@require_POST
@needs("committees.manage")
def names(request: MemberRequest, public_id: str) -> HttpResponse:
    """Names for one body: `?body=`."""
    found = found_election(request, public_id)
    race = get_object_or_404(races_of(found), body=request.GET.get("body", "union_committee"))
    form = NamesForm(request.POST, race=race)
    if form.is_valid():
        try:
            nominate(race, form.named, cleared=form.cleaned_data["cleared"], by=request.person)
            return redirect("desk-committees:election", public_id)
        except Refusal as refusal:
            say(form, refusal)
    return show(request, found, {race.body: form})


@require_POST
@needs("committees.manage")
def drop(request: MemberRequest, public_id: str) -> HttpResponse:
    found = found_election(request, public_id)
    number = request.POST.get("candidate", "")
    everybody = {str(each.pk): each for race in races_of(found) for each in race.candidates.all()}
    if number in everybody:
        drop_candidate(everybody[number], by=request.person)
    return redirect("desk-committees:election", public_id)


@needs("committees.manage")
def count(request: MemberRequest, public_id: str) -> HttpResponse:
    """Turnout and votes, typed in or as a sheet."""
    found = found_election(request, public_id)
    races = list(races_of(found))
    form = CountForm(request.POST or None, request.FILES or None, election=found, races=races)
    if form.is_valid():
        try:
            count_votes(found, form.cleaned_data["held_on"], form.turnout, form.votes, by=request.person)
            messages.success(request, _("已记录选举结果。"))
            return redirect("desk-committees:election", public_id)
        except Refusal as refusal:
            say(form, refusal)
    context = {"election": found, "union": found.organisation, "form": form, "groups": form.groups()}
    return render(request, "committees/count.html", context)


@require_safe
@needs("committees.manage")
def votes_sheet(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The sheet to fill in at the meeting: every candidate has a row."""
    races = races_of(found_election(request, public_id))
    rows = [_row(race, each) for race in races for each in race.candidates.all()]
    return workbook([_("机构"), _("姓名"), _("得票"), _("再次投票得票")], rows, name=_("得票"))


def _row(race: Race, candidate: Candidate) -> list[Any]:
    return [race.called, candidate.holder, candidate.votes, candidate.again]
