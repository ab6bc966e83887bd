# SPDX-License-Identifier: Apache-2.0
"""Copies of the register: who asked for which, what for, and who let it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import proved_again
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import ask_copy, let_copy_go, take_copy
from unionnet.programmes.hardship.models import RegisterCopy
from unionnet.programmes.hardship.rules import why_not_let_go, why_not_take_copy
from unionnet.programmes.hardship.web.forms import CopyForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("hardship.approve")
def listed(request: MemberRequest) -> HttpResponse:
    """All that were asked for; whoever handles the register asks for the next."""
    desks = queries.desks_with_register(request.person)
    form = CopyForm(desks, request.POST or None)
    if request.method == "POST" and form.is_valid():
        copy = ask_copy(form.union, form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已提出，等待另一位干部复核。"))
        return redirect("desk-hardship:copy", copy.public_id)
    page = Page.of(queries.copies_seen_by(request.person), request, order=("-id",))
    context = {"table": _table(page), "form": form, "desks": desks}
    return render(request, "hardship/copies.html", context, status=422 if form.errors else 200)


@require_safe
@needs("hardship.approve")
def shown(request: MemberRequest, public_id: str) -> HttpResponse:
    copy = _seen(request, public_id)
    context = {
        "copy": copy,
        "refusal": why_not_let_go(request.person, copy, on=timezone.localdate()),
        "no_taking": why_not_take_copy(request.person, copy, at=timezone.now()),
    }
    return render(request, "hardship/copy.html", context)


@needs("hardship.approve")
@proved_again()
@require_POST
def let_it_go(request: MemberRequest, public_id: str) -> HttpResponse:
    let_copy_go(_seen(request, public_id), by=request.person)
    messages.success(request, _("已放行，提出人可以下载。"))
    return redirect("desk-hardship:copy", public_id)


@needs("hardship.handle")
@proved_again()
@require_POST
def taken(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The register leaves the house: by two hands, proved once more, and all in it can read that."""
    copy = _seen(request, public_id)
    found = take_copy(copy, by=request.person)
    mark = _("%(who)s 提出，%(second)s 复核，用途：%(why)s。请勿外传。") % {
        "who": copy.asked_by.name,
        "second": copy.second.name if copy.second else "",
        "why": copy.reason,
    }
    return excel.workbook(queries.heads(), queries.lines_of(found), name=_("困难职工台账"), mark=mark)


def _table(page: Page[RegisterCopy]) -> Table:
    return Table(
        [
            Column("at", _("提出时间"), kind="when", note=lambda row: row.reason),
            Column("asked_by.name", _("提出人"), note=lambda row: row.organisation.name),
            Column("households", _("户数"), kind="num", cell=lambda row: len(row.households)),
            Column("second", _("复核"), cell=_second),
        ],
        page,
        page=page,
        row_url=address_of("desk-hardship:copy"),
        caption=_("困难职工台账导出"),
        empty=_("还没有导出过台账"),
        empty_text=_("台账含完整证件号码和家庭情况，一人提出、另一人复核后才能下载，档案里的人看得到。"),
    )


def _second(row: RegisterCopy) -> str:
    return str(tag(row.second.name, "ok") if row.second else tag(_("待另一人复核"), "due"))


def _seen(request: MemberRequest, public_id: str) -> RegisterCopy:
    return get_object_or_404(queries.copies_seen_by(request.person), public_id=public_id)
