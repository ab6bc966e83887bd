# SPDX-License-Identifier: Apache-2.0
"""What a door asks: may this code come in; the key that checks codes without us; and what happened meanwhile.

A door shows its own key: `Authorization: Bearer KEY`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import let_in, note_entries
from unionnet.programmes.stations.actions.locks import digest_of
from unionnet.programmes.stations.models import Lock
from unionnet.programmes.stations.queries import lock_with

LONGEST_KEY, LONGEST_LIST = 200, 500
Asked = Callable[[HttpRequest, Lock], HttpResponse]


def _with_key(ask: Asked) -> Callable[[HttpRequest, str], HttpResponse]:
    @functools.wraps(ask)
    def walk(request: HttpRequest, public_id: str) -> HttpResponse:
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        known = scheme.lower() == "bearer" and len(key) <= LONGEST_KEY
        lock = lock_with(public_id, digest_of(key.strip())) if known else None
        if lock is None:
            return HttpResponse("", status=401, headers={"WWW-Authenticate": 'Bearer realm="locks"'})
        return ask(request, lock)

    return walk


@csrf_exempt
@require_POST
@_with_key
def enter(request: HttpRequest, lock: Lock) -> HttpResponse:
    """`code` is what the phone shows. 200: open the door. 403: leave it shut, and say why."""
    try:
        let_in(lock, request.POST.get("code", ""))
    except Refusal as refusal:
        return JsonResponse({"open": False, "code": refusal.code, "message": str(refusal)}, status=403)
    return JsonResponse({"open": True})


@require_safe
@_with_key
def offline(request: HttpRequest, lock: Lock) -> HttpResponse:
    """What a door needs to check codes by itself: the public key of the cards, and whom to let in."""
    states = [cards.MEMBER] if lock.members_only else [cards.MEMBER, cards.REAL_NAME, cards.VISITOR]
    return JsonResponse({"key": cards.public_key(), "states": states})


@csrf_exempt
@require_POST
@_with_key
def entries(request: HttpRequest, lock: Lock) -> HttpResponse:
    """A list of `{"code": …, "at": …}` from while the line was down, 500 at most. 400 when it is none."""
    try:
        told = json.loads(request.body)
        shown = [(str(each["code"]), _moment(each["at"])) for each in told[:LONGEST_LIST]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"message": "a list of {code, at}"}, status=400)
    return JsonResponse({"noted": note_entries(lock, shown)})


def _moment(text: object) -> datetime:
    found = parse_datetime(text) if isinstance(text, str) else None
    if found is None or not is_aware(found):
        raise ValueError(text)
    return found
