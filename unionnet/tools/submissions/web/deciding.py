# SPDX-License-Identifier: Apache-2.0
"""Recommend, review, announce, return, answer, look again; and the two letters as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import letter as letters
from unionnet.foundation.ui import paper
from unionnet.tools.submissions.actions import (
    Decision,
    announce,
    decide,
    give_back,
    recheck,
    recommend,
    review,
    set_letterhead,
)
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries import reply_letter, request_letter
from unionnet.tools.submissions.rules import DECIDE, SEE, why_not_decide
from unionnet.tools.submissions.web.changing import seen_of
from unionnet.tools.submissions.web.desk import get_submission
from unionnet.tools.submissions.web.forms import DecisionForm

# move → (verb with a reason, what is said afterwards)
WITH_REASON: dict[str, tuple[Callable[..., Submission], Any]] = {
    "recommend": (recommend, gettext_lazy("已推荐，转上一级。")),
    "review": (review, gettext_lazy("已审核。")),
    "return": (give_back, gettext_lazy("已退回，对方会收到通知。")),
}


@require_POST
@with_verb(DECIDE)
def move(request: MemberRequest, public_id: str, name: str) -> HttpResponse:
    """One step that needs a word of why."""
    found, reason, seen = get_submission(request, public_id), request.POST.get("reason", ""), seen_of(request)
    if name in WITH_REASON:
        verb, words = WITH_REASON[name]
        verb(found, reason, by=request.person, seen=seen)
    elif name == "announce":
        words = _("公示已开始。")
        announce(found, by=request.person, seen=seen)
    elif name in ("confirm", "revoke"):
        words = _("复核意见已记录。")
        recheck(found, reason, passed=name == "confirm", by=request.person, seen=seen)
    else:
        raise Http404
    messages.success(request, words)
    return redirect("desk-submissions:submission", public_id)


@require_http_methods(["GET", "POST"])
@with_verb(DECIDE)
def decision(request: MemberRequest, public_id: str) -> HttpResponse:
    """The reply in its words. `?no` writes a refusal."""
    found = get_submission(request, public_id)
    approve = "no" not in request.GET
    if refusal := why_not_decide(found, request.person, timezone.localdate(), approve=approve):
        raise refusal
    initial = {} if approve else {"reply": f"你会《{found.title}》收悉。经研究，不同意。理由如下："}
    form = DecisionForm(found, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = _decide(request, found, form.cleaned_data, approve=approve)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            words = _("已批复，文号 %(number)s。") % {"number": made.reply_number}
            messages.success(request, words)
            return redirect("desk-submissions:submission", public_id)
    context = {
        "submission": found,
        "form": form,
        "approve": approve,
        "letter": reply_letter(found, approve=approve),
    }
    return render(request, "submissions/desk_decision.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def document(request: MemberRequest, public_id: str, which: str, ending: str) -> HttpResponse:
    """The letter as an editable document, or as PDF."""
    found = get_submission(request, public_id)
    if which not in ("request", "reply") or ending not in ("docx", "pdf"):
        raise Http404
    if (
        which == "reply"
        and found.reply_number_id is None
        and not request.person.may(DECIDE, found.decider.path)
    ):
        raise Http404
    letter = request_letter(found) if which == "request" else reply_letter(found)
    try:
        return letters.answer(letter, ending, letter.title)
    except paper.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-submissions:submission", public_id)


@transaction.atomic
def _decide(request: MemberRequest, found: Submission, said: dict[str, Any], *, approve: bool) -> Submission:
    """The word of the series first, when this union numbers its first paper of it."""
    if word := said.get("word"):
        set_letterhead(found.decider, found.kind.series, word, by=request.person)
    wanted = Decision(approve, said["reply"], said["number"], said["gap_reason"], said["on"])
    return decide(found, wanted, by=request.person, seen=seen_of(request))
