# SPDX-License-Identifier: Apache-2.0
"""From the result to the new term: posts, report, approval, papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import letter as letters
from unionnet.foundation.ui import paper
from unionnet.programmes.committees import actions
from unionnet.programmes.committees.letters import approval_letter, report_letter
from unionnet.programmes.committees.models import Post
from unionnet.programmes.committees.queries import races_of
from unionnet.programmes.committees.web.election_forms import ApproveForm
from unionnet.programmes.committees.web.elections import found_election

LETTERS = {"report": report_letter, "approval": approval_letter}


@require_POST
@needs("committees.manage")
def posts(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who of the elected is chair, vice-chair, member."""
    found = found_election(request, public_id)
    everybody = [each.pk for race in races_of(found) for each in race.candidates.all()]
    said = {pk: request.POST.get(f"post-{pk}", "") for pk in everybody}
    chosen = {pk: post for pk, post in said.items() if post in Post.values}
    actions.give_posts(found, chosen, by=request.person)
    return redirect("desk-committees:election", public_id)


@require_POST
@needs("committees.manage")
def move(request: MemberRequest, public_id: str) -> HttpResponse:
    """One step on or back: submit, take_back, reopen, abandon, send_back."""
    found, by = found_election(request, public_id), request.person
    match request.POST.get("move", ""):
        case "submit":
            actions.submit(found, note=request.POST.get("note", ""), by=by)
            messages.success(request, _("已报上级工会。"))
        case "take_back":
            actions.take_back(found, by=by)
            messages.success(request, _("已撤回，可以修改后再报。"))
        case "reopen":
            actions.reopen(found, by=by)
        case "send_back":
            actions.send_back(found, request.POST.get("reason", ""), by=by)
            messages.success(request, _("已退回。"))
        case "abandon":
            actions.abandon(found, by=by)
            return redirect("desk-committees:union", found.organisation.public_id)
    return redirect("desk-committees:election", public_id)


@require_POST
@needs("committees.approve")
def approve(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = found_election(request, public_id), ApproveForm(request.POST)
    if not form.is_valid():
        raise Refusal("no_basis", _("请填写批复文号和日期。"))
    given = form.cleaned_data
    actions.approve(found, given["basis"], given["decided_on"], by=request.person)
    messages.success(request, _("已批复，新一届任期开始。"))
    return redirect("desk-committees:election", public_id)


@require_safe
@needs("committees.see")
def document(request: MemberRequest, public_id: str, which: str, ending: str) -> HttpResponse:
    """The report or the approval, editable or as PDF."""
    found, write = found_election(request, public_id), LETTERS.get(which)
    if write is None or ending not in ("docx", "pdf"):
        raise Http404
    letter = write(found, actions.outcomes(found))
    try:
        return letters.answer(letter, ending, f"{timezone.localdate():%Y%m%d}-{letter.title}")
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-committees:election", public_id)
