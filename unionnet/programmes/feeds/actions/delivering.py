# SPDX-License-Identifier: Apache-2.0
"""Who got what when: fetched with a key, or sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q

from unionnet.directory.reach.gateways import NotSent
from unionnet.directory.reach.gateways.posting import post_json
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.programmes.feeds.models import FeedDelivery, Outlet
from unionnet.programmes.feeds.queries import Feed, feed_of

AT_ONCE = 4
LEASE = timedelta(seconds=25)  # longer than so many answers may take, shorter than a turn


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


@verb
def send_news(*, at: datetime | None = None) -> int:
    """Take what is to be sent, and send it after the commit: no row is held while somebody else's machine
    thinks. An outlet asked in the last moments is left to the worker that asks it; of one that died in
    between it is sent again. Returns how many were taken."""
    at = at or database_now()
    free = Q(asked_at__isnull=True) | Q(asked_at__lte=at - LEASE)
    behind = Outlet.objects.filter(free, ~Q(url=""), closed_at__isnull=True, got_version__lt=F("version"))
    taken = list(
        behind.select_for_update(skip_locked=True).order_by(F("asked_at").asc(nulls_first=True))[:AT_ONCE]
    )
    Outlet.objects.filter(pk__in=[outlet.pk for outlet in taken]).update(asked_at=at)
    for outlet in taken:
        transaction.on_commit(partial(_send, outlet, feed_of(outlet, outlet.got_version)), robust=True)
    return len(taken)


def _send(outlet: Outlet, feed: Feed) -> None:
    headers = {"Authorization": f"Bearer {outlet.token.open()}"} if outlet.token else {}
    try:
        post_json(outlet.url, feed.as_object(outlet), headers)
    except NotSent as trouble:
        note_trouble(outlet, str(trouble))
    else:
        note_delivery(outlet, feed.version, way=FeedDelivery.Way.SENT)
