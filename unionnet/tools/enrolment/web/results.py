# SPDX-License-Identifier: Apache-2.0
"""What came out, for everybody it concerns: the log, and the draw with all it takes to draw again."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.ui import excel
from unionnet.tools.enrolment.models import Draw, Offer
from unionnet.tools.enrolment.queries import (
    Line,
    all_results,
    draw_of,
    may_read_results,
    public_offers,
    published,
    results,
)

COLUMNS = (
    gettext_lazy("序号"),
    gettext_lazy("回执号"),
    gettext_lazy("姓名"),
    gettext_lazy("结果"),
    gettext_lazy("原因"),
    gettext_lazy("时间"),
)
OUTCOMES = {
    "taken": gettext_lazy("得到名额"),
    "invited": gettext_lazy("待确认"),
    "entered": gettext_lazy("待抽签"),
    "waiting": gettext_lazy("候补"),
    "left": gettext_lazy("已退出"),
}
SIZE = 100


@require_safe
@signed_in
def log(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who came when and what they got, in the order of arrival; names are masked."""
    offer = _readable(request, public_id)
    start = request.GET.get("after", "0")
    lines = results(offer, int(start) if start.isdigit() and len(start) < 10 else 0, SIZE + 1)
    following = lines[SIZE - 1].number if len(lines) > SIZE else None
    context = {"offer": offer, "lines": lines[:SIZE], "next": following, "outcomes": OUTCOMES}
    return render(request, "enrolment/results.html", context)


@require_safe
@signed_in
def workbook(request: MemberRequest, public_id: str) -> FileResponse:
    offer = _readable(request, public_id)
    return excel.workbook(COLUMNS, map(_row, all_results(offer)), name=_name(offer))


@require_safe
@signed_in
def text(request: MemberRequest, public_id: str) -> FileResponse:
    """The same as CSV, with cells that no spreadsheet will run."""
    offer = _readable(request, public_id)
    return excel.text_sheet(COLUMNS, map(_row, all_results(offer)), name=_name(offer))


def _name(offer: Offer) -> str:
    return _("报名结果 %(offer)s") % {"offer": offer.title}


@require_safe
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """The promise, the roster and the seed: open to everybody, since receipts name nobody."""
    offer, found = _drawn(public_id)
    return render(request, "enrolment/draw.html", {"offer": offer, "draw": found, "data": published(found)})


@require_safe
def draw_json(request: HttpRequest, public_id: str) -> HttpResponse:
    _offer, found = _drawn(public_id)
    return JsonResponse(published(found), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _readable(request: MemberRequest, public_id: str) -> Offer:
    offer = get_object_or_404(public_offers(), public_id=public_id)
    if not may_read_results(request.person, offer):
        raise Http404
    return offer


def _drawn(public_id: str) -> tuple[Offer, Draw]:
    offer = get_object_or_404(public_offers(), public_id=public_id)
    found = draw_of(offer)
    if found is None:
        raise Http404
    return offer, found


def _row(line: Line) -> list[object]:
    moment = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return [line.number, line.receipt, line.name, str(OUTCOMES[line.outcome]), line.reason, moment]
