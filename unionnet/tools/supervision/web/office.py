# SPDX-License-Identifier: Apache-2.0
"""The office's own doors: collect, register, hand out, close, archive; one page for an item."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.parts import Event
from unionnet.tools.supervision.actions import (
    archive,
    assign,
    close,
    collect,
    drop,
    register,
    resume,
    revise,
    set_indicator,
    suspend,
    tell_figure,
)
from unionnet.tools.supervision.models import Item, Part, Step
from unionnet.tools.supervision.queries.colours import scheme_ruling, with_rank, with_worst
from unionnet.tools.supervision.queries.goals import figures_of
from unionnet.tools.supervision.queries.register import chases_of, reports_of
from unionnet.tools.supervision.queries.seeing import (
    group_of,
    history_of,
    items_seen_by,
    office_of,
    parts_of,
    suspension_of,
    units_out,
)
from unionnet.tools.supervision.rules import (
    DECIDE,
    DO,
    MANAGE,
    SEE,
    why_not_close,
    why_not_lead,
    why_not_manage,
)
from unionnet.tools.supervision.web.finding import get_item, office_asked, say_errors, seen_of
from unionnet.tools.supervision.web.forms import (
    AssignForm,
    DaysForm,
    FigureForm,
    IndicatorForm,
    ReasonForm,
    SuspendForm,
    WordsForm,
)
from unionnet.tools.supervision.web.tables import days_left, light_tag, part_tag, state_tag

TOLD = {
    "collect": (gettext_lazy("收集"), "info"),
    "register": (gettext_lazy("立项"), "info"),
    "drop": (gettext_lazy("不立项"), "late"),
    "assign": (gettext_lazy("交办"), "info"),
    "suspend": (gettext_lazy("中止"), "due"),
    "resume": (gettext_lazy("恢复办理"), "info"),
    "close": (gettext_lazy("销号"), "ok"),
    "archive": (gettext_lazy("归档"), ""),
    "sign": (gettext_lazy("签收"), "info"),
    "hand_in": (gettext_lazy("报办结"), "info"),
    "give_back": (gettext_lazy("退回整改"), "late"),
    "accept": (gettext_lazy("核查通过"), "ok"),
    "decompose": (gettext_lazy("分解"), "info"),
    "pass_on": (gettext_lazy("换单位接办"), "due"),
    "officer": (gettext_lazy("换责任人"), ""),
    "extend": (gettext_lazy("同意延期"), "due"),
    "refuse_time": (gettext_lazy("不同意延期"), "late"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(MANAGE)
def new(request: MemberRequest) -> HttpResponse:
    office = office_asked(request)
    form = WordsForm(office, request.POST or None)
    if form.is_valid():
        try:
            made = collect(office, form.words(), by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-supervision:item", made.public_id)
    context = {"form": form, "office": office}
    return render(request, "supervision/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(MANAGE)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    item = get_item(request, public_id)
    if refusal := why_not_manage(item.organisation, request.person):
        raise refusal
    initial = {name: getattr(item, name) for name in WordsForm.base_fields}
    form = WordsForm(item.organisation, request.POST or None, initial=initial)
    if form.is_valid():
        revise(item, form.words(), by=request.person)
        return redirect("desk-supervision:item", public_id)
    context = {"form": form, "office": item.organisation, "item": item}
    return render(request, "supervision/form.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """`?print=1` gives the sheet: one matter, one sheet."""
    today, person = timezone.localdate(), request.person
    rows = with_worst(items_seen_by(person), today)
    item = get_object_or_404(rows, public_id=public_id)
    parts = list(with_rank(parts_of(item, person), today))
    stopped = suspension_of(item) if item.state == Item.State.SUSPENDED else None
    context = {
        "item": item,
        "parts": [_part_line(part, is_still=stopped is not None) for part in parts],
        "state": state_tag(item),
        "light": light_tag(item.rank) if item.state == "assigned" else "",  # type: ignore[attr-defined]
        "left": days_left(item.due_on, today) if item.is_open and not stopped else ("", ""),
        "stopped": stopped,
        "figures": figures_of(item, today),
        "events": [_event(step) for step in history_of(item, person)[:200]],
        "reports": reports_of(item, person),
        "chases": chases_of(item, person),
        "ruling": _scheme(item),
        **_open_moves(item, parts, request),
    }
    page = "sheet" if "print" in request.GET else "item"
    return render(request, f"supervision/{page}.html", context)


def _open_moves(item: Item, parts: list[Part], request: MemberRequest) -> dict[str, object]:
    """What this officer may do now, each with its form."""
    person = request.person
    if not person.may(DECIDE, item.organisation.path):
        lead = next((part for part in parts if part.is_lead), None)
        return {"may_tell": lead is not None and person.may(DO, lead.organisation.path)}
    group = group_of(item.organisation)
    manages = why_not_manage(item.organisation, person) is None
    waiting = item.state in (Item.State.COLLECTED, Item.State.REGISTERED)
    out = units_out(item, but=0, until=("accepted",)) if item.state == Item.State.ASSIGNED else []
    return {
        "not_lead": why_not_lead(item.organisation, person, group=group),
        "may_register": item.state == Item.State.COLLECTED,
        "may_drop": waiting,
        "may_edit": waiting and manages,
        "may_assign": item.state in (Item.State.REGISTERED, Item.State.ASSIGNED) and manages,
        "may_close": item.state == Item.State.ASSIGNED,
        "may_resume": item.state == Item.State.SUSPENDED,
        "not_close": why_not_close(item, person, group=group, parts=len(parts), out=out),
        "may_archive": item.state == Item.State.CLOSED and manages,
        "may_tell": manages and item.is_open,
        "may_manage": manages and item.is_open,
        "days_form": DaysForm(initial={"starts_on": timezone.localdate()}),
        "suspend_form": SuspendForm(auto_id="suspend_%s"),
        "reason_form": ReasonForm(auto_id="drop_%s"),
        "result_form": ReasonForm(auto_id="close_%s"),
        "indicator_form": IndicatorForm(),
    }


@require_POST
@with_verb(DECIDE)
def registration(request: MemberRequest, public_id: str) -> HttpResponse:
    item, form = get_item(request, public_id), DaysForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        register(item, said["starts_on"], said["due_on"], by=request.person, seen=seen_of(request))
        messages.success(request, _("已立项。"))
    say_errors(request, form)
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(DECIDE)
def refusal(request: MemberRequest, public_id: str) -> HttpResponse:
    drop(
        get_item(request, public_id), request.POST.get("reason", ""), by=request.person, seen=seen_of(request)
    )
    messages.success(request, _("已记下不立项。"))
    return redirect("desk-supervision:item", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(MANAGE)
def assignment(request: MemberRequest, public_id: str) -> HttpResponse:
    item = get_item(request, public_id)
    if refusal := why_not_manage(item.organisation, request.person):
        raise refusal
    has_lead = item.parts.filter(is_lead=True).exists()
    form = AssignForm(item.organisation, request.POST or None, has_lead=has_lead)
    if form.is_valid():
        said = form.cleaned_data
        try:
            assign(item, said.get("lead"), said["units"], by=request.person, seen=seen_of(request))
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已交办，责任单位会收到消息。"))
            return redirect("desk-supervision:item", public_id)
    context = {"form": form, "item": item}
    return render(request, "supervision/assign.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(DECIDE)
def closing(request: MemberRequest, public_id: str) -> HttpResponse:
    result = request.POST.get("reason", "")
    close(get_item(request, public_id), result, by=request.person, seen=seen_of(request))
    messages.success(request, _("已销号。"))
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(DECIDE)
def suspension(request: MemberRequest, public_id: str) -> HttpResponse:
    item, form = get_item(request, public_id), SuspendForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        suspend(item, said["reason"], until=said["until"], by=request.person, seen=seen_of(request))
        messages.success(request, _("已中止，责任单位会收到消息。"))
    say_errors(request, form)
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(DECIDE)
def resumption(request: MemberRequest, public_id: str) -> HttpResponse:
    resume(get_item(request, public_id), by=request.person, seen=seen_of(request))
    messages.success(request, _("已恢复，期限按中止的工作日顺延。"))
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(MANAGE)
def archiving(request: MemberRequest, public_id: str) -> HttpResponse:
    archive(get_item(request, public_id), by=request.person, seen=seen_of(request))
    messages.success(request, _("已归档。"))
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(MANAGE)
def indicators(request: MemberRequest, public_id: str) -> HttpResponse:
    item, form = get_item(request, public_id), IndicatorForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        set_indicator(
            item, said["label"], said["unit"], said["target"], source=said["source"], by=request.person
        )
        messages.success(request, _("已保存。"))
    say_errors(request, form)
    return redirect("desk-supervision:item", public_id)


@require_POST
@with_verb(DO)
def figure(request: MemberRequest, public_id: str, line: int) -> HttpResponse:
    item, form = get_item(request, public_id), FigureForm(request.POST)
    row = get_object_or_404(item.indicators.select_related("item"), pk=line)
    if form.is_valid():
        tell_figure(row, form.cleaned_data["number"], by=request.person)
        messages.success(request, _("已保存。"))
    say_errors(request, form)
    return redirect("desk-supervision:item", public_id)


def _part_line(part: Part, *, is_still: bool) -> tuple[Part, SafeString, str, tuple[str, str]]:
    """With its state, light and time left; while the item stands still it has neither of the last two."""
    if is_still:
        return part, part_tag(part), "", ("", "")
    left = days_left(part.due_on, timezone.localdate()) if part.is_with_unit else ("", "")
    return part, part_tag(part), light_tag(part.rank), left  # type: ignore[attr-defined]


def _scheme(item: Item) -> object:
    office = office_of(item.organisation)
    return scheme_ruling(office.scheme if office else "three", timezone.localdate()).citation


def _event(step: Step) -> Event:
    title, kind = TOLD[step.move]
    whose = f"{step.part.organisation.name} · " if step.part else ""
    return Event(step.at, f"{whose}{title}", f"{step.organisation.name} · {step.by.name}", step.reason, kind)
