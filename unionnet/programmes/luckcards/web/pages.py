# SPDX-License-Identifier: Apache-2.0
"""Luck cards on the phone: earn a try, see what is missing, exchange a set, give a card to a friend."""

from __future__ import annotations

from uuid import uuid4

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.middleware import wants_json
from unionnet.programmes.luckcards import actions, queries
from unionnet.programmes.luckcards.models import Collection
from unionnet.programmes.luckcards.web.forms import CollectForm, ExchangeForm, OfferForm, code_in
from unionnet.tools.benefits.models import Entry

# What the camera sees stays on the phone: this page may talk to nobody but us, not even to a map.
ONLY_US = {"img-src": ["'self'", "data:"], "form-action": ["'self'"]}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    now = database_now()
    found = queries.collections_now(getattr(request, "person", None), now)
    return render(request, "luckcards/list.html", {"collections": found, "now": now})


@require_safe
@never_cache
def collection(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _found(public_id)
    hand = queries.hand_of(getattr(request, "person", None), found, database_now())
    for offer in hand.offers:
        offer.link = settings.UNIONNET_PUBLIC_URL + reverse("luckcards:gift", args=[offer.code])  # type: ignore[attr-defined]
    return render(
        request, "luckcards/collection.html", {"hand": hand, "raffle": found.raffle, "key": uuid4()}
    )


@require_safe
@never_cache
@csp_replace(ONLY_US)  # type: ignore[arg-type]  # its types know no doors with arguments
def scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The camera over the printed picture; with `?code=`, from its QR code, a button is enough."""
    found = _found(public_id)
    form = CollectForm(initial={"way": "scan", "key": uuid4(), "code": code_in(request.GET.get("code", ""))})
    hand = queries.hand_of(getattr(request, "person", None), found, database_now())
    answer = render(request, "luckcards/scan.html", {"hand": hand, "raffle": found.raffle, "form": form})
    answer["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return answer


@require_POST
@signed_in
def collected(request: MemberRequest, public_id: str) -> HttpResponse:
    """Earn a try and have it decided: said on the page, or as JSON to the page with the camera."""
    found, form = _found(public_id), CollectForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有看懂，请再试一次。"))
        return redirect("luckcards:collection", public_id)
    said = form.cleaned_data
    entry = actions.collect(request.person, found, said["way"], code=said["code"], key=str(said["key"]))
    words = _told(entry)
    if wants_json(request):
        return JsonResponse({"says": words, "prize": str(entry.prize.heading) if entry.prize else ""})
    messages.success(request, words)
    return redirect("luckcards:collection", public_id)


@require_POST
@signed_in
def exchanged(request: MemberRequest, public_id: str) -> HttpResponse:
    form = ExchangeForm(request.POST)
    gives = form.cleaned_data["gives"] if form.is_valid() else ""
    made = actions.exchange(request.person, _found(public_id), gives)
    if made.gives == made.Gives.PRIZE:
        messages.success(request, _("已兑换礼品，请凭会员码领取。"))
    else:
        messages.success(request, _("已兑换，可以再抽奖了。"))
    return redirect("luckcards:collection", public_id)


@require_POST
@signed_in
def offered(request: MemberRequest, public_id: str) -> HttpResponse:
    form = OfferForm(request.POST)
    number = form.cleaned_data["number"] if form.is_valid() else 0
    actions.offer_card(request.person, _found(public_id), number)
    messages.success(request, _("链接已做好：发给朋友，对方打开就能收下。"))
    return redirect("luckcards:collection", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def gift(request: MemberRequest, code: str) -> HttpResponse:
    """A card somebody gives: taken by whoever opens the link first."""
    offer = queries.offer_by(code)
    if offer is None:
        raise Http404
    home = queries.collection_of(offer)
    if request.method == "POST":
        actions.take_card(code, by=request.person)
        messages.success(request, _("收下了：%(card)s") % {"card": offer.kind.heading})
        return redirect("luckcards:collection", home.public_id)
    context = {"offer": offer, "raffle": home.raffle, "is_mine": offer.person_id == request.person.pk}
    return render(request, "luckcards/gift.html", context)


@require_POST
@signed_in
def called_back(request: MemberRequest, code: str) -> HttpResponse:
    offer = queries.offer_by(code)
    if offer is None:
        raise Http404
    actions.call_back(code, by=request.person)
    return redirect("luckcards:collection", queries.collection_of(offer).public_id)


def _told(entry: Entry) -> str:
    if entry.prize is None:
        return _("这次没有抽中，明天再来。")
    if entry.prize.is_card:
        return _("得到一张%(card)s") % {"card": entry.prize.heading}
    return _("抽中了：%(prize)s") % {"prize": entry.prize.heading}


def _found(public_id: str) -> Collection:
    return get_object_or_404(queries.public_collections(), public_id=public_id)
