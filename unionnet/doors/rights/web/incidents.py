# SPDX-License-Identifier: Apache-2.0
"""What the security administrator does when personal data leaked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card, unions_reached_by
from unionnet.directory.people.web.choosing import UnionChoice
from unionnet.directory.people.web.doors import with_verb
from unionnet.doors.rights import queries
from unionnet.doors.rights.actions import (
    close_incident,
    find_affected,
    note_report,
    record_incident,
    tell_affected,
)
from unionnet.doors.rights.models import Affected, Incident
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.forms import MomentInput
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table

VERB = "rights.incidents"
MOST = 5000


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the report and the notice must hold."""

    organisation = UnionChoice(label=gettext_lazy("发生在哪个工会"))

    class Meta:
        model = Incident
        fields = (
            "organisation", "title", "kinds", "cause", "harm", "measures", "contact",
            "began_at", "ended_at", "found_at", "is_serious", "operator",
        )  # fmt: skip
        widgets = {
            **{name: MomentInput() for name in ("began_at", "ended_at", "found_at")},
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("cause", "harm", "measures")},
        }

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].unions = unions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        began, ended = found.get("began_at"), found.get("ended_at")
        if began and ended and ended < began:
            self.add_error("ended_at", _("制止时间不能早于发生时间。"))
        return found


class FindForm(forms.Form):
    how = forms.ChoiceField(label=gettext_lazy("按什么查找"), choices=Affected.How.choices)
    card_no = forms.CharField(
        label=gettext_lazy("涉事账号的会员证号"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("不填就查所有人的查看和导出。"),
    )


@with_verb(VERB)
@require_safe
def incidents(request: MemberRequest) -> HttpResponseBase:
    rows = queries.incidents_seen_by(request.person)
    if "excel" in request.GET:
        lines = [
            [row.title, row.organisation.name, row.found_at, row.told_at, row.closed_at]
            for row in rows[:MOST]
        ]
        heads = [_("事件名称"), _("工会"), _("发现时间"), _("告知时间"), _("完成时间")]
        return workbook(heads, lines, name=_("个人信息安全事件"))
    page = Page.of(rows, request, order=("-id",), size=30)
    return render(request, "rights/desk/incidents.html", {"table": _table(page)})


def _table(page: Page[Incident]) -> Table:
    return Table(
        columns=[
            Column("title", _("事件名称"), note=lambda row: row.kinds),
            Column("organisation.name", _("工会")),
            Column("found_at", _("发现时间"), kind="when"),
            Column("told_at", _("告知时间"), kind="when"),
            Column("closed_at", _("完成时间"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        export="?excel=1",
        row_url=address_of("desk-rights:incident"),
        empty=_("没有发生过个人信息安全事件"),
        empty_text=_("发现泄露、篡改或丢失，立即登记；通知本人和报告主管部门的时限从那时算起。"),
        caption=_("个人信息安全事件"),
    )


@with_verb(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    form = IncidentForm(request.POST or None, unions=unions_reached_by(request.person, VERB))
    if request.method == "POST" and form.is_valid():
        made = record_incident(form.instance, by=request.person)
        return redirect("desk-rights:incident", made.public_id)
    return render(request, "rights/desk/new_incident.html", {"form": form})


@with_verb(VERB)
@require_safe
def incident(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    context = {
        "incident": found,
        "progress": queries.progress_of(found, at=database_now()),
        "form": FindForm(),
    }
    return render(request, "rights/desk/incident.html", context)


@with_verb(VERB)
@require_POST
def find(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _found(request, public_id), FindForm(request.POST)
    if not form.is_valid():
        context = {"incident": found, "progress": queries.progress_of(found, at=database_now()), "form": form}
        return render(request, "rights/desk/incident.html", context)
    card = form.cleaned_data["card_no"]
    actor = member_by_card(card) if card else None
    if card and actor is None:
        messages.error(request, _("没有这个会员证号的会员。"))
    else:
        count = find_affected(found, form.cleaned_data["how"], actor=actor, by=request.person)
        messages.success(request, _("新找到 %(n)s 人。") % {"n": count})
    return redirect("desk-rights:incident", public_id)


@with_verb(VERB)
@require_POST
def tell(request: MemberRequest, public_id: str) -> HttpResponse:
    count = tell_affected(_found(request, public_id), by=request.person)
    messages.success(request, _("已告知 %(n)s 人。") % {"n": count})
    return redirect("desk-rights:incident", public_id)


@with_verb(VERB)
@require_POST
def report(request: MemberRequest, public_id: str) -> HttpResponse:
    note_report(_found(request, public_id), by=request.person)
    return redirect("desk-rights:incident", public_id)


@with_verb(VERB)
@require_POST
def close(request: MemberRequest, public_id: str) -> HttpResponse:
    close_incident(_found(request, public_id), by=request.person)
    return redirect("desk-rights:incident", public_id)


def _found(request: MemberRequest, public_id: str) -> Incident:
    return get_object_or_404(queries.incidents_seen_by(request.person), public_id=public_id)
