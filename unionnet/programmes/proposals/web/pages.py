# SPDX-License-Identifier: Apache-2.0
"""The page of whoever holds the paper: the code on it is the key, no account is needed."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.proposals.actions import judge
from unionnet.programmes.proposals.models import Reply
from unionnet.programmes.proposals.queries import growth_of, reply_by_code
from unionnet.programmes.proposals.rules import ROUNDS, ruling, why_not_judge
from unionnet.programmes.proposals.web.forms import CodeForm


@require_http_methods(["GET", "HEAD", "POST"])
def judged(request: HttpRequest) -> HttpResponse:
    """The code is sent, never part of an address that somebody may pass on. Tries are counted."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, form)
    code = form.cleaned_data["code"]
    if not ratelimit.consume(request, action="proposals_code", key=code):
        raise Refusal("too_many_tries", _("试得太多了，请 5 分钟后再试。"))
    if (reply := reply_by_code(code)) is None:
        form.add_error("code", _("没有这个评价码，请核对答复件上的评价码。"))
        return _ask(request, form)
    if "satisfied" in request.POST:
        words, satisfied = request.POST.get("words", ""), request.POST["satisfied"] == "1"
        done = judge(reply, words, satisfied=satisfied, by=None)
        reply.satisfied, reply.judged_at = done.satisfied, done.judged_at
        messages.success(request, _("谢谢您的评价。"))
    return render(request, "proposals/reply.html", {"form": form, **_told(reply)})


def _ask(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(request, "proposals/code.html", {"form": form}, status=422 if form.errors else 200)


def _told(reply: Reply) -> dict[str, object]:
    proposal, now = reply.consultation.proposal, database_now()
    return {
        "reply": reply,
        "case": proposal.case,
        "item": proposal.item,
        "growth": growth_of(proposal, local_date(now)),
        "may_judge": why_not_judge(reply, None) is None,
        "ruling": ruling(ROUNDS, proposal.case.organisation, now),
    }
