# SPDX-License-Identifier: Apache-2.0
"""Who got what when: fetched with a key, or sent."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from unionnet.directory.reach.gateways import NotSent
from unionnet.directory.reach.gateways.posting import post_json
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.programmes.feeds.models import FeedDelivery, Outlet
from unionnet.programmes.feeds.queries import feed_of

AT_ONCE = 4


@verb
def note_delivery(
    outlet: Outlet, version: int, *, way: str = FeedDelivery.Way.FETCHED, at: datetime | None = None
) -> None:
    """The outlet has all changes up to that version. One row in the log when that is news, and no more."""
    at = at or database_now()
    own = Outlet.objects.filter(pk=outlet.pk)
    if own.filter(got_version__lt=version, version__gte=version).update(
        got_version=version, asked_at=at, trouble=""
    ):
        FeedDelivery.objects.create(outlet=outlet, version=version, way=way, at=at)
    else:
        own.update(asked_at=at, trouble="")


@verb
def note_trouble(outlet: Outlet, words: str, *, at: datetime | None = None) -> None:
    """What was sent did not arrive; it is sent again at the next turn."""
    Outlet.objects.filter(pk=outlet.pk).update(trouble=words[:60], asked_at=at or database_now())


def send_news() -> int:
    """Send to those that want it sent what they have not got yet. Returns how many got something."""
    behind = Outlet.objects.filter(~Q(url=""), closed_at__isnull=True, got_version__lt=F("version"))
    return sum(_send(outlet) for outlet in behind.order_by("asked_at")[:AT_ONCE])


def _send(outlet: Outlet) -> bool:
    feed = feed_of(outlet, outlet.got_version)
    headers = {"Authorization": f"Bearer {outlet.token.open()}"} if outlet.token else {}
    try:
        post_json(outlet.url, feed.as_object(outlet), headers)
    except NotSent as trouble:
        note_trouble(outlet, str(trouble))
        return False
    note_delivery(outlet, feed.version, way=FeedDelivery.Way.SENT)
    return True
