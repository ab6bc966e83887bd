# SPDX-License-Identifier: Apache-2.0
"""Six and eight haves, stars, and the best stations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import sites_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.stations import actions, queries
from unionnet.programmes.stations.queries.standards import Standing

MOST_LINES = 20_000


@require_safe
def best(request: HttpRequest) -> HttpResponse:
    """The best stations, for everybody."""
    return render(request, "stations/best.html", {"named": queries.best_stations()})


@require_safe
@needs("places.see")
def standards(request: MemberRequest) -> HttpResponseBase:
    """Each station in use against the list of its region; `?as=xlsx` for Excel."""
    stations, at = queries.patrolled_sites(request.person), database_now()
    if request.GET.get("as") == "xlsx":
        found = excel.whole(stations.order_by("organisation__path", "pinyin", "id"), MOST_LINES)
        heads = [_("名称"), _("所属工会"), _("检查日期")]
        heads += [_("达到（项）"), _("要求（项）"), _("缺什么"), _("等级")]
        return excel.workbook(heads, map(_line, queries.standings_of(found, at)), name=_("驿站达标"))
    page = Page.of(stations, request, order=("pinyin", "id"))
    candidacies = queries.candidacies_seen_by(request.person).order_by("-year", "-id")[:20]
    context = {"rows": queries.standings_of(page.rows, at), "page": page, "candidacies": candidacies}
    return render(request, "stations/standards.html", context)


@require_safe
@needs("places.see")
def standard(request: MemberRequest, public_id: str) -> HttpResponse:
    site = _site(request, public_id)
    page = queries.standard_page(site, request.person, database_now())
    return render(request, "stations/standard.html", {"site": site, "page": page})


@require_POST
@needs("places.change")
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    seen, note = request.POST.getlist("have")[:30], request.POST.get("note", "")[:600]
    kept = actions.check_standard(_site(request, public_id), seen, note, by=request.person)
    words = _("已记下：还缺 %(n)s 项。") if kept.missing else _("已记下：全部达到。")
    messages.success(request, words % {"n": len(kept.missing)})
    return redirect("desk-stations:standard", public_id)


@require_POST
@needs("places.change")
def nominate(request: MemberRequest, public_id: str) -> HttpResponse:
    """To the letter, where it is read through and sent."""
    why = request.POST.get("why", "")[:1500]
    kept = actions.nominate(_site(request, public_id), why, by=request.person)
    messages.success(request, _("请示已写好，核对后报送。"))
    return redirect("desk-submissions:submission", kept.submission.public_id)


def _site(request: MemberRequest, public_id: str) -> Site:
    return get_object_or_404(sites_seen_by(request.person), public_id=public_id)


def _line(row: Standing) -> list[object]:
    missing = _("、").join(str(each) for each in row.missing)
    day = row.last.day if row.last else ""
    site = row.site
    met = row.met if row.last else ""
    return [site.name, site.organisation.name, day, met, row.asked, missing, site.get_grade_display()]
