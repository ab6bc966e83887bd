# SPDX-License-Identifier: Apache-2.0
"""What is mine: card, memberships, consents, who looked at my data, my accounts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import cards, queries
from unionnet.directory.people.actions import (
    attach_account,
    become_real_name,
    choose_language,
    give_consent,
    refuse,
    withdraw_consent,
)
from unionnet.directory.people.consents import REAL_NAME, WECHAT, WORDINGS, Wording
from unionnet.directory.people.guidance import known_by_document
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.particulars import RealNameForm
from unionnet.directory.people.web.signing import safe_next
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page


@signed_in
@require_safe
def me(request: MemberRequest) -> HttpResponse:
    mine, unfinished = queries.mine(request.person), queries.unfinished(request.person, request.user)
    return render(request, "people/me.html", {"mine": mine, "unfinished": unfinished})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def real_name(request: MemberRequest) -> HttpResponse:
    """A visitor becomes a real-name user, a state of its own: known by name, and no member."""
    account = request.user
    onward = safe_next(request, reverse("people:me"))
    if request.person.is_real_name:
        return redirect(onward)
    if not (account.mobile and account.phone_proved_at):
        messages.info(request, _("实名认证前先验证手机号：填写要用的号码，收到验证码后再回到“实名认证”。"))
        return redirect("account_change_phone")
    form = RealNameForm(request.POST or None, mobile=account.mobile.open())
    if request.method == "POST" and form.is_valid():
        given = form.particulars
        known = known_by_document(given, request.person, given.mobile)
        if known and known.is_proved:
            attach_account(account, known.person, by=known.person)
        else:
            become_real_name(request.person, given, by=request.person)
            give_consent(request.person, REAL_NAME.purpose, REAL_NAME.version, by=request.person)
        return redirect(onward)
    context = {"form": form, "wording": REAL_NAME, "onward": onward}
    return render(request, "people/real_name.html", context)


@signed_in
@never_cache
@require_safe
def card(request: MemberRequest) -> HttpResponse:
    token, until = cards.issue(request.person)
    context = {
        "membership": queries.active_membership(request.person),
        "address": f"{settings.UNIONNET_PUBLIC_URL}/people/v/{token}",
        "until": until,
        "seconds": int(cards.GOOD_FOR.total_seconds()),
    }
    part = "fragment" in request.GET
    return render(request, "people/_card_code.html" if part else "people/card.html", context)


@never_cache
@require_safe
def validity(request: HttpRequest, token: str) -> HttpResponse:
    """What anybody may learn from a card: whether it is good now. No name."""
    try:
        claim, refusal = cards.read(token), None
        cards.verify(token)
    except Refusal as no:
        claim, refusal = None, no
    return render(request, "people/validity.html", {"claim": claim, "refusal": refusal})


@signed_in
@require_safe
def consents(request: MemberRequest) -> HttpResponse:
    return render(request, "people/consents.html", {"purposes": queries.purposes_of(request.person)})


@signed_in
@require_POST
def take_consent_back(request: MemberRequest, pk: int) -> HttpResponse:
    withdraw_consent(get_object_or_404(queries.consents_of(request.person), pk=pk), by=request.person)
    return redirect("people:consents")


@signed_in
@require_POST
def refuse_purpose(request: MemberRequest, purpose: str) -> HttpResponse:
    refuse(request.person, _wording(purpose), by=request.person)
    return redirect("people:consents")


@signed_in
@require_POST
def agree_again(request: MemberRequest, purpose: str) -> HttpResponse:
    wording = _wording(purpose)
    give_consent(request.person, wording.purpose, wording.version, by=request.person)
    return redirect("people:consents")


def _wording(purpose: str) -> Wording:
    if purpose not in WORDINGS:
        raise Http404
    return WORDINGS[purpose]


@signed_in
@require_safe
def seen(request: MemberRequest) -> HttpResponse:
    page = Page.of(queries.openings_about(request.person), request, order=("-at", "-id"), size=30)
    return render(request, "people/seen.html", {"page": page})


@signed_in
@require_POST
def language(request: MemberRequest) -> HttpResponse:
    """In which language messages come."""
    choose_language(request.person, request.POST.get("to", ""), by=request.person)
    messages.success(request, _("已保存"))
    return redirect("people:accounts")


@signed_in
@require_safe
def accounts(request: MemberRequest) -> HttpResponse:
    context = {"mine": queries.accounts_of(request.person, request.user), "title": _("我的账号")}
    context["languages"] = Person.Language.choices
    return render(request, "people/accounts.html", context)


@require_safe
def wechat(request: HttpRequest) -> HttpResponse:
    """What is received from WeChat, before it is. The form of the page leads there and back."""
    if not settings.UNIONNET_WECHAT_APP_ID:
        raise Http404
    context = {
        "wording": WECHAT,
        "process": "connect" if request.GET.get("process") == "connect" else "login",
        "next": safe_next(request, ""),
    }
    return render(request, "people/wechat.html", context)
