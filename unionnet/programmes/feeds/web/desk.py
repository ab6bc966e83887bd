# SPDX-License-Identifier: Apache-2.0
"""At the desk: who takes our sites, what is listed, what is refused and why, and when each got what."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.queries import sites_seen_by
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.feeds import actions, queries
from unionnet.programmes.feeds.entries import COLUMNS
from unionnet.programmes.feeds.models import Outlet
from unionnet.programmes.feeds.rules import REASONS, why_not_manage
from unionnet.programmes.feeds.web import tables
from unionnet.programmes.feeds.web.forms import OutletForm, TermsForm


@require_safe
@needs("feeds.see")
def listed(request: MemberRequest) -> HttpResponse:
    """All outlets, and whether each has what is new."""
    outlets = list(queries.outlets_counted(request.person)[:100])
    context = {
        "table": tables.outlets_table(outlets),
        "count": len(outlets),
        "behind": queries.behind(request.person),
        "ruling": rule("ST-06.outlet_minutes", on=timezone.localdate()),
        "may_manage": request.person.may("feeds.manage"),
    }
    return render(request, "feeds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("feeds.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = OutletForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            union = form.cleaned_data["union"]
            outlet, key = actions.open_outlet(union, form.terms, by=request.person)
            return _show_key(request, outlet, key)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "columns": COLUMNS}
    return render(request, "feeds/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("feeds.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    outlet = _open(request, public_id)
    form = TermsForm(request.POST or None, initial=TermsForm.as_initial(outlet))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_outlet(outlet, form.terms, by=request.person)
            messages.success(request, _("已保存，变化的站点会重新给出。"))
            return redirect("desk-feeds:outlet", public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "outlet": outlet, "columns": COLUMNS}
    return render(request, "feeds/form.html", context, status=422 if form.errors else 200)


@require_safe
@needs("feeds.see")
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One outlet: how many are shown, what is refused and why; `?log` the feed log."""
    outlet = get_object_or_404(queries.outlets_seen_by(request.person), public_id=public_id)
    reason, words = _asked(request)
    is_log = "log" in request.GET
    if is_log:
        table = tables.log_table(Page.of(queries.log_of(outlet), request, order=("-version",)))
    else:
        rows = queries.refused_by(outlet, reason, words)
        address = reverse("desk-feeds:export", args=[public_id]) + f"?{request.GET.urlencode()}"
        table = tables.refused_table(Page.of(rows, request, order=("site_id",)), address)
    counts = queries.counts_by_reason(outlet)
    context = {
        "outlet": outlet,
        "table": table,
        "is_log": is_log,
        "reason": reason,
        "words": words,
        "reasons": [(code, REASONS[code], n) for code, n in counts.items()],
        "shown": outlet.entries.filter(content__isnull=False).count(),
        "refused": outlet.entries.exclude(reasons=[]).count(),
        "state": tables.has_all(outlet),
        "address": _address(outlet),
        "may_manage": why_not_manage(request.person, outlet.organisation) is None,
    }
    return render(request, "feeds/outlet.html", context)


@require_safe
@needs("feeds.see")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    outlet = get_object_or_404(queries.outlets_seen_by(request.person), public_id=public_id)
    rows = queries.refused_by(outlet, *_asked(request)).iterator(excel.AT_ONCE)
    return excel.workbook(*tables.refused_lines(rows), name=_("未上图的站点"))


@require_safe
@needs("feeds.see")
def site(request: MemberRequest, public_id: str) -> HttpResponse:
    """One site on every map, with a button for each thing that keeps it off."""
    found = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    context = {
        "site": found,
        "shown": queries.shown_on(found, request.person),
        "mends": queries.mends_for(found, request.person),
        "may_change": request.person.may("places.change", found.organisation.path),
    }
    return render(request, "feeds/site.html", context)


@require_POST
@needs("feeds.manage")
def key(request: MemberRequest, public_id: str) -> HttpResponse:
    outlet = _open(request, public_id)
    return _show_key(request, outlet, actions.new_key(outlet, by=request.person))


@require_POST
@needs("feeds.manage")
def close(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.close_outlet(_open(request, public_id), by=request.person)
    messages.success(request, _("渠道已停用，密钥作废。"))
    return redirect("desk-feeds:list")


@require_POST
@needs("feeds.manage")
def again(request: MemberRequest, public_id: str) -> HttpResponse:
    """Check all sites anew, for lists that came past the register's verbs."""
    outlet = _open(request, public_id)
    if refusal := why_not_manage(request.person, outlet.organisation):
        raise refusal
    n = actions.refresh(outlet)
    messages.success(request, _("已全部核对，%(n)s 处有变化。") % {"n": n})
    return redirect("desk-feeds:outlet", public_id)


def _open(request: MemberRequest, public_id: str) -> Outlet:
    rows = queries.outlets_seen_by(request.person).filter(closed_at__isnull=True)
    return get_object_or_404(rows, public_id=public_id)


def _show_key(request: MemberRequest, outlet: Outlet, key: str) -> HttpResponse:
    """In clear, once, on a page nobody keeps."""
    context = {"outlet": outlet, "key": key, "address": _address(outlet)}
    answer = render(request, "feeds/key.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _address(outlet: Outlet) -> str:
    return settings.UNIONNET_PUBLIC_URL + reverse("feeds:feed", args=[outlet.public_id])


def _asked(request: MemberRequest) -> tuple[str, str]:
    reason = request.GET.get("reason", "")
    return (reason if reason in REASONS else ""), clean(request.GET.get("q", ""))
