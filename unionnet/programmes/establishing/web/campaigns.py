# SPDX-License-Identifier: Apache-2.0
"""A campaign and how far it has come, union by union."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import percent
from unionnet.programmes.establishing.actions import set_campaign
from unionnet.programmes.establishing.models import Campaign
from unionnet.programmes.establishing.queries import (
    CampaignRow,
    campaign_report,
    campaigns_managed_by,
    campaigns_seen_by,
)
from unionnet.programmes.establishing.rules import MANAGE, SEE
from unionnet.programmes.establishing.web.forms import CampaignForm


@require_safe
@with_verb(SEE)
def campaigns(request: MemberRequest) -> HttpResponse:
    page = Page.of(campaigns_seen_by(request.person), request, order=("-since", "-id"))
    columns = (
        Column("title", _("名称"), note=lambda row: row.organisation.name),
        Column("since", _("开始日期"), kind="when"),
        Column("until", _("结束日期"), kind="when"),
    )
    table = Table(
        columns,
        page.rows,
        page=page,
        empty=_("还没有建会行动"),
        empty_text=_("为一类职工的建会入会定目标，按县看进度。"),
        row_url=address_of("desk-establishing:campaign"),
        caption=_("建会行动"),
    )
    context = {"table": table, "may_manage": request.person.may(MANAGE)}
    return render(request, "establishing/campaigns.html", context)


@require_safe
@with_verb(SEE)
def campaign(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(campaigns_seen_by(request.person), public_id=public_id)
    rows = campaign_report(found, request.person)
    if request.GET.get("as") == "xlsx":
        heads = [_("工会"), _("已建会（个）"), _("建会目标（个）"), _("已入会（人）"), _("入会目标（人）")]
        lines = (
            (row.organisation.name, row.unions, row.unions_target, row.members, row.members_target)
            for row in rows
        )
        return excel.workbook(heads, lines, name=found.title)
    context = {
        "campaign": found,
        "table": _table(rows),
        "groups": [OCCUPATIONS.get(group, group) for group in found.groups],
        "total": _total(rows),
        "may_manage": request.person.may(MANAGE, found.organisation.path),
    }
    return render(request, "establishing/campaign.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(MANAGE)
def edit(request: MemberRequest, public_id: str = "") -> HttpResponse:
    mine = campaigns_managed_by(request.person)
    known = get_object_or_404(mine, public_id=public_id) if public_id else None
    form = CampaignForm(request.person, known, request.POST or None, initial=_kept(known))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = set_campaign(
                known.organisation if known else said["union"],
                said["title"],
                said["groups"],
                said["since"],
                said["until"],
                said["aims"],
                known=known,
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk-establishing:campaign", made.public_id)
    context = {"form": form, "known": known}
    return render(request, "establishing/campaign_form.html", context, status=422 if form.errors else 200)


def _table(rows: list[CampaignRow]) -> Table:
    """Each number beside the one it is measured by."""
    columns = (
        Column("organisation.name", _("工会")),
        Column(
            "unions",
            _("建会（个）"),
            kind="num",
            cell=lambda row: f"{row.unions:,} / {row.unions_target:,}",
            note=lambda row: percent(row.unions, row.unions_target),
        ),
        Column(
            "members",
            _("入会（人）"),
            kind="num",
            cell=lambda row: f"{row.members:,} / {row.members_target:,}",
            note=lambda row: percent(row.members, row.members_target),
        ),
    )
    return Table(columns, rows, export="?as=xlsx", empty=_("没有目标"), caption=_("建会行动"))


def _total(rows: list[CampaignRow]) -> dict[str, int]:
    return {
        name: sum(getattr(row, name) for row in rows)
        for name in ("unions", "unions_target", "members", "members_target")
    }


def _kept(known: Campaign | None) -> dict[str, Any]:
    if known is None:
        return {}
    targets = known.targets.select_related("organisation").order_by("organisation__path")
    lines = (f"{target.organisation.name}，{target.unions}，{target.members}" for target in targets)
    plain = {name: getattr(known, name) for name in ("title", "since", "until", "groups")}
    return {**plain, "targets": "\n".join(lines)}
