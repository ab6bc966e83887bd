# SPDX-License-Identifier: Apache-2.0
"""Face to face, the written reply as a paper, and their word on it where it came on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import letter as letters
from unionnet.foundation.ui import paper as drawing
from unionnet.programmes.proposals import actions, queries
from unionnet.programmes.proposals.actions.replying import SERIES
from unionnet.programmes.proposals.models import Proposal
from unionnet.programmes.proposals.papers import paper_of
from unionnet.programmes.proposals.rules import HANDLE
from unionnet.programmes.proposals.web.desk import draw_form, get_proposal
from unionnet.programmes.proposals.web.forms import AnswerForm, ConsultationForm, JudgementForm
from unionnet.tools.submissions.queries.numbers import letterhead_for


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def consultation(request: MemberRequest, public_id: str) -> HttpResponse:
    row, is_sent = get_proposal(request, public_id), request.method == "POST"
    form = ConsultationForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            actions.consult(row, form.talk, request.FILES.getlist("papers"), by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已登记当面协商，可以书面答复了。"))
            return redirect("desk-proposals:proposal", public_id)
    return draw_form(request, form, row, _("登记当面协商"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def written(request: MemberRequest, public_id: str) -> HttpResponse:
    row = get_proposal(request, public_id)
    numbers = letterhead_for(row.case.organisation, SERIES) is not None
    form = AnswerForm(request.POST if request.method == "POST" else None, numbers=numbers)
    if form.is_valid():
        try:
            made = actions.reply(row, form.answer, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            words = _("已答复，文号 %(number)s。请下载盖章后送达。") % {"number": made.number}
            messages.success(request, words)
            return redirect("desk-proposals:proposal", public_id)
    return draw_form(request, form, row, _("书面答复"))


@require_safe
@with_verb(HANDLE)
def paper(request: MemberRequest, public_id: str, ending: str) -> HttpResponse:
    """To be stamped: `docx` to edit, `pdf` to print."""
    if ending not in ("docx", "pdf"):
        raise Http404
    reply = get_object_or_404(queries.replies_seen_by(request.person), public_id=public_id)
    reply.consultation.proposal = row = _proposal_of(request, reply.consultation.proposal_id)
    letter = paper_of(reply, request.build_absolute_uri(reverse("proposals:judge")))
    try:
        return letters.answer(letter, ending, letter.title)
    except drawing.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-proposals:proposal", row.public_id)


@require_POST
@with_verb(HANDLE)
def judgement(request: MemberRequest, public_id: str) -> HttpResponse:
    """Came on paper or by word of mouth, and is written down here."""
    reply = get_object_or_404(queries.replies_seen_by(request.person), public_id=public_id)
    row, form = _proposal_of(request, reply.consultation.proposal_id), JudgementForm(request.POST)
    if not form.is_valid():
        return draw_form(request, form, row, _("登记评价"))
    words = form.cleaned_data["words"]
    actions.judge(reply, words, satisfied=form.is_satisfied, by=request.person)
    messages.success(request, _("已登记评价。"))
    return redirect("desk-proposals:proposal", row.public_id)


def _proposal_of(request: MemberRequest, proposal_id: int) -> Proposal:
    return get_object_or_404(queries.proposals_seen_by(request.person), pk=proposal_id)
