# SPDX-License-Identifier: Apache-2.0
"""The answer to the list's question, drawn as list or map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.directory.places.facilities import Facility, chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.naming import LOOKED_AT, some_of
from unionnet.directory.places.nearest import FARTHEST, Near, east_and_north, nearest
from unionnet.directory.places.queries import matching, public_sites, states_of
from unionnet.directory.places.rules import State
from unionnet.directory.places.web.asking import MOST, STEP, Asked
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Point


@dataclass(frozen=True)
class Line:
    """A station in the list."""

    site: Near | Site
    state: State
    tags: Sequence[Facility]
    metres: float | None = None
    minutes: int | None = None
    is_in_circle: bool = False
    number: int = 0

    @property
    def url(self) -> str:
        return reverse("places:site", args=[self.site.public_id])


@dataclass(frozen=True)
class Found:
    """What the page shows: the first line answers the question."""

    headline: str
    lines: Sequence[Line]
    points: Sequence[Point]
    page: Any = None
    more: str = ""
    at: datetime | None = None


def answer(request: HttpRequest, asked: Asked, at: datetime) -> Found:
    """Around a place by distance, otherwise those of a name, otherwise all."""
    if asked.here:
        return _around(asked, at)
    return _named(asked, at) if asked.wish.words else _all(request, asked, at)


def _around(asked: Asked, at: datetime) -> Found:
    wish, (lat, lon) = asked.wish, asked.here or (0, 0)
    nears = nearest(
        lat,
        lon,
        at=at,
        facilities=wish.codes,
        open_only=wish.open_only,
        limit=asked.limit,
        kind=wish.kind,
        all_day=wish.all_day,
    )
    lines = [
        Line(
            near,
            near.state,
            _tags(near.codes, wish.codes),
            near.metres,
            near.minutes,
            near.is_in_circle,
            number,
        )
        for number, near in enumerate(nears, start=1)
    ]
    points = [_point(lat, lon, near, near.state) for near in nears[:STEP]]
    more = asked.link(limit=str(asked.limit + STEP)) if asked.limit <= len(nears) < MOST else ""
    return Found(_nearest_words(lines), lines, points, more=more, at=at)


def _named(asked: Asked, at: datetime) -> Found:
    found = some_of(matching(public_sites(), asked.wish, at), asked.limit)
    more = asked.link(limit=str(asked.limit + STEP)) if asked.limit < min(found.looked_at, MOST) else ""
    return _listed(found.sites, found.looked_at, asked, at, more=more)


def _all(request: HttpRequest, asked: Asked, at: datetime) -> Found:
    sites = matching(public_sites(), asked.wish, at)
    page = Page.of(sites, request, order=("pinyin", "id"), size=STEP)
    return _listed(page.rows, sites.order_by()[: LOOKED_AT + 1].count(), asked, at, page=page)


def _listed(sites: Sequence[Site], total: int, asked: Asked, at: datetime, **around: Any) -> Found:
    states = states_of(sites, at)
    mapped = [site.pk for site in sites if site.is_mapped]
    lines = [
        Line(site, states[site.pk], _tags(site.codes, asked.wish.codes), number=_number(mapped, site.pk))
        for site in sites
    ]
    headline = _how_many(total, asked.wish.open_only)
    return Found(headline, lines, _points_of(sites, states), at=at, **around)


def _how_many(total: int, open_only: bool) -> str:
    """The whole nation is not counted for a passer-by: beyond some hundreds it says so."""
    shown = {"n": f"{LOOKED_AT:,}+" if total > LOOKED_AT else f"{total:,}"}
    if open_only:
        return ngettext("现在有 %(n)s 处开放", "现在有 %(n)s 处开放", total) % shown
    return ngettext("%(n)s 个驿站和场馆", "%(n)s 个驿站和场馆", total) % shown


def _number(mapped: Sequence[int], site: int) -> int:
    """The number of its mark on the map; 0 when it has none."""
    return mapped.index(site) + 1 if site in mapped else 0


def _nearest_words(lines: Sequence[Line]) -> str:
    opened = [line for line in lines if line.state.is_open and line.minutes]
    if not lines:
        return _("%(n)s 公里内没有符合条件的驿站") % {"n": FARTHEST // 1000}
    if not opened:
        return _("附近的驿站现在都没有开放")
    minutes = opened[0].minutes or 1
    if not opened[0].is_in_circle:
        return _("最近的开放驿站在 %(n)s 公里外") % {"n": f"{(opened[0].metres or 0) / 1000:.1f}"}
    words = ngettext("最近的开放驿站，步行 %(n)s 分钟", "最近的开放驿站，步行 %(n)s 分钟", minutes)
    return words % {"n": minutes}


def _tags(codes: Sequence[str], asked: Sequence[str]) -> list[Facility]:
    """What was asked for first, then what sets a station apart; four are enough."""
    listed = chosen(codes)
    return sorted(listed, key=lambda each: (each.code not in asked, each.tier == "basic"))[:4]


def _points_of(sites: Sequence[Site], states: dict[int, State]) -> list[Point]:
    """Around the middle of what is on the page, when nobody said where they stand."""
    spots = [
        (site.latitude, site.longitude)
        for site in sites
        if site.latitude is not None and site.longitude is not None
    ]
    if not spots:
        return []
    lat, lon = (sum(numbers) / len(spots) for numbers in zip(*spots, strict=True))
    return [_point(lat, lon, site, states[site.pk]) for site in sites if site.is_mapped]


def _point(lat: float, lon: float, site: Near | Site, state: State) -> Point:
    east, north = east_and_north(lat, lon, site)
    url = reverse("places:site", args=[site.public_id])
    kind = "ok" if state.is_open else ""
    return Point(site.name, east, north, url, kind, state.label, site.latitude, site.longitude)
