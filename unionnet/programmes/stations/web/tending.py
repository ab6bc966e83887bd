# SPDX-License-Identifier: Apache-2.0
"""What the keepers said, as the union reads and answers it: faults, rounds, what runs out."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.actions import reopen_fault, resolve_fault
from unionnet.directory.places.facilities import BY_CODE
from unionnet.directory.places.models import FaultReport
from unionnet.directory.places.queries import faults_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.stations import actions, queries
from unionnet.programmes.stations.checklist import SUPPLIES
from unionnet.programmes.stations.models import Shortage
from unionnet.programmes.stations.queries.tending import Rounds

MOST_LINES = 20_000


@require_safe
@needs("places.see")
def faults(request: MemberRequest) -> HttpResponseBase:
    """What is broken, the oldest first; `?mended=1` what was mended; `?as=xlsx` for Excel."""
    is_mended = request.GET.get("mended") == "1"
    found = queries.faults_overseen_by(request.person).filter(resolved_at__isnull=not is_mended)
    if request.GET.get("as") == "xlsx":
        return _fault_book(found.order_by("at", "id"))
    page = Page.of(found, request, order=("-resolved_at", "id") if is_mended else ("at", "id"))
    context = {
        "lines": queries.fault_lines(page.rows, database_now()),
        "page": page,
        "count": found.count(),
        "is_mended": is_mended,
        "may_change": request.person.may("places.operate"),
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/faults.html", context)


@require_POST
@needs("places.operate")
def mended(request: MemberRequest, fault_id: str) -> HttpResponse:
    resolve_fault(get_object_or_404(faults_seen_by(request.person), public_id=fault_id), by=request.person)
    messages.success(request, _("已标为修好。"))
    return redirect("desk-stations:faults")


@require_POST
@needs("places.operate")
def reopened(request: MemberRequest, fault_id: str) -> HttpResponse:
    reopen_fault(get_object_or_404(faults_seen_by(request.person), public_id=fault_id), by=request.person)
    messages.success(request, _("已重新打开。"))
    return redirect("desk-stations:faults")


@require_safe
@needs("places.see")
def fault_photo(request: MemberRequest, fault_id: str) -> HttpResponse:
    photos = queries.photos_seen_by(request.person)
    return hand_over_file(get_object_or_404(photos, fault__public_id=fault_id).file)


@require_safe
@needs("places.see")
def patrols(request: MemberRequest) -> HttpResponseBase:
    """Of each station the last week; `?today=none` those without a round today; `?as=xlsx` for Excel."""
    at = database_now()
    today = local_date(at)
    stations = queries.patrolled_sites(request.person)
    only = request.GET.get("today") == "none"
    listed = queries.without_round(stations, today) if only else stations
    if request.GET.get("as") == "xlsx":
        found = excel.whole(listed.order_by("organisation__path", "pinyin", "id"), MOST_LINES)
        heads = [
            _("名称"),
            _("所属工会"),
            _("上次巡查"),
            _("7 天内巡查（天）"),
            _("应巡查（天）"),
            _("漏巡日期"),
        ]
        return excel.workbook(heads, map(_round_line, queries.rounds_of(found, at)), name=_("驿站巡查"))
    page = Page.of(listed, request, order=("pinyin", "id"))
    context = {
        "rows": queries.rounds_of(page.rows, at),
        "page": page,
        "summary": queries.patrol_summary(request.person, today),
        "only": only,
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/patrols.html", context)


@require_safe
@needs("places.see")
def shortages(request: MemberRequest) -> HttpResponseBase:
    """What runs out, the oldest first; `?answered=1` what was answered."""
    is_answered = request.GET.get("answered") == "1"
    found = queries.shortages_seen_by(request.person).filter(answered_at__isnull=not is_answered)
    if request.GET.get("as") == "xlsx":
        return _shortage_book(found.order_by("at", "id"))
    page = Page.of(found, request, order=("-at", "-id") if is_answered else ("at", "id"))
    context = {
        "lines": [(each, SUPPLIES.get(each.item, each.item)) for each in page.rows],
        "page": page,
        "count": found.count(),
        "is_answered": is_answered,
        "may_change": request.person.may("places.change"),
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/shortages.html", context)


@require_POST
@needs("places.change")
def answer_shortage(request: MemberRequest, public_id: str) -> HttpResponse:
    shortage = get_object_or_404(queries.shortages_seen_by(request.person), public_id=public_id)
    is_sent = request.POST.get("sent") == "1"
    actions.answer_shortage(shortage, request.POST.get("words", "")[:300], is_sent=is_sent, by=request.person)
    messages.success(request, _("已答复，管理员会收到消息。"))
    return redirect("desk-stations:shortages")


def _fault_book(found: QuerySet[FaultReport]) -> HttpResponseBase:
    heads = [_("站点"), _("所属工会"), _("设施"), _("怎么了"), _("反映时间"), _("重新打开"), _("修好时间")]
    rows = (
        [
            *(each.site.name, each.site.organisation.name),
            str(BY_CODE[each.facility].label) if each.facility in BY_CODE else "",
            *(each.text, each.at, each.reopened_at, each.resolved_at),
        ]
        for each in excel.whole(found, MOST_LINES)
    )
    return excel.workbook(heads, rows, name=_("驿站故障"))


def _shortage_book(found: QuerySet[Shortage]) -> HttpResponseBase:
    heads = [_("站点"), _("所属工会"), _("缺什么"), _("说明"), _("时间"), _("答复")]
    rows = (
        [
            *(each.site.name, each.site.organisation.name, str(SUPPLIES.get(each.item, each.item))),
            *(each.note, each.at, each.answer or (_("已安排") if each.is_sent else "")),
        ]
        for each in excel.whole(found, MOST_LINES)
    )
    return excel.workbook(heads, rows, name=_("驿站补货"))


def _round_line(row: Rounds) -> list[object]:
    missed = _("、").join(str(day) for day in row.missed)
    last = row.last.day if row.last else ""
    return [row.site.name, row.site.organisation.name, last, row.done, row.due, missed]
