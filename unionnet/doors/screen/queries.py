# SPDX-License-Identifier: Apache-2.0
"""The state of a subtree at a glance: sums only, nothing personal, one snapshot a second for all who look."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.queries import Figures, Month, Part, days_of, month_of, parts_of
from unionnet.doors.figures.served import followers_of, times_of
from unionnet.doors.figures.told import fewest_told, in_steps, told_figures
from unionnet.doors.screen.news import News, news_below
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.small_counts import steps
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import Sums, live_offers, nearest_openings, sums_of

BARS = 10
FRESH = 1.0
KEPT = 200


@dataclass(frozen=True)
class Snapshot:
    """What one wall shows."""

    union: Organisation
    at: datetime
    figures: Figures
    month: Month
    parts: list[Part]
    offers: list[Offer]
    sums: Sums
    news: list[News]
    days: list[int]
    served: int
    followers: int

    @property
    def version(self) -> str:
        """Changes when something on the wall does; the clock alone is nothing new."""
        seen = (
            self.figures.members,
            self.figures.established,
            self.figures.stations,
            self.month.joined_today,
            self.served,
            self.followers,
            self.sums,
            [(offer.pk, offer.taken, offer.listed, offer.stage_at(self.at)) for offer in self.offers],
            [(news.at, news.words) for news in self.news],
        )
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def unions_on_screen(person: Person) -> list[Organisation]:
    """The tops of what this person may put on a wall."""
    paths = person.reach("screen.open").paths
    return list(Organisation.objects.filter(path__in=paths).order_by("path"))


def union_on_screen(person: Person, public_id: str = "") -> Organisation | None:
    """The union asked for when it lies within reach, else the top; None when nothing may be shown."""
    reach = person.reach("screen.open")
    if not public_id:
        return next(iter(unions_on_screen(person)), None)
    return Organisation.objects.filter(reach.q("path"), public_id=public_id).first()


_kept: dict[tuple[str, str], tuple[float, Snapshot]] = {}
_asking = threading.Lock()


def snapshot_of(union: Organisation, language: str = "") -> Snapshot:
    """The snapshot of this second. However many walls look, the database is asked once."""
    key = (union.path, language or get_language() or "")
    with _asking:
        kept = _kept.get(key)
        if kept and time.monotonic() - kept[0] < FRESH and kept[1].union.pk == union.pk:
            return kept[1]
        if len(_kept) > KEPT:
            _kept.clear()
        found = _look(union)
        _kept[key] = (time.monotonic(), found)
        return found


def _look(union: Organisation) -> Snapshot:
    at = database_now()
    reach = Reach((union.path,))
    today = local_date(at)
    fewest = fewest_told(today).value  # whoever is in the room reads the wall
    live = live_offers(at).filter(reach.q())
    return Snapshot(
        union=union,
        at=at,
        figures=told_figures(reach, fewest),
        month=in_steps(month_of(reach, today), fewest),
        parts=parts_of(union.path),
        offers=nearest_openings(live, at, BARS),
        sums=sums_of(live, at),
        news=news_below(union.path, fewest),
        days=[steps(n, fewest) for n in days_of(reach, today)],
        served=steps(times_of(union, today.replace(month=1, day=1), today), fewest),
        followers=steps(followers_of(union).total, fewest),
    )
