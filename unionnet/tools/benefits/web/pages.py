# SPDX-License-Identifier: Apache-2.0
"""On the phone: what is mine to fetch, my cards with their codes, and a merchant's page that takes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import use_card
from unionnet.tools.benefits.codes import code_of, read_code
from unionnet.tools.benefits.models import Merchant
from unionnet.tools.benefits.rules import why_not_use
from unionnet.tools.benefits.web.counter import moment_of, said
from unionnet.tools.benefits.web.forms import CardCodeForm


@require_safe
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    context = {"mine": queries.mine(request.person, now), "today": local_date(now)}
    return render(request, "benefits/mine.html", context)


@require_safe
@signed_in
@never_cache
def card(request: MemberRequest, public_id: str) -> HttpResponse:
    """The code for the next use, good for five minutes, and where the card was used."""
    voucher = get_object_or_404(queries.vouchers_of(request.person), public_id=public_id)
    now = timezone.now()
    refusal = why_not_use(voucher, voucher.used + 1, at=now, on=local_date(now))
    code = "" if refusal else code_of(voucher, at=now)
    return render(request, "benefits/card.html", {"card": voucher, "refusal": refusal, "code": code})


@require_safe
@signed_in
def merchants(request: MemberRequest) -> HttpResponse:
    found = queries.merchants_kept_by(request.person)[:50]
    return render(request, "benefits/my_merchants.html", {"merchants": found})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def till(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take cards. With `?bare` the page says nothing of what was taken: so a device keeps it."""
    merchant = get_object_or_404(queries.merchants_kept_by(request.person), public_id=public_id)
    if request.method == "POST":
        return _taken(request, merchant, CardCodeForm(request.POST))
    context: dict[str, Any] = {"merchant": merchant, "form": CardCodeForm()}
    if "bare" not in request.GET:
        context["uses"] = queries.taken_lately(merchant)
    return render(request, "benefits/till.html", context)


def _taken(request: MemberRequest, merchant: Merchant, form: CardCodeForm) -> HttpResponse:
    if not form.is_valid():
        return said(request, _("请扫卡码，或输入卡号。"), is_good=False)
    data = form.cleaned_data
    at = moment_of(data["kept"])
    try:
        shown = read_code(data["code"], at=at)
        kept = bool(data["kept"])
        used = use_card(merchant, shown, key=data["key"], by=request.person, was_kept=kept, at=at)
    except Refusal as no:
        return said(request, str(no), is_good=False)
    words = _("%(item)s：第 %(n)s 次，还剩 %(left)s 次。")
    voucher = used.voucher
    left = voucher.entries - used.number
    words %= {"item": voucher.item.name, "n": used.number, "left": left}
    return said(request, words, is_good=True)
