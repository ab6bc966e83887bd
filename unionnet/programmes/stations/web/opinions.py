# SPDX-License-Identifier: Apache-2.0
"""Opinions: left on the phone behind the station's code, answered at the desk, read on the station's page."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.queries import public_sites
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.stations import actions, queries
from unionnet.programmes.stations.models import Opinion
from unionnet.programmes.stations.web.forms import OpinionForm

MOST_LINES = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody needs an account. What was answered in public is read here."""
    site = get_object_or_404(public_sites(), public_id=public_id)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, person = form.cleaned_data, getattr(request, "person", None)
        actions.leave_opinion(site, said["text"], said["phone"], key=said["key"], by=person)
        messages.success(request, _("已收到，谢谢您。工会答复后会在这里公布。"))
        return redirect("stations:opinions", public_id)
    context = {"site": site, "form": form, "answered": queries.opinions_answered_at(site)}
    return render(request, "stations/opinions.html", context, status=422 if form.errors else 200)


@require_safe
@needs("places.see")
def listed(request: MemberRequest) -> HttpResponseBase:
    """What waits for an answer, the oldest first; `?answered=1` what was answered; `?as=xlsx` for Excel."""
    is_answered = request.GET.get("answered") == "1"
    found = queries.opinions_seen_by(request.person).filter(answered_at__isnull=not is_answered)
    if request.GET.get("as") == "xlsx":
        return _book(found.order_by("at", "id"))
    page = Page.of(found, request, order=("-at", "-id") if is_answered else ("at", "id"))
    context = {
        "page": page,
        "count": found.count(),
        "is_answered": is_answered,
        "may_change": request.person.may("places.change"),
        "query": request.GET.urlencode(),
    }
    return render(request, "stations/desk_opinions.html", context)


@require_POST
@needs("places.change")
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    opinion = get_object_or_404(queries.opinions_seen_by(request.person), public_id=public_id)
    is_shown = request.POST.get("shown") == "1"
    actions.answer_opinion(opinion, request.POST.get("words", "")[:900], is_shown=is_shown, by=request.person)
    messages.success(request, _("已答复。"))
    return redirect("desk-stations:opinions")


def _book(found: QuerySet[Opinion]) -> HttpResponseBase:
    heads = [_("站点"), _("所属工会"), _("来站意见"), _("时间"), _("答复"), _("答复时间"), _("已公布")]
    rows = (
        [
            *(each.site.name, each.site.organisation.name, each.text, each.at),
            *(each.answer, each.answered_at, _("是") if each.is_shown else ""),
        ]
        for each in excel.whole(found, MOST_LINES)
    )
    return excel.workbook(heads, rows, name=_("驿站意见"))
