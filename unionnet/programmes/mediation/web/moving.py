# SPDX-License-Identifier: Apache-2.0
"""One door for every step of a mediation: a press, or a form with what the step needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui.ways import Labels, Way, open_ways, went
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.models import Mediation, Meeting
from unionnet.programmes.mediation.queries import mediations_seen_by
from unionnet.programmes.mediation.rules import HANDLE, why_not_move
from unionnet.programmes.mediation.web.forms import MoveForm

# In the order a page offers them. `needs` names the fields of its form.
LABELS: Labels = {
    "accept": (gettext_lazy("决定受理"), ("employer",)),
    "tell_declined": (gettext_lazy("已书面告知申请人"), ()),
    "name_mediator": (gettext_lazy("指定调解员"), ("mediator", "declared")),
    "call_meeting": (gettext_lazy("约调解会"), ("at", "place")),
    "hold_meeting": (gettext_lazy("登记调解笔录"), ("meeting", "outcome", "minutes")),
    "draft": (gettext_lazy("拟调解协议"), ("terms", "amount", "perform_by")),
    "sign": (gettext_lazy("登记签好的协议"), ("effect_on", "papers")),
    "ask_confirmation": (gettext_lazy("登记共同申请仲裁审查"), ("on",)),
    "confirm": (gettext_lazy("登记仲裁确认"), ("on",)),
    "keep": (gettext_lazy("已履行"), ("words",)),
    "break": (gettext_lazy("没有履行"), ("words",)),
    "finish": (gettext_lazy("办结"), ("result",)),
    "willing": (gettext_lazy("单位同意调解"), ()),
    "decline": (gettext_lazy("单位不愿调解"), ()),
    "consent": (gettext_lazy("登记同意延期"), ("side",)),
    "fail": (gettext_lazy("没有达成协议"), ("words",)),
    "refuse": (gettext_lazy("不予受理"), ("reason",)),
}
QUIET = {"willing", "decline", "consent", "fail", "refuse", "break"}
# What is grey with its reason instead of not being there.
WORTH_SAYING = {"your_own"}
Act = Callable[[Mediation, MoveForm, MemberRequest], object]
ACTS: dict[str, Act] = {
    "accept": lambda row, form, request: do.accept(row, form.cleaned_data["employer"], by=request.person),
    "refuse": lambda row, form, request: do.refuse(row, form.cleaned_data["reason"], by=request.person),
    "tell_declined": lambda row, _form, request: do.tell_declined(row, by=request.person),
    "name_mediator": lambda row, form, request: do.name_mediator(
        row, form.chosen_mediator, has_declared=form.cleaned_data["declared"], by=request.person
    ),
    "call_meeting": lambda row, form, request: do.call_meeting(
        row, form.cleaned_data["at"], form.cleaned_data["place"], by=request.person
    ),
    "hold_meeting": lambda _row, form, request: do.hold_meeting(
        form.chosen_meeting, form.cleaned_data["minutes"], form.cleaned_data["outcome"], by=request.person
    ),
    "draft": lambda row, form, request: do.draft(row, form.draft, by=request.person),
    "sign": lambda row, form, request: do.sign(
        row, form.cleaned_data["effect_on"], request.FILES.getlist("papers"), by=request.person
    ),
    "ask_confirmation": lambda row, form, request: do.ask_confirmation(
        row, form.cleaned_data["on"], by=request.person
    ),
    "confirm": lambda row, form, request: do.confirm(row, form.cleaned_data["on"], by=request.person),
    "keep": lambda row, form, request: do.keep(row, form.cleaned_data["words"], by=request.person),
    "break": lambda row, form, request: do.break_off(row, form.cleaned_data["words"], by=request.person),
    "finish": lambda row, form, request: do.finish(row, form.cleaned_data["result"], by=request.person),
    "willing": lambda row, _form, request: do.willing(row, by=request.person),
    "decline": lambda row, _form, request: do.decline(row, by=request.person),
    "consent": lambda row, form, request: do.consent(row, form.cleaned_data["side"], by=request.person),
    "fail": lambda row, form, request: do.fail(row, form.cleaned_data["words"], by=request.person),
}


def ways_for(mediation: Mediation, meetings: list[Meeting], person: Person, now: datetime) -> list[Way]:
    """What may be done now; the first that has not been done yet is the action of the page."""
    done = _done(mediation, meetings)
    ways = open_ways(
        LABELS,
        lambda move: why_not_move(mediation, move, person, now),
        quiet=QUIET,
        worth_saying=WORTH_SAYING,
        done=done | QUIET,
    )
    return [way for way in ways if way.move != "hold_meeting" or way.move not in done]


def _done(mediation: Mediation, meetings: list[Meeting]) -> set[str]:
    """What may be done again and need not be: it is no longer the next step."""
    waiting = [each for each in meetings if not each.outcome]
    done = {"call_meeting"} if meetings else set()
    done |= set() if waiting else {"hold_meeting"}
    done |= {"name_mediator"} if mediation.mediator_id else set()
    return done | ({"draft"} if mediation.terms else set())


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def move(request: MemberRequest, public_id: str, name: str) -> HttpResponse:
    if name not in LABELS:
        raise Http404
    mediation = get_object_or_404(mediations_seen_by(request.person), public_id=public_id)
    label, needs = LABELS[name]
    form = MoveForm(mediation, needs, request.POST if request.method == "POST" else None)
    if form.is_valid() and went(form, needs, lambda: ACTS[name](mediation, form, request)):
        messages.success(request, _("%(move)s：已完成。") % {"move": label})
        return redirect("desk-mediation:mediation", public_id)
    context = {"form": form, "mediation": mediation, "case": mediation.case, "title": label, "done": label}
    return render(request, "mediation/desk_form.html", context, status=422 if form.errors else 200)
