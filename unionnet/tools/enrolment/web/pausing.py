# SPDX-License-Identifier: Apache-2.0
"""Who was absent too often, for which absences and until when; and giving the right back early."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.enrolment.actions import lift_pause
from unionnet.tools.enrolment.models import Pause
from unionnet.tools.enrolment.queries import (
    counted_absences,
    pauses_found_in,
    pauses_managed_by,
    ruling_on_absences,
)
from unionnet.tools.enrolment.web.forms import LiftForm

STAGES = {
    "": (gettext_lazy("暂停中"), "due"),
    "lifted": (gettext_lazy("已解除"), "ok"),
    "over": (gettext_lazy("已期满"), ""),
    "all": (gettext_lazy("全部"), ""),
}


@require_safe
@with_verb("enrolment.manage")
def pauses(request: MemberRequest) -> HttpResponse:
    now, words = database_now(), " ".join(request.GET.get("q", "").replace("\0", "").split())[:40]
    found = pauses_found_in(pauses_managed_by(request.person), words, request.GET.get("stage", ""), now)
    page = Page.of(found, request, order=("-since", "-id"), sortable=("until",))
    context = {"table": _table(page, now), "stages": STAGES}
    return render(request, "enrolment/desk_pauses.html", context)


@require_http_methods(["GET", "POST"])
@with_verb("enrolment.manage")
def pause(request: MemberRequest, public_id: str) -> HttpResponse:
    """One pause: what led to it, and the form that ends it."""
    found = get_object_or_404(pauses_managed_by(request.person), public_id=public_id)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        try:
            lift_pause(found, form.cleaned_data["reason"], by=request.person)
        except Refusal as no:
            form.add_error("reason", str(no))
        else:
            messages.success(request, _("已解除，%(name)s 会收到通知。") % {"name": found.person.name})
            return redirect("desk-enrolment:pauses")
    now = database_now()
    context = {
        "pause": found,
        "stage": STAGES[stage_of(found, now)],
        "is_in_force": stage_of(found, now) == "",
        "form": form,
        **_what_led_to(found),
    }
    return render(request, "enrolment/desk_pause.html", context, status=422 if form.errors else 200)


def _what_led_to(found: Pause) -> dict[str, Any]:
    if found.offer is None:
        return {}
    ruling = ruling_on_absences(found.offer, found.since)
    absences = counted_absences(found.person, ruling.value, found.since)
    return {"ruling": ruling, "absences": absences.select_related("offer__organisation")}


def stage_of(found: Pause, at: datetime) -> str:
    if found.lifted_at:
        return "lifted"
    return "" if found.until > at else "over"


def _table(page: Page[Pause], at: datetime) -> Table:
    def stage(row: Pause) -> Any:
        label, kind = STAGES[stage_of(row, at)]
        return tag(label, kind=kind)

    def whose(row: Pause) -> str:
        return row.offer.organisation.name if row.offer else ""

    columns = (
        Column("person.name", _("姓名"), note=lambda row: row.union or _("不是会员")),
        Column("stage", _("状态"), cell=stage, note=lambda row: row.lift_reason),
        Column("offer.title", _("最近一次缺席"), note=whose),
        Column("since", _("暂停自"), kind="when"),
        Column("until", _("暂停至"), kind="when", sort="until"),
    )
    return Table(
        columns,
        page.rows,
        page=page,
        empty=_("没有符合条件的人"),
        empty_text=_("多次无故缺席的人会暂停报名资格，出现在这里。"),
        row_url=address_of("desk-enrolment:pause"),
        caption=_("暂停报名资格的人"),
    )
