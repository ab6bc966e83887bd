# SPDX-License-Identifier: Apache-2.0
"""One door for every step of an application: a press, or a form with what the step needs."""

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
from unionnet.programmes.legalaid import actions as do
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.queries import aids_seen_by
from unionnet.programmes.legalaid.rules import HANDLE, why_not_move
from unionnet.programmes.legalaid.web.forms import MoveForm

# The first that is open is the action of the page. `needs` names the fields of its form.
LABELS: Labels = {
    "papers_in": (gettext_lazy("材料已补齐"), ()),
    "confirm": (gettext_lazy("补办审批"), ("form",)),
    "approve": (gettext_lazy("同意援助"), ("form",)),
    "finish": (gettext_lazy("结案"), ("result",)),
    "assign": (gettext_lazy("指派律师"), ("lawyer",)),
    "assign_early": (gettext_lazy("先行指派律师"), ("lawyer",)),
    "note": (gettext_lazy("记录办理情况"), ("words", "papers")),
    "want_papers": (gettext_lazy("一次告知补材料"), ("missing",)),
    "refuse": (gettext_lazy("不予援助"), ("reason",)),
    "lapse": (gettext_lazy("逾期未补，视为撤回"), ()),
}
QUIET = {"note", "refuse", "lapse", "want_papers"}
# What is grey with its reason instead of not being there.
WORTH_SAYING = {"not_a_giver", "your_own", "told_once", "still_time"}
Act = Callable[[Aid, MoveForm, MemberRequest], Aid]
ACTS: dict[str, Act] = {
    "papers_in": lambda aid, _form, request: do.papers_in(aid, by=request.person),
    "confirm": lambda aid, form, request: do.confirm(aid, form.cleaned_data["form"], by=request.person),
    "approve": lambda aid, form, request: do.approve(aid, form.cleaned_data["form"], by=request.person),
    "finish": lambda aid, form, request: do.finish(aid, form.cleaned_data["result"], by=request.person),
    "assign": lambda aid, form, request: do.assign(aid, form.chosen, by=request.person),
    "assign_early": lambda aid, form, request: do.assign(aid, form.chosen, by=request.person),
    "note": lambda aid, form, request: do.note(
        aid, form.cleaned_data["words"], request.FILES.getlist("papers"), by=request.person
    ),
    "want_papers": lambda aid, form, request: do.want_papers(
        aid, form.cleaned_data["missing"], by=request.person
    ),
    "refuse": lambda aid, form, request: do.refuse(aid, form.cleaned_data["reason"], by=request.person),
    "lapse": lambda aid, _form, request: do.lapse(aid, by=request.person),
}


def ways_for(aid: Aid, person: Person, now: datetime) -> list[Way]:
    """What may be done now, in the order of `LABELS`."""
    return open_ways(
        LABELS, lambda move: why_not_move(aid, move, person, now), quiet=QUIET, worth_saying=WORTH_SAYING
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def move(request: MemberRequest, public_id: str, name: str) -> HttpResponse:
    if name not in LABELS:
        raise Http404
    aid = get_object_or_404(aids_seen_by(request.person), public_id=public_id)
    label, needs = LABELS[name]
    form = MoveForm(aid, needs, request.POST if request.method == "POST" else None)
    if form.is_valid() and went(form, needs, lambda: ACTS[name](aid, form, request)):
        messages.success(request, _("%(move)s：已完成。") % {"move": label})
        return redirect("desk-legalaid:aid", public_id)
    context = {"form": form, "aid": aid, "case": aid.case, "title": label, "done": label}
    return render(request, "legalaid/desk_form.html", context, status=422 if form.errors else 200)
