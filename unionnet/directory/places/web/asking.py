# SPDX-License-Identifier: Apache-2.0
"""What the address of the list asks for. Anything may stand there; what makes no sense is left out."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from unionnet.directory.places.areas import Area, area_of, areas_named
from unionnet.directory.places.facilities import BY_CODE
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import Wish
from unionnet.foundation.texts import one_line

SHOWN, STEP, MOST = 20, 20, 100


@dataclass(frozen=True)
class Asked:
    """The wish, where one stands, and how the answer is drawn."""

    wish: Wish
    query: QueryDict
    here: tuple[float, float] | None = None
    centre: str = ""
    guesses: tuple[Area, ...] = ()
    words: str = ""
    view: str = "list"
    limit: int = SHOWN

    def link(self, **changes: str | None) -> str:
        """The same list with something changed; None takes a parameter away."""
        query = self.query.copy()
        query.pop("after", None)
        query.pop("before", None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}"

    def toggled(self, code: str) -> str:
        """The list with this facility asked for, or no longer."""
        wanted = [each for each in self.wish.codes if each != code]
        query = self.query.copy()
        query.setlist("f", wanted if code in self.wish.codes else [*wanted, code])
        query.pop("after", None)
        return f"?{query.urlencode()}"

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form about the place must carry along."""
        kept = ("f", "open", "all_day", "kind", "view")
        return [(name, value) for name in kept for value in self.query.getlist(name)[:40]]

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """What a form about the wish must carry along."""
        kept = ("lat", "lon", "area", "near", "view")
        return [(name, value) for name in kept for value in self.query.getlist(name)[:1]]


def read(request: HttpRequest) -> Asked:
    query = request.GET.copy()
    words = clean(query.get("near", ""))
    here, centre, guesses = _where(query, words)
    limit = query.get("limit", "")
    return Asked(
        wish=wish_of(query),
        query=query,
        here=here,
        centre=centre,
        guesses=guesses,
        words=words,
        view="map" if query.get("view") == "map" else "list",
        limit=max(SHOWN, min(int(limit), MOST))
        if limit.isascii() and limit.isdigit() and len(limit) < 4
        else SHOWN,
    )


def wish_of(query: QueryDict) -> Wish:
    return Wish(
        open_only=query.get("open") == "1",
        all_day=query.get("all_day") == "1",
        codes=tuple(dict.fromkeys(code for code in query.getlist("f") if code in BY_CODE)),
        kind=query.get("kind", "") if query.get("kind") in Site.Kind.values else "",
        words=clean(query.get("q", "")),
    )


def clean(text: str) -> str:
    """Words for a search: not endless."""
    return one_line(text, 40)


def coordinate(text: str | None, limit: float) -> float | None:
    """A number of degrees within the limit, or None."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= limit else None


def _where(query: QueryDict, words: str) -> tuple[tuple[float, float] | None, str, tuple[Area, ...]]:
    lat, lon = coordinate(query.get("lat"), 85), coordinate(query.get("lon"), 180)
    if lat is not None and lon is not None:
        return (lat, lon), _("我的位置"), ()
    if area := area_of(clean(query.get("area", ""))) if query.get("area") else None:
        return (area.latitude, area.longitude), area.name, ()
    found = areas_named(words)
    if len(found) == 1:
        return (found[0].latitude, found[0].longitude), found[0].name, ()
    return None, "", tuple(found)
