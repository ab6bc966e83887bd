# SPDX-License-Identifier: Apache-2.0
"""Several cases of a tray go to one union: ticked, looked over, sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.tags.words import says
from unionnet.tools.casework.actions import Order, dispatch_all
from unionnet.tools.casework.actions.moving import moved_on
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by, units_for
from unionnet.tools.casework.rules import HANDLE, MOST_AT_ONCE, why_not_move
from unionnet.tools.casework.web.forms import SendForm
from unionnet.tools.casework.web.seeing import version


@require_http_methods(["GET", "POST"])
@with_verb(HANDLE)
def send(request: MemberRequest) -> HttpResponse:
    chosen = _chosen(request)
    lines = [(case, seen, _why_not(case, seen, request.person)) for case, seen in chosen]
    if not any(refusal is None for _case, _seen, refusal in lines):
        _say_none(request, lines)
        return redirect("desk-casework:list")
    form = SendForm(chosen[0][0], request.POST if request.method == "POST" else None)
    if form.is_valid():
        to, words = form.cleaned_data["unit"], form.cleaned_data["remark"]
        orders = [Order(case, to, words, seen=seen) for case, seen in chosen]
        _say(request, orders, dispatch_all(orders, by=request.person))
        return redirect("desk-casework:list")
    context = {"form": form, "lines": lines, "units": units_for(chosen[0][0])}
    return render(request, "casework/desk_send.html", context, status=422 if form.errors else 200)


def _chosen(request: MemberRequest) -> list[tuple[Case, int]]:
    """(case, the version that was ticked) in the order of the tray, without what the officer does not see."""
    asked = request.POST if request.method == "POST" else request.GET
    ticked = dict(each.partition(".")[::2] for each in asked.getlist("case")[:MOST_AT_ONCE])
    seen = {key: steps for key, text in ticked.items() if (steps := version(text)) is not None}
    found = {str(case.public_id): case for case in cases_seen_by(request.person).filter(public_id__in=seen)}
    return [(found[key], steps) for key, steps in seen.items() if key in found]


def _why_not(case: Case, seen: int, person: Person) -> Refusal | None:
    return moved_on() if case.steps != seen else why_not_move(case, "dispatch", person)


def _say_none(request: MemberRequest, lines: list[tuple[Case, int, Refusal | None]]) -> None:
    """Nothing was ticked, or nothing of it can go: a form that is sent again finds it gone."""
    if not lines:
        messages.info(request, _("请先勾选要派的办件。"))
    for case, _seen, refusal in lines:
        messages.error(request, says(case.title, refusal))


def _say(request: MemberRequest, orders: list[Order], answers: list[Case | Refusal]) -> None:
    gone = sum(isinstance(answer, Case) for answer in answers)
    if gone:
        text = ngettext("已派出 %(n)s 件。", "已派出 %(n)s 件。", gone)
        messages.success(request, text % {"n": gone})
    for order, answer in zip(orders, answers, strict=True):
        if isinstance(answer, Refusal):
            messages.error(request, says(order.case.title, answer))
