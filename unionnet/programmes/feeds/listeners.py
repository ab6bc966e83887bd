# SPDX-License-Identifier: Apache-2.0
"""Whatever is told of a site makes its entries stale."""

from __future__ import annotations

from unionnet.directory.places.facts import SiteChanged, SiteClosed, SiteOpened, SiteRegistered
from unionnet.foundation.journal import on
from unionnet.programmes.feeds.actions import note_stale


@on(SiteRegistered)
def registered(fact: SiteRegistered) -> None:
    note_stale(fact.site_id)


@on(SiteChanged)
def changed(fact: SiteChanged) -> None:
    note_stale(fact.site_id)


@on(SiteOpened)
def opened(fact: SiteOpened) -> None:
    note_stale(fact.site_id)


@on(SiteClosed)
def closed(fact: SiteClosed) -> None:
    note_stale(fact.site_id)
