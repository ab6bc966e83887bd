# SPDX-License-Identifier: Apache-2.0
"""One table: the form, what happened last, and the same by JSON for a page that keeps on without network."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui.middleware import wants_json
from unionnet.programmes.outreach import queries
from unionnet.programmes.outreach.actions import take_slip
from unionnet.programmes.outreach.models import Booth, Slip
from unionnet.programmes.outreach.web.forms import SlipForm

KEPT_ON = ("id_type", "occupation", "unit")  # the next in the queue is mostly of the same kind


@require_http_methods(["GET", "HEAD", "POST"])
@needs("people.approve")
@never_cache
def booth(request: MemberRequest, public_id: str) -> HttpResponse:
    """The table. With `?bare` it names nobody: so the device keeps it for when there is no network."""
    found = _seen(request, public_id)
    if request.method == "POST":
        return _written(request, found, SlipForm(request.POST))
    return _page(request, found, SlipForm(initial={name: request.GET.get(name, "") for name in KEPT_ON}))


@require_safe
@needs("people.approve")
def news(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who waits, what became of the last slips, and how all tables stand: a fragment."""
    return render(request, "outreach/_news.html", _news(request, _seen(request, public_id)))


def _written(request: MemberRequest, found: Booth, form: SlipForm) -> HttpResponse:
    if not form.is_valid():
        if wants_json(request):
            return JsonResponse({"says": _first_error(form)}, status=422)
        return _page(request, found, form, status=422)
    slip = take_slip(found, form.filled, by=request.person)
    if wants_json(request):
        return JsonResponse(_told(slip))
    if slip.outcome == Slip.Outcome.REFUSED:
        return _again(request, found, form, slip)
    told = _told(slip)
    messages.success(request, " ".join(str(told[part]) for part in ("name", "says", "number") if told[part]))
    return redirect(f"{request.path}?{urlencode({name: form.cleaned_data[name] for name in KEPT_ON})}")


def _again(request: MemberRequest, found: Booth, form: SlipForm, slip: Slip) -> HttpResponse:
    """The refused slip comes back filled in, under a key of its own."""
    fresh = SlipForm(initial={**form.cleaned_data, "key": uuid4(), "mends": slip.key})
    messages.error(request, slip.reason)
    return _page(request, found, fresh, status=409)


def _first_error(form: SlipForm) -> str:
    field, (error, *_rest) = next(iter(form.errors.items()))
    return f"{form.fields[field].label}：{error}"


def _told(slip: Slip) -> dict[str, str]:
    """What became of it, for the one at the table."""
    outcome = Slip.Outcome
    says = {
        outcome.APPROVED: _("已入会"),
        outcome.WAITING: _("已登记，待审核。%(reason)s") % {"reason": slip.reason},
        outcome.TRANSFERRING: _("会籍接转已提出，等待转出工会办理"),
        outcome.CONFLICT: _("与已有档案不一致，已转入信息冲突，由干部核对"),
    }
    return {
        "outcome": slip.outcome,
        "says": str(says.get(outcome(slip.outcome), slip.reason)),
        "name": slip.name,
        "number": slip.card_no,
    }


def _page(request: MemberRequest, found: Booth, form: SlipForm, status: int = 200) -> HttpResponse:
    is_bare = "bare" in request.GET
    context: dict[str, Any] = {
        "booth": found,
        "form": form,
        "wording": JOINING,
        "is_bare": is_bare,
        "link": f"{settings.UNIONNET_PUBLIC_URL}/j/{found.join_code.code}",
        **({} if is_bare else _news(request, found)),
    }
    return render(request, "outreach/booth.html", context, status=status)


def _news(request: MemberRequest, found: Booth) -> dict[str, Any]:
    return {
        "booth": found,
        "waiting": queries.waiting_at([found.join_code_id], request.person),
        "slips": queries.newest_slips(found),
        "tally": queries.tally_of(found.meeting),
    }


def _seen(request: MemberRequest, public_id: str) -> Booth:
    return get_object_or_404(queries.booths_seen_by(request.person), public_id=public_id)
