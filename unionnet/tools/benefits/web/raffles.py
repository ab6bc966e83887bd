# SPDX-License-Identifier: Apache-2.0
"""Draws of gifts on the phone: try, see what was won, and make every decision again in one's own browser."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation import tickets
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import try_luck
from unionnet.tools.benefits.models import Raffle
from unionnet.tools.benefits.queries.proof import published
from unionnet.tools.benefits.queries.raffles import (
    chance_of,
    entries_of,
    public_raffles,
    raffles_now,
    wins_of,
)

LATELY = 20
SAID = {  # the words of try.js
    "won": gettext_lazy("抽中了：{prize}"),
    "card": gettext_lazy("得到一张{prize}"),
    "nothing": gettext_lazy("这次没有中奖"),
    "entered": gettext_lazy("已参加，截止后抽签"),
    "receipt": gettext_lazy("第 {n} 个，回执 {receipt}"),
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is drawn now and soon, what I won, where I took part."""
    person = getattr(request, "person", None)
    context = {
        "raffles": raffles_now(person, database_now()),
        "wins": wins_of(person)[:LATELY] if person else [],
        "entries": entries_of(person)[:LATELY] if person else [],
        "now": database_now(),
    }
    return render(request, "benefits/raffles.html", context)


@require_safe
@never_cache
def raffle(request: HttpRequest, public_id: str) -> HttpResponse:
    person = getattr(request, "person", None)
    found = _found(public_id)
    context = {
        "chance": chance_of(person, found, database_now()),
        "raffle": found,
        "said": SAID.items(),
        "ticket": tickets.issue(person.pk) if person and settings.UNIONNET_HOT_LANE else "",
    }
    return render(request, "benefits/raffle.html", context)


@require_POST
@signed_in
def tried(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same try without scripts."""
    entry = try_luck(request.person, _found(public_id))
    if entry.prize is None:
        is_instant = entry.raffle.mode == Raffle.Mode.INSTANT
        messages.info(request, _("这次没有中奖。") if is_instant else _("已参加，截止后抽签。"))
    else:
        messages.success(request, _("抽中了：%(prize)s") % {"prize": entry.prize.heading})
    return redirect("benefits:raffle", public_id)


@require_safe
def proof(request: HttpRequest, public_id: str) -> HttpResponse:
    """The promise, the list and the seed: open to everybody, since receipts name nobody."""
    found = _found(public_id)
    prizes = found.prizes.order_by("rank")
    return render(
        request, "benefits/raffle_proof.html", {"raffle": found, "prizes": prizes, "seed": _seed(found)}
    )


@require_safe
def proof_json(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(published(_found(public_id)), content_type="application/json")


def _seed(raffle: Raffle) -> str:
    return raffle.seed.open() if raffle.published_at else ""


def _found(public_id: str) -> Raffle:
    return get_object_or_404(public_raffles(), public_id=public_id)
