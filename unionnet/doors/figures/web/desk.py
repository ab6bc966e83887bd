# SPDX-License-Identifier: Apache-2.0
"""What an industrial union knows of the unions it leads: figures, and nobody's name."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import COUNT
from unionnet.directory.organisations.queries import found_in, leaders_within, led_by, reached_by
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.doors.figures.told import fewest_told, led_unions
from unionnet.doors.figures.web import tables
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page

MOST_EXPORTED = 500
ORDER = ("pinyin", "id")


@require_safe
@needs(COUNT)
def leaders(request: MemberRequest) -> HttpResponse:
    """The industrial unions within reach that lead others; where it is one only, what it leads."""
    page = Page.of(leaders_within(request.person), request, order=ORDER)
    if len(page.rows) == 1 and not (page.next or page.previous):
        return redirect("desk-figures:led", page.rows[0].public_id)
    return render(request, "figures/leaders.html", {"table": tables.leaders_table(page)})


@require_safe
@needs(COUNT)
def led(request: MemberRequest, public_id: str) -> HttpResponse:
    leader, ruling = _leader(request, public_id), fewest_told(timezone.localdate())
    words = clean(request.GET.get("q", ""))
    page = Page.of(
        found_in(led_by(request.person).filter(industrial_parent=leader), words), request, order=ORDER
    )
    lines = led_unions(page.rows, timezone.localdate())
    table = tables.led_table(lines, page, f"figures.xlsx?{request.GET.urlencode()}")
    context = {"leader": leader, "table": table, "q": words, "ruling": ruling}
    return render(request, "figures/led.html", context)


@require_safe
@needs(COUNT)
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """One line a figure; a blank stays one in the sheet."""
    leader = _leader(request, public_id)
    words = clean(request.GET.get("q", ""))
    rows = found_in(led_by(request.person).filter(industrial_parent=leader), words).order_by(*ORDER)
    lines = led_unions(excel.whole(rows, MOST_EXPORTED), timezone.localdate())
    return excel.workbook(tables.heads(), tables.lines(lines), name=_("所领导工会的统计数"))


@require_safe
@needs(COUNT)
def union(request: MemberRequest, public_id: str) -> HttpResponse:
    """One of them: members by tag and by the month they joined."""
    rows = led_by(request.person).select_related("industrial_parent")
    row = get_object_or_404(rows, public_id=public_id)
    ruling = fewest_told(timezone.localdate())
    (line,) = led_unions([row], timezone.localdate())
    context = {"line": line, "tags": tables.tags_table(line), "months": tables.months_table(line)}
    return render(request, "figures/union.html", {**context, "ruling": ruling})


def _leader(request: MemberRequest, public_id: str) -> Organisation:
    rows = reached_by(request.person, COUNT).filter(kind=Organisation.Kind.INDUSTRIAL_UNION)
    return get_object_or_404(rows, public_id=public_id)
