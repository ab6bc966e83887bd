# SPDX-License-Identifier: Apache-2.0
"""The union above looks at what came up: takes it, or sends it back with marks on its cells."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns import actions
from unionnet.tools.returns.queries import indicators_of, sheet_of, supplements_seen_by
from unionnet.tools.returns.rules import CHECK, why_not_judge
from unionnet.tools.returns.web.finding import get_return
from unionnet.tools.returns.web.forms import JudgeForm


@require_http_methods(["GET", "POST"])
@with_verb(CHECK)
def give_back(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_return(request, public_id)
    if refusal := why_not_judge(found, request.person):
        raise refusal
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        marks = {
            each.code: request.POST.get(f"m-{each.code}", "") for each in indicators_of(found.period.form)
        }
        try:
            actions.give_back(
                found, form.cleaned_data["reason"], marks, by=request.person, seen=_seen(request)
            )
            messages.success(request, _("已退回，填报单位会收到通知。"))
            return redirect("desk-returns:return", public_id)
        except Refusal as no:
            form.add_error(None, str(no))
    context = {"return": found, "sheet": sheet_of(found), "form": form}
    return render(request, "returns/give_back.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(CHECK)
def accept(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.accept(get_return(request, public_id), by=request.person, seen=_seen(request))
    messages.success(request, _("已接收。"))
    return redirect("desk-returns:return", public_id)


@require_POST
@with_verb(CHECK)
def accept_supplement(request: MemberRequest, public_id: str) -> HttpResponse:
    rows = supplements_seen_by(request.person)
    made = actions.accept_supplement(get_object_or_404(rows, public_id=public_id), by=request.person)
    messages.success(request, _("已接收。"))
    return redirect("desk-returns:return", made.of.public_id)


def _seen(request: MemberRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
