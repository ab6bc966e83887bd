# SPDX-License-Identifier: Apache-2.0
"""The door of an outlet: it shows its key and gets what it has not got yet."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from unionnet.foundation.ui.excel import safe_cell
from unionnet.programmes.feeds.actions import note_delivery
from unionnet.programmes.feeds.actions.outlets import digest_of
from unionnet.programmes.feeds.entries import COLUMNS
from unionnet.programmes.feeds.models import Outlet
from unionnet.programmes.feeds.queries import Feed, feed_of, outlet_with

LONGEST = 200


@require_safe
def feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """All entries, or with `?since=VERSION` those that changed after it. 304 when there is nothing new."""
    outlet = outlet_with(public_id, digest_of(_key(request)))
    if outlet is None:
        return HttpResponse("", status=401, headers={"WWW-Authenticate": 'Basic realm="feeds"'})
    since = _since(request, outlet)
    if request.headers.get("If-None-Match") == _tag(outlet.version, since):
        note_delivery(outlet, outlet.version)
        return HttpResponse(status=304, headers={"ETag": _tag(outlet.version, since)})
    found = feed_of(outlet, since)
    if request.method == "GET":
        note_delivery(outlet, found.version)
    answer = _csv(found, outlet) if outlet.shape == Outlet.Shape.CSV else _json(found, outlet)
    answer["ETag"] = _tag(found.version, since)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Feed-Version"] = str(found.version)
    answer["X-Feed-More"] = "0" if found.is_whole else "1"
    return answer


def _key(request: HttpRequest) -> str:
    """The secret of `Authorization: Bearer KEY`, or the password of Basic. Never from the address: addresses
    are written into logs."""
    scheme, _space, told = request.headers.get("Authorization", "").partition(" ")
    if len(told) > LONGEST:
        return ""
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(told, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    return told.strip() if scheme.lower() == "bearer" else ""


def _since(request: HttpRequest, outlet: Outlet) -> int:
    """A version this feed has had; anything else asks for all."""
    told = request.GET.get("since", "")
    since = int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
    return since if since <= outlet.version else 0


def _tag(version: int, since: int) -> str:
    return f'"{version}-{since}"'


def _json(found: Feed, outlet: Outlet) -> HttpResponse:
    words = json.dumps(found.as_object(outlet), ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(words, content_type="application/json; charset=utf-8")


def _csv(found: Feed, outlet: Outlet) -> HttpResponse:
    """The first column says what to do: `shown` keeps or adds the row, `withdrawn` takes the id away."""
    heads = [outlet.columns[key] for key in COLUMNS if key in outlet.columns] or list(COLUMNS)
    words = io.StringIO()
    writer = csv.writer(words)
    writer.writerow(["change", *heads])
    for item in found.items:
        writer.writerow(["shown", *(safe_cell(item.get(head, "")) for head in heads)])
    own = outlet.columns.get("id", "id")
    for site in found.withdrawn:
        writer.writerow(["withdrawn", *(site if head == own else "" for head in heads)])
    return HttpResponse("\ufeff" + words.getvalue(), content_type="text/csv; charset=utf-8")
