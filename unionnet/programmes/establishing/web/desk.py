# SPDX-License-Identifier: Apache-2.0
"""Unions on their way into being: the list, one of them, and what is due next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Step, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.establishing.actions import ask, begin, change
from unionnet.programmes.establishing.models import Elected, Establishment, Request
from unionnet.programmes.establishing.queries import (
    clocks_of,
    establishments_managed_by,
    establishments_seen_by,
    found_in,
    requests_of,
)
from unionnet.programmes.establishing.rules import MANAGE, SEE, SENT, WAITING, advice
from unionnet.programmes.establishing.web.forms import (
    POST_OF,
    ElectionForm,
    EstablishmentForm,
    MeetingForm,
    RegistrationForm,
)

LOOKS = {"draft": "", "established": "ok", "legal_person_registered": "ok", "abandoned": "late"}
STEPS = (
    gettext_lazy("请示筹建"),
    gettext_lazy("请示开会"),
    gettext_lazy("选举"),
    gettext_lazy("报选举结果"),
    gettext_lazy("批复成立"),
    gettext_lazy("法人登记"),
)
# state → the step that is due, counted from 1; one past the last: all done
AT = {
    "draft": 1,
    "application_submitted": 1,
    "preparation_approved": 2,
    "meeting_requested": 2,
    "meeting_approved": 3,
    "election_held": 4,
    "result_submitted": 4,
    "established": 6,
    "legal_person_registered": 7,
    "abandoned": 1,
}
EXPORT_COLUMNS = (
    gettext_lazy("工会名称"),
    gettext_lazy("类型"),
    gettext_lazy("报送工会"),
    gettext_lazy("批准工会"),
    gettext_lazy("状态"),
    gettext_lazy("职工人数"),
    gettext_lazy("会员人数"),
    gettext_lazy("选举日期"),
    gettext_lazy("成立日期"),
    gettext_lazy("证书有效期止"),
)


@require_safe
@with_verb(SEE)
def establishments(request: MemberRequest) -> HttpResponse:
    page = Page.of(_asked(request), request, order=("-id",))
    context = {
        "table": _table(page, request),
        "states": Establishment.State.choices,
        "may_manage": request.person.may(MANAGE),
    }
    return render(request, "establishing/list.html", context)


@require_safe
@with_verb(SEE)
def export(request: MemberRequest) -> FileResponse:
    rows = (_export_row(row) for row in _asked(request).order_by("-id").iterator(500))
    return excel.workbook(EXPORT_COLUMNS, rows, name=_("建会"))


@require_safe
@with_verb(SEE)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(establishments_seen_by(request.person), public_id=public_id)
    today = timezone.localdate()
    requests = list(requests_of(row))
    step = WAITING.get(row.state) or SENT.get(row.state)
    current = next((each for each in requests if each.step == step), None)
    context = {
        "row": row,
        "state": state_tag(row),
        "steps": [Step(label) for label in STEPS],
        "at": AT[row.state],
        "way": rule("ORG-13.steps", where=row.approver.county_code, on=today),
        "advice": advice(row.members, row.approver.county_code, today),
        "units": clocks_of(row, today),
        "requests": requests,
        "current": current,
        "step": step,
        "step_label": Request.Step(step).label if step else "",
        "elected": row.elected.order_by("id"),
        "groups": [OCCUPATIONS.get(group, group) for group in row.groups],
        "may_manage": request.person.may(MANAGE, row.sender.path),
        "may_plan": row.state in ("preparation_approved", "meeting_requested"),
        "may_elect": row.state in ("meeting_approved", "election_held", "result_submitted"),
        "may_register": row.organisation is not None and request.person.may(MANAGE, row.organisation.path),
        "registration_form": RegistrationForm(),
        "meeting_form": MeetingForm(initial=_meeting(row)),
    }
    return render(request, "establishing/establishment.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def new(request: MemberRequest) -> HttpResponse:
    form = EstablishmentForm(request.person, None, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            row = begin(said["sender"], said["approver"], form.particulars(), by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk-establishing:establishment", row.public_id)
    return render(request, "establishing/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    row = managed(request, public_id)
    form = EstablishmentForm(request.person, row, request.POST or None, initial=_kept(row))
    if form.is_valid():
        try:
            change(row, form.particulars(), by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk-establishing:establishment", public_id)
    context = {"form": form, "row": row}
    return render(request, "establishing/form.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(MANAGE)
def write(request: MemberRequest, public_id: str) -> HttpResponse:
    """The letter of the step that is due, ready to be read through, enclosed to and sent."""
    written = ask(managed(request, public_id), by=request.person)
    messages.success(request, _("请示已写好，请核对、上传附件后报送。"))
    return redirect("desk-submissions:submission", written.public_id)


def managed(request: MemberRequest, public_id: str) -> Establishment:
    return get_object_or_404(establishments_managed_by(request.person), public_id=public_id)


def state_tag(row: Establishment) -> Any:
    return tag(row.get_state_display(), kind=LOOKS.get(row.state, "due"))


def _asked(request: MemberRequest) -> QuerySet[Establishment]:
    words = " ".join(request.GET.get("q", "").split())[:40]
    return found_in(establishments_seen_by(request.person), words, request.GET.get("state", ""))


def _table(page: Page[Establishment], request: MemberRequest) -> Table:
    columns = (
        Column("name", _("工会名称"), note=lambda row: row.get_kind_display()),
        Column("sender.name", _("报送工会")),
        Column("state", _("状态"), cell=state_tag),
        Column("members", _("会员人数"), kind="num"),
        Column("created_at", _("登记时间"), kind="when"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        export=f"{reverse('desk-establishing:export')}?{request.GET.urlencode()}",
        empty=_("没有正在办理的建会"),
        empty_text=_("帮单位建会，从“新建”开始；每一步的请示和批复都会记在这里。"),
        row_url=address_of("desk-establishing:establishment"),
        caption=_("建会"),
    )


def _export_row(row: Establishment) -> list[Any]:
    return [
        row.name,
        row.get_kind_display(),
        row.sender.name,
        row.approver.name,
        row.get_state_display(),
        row.employees,
        row.members,
        row.held_on,
        row.established_on,
        row.certificate_until,
    ]


def _kept(row: Establishment) -> dict[str, Any]:
    """What the form shows of a row that is there."""
    units = (f"{unit.employer.name}，{unit.employer.uscc}" for unit in row.units.select_related("employer"))
    people = (f"{one.name}，{one.duty}" if one.duty else one.name for one in row.preparers.order_by("id"))
    columns = ("name", "kind", "is_joint", "employees", "members", "groups")
    plain = {name: getattr(row, name) for name in columns}
    return {**plain, "units": "\n".join(units), "preparers": "\n".join(people)}


def _meeting(row: Establishment) -> dict[str, Any]:
    return {"form": row.meeting, "on": row.meeting_on, "delegates": row.delegates, "seats": row.seats}


def election_form(row: Establishment, given: Any = None) -> ElectionForm:
    people = row.elected.order_by("id")
    lines = (f"{one.name}，{POST_OF[Elected.Post(one.post)]}，{one.votes}" for one in people)
    initial = {
        "held_on": row.held_on or row.meeting_on,
        "should_attend": row.should_attend or row.delegates or row.members,
        "attended": row.attended,
        "term_years": row.term_years,
        "elected": "\n".join(lines),
    }
    return ElectionForm(given, initial=initial)
