# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.doors.desk.access import desk_door
from unionnet.doors.figures.queries import Part
from unionnet.doors.screen.queries import snapshot_of, union_on_screen
from unionnet.foundation.ui.parts import Bar, Tile
from unionnet.foundation.ui.tags.words import qty
from unionnet.tools.enrolment.models import Offer

ENDINGS = ("总工会", "联合工会", "工会联合会", "工会")
PLACES = ("街道", "镇", "乡", "县", "区", "市", "旗")


@require_safe
@never_cache
@desk_door("screen.open")
def now(request: MemberRequest) -> HttpResponse:
    """The wall."""
    return render(request, "screen/now.html", _context(request))


@require_safe
@never_cache
@desk_door("screen.open")
def fragment(request: MemberRequest) -> HttpResponse:
    """What is on the wall, to be put in place of what was."""
    return render(request, "screen/_wall.html", _context(request))


def _context(request: MemberRequest) -> dict[str, Any]:
    union = union_on_screen(request.person, request.GET.get("at", "")[:20])
    if union is None:
        raise Http404
    shown = snapshot_of(union)
    query = urlencode({"at": union.public_id})
    return {
        "shown": shown,
        "tiles": [_tile(part) for part in shown.parts],
        "bars": [_bar(offer) for offer in shown.offers],
        "fragment": f"{reverse('root-screen:fragment')}?{query}",
        "stream": f"/live/screen?{query}",
    }


def _bar(offer: Offer) -> Bar:
    """How full it is; before a draw, how many want it."""
    entered = _("%(n)s 人待抽签") % {"n": qty(offer.entered)} if offer.awaits_draw else ""
    return Bar(offer.title, offer.taken, offer.size, entered)


def _tile(part: Part) -> Tile:
    rate = 100 * part.established / part.expected if part.expected else None
    text = f"{part.established}/{part.expected}" if part.expected else ""
    url = f"{reverse('root-screen:now')}?{urlencode({'at': part.public_id})}"
    return Tile(short_name(part.name), rate, text, url)


def short_name(name: str) -> str:
    """双江街道总工会 → 双江, as on a map; a name without such an end stays whole."""
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    for ending in PLACES:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name or _("本级")
