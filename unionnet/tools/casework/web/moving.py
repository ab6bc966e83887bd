# SPDX-License-Identifier: Apache-2.0
"""One door for every move of a case: a press, or a form with what the move needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui.ways import went
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import extension_of, part_of, units_for
from unionnet.tools.casework.rules import HANDLE
from unionnet.tools.casework.web.forms import MoveForm
from unionnet.tools.casework.web.seeing import get_case, seen_of
from unionnet.tools.casework.web.ways import LABELS

Act = Callable[[Case, MoveForm, dict[str, Any]], Any]
PRESSED: dict[str, Callable[..., Any]] = {
    "sign_for": do.sign_for,
    "take": do.take,
    "close": do.close,
    "archive": do.archive,
    "resume": do.resume,
}
WORDED: dict[str, Callable[..., Any]] = {
    "answer": do.answer,
    "reply": do.reply,
    "pass_up": do.pass_up,
    "send_back": do.send_back,
    "return": do.give_back,
    "recall": do.recall,
    "pause": do.pause,
    "reject": do.reject,
    "transfer": do.transfer,
    "terminate": do.terminate,
}
PARTS: dict[str, Callable[..., Any]] = {
    "part_signed": lambda part, _words, **who: do.sign_part(part, **who),
    "part_replied": do.reply_part,
    "part_returned": do.give_part_back,
}
SAID: dict[str, Act] = {
    "dispatch": lambda case, form, who: do.dispatch(
        case, form.cleaned_data["unit"], form.word(), is_final=form.cleaned_data["final"], **who
    ),
    "assist": lambda case, form, who: do.assist(case, form.cleaned_data["unit"], form.word(), **who),
    "ask_time": lambda case, form, who: do.ask_time(case, form.cleaned_data["days"], form.word(), **who),
    "part_dropped": lambda _case, form, who: do.drop_part(form.cleaned_data["part"], form.word(), **who),
    "split": lambda case, form, who: do.split(case, [form.matter()], **who),
    "merge": lambda case, form, who: do.merge(case, form.cleaned_data["into"], form.word(), **who),
    "classify": lambda case, form, who: do.classify(case, form.cleaned_data["grade"], **who),
    "satisfied": lambda case, form, who: do.call_back(case, form.word(), satisfied=True, **who),
    "unsatisfied": lambda case, form, who: do.call_back(case, form.word(), satisfied=False, **who),
    "check": lambda case, form, who: do.check(case, form.word(), passed=True, **who),
    "fail": lambda case, form, who: do.check(case, form.word(), passed=False, **who),
}


@require_http_methods(["GET", "POST"])
@with_verb(HANDLE)
def move(request: MemberRequest, public_id: str, name: str) -> HttpResponse:
    if name not in LABELS:
        raise Http404
    case = get_case(request, public_id)
    label, needs = LABELS[name]
    given = request.POST if request.method == "POST" else None
    form = MoveForm(request.person, case, needs, given, initial={"need": request.GET.get("need", "")})
    if form.is_valid() and went(form, needs, lambda: act(request, case, name, form)):
        messages.success(request, _("%(move)s：已完成。") % {"move": label})
        return redirect("desk-casework:case", public_id)
    context = {"case": case, "form": form, "label": label, "needs": needs}
    context["units"] = units_for(case) if "unit" in needs else ()
    return render(request, "casework/desk_move.html", context, status=422 if form.errors else 200)


def act(request: MemberRequest, case: Case, name: str, form: MoveForm) -> None:
    """The verb of this move, with what the form says; Refusal when it may not be."""
    who: dict[str, Any] = {"by": request.person, "seen": seen_of(request)}
    if name in PRESSED:
        PRESSED[name](case, **who)
    elif name in WORDED:
        WORDED[name](case, form.word(), **who)
    elif name in SAID:
        SAID[name](case, form, who)
    elif name in PARTS:
        PARTS[name](_found(part_of(case, request.person)), form.word(), **who)
    elif name == "supply":
        do.supply(case, form.cleaned_data["need"], form.word(), request.FILES.getlist("papers"), **who)
    elif name == "add":
        files = request.FILES.getlist("papers")
        do.add(case, form.word(), files, office=case.holder, by=request.person)
    else:
        asked = _found(extension_of(case))
        do.decide_time(asked, granted=name == "grant_time", answer=form.word(), by=request.person)


@require_POST
@with_verb(HANDLE)
def caller(request: MemberRequest, public_id: str) -> HttpResponse:
    """The number of somebody without account; the journal keeps who read it."""
    case = get_case(request, public_id)
    phone = do.open_caller(case, by=request.person)
    messages.info(request, _("来电人手机号：%(phone)s") % {"phone": phone or _("没有留")})
    return redirect("desk-casework:case", public_id)


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
