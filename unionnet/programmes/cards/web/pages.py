# SPDX-License-Identifier: Apache-2.0
"""My card: ask for it with a consent of its own, see what went to the bank, report it lost."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.programmes.cards.actions import close, request_card
from unionnet.programmes.cards.bank import the_bank
from unionnet.programmes.cards.models import LIVE
from unionnet.programmes.cards.queries import cards_of, membership_of, offered_to
from unionnet.programmes.cards.rules import why_not_request
from unionnet.programmes.cards.wording import BANK_CARD

SHOWN = 10


class AgreeForm(forms.Form):
    agreed = forms.BooleanField(
        label=gettext_lazy("我已阅读，单独同意向银行提供姓名、证件号码、手机号，用于办理会员服务卡")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    person, today = request.person, timezone.localdate()
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request_card(person, by=person)
        messages.success(request, _("已申请。银行制好卡后，凭会员码到工会领取。"))
        return redirect("cards:mine")
    cards, membership, bank = list(cards_of(person)[:SHOWN]), membership_of(person), the_bank()
    context = {
        "cards": cards,
        "has_live": any(card.state in LIVE for card in cards),
        "refusal": why_not_request(person, membership, bank, on=today),
        "bank": bank,
        "form": form,
        "wording": BANK_CARD,
        "offered": offered_to(person, membership, today),
    }
    return render(request, "cards/mine.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def close_own(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take the request back, or report the card lost."""
    card = get_object_or_404(cards_of(request.person), public_id=public_id)
    close(card, request.POST.get("move", ""), by=request.person)
    messages.success(request, _("已办理。"))
    return redirect("cards:mine")
