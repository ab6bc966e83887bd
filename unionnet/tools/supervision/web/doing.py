# SPDX-License-Identifier: Apache-2.0
"""One page for a part: the unit reports there, who handed it out checks it there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.refusals import Refusal
from unionnet.tools.supervision.actions import (
    Judgement,
    Progress,
    accept,
    answer_extension,
    ask_for_time,
    chase,
    decompose,
    give_back,
    hand_in,
    pass_on,
    put_officer,
    reach_milestone,
    report,
    set_milestone,
    sign,
)
from unionnet.tools.supervision.models import Item, Part
from unionnet.tools.supervision.queries.colours import with_rank
from unionnet.tools.supervision.queries.seeing import (
    extensions_seen_by,
    parts_seen_by,
    suspension_of,
    unions_named,
    units_out,
)
from unionnet.tools.supervision.rules import (
    DECIDE,
    DO,
    MANAGE,
    SEE,
    why_not_chase,
    why_not_do,
    why_not_hand_in,
    why_not_review,
)
from unionnet.tools.supervision.web.finding import get_part, say_errors, seen_of
from unionnet.tools.supervision.web.forms import (
    JudgeForm,
    MilestoneForm,
    OfficerForm,
    ReasonForm,
    ReportForm,
    SharesForm,
    SuccessorForm,
    TimeForm,
)
from unionnet.tools.supervision.web.tables import days_left, light_tag, part_tag


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """A report is sent to the page itself: a "no" comes back with every word that was typed."""
    today = timezone.localdate()
    part = get_object_or_404(with_rank(parts_seen_by(request.person), today), public_id=public_id)
    form = ReportForm(part, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _reported(request, part, form):
        return redirect("desk-supervision:part", public_id)
    is_still = part.item.state == Item.State.SUSPENDED
    stopped = suspension_of(part.item) if is_still else None
    context = {
        "part": part,
        "item": part.item,
        "form": form,
        "state": part_tag(part),
        "stopped": stopped,
        "light": "" if stopped else light_tag(part.rank),  # type: ignore[attr-defined]
        "left": days_left(part.due_on, today) if part.is_with_unit and not stopped else ("", ""),
        "reports": part.reports.select_related("by", "file").order_by("-at", "-id")[:50],
        "milestones": part.milestones.order_by("due_on", "id"),
        "extension": part.extensions.filter(decided_at=None).select_related("asked_by").first(),
        "below": part.children.select_related("organisation").order_by("id"),
        "today": today,
        **_open_moves(part, request),
    }
    return render(request, "supervision/part.html", context, status=422 if form.errors else 200)


def _reported(request: MemberRequest, part: Part, form: ReportForm) -> bool:
    """`finish` hands it in at once: one press for what is done."""
    said = form.cleaned_data
    try:
        file = keep_document(said["file"], by=request.person) if said["file"] else None
        report(part, Progress(said["percent"], said["text"], said["key"], file), by=request.person)
        if "finish" in request.POST:
            hand_in(part, by=request.person)
            messages.success(request, _("已报办结，等待核查。"))
        else:
            messages.success(request, _("已记下进展。"))
    except Refusal as no:
        form.add_error(None, str(no))
        return False
    return True


def _open_moves(part: Part, request: MemberRequest) -> dict[str, object]:
    person = request.person
    lead_waits = units_out(part.item, but=part.pk) if part.is_lead else []
    done_waits = units_out(part.item, but=part.pk, until=("accepted",)) if part.is_lead else []
    below = part.children.exclude(state="accepted").count()
    above = part.parent.organisation if part.parent else part.item.organisation
    manages = person.may(MANAGE, part.item.organisation.path)
    return {
        "may_do": why_not_do(part, person) is None,
        "not_hand_in": why_not_hand_in(part, person, reports=1, others_out=lead_waits, below_out=below),
        "may_review": part.state == Part.State.HANDED_IN
        and part.item.state == Item.State.ASSIGNED
        and person.may(DECIDE, above.path),
        "not_review": why_not_review(part, person, others_out=done_waits),
        "may_chase": why_not_chase(part, person) is None,
        "may_manage": manages and part.is_with_unit and part.item.state == Item.State.ASSIGNED,
        "may_agree": person.may(DECIDE, part.item.organisation.path),
        "time_form": TimeForm(auto_id="time_%s"),
        "shares_form": SharesForm(part.organisation, auto_id="shares_%s"),
        "milestone_form": MilestoneForm(auto_id="milestone_%s"),
        "officer_form": OfficerForm(part.organisation, auto_id="officer_%s"),
        "judge_form": JudgeForm(auto_id="judge_%s"),
        "back_form": ReasonForm(auto_id="back_%s"),
        "chase_form": ReasonForm(auto_id="chase_%s"),
        "successor_form": SuccessorForm(auto_id="successor_%s"),
    }


@require_POST
@with_verb(DO)
def signature(request: MemberRequest, public_id: str) -> HttpResponse:
    sign(get_part(request, public_id), by=request.person, seen=seen_of(request))
    messages.success(request, _("已签收。"))
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DO)
def handing_in(request: MemberRequest, public_id: str) -> HttpResponse:
    hand_in(get_part(request, public_id), by=request.person, seen=seen_of(request))
    messages.success(request, _("已报办结，等待核查。"))
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DO)
def extension(request: MemberRequest, public_id: str) -> HttpResponse:
    part, form = get_part(request, public_id), TimeForm(request.POST)
    if form.is_valid():
        ask_for_time(part, form.cleaned_data["until"], form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已申请延期，答复前仍按原期限。"))
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DECIDE)
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(extensions_seen_by(request.person), public_id=public_id)
    answer_extension(found, request.POST.get("granted") == "yes", by=request.person)
    messages.success(request, _("已答复。"))
    return redirect("desk-supervision:part", found.part.public_id)


@require_POST
@with_verb(DO)
def decomposition(request: MemberRequest, public_id: str) -> HttpResponse:
    part = get_part(request, public_id)
    form = SharesForm(part.organisation, request.POST)
    if form.is_valid():
        made = decompose(part, form.cleaned_data["units"], by=request.person)
        messages.success(request, _("已分解给 %(n)s 个单位。") % {"n": len(made)})
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DO)
def officer(request: MemberRequest, public_id: str) -> HttpResponse:
    part = get_part(request, public_id)
    form = OfficerForm(part.organisation, request.POST)
    if form.is_valid():
        put_officer(part, form.cleaned_data["name"], by=request.person)
        messages.success(request, _("已保存。"))
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DO)
def milestones(request: MemberRequest, public_id: str) -> HttpResponse:
    part, form = get_part(request, public_id), MilestoneForm(request.POST)
    if form.is_valid():
        set_milestone(part, form.cleaned_data["title"], form.cleaned_data["due_on"], by=request.person)
        messages.success(request, _("已保存。"))
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DO)
def milestone(request: MemberRequest, public_id: str, point: int) -> HttpResponse:
    part = get_part(request, public_id)
    rows = part.milestones.select_related("part__item", "part__organisation")
    reach_milestone(get_object_or_404(rows, pk=point), by=request.person)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DECIDE)
def acceptance(request: MemberRequest, public_id: str) -> HttpResponse:
    part, form = get_part(request, public_id), JudgeForm(request.POST)
    if form.is_valid():
        accept(part, Judgement(**form.cleaned_data), by=request.person, seen=seen_of(request))
        messages.success(request, _("已通过核查。"))
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(DECIDE)
def rejection(request: MemberRequest, public_id: str) -> HttpResponse:
    give_back(
        get_part(request, public_id), request.POST.get("reason", ""), by=request.person, seen=seen_of(request)
    )
    messages.success(request, _("已退回，责任单位会收到消息。"))
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(MANAGE)
def chases(request: MemberRequest, public_id: str) -> HttpResponse:
    chase(get_part(request, public_id), request.POST.get("reason", ""), by=request.person)
    messages.success(request, _("催办函已发出。"))
    return redirect("desk-supervision:part", public_id)


@require_POST
@with_verb(MANAGE)
def successor(request: MemberRequest, public_id: str) -> HttpResponse:
    part, form = get_part(request, public_id), SuccessorForm(request.POST)
    if form.is_valid():
        known = unions_named(part.item.organisation, [form.cleaned_data["union"].strip()])
        if known:
            pass_on(part, next(iter(known.values())), form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("已改由新的单位接办。"))
        else:
            messages.error(request, _("没有找到这个单位，请写全称。"))
    say_errors(request, form)
    return redirect("desk-supervision:part", public_id)
