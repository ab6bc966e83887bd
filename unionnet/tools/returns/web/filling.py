# SPDX-License-Identifier: Apache-2.0
"""One return: its figures to type in, its firms, and the way up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Event
from unionnet.tools.returns import actions
from unionnet.tools.returns.actions import Entry
from unionnet.tools.returns.models import Return, Step
from unionnet.tools.returns.queries import (
    Sheet,
    firms_counted,
    firms_of,
    history_of,
    indicators_of,
    sheet_of,
    supplements_of,
    to_look_at,
)
from unionnet.tools.returns.rules import (
    FILL,
    SEE,
    SIGN,
    why_not_fill,
    why_not_hand_in,
    why_not_judge,
    why_not_sign,
    why_not_take_back,
)
from unionnet.tools.returns.web.finding import get_return
from unionnet.tools.returns.web.forms import FirmsForm, SupplementForm
from unionnet.tools.returns.web.rows import rate_said
from unionnet.tools.returns.web.tables import days_left, firms_table, state_tag

LONGEST_RAW = 600
MOVE_WORDS = {
    "fill": (gettext_lazy("填好，送负责人审签"), "info"),
    "send": (gettext_lazy("报送"), "info"),
    "take_back": (gettext_lazy("撤回"), ""),
    "give_back": (gettext_lazy("退回"), "late"),
    "accept": (gettext_lazy("接收"), "ok"),
}


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """The sheet; a form that was sent with mistakes comes back with each beside its cell."""
    found = get_return(request, public_id)
    typed = entries_in(request, found) if request.method == "POST" else {}
    wrong = actions.fill(found, typed, by=request.person) if typed else {}
    if request.method == "POST":
        actions.explain(found, _explanations(request), by=request.person)
        if not wrong:
            messages.success(request, _("已保存。"))
            return redirect("desk-returns:return", public_id)
    context = page_of(request, found) | {"wrong": wrong, "typed": typed}
    return render(request, "returns/return.html", context, status=422 if wrong else 200)


def page_of(request: MemberRequest, found: Return) -> dict[str, Any]:
    """What the page of a return shows, to those who fill it and to those who look."""
    sheet, person = sheet_of(found), request.person
    sealed = found.period.is_sealed
    may_fill = why_not_fill(found, person, sealed=sealed) is None
    return {
        "return": found,
        "state": state_tag(found),
        "left": days_left(found.period.due_on, timezone.localdate()) if may_fill else ("", ""),
        "sheet": sheet,
        "may_fill": may_fill,
        "hand_in": _hand_in(found, request, sheet) if may_fill else None,
        "sign": _shown(why_not_sign(found, person)) if found.state == "filled" else None,
        "take_back": why_not_take_back(found, person) is None and not sealed,
        "may_judge": found.state == "sent" and not sealed and why_not_judge(found, person) is None,
        "may_undo": found.state == "accepted" and not sealed and why_not_judge(found, person) is None,
        "may_supplement": sealed and person.may(FILL, found.organisation.path),
        "supplements": supplements_of(found),
        "events": [_event(step) for step in history_of(found)[:50]],
    }


def entries_in(request: MemberRequest, found: Return) -> dict[str, Entry]:
    """By code: what stands in the field, over which version it was typed, and why."""
    given = request.POST
    return {
        each.code: Entry(
            given[f"v-{each.code}"][:LONGEST_RAW],
            _whole(given.get(f"s-{each.code}", "")),
            given.get(f"r-{each.code}", "")[:LONGEST_RAW],
        )
        for each in indicators_of(found.period.form)
        if f"v-{each.code}" in given
    }


def _explanations(request: MemberRequest) -> dict[int, str]:
    named = ((name[2:], words) for name, words in request.POST.items() if name.startswith("e-"))
    return {number: str(words) for text, words in named if (number := _whole(text)) is not None}


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _hand_in(found: Return, request: MemberRequest, sheet: Sheet) -> Refusal | bool:
    return _shown(
        why_not_hand_in(
            found,
            request.person,
            sealed=found.period.is_sealed,
            missing=sheet.missing,
            broken=len(sheet.errors),
            unexplained=len(sheet.unexplained),
        )
    )


def _shown(refusal: Refusal | None) -> Refusal | bool:
    """A refusal greys the button, False opens it."""
    return refusal or False


def _event(step: Step) -> Event:
    title, kind = MOVE_WORDS[step.move]
    return Event(step.at, title, f"{step.organisation.name} · {step.by.name}", step.reason, kind)


@require_POST
@with_verb(FILL)
def cells(request: MemberRequest, public_id: str) -> JsonResponse:
    """One figure as its field is left: what is wrong with it, its new version, and the rates that follow."""
    found = get_return(request, public_id)
    wrong = actions.fill(found, entries_in(request, found), by=request.person)
    lines = sheet_of(found).lines
    return JsonResponse(
        {
            "wrong": {code: str(no) for code, no in wrong.items()},
            "versions": {line.indicator.code: line.version for line in lines if line.cell},
            "rates": {
                line.indicator.code: rate_said(line.rate, line.indicator) for line in lines if line.rate
            },
        }
    )


@require_POST
@with_verb(FILL)
def hand_in(request: MemberRequest, public_id: str) -> HttpResponse:
    made = actions.hand_in(
        get_return(request, public_id), by=request.person, seen=_whole(request.POST.get("seen", ""))
    )
    words = _("已报送。") if made.state == "sent" else _("已交负责人审签。")
    messages.success(request, words)
    return redirect("desk-returns:return", public_id)


@require_POST
@with_verb(FILL)
def take_facts(request: MemberRequest, public_id: str) -> HttpResponse:
    count = actions.take_facts(get_return(request, public_id), by=request.person)
    said = ngettext("系统算好了 %(n)s 项。", "系统算好了 %(n)s 项。", count) % {"n": count}
    messages.success(request, said)
    return redirect("desk-returns:return", public_id)


@require_POST
@with_verb(SIGN)
def sign(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = _whole(request.POST.get("seen", ""))
    actions.sign(get_return(request, public_id), by=request.person, seen=seen)
    messages.success(request, _("已报送。"))
    return redirect("desk-returns:return", public_id)


@require_POST
@with_verb(FILL)
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.take_back(get_return(request, public_id), by=request.person)
    messages.success(request, _("已撤回，改好后请再报送。"))
    return redirect("desk-returns:return", public_id)


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def firms(request: MemberRequest, public_id: str) -> HttpResponse:
    """The list behind 家 and 家次: to look at, and to write anew."""
    found = get_return(request, public_id)
    refusal = why_not_fill(found, request.person, sealed=found.period.is_sealed)
    if refusal and request.method == "POST":
        raise refusal
    lines, is_doubtful = firms_of(found), "doubtful" in request.GET
    chosen = to_look_at(lines) if is_doubtful else lines
    text = "\n".join("\t".join((line.name, line.uscc, line.occasion)) for line in lines)
    form = FirmsForm(request.POST or None, request.FILES or None, initial={"lines": text})
    if request.method == "POST" and form.is_valid():
        count = actions.list_firms(found, form.cleaned_data["firms"], by=request.person)
        said = ngettext("名单有 %(n)s 行。", "名单有 %(n)s 行。", count) % {"n": count}
        messages.success(request, said)
        return redirect("desk-returns:firms", public_id)
    context = {
        "return": found,
        "form": form,
        "counted": firms_counted(found),
        "doubtful": to_look_at(lines).count(),
        "table": firms_table(Page.of(chosen, request), caption=_("单位名单")),
        "is_doubtful": is_doubtful,
        "refusal": refusal,
    }
    return render(request, "returns/firms.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_verb(FILL)
def supplements(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_return(request, public_id)
    indicators = indicators_of(found.period.form)
    form = SupplementForm(indicators, request.POST or None)
    if request.method == "POST" and form.is_valid():
        line = get_object_or_404(found.period.form.indicators.all(), code=form.cleaned_data["code"])
        try:
            after, reason = form.cleaned_data["after"], form.cleaned_data["reason"]
            actions.supplement(found, line, after, reason, by=request.person)
            messages.success(request, _("补报已提交，接收后与封存数并列显示。"))
            return redirect("desk-returns:return", public_id)
        except Refusal as no:
            form.add_error(None, str(no))
    context = {"return": found, "form": form, "title": _("补报"), "back": found.public_id}
    return render(request, "returns/supplement.html", context, status=422 if form.errors else 200)
