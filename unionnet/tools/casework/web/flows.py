# SPDX-License-Identifier: Apache-2.0
"""Which steps a union uses for each kind of case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui.parts import Column, Table
from unionnet.tools.casework.actions import set_flow
from unionnet.tools.casework.models import Flow, Kind
from unionnet.tools.casework.queries import flow_for, flows_at, kind_called, offices_that_define
from unionnet.tools.casework.rules import DEFINE
from unionnet.tools.casework.web.forms import FlowForm


@require_safe
@with_verb(DEFINE)
def flows(request: MemberRequest) -> HttpResponse:
    union = _union(request)
    context = {
        "union": union,
        "unions": offices_that_define(request.person),
        "table": _table(union, flows_at(union)),
    }
    return render(request, "casework/desk_flows.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(DEFINE)
def flow(request: MemberRequest, key: str) -> HttpResponse:
    union, kind = _union(request), kind_called.or_404(key)
    now = flow_for(union, kind)
    form = FlowForm(request.POST if request.method == "POST" else None, initial={"steps": _steps(now)})
    if form.is_valid():
        set_flow(union, kind, form.cleaned_data["steps"], by=request.person)
        messages.success(request, _("已保存，以后收到的办件按这个流程办。"))
        return redirect(f"{reverse('desk-casework:flows')}?unit={union.public_id}")
    context = {"form": form, "union": union, "kind": kind}
    return render(request, "casework/desk_flow.html", context, status=422 if form.errors else 200)


def _union(request: MemberRequest) -> Organisation:
    """The one asked for, else the person's first."""
    offices = offices_that_define(request.person)
    if asked := request.GET.get("unit", "")[:12]:
        return get_object_or_404(offices, public_id=asked)
    found = offices.first()
    if found is None:
        raise Http404
    return found


def _steps(flow: Flow | None) -> list[str]:
    return list(flow.steps) if flow else []


def _table(union: Organisation, lines: list[tuple[Kind, Flow | None]]) -> Table:
    def steps(line: tuple[Kind, Flow | None]) -> str:
        labels = [str(Flow.Step(step).label) for step in _steps(line[1])]
        return _("、").join(labels) or _("都不采用")

    def whose(line: tuple[Kind, Flow | None]) -> str:
        if line[1] is None:
            return _("没有设置")
        own = line[1].organisation_id == union.pk
        return _("本会设置") if own else _("按%(name)s的设置") % {"name": line[1].organisation.name}

    def there(line: tuple[Kind, Flow | None]) -> str:
        return f"{reverse('desk-casework:flow', args=[line[0].key])}?unit={union.public_id}"

    columns: tuple[Column, ...] = (
        Column("kind", _("办件类型"), cell=lambda line: line[0].label),
        Column("steps", _("采用的环节"), cell=steps, note=whose),
    )
    rows: list[Any] = list(lines)
    return Table(columns, rows, row_url=there, caption=_("办理流程"))
