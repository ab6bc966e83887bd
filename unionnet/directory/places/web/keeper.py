# SPDX-License-Identifier: Apache-2.0
"""The keeper's phone: open, close, restock in thirty seconds, without JavaScript."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places import actions
from unionnet.directory.places.beside import links_for_keepers
from unionnet.directory.places.naming import named
from unionnet.directory.places.queries import (
    faults_seen_by,
    keeper_page,
    notes_kept_by,
    overrides_kept_by,
    sites_kept_by,
)
from unionnet.directory.places.timetable import moment, points_of
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import database_now

ENDS = {
    "": gettext_lazy("到下次开门时间"),
    "30": gettext_lazy("30 分钟后"),
    "60": gettext_lazy("1 小时后"),
    "120": gettext_lazy("2 小时后"),
    "240": gettext_lazy("4 小时后"),
    "midnight": gettext_lazy("今晚 24:00"),
}
REASONS = (
    gettext_lazy("值班人员用餐"),
    gettext_lazy("停水停电"),
    gettext_lazy("设备维修"),
    gettext_lazy("清洁消毒"),
    gettext_lazy("恶劣天气"),
)
SUPPLIES = (
    gettext_lazy("饮用水"),
    gettext_lazy("药品"),
    gettext_lazy("纸巾"),
    gettext_lazy("充电线"),
    gettext_lazy("防暑用品"),
    gettext_lazy("御寒用品"),
    gettext_lazy("口罩"),
    gettext_lazy("雨具"),
)
MOST = 30


@require_safe
@needs("places.operate")
def mine(request: MemberRequest) -> HttpResponse:
    """My stations: are they open, what is to do?"""
    words = clean(request.GET.get("q", ""))
    sites = sites_kept_by(request.person)
    found = sites.filter(named(words)) if words else sites
    kept = keeper_page(found[:MOST], database_now())
    more = max(0, found.count() - MOST) if len(kept) == MOST else 0
    choices = {"ends": ENDS.items(), "reasons": REASONS, "supplies": SUPPLIES, "words": words, "more": more}
    beside = links_for_keepers([each.site for each in kept])
    return render(request, "places/keeper.html", {"kept": kept, "beside": beside, **choices})


@require_POST
@needs("places.operate")
def door(request: MemberRequest, public_id: str) -> HttpResponse:
    """Open or close, now, until the end that was picked."""
    site = get_object_or_404(sites_kept_by(request.person), public_id=public_id)
    until = _end(request.POST.get("until", ""), database_now())
    reason = clean(request.POST.get("reason", ""))
    if request.POST.get("door") == "open":
        actions.open_up(site, by=request.person, until=until, reason=reason)
        messages.success(request, _("“%(site)s”已开门。") % {"site": site.name})
    else:
        actions.close_door(site, by=request.person, until=until, reason=reason)
        messages.success(request, _("“%(site)s”已关门。") % {"site": site.name})
    return redirect("places:keeper")


@require_POST
@needs("places.operate")
def undo_door(request: MemberRequest, override_id: int) -> HttpResponse:
    override = get_object_or_404(overrides_kept_by(request.person), pk=override_id)
    actions.undo_switch(override, by=request.person)
    messages.success(request, _("已撤回。"))
    return redirect("places:keeper")


@require_POST
@needs("places.operate")
def note(request: MemberRequest, public_id: str) -> HttpResponse:
    """What was restocked, or a word for today's visitors."""
    site = get_object_or_404(sites_kept_by(request.person), public_id=public_id)
    picked = [str(each) for each in SUPPLIES if str(each) in request.POST.getlist("supply")]
    text = " ".join(request.POST.get("text", "")[:240].split())
    kind = "restock" if picked else "notice"
    words = _("、").join([*picked, *([text] if text else [])])
    actions.write_note(site, kind, words, by=request.person)
    messages.success(request, _("已写到驿站页面上。"))
    return redirect("places:keeper")


@require_POST
@needs("places.operate")
def undo_note(request: MemberRequest, note_id: int) -> HttpResponse:
    kept = get_object_or_404(notes_kept_by(request.person), pk=note_id)
    actions.undo_note(kept, by=request.person)
    messages.success(request, _("已撤回。"))
    return redirect("places:keeper")


@require_POST
@needs("places.operate")
def resolve(request: MemberRequest, fault_id: str) -> HttpResponse:
    fault = get_object_or_404(faults_seen_by(request.person), public_id=fault_id)
    actions.resolve_fault(fault, by=request.person)
    messages.success(request, _("已标为修好。"))
    if request.POST.get("next") == "desk" and request.person.may("places.see"):
        return redirect("desk-places:site", fault.site.public_id)
    return redirect("places:keeper")


def _end(choice: str, now: datetime) -> datetime | None:
    if choice not in ENDS or not choice:
        return None
    if choice == "midnight":
        return moment(points_of(now).today, 1440)
    return now + timedelta(minutes=int(choice))
