# SPDX-License-Identifier: Apache-2.0
"""Sites for machines: public, as the phone shows them, in the datum the caller's map uses (X-16)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from unionnet.directory.places.datum import from_wgs84, to_wgs84
from unionnet.directory.places.facilities import BY_CODE
from unionnet.directory.places.models import Site
from unionnet.directory.places.nearest import Near, nearest
from unionnet.directory.places.queries import Wish, matching, public_sites, site_page, states_of
from unionnet.directory.places.rules import State
from unionnet.foundation.clock import database_now
from unionnet.foundation.schemas import (
    PUBLIC,
    Asked,
    BadInput,
    Latitude,
    Longitude,
    Page,
    PublicId,
    Schema,
    page_of,
)

router = Router(tags=["sites"])
Datum = Literal["wgs84", "gcj02", "bd09"]


class SiteOut(Schema):
    """A station or venue. `metres` is the distance from the asked place, null in plain lists."""

    id: PublicId
    name: str
    kind: Literal["station", "venue"]
    address: str
    latitude: float | None
    longitude: float | None
    datum: Datum
    facilities: list[str]
    services: list[str]
    entry_mode: Literal["open", "qr", "card"]
    is_24h: bool
    state: Literal["open", "closing", "closed", "paused"]
    closes_at: datetime | None
    opens_at: datetime | None
    metres: int | None = None


class HoursOut(Schema):
    """One opening: `weekday` 1–7, or public holidays, or a date. `closes` may pass 1440, the midnight."""

    weekday: int | None
    is_holiday: bool
    date: date | None
    opens: int
    closes: int


class SiteDetailOut(SiteOut):
    organisation: str
    region_code: str
    capacity: int | None
    area: int | None
    grade: str
    operator: str
    phone: str
    hours: list[HoursOut]
    photos: list[str]
    last_verified: date | None


class Sought(Asked):
    """What to look for. With `lat` and `lon` the nearest come first, at most `size`, without a next page."""

    lat: Latitude | None = None
    lon: Longitude | None = None
    datum: Datum = Field("wgs84", description="Datum of lat and lon, and of the answer.")
    open_now: bool = False
    all_day: bool = False
    kind: Literal["station", "venue"] | None = None
    facility: Annotated[list[str], Field(default_factory=list, max_length=30)]
    q: str = Field("", max_length=40)


@router.get("/sites", response=Page[SiteOut], openapi_extra=PUBLIC, summary="Stations and venues")
def sites(request: HttpRequest, asked: Query[Sought]) -> dict[str, object]:
    at = database_now()
    if (asked.lat is None) != (asked.lon is None):
        raise BadInput("lat and lon go together")
    if unknown := [code for code in asked.facility if code not in BY_CODE]:
        raise BadInput(f"facility: unknown {unknown[0][:24]}")
    if asked.lat is not None and asked.lon is not None:
        return {"items": _near(asked, asked.lat, asked.lon, at), "next": None}
    wish = Wish(asked.open_now, asked.all_day, tuple(asked.facility), asked.kind or "", asked.q)
    found = page_of(matching(public_sites(), wish, at), asked, order=("pinyin", "id"))
    states = states_of(found.items, at)
    items = [_out(site, states[site.pk], asked.datum) for site in found.items]
    return {"items": items, "next": found.next}


@router.get(
    "/sites/{public_id}", response=SiteDetailOut, openapi_extra=PUBLIC, summary="One station or venue"
)
def site(request: HttpRequest, public_id: PublicId, datum: Datum = "wgs84") -> dict[str, object]:
    found = get_object_or_404(public_sites(), public_id=public_id)
    page = site_page(found, database_now())
    more = ("region_code", "capacity", "area", "grade", "operator", "phone", "last_verified")
    return {
        **_out(found, page.state, datum),
        **{name: getattr(found, name) for name in more},
        "organisation": found.organisation.name,
        "hours": list(found.openings.order_by("date", "is_holiday", "weekday", "opens")),
        "photos": [f"/files/{photo.file.public_id}" for photo in page.photos],
    }


def _near(asked: Sought, lat: float, lon: float, at: datetime) -> list[dict[str, object]]:
    here = to_wgs84(lat, lon, asked.datum)
    found = nearest(
        *here,
        at=at,
        facilities=asked.facility,
        open_only=asked.open_now,
        limit=asked.size,
        kind=asked.kind or "",
        all_day=asked.all_day,
    )
    return [_out(near, near.state, asked.datum, round(near.metres)) for near in found]


def _out(site: Site | Near, state: State, datum: Datum, metres: int | None = None) -> dict[str, object]:
    latitude, longitude = site.latitude, site.longitude
    if latitude is not None and longitude is not None:
        latitude, longitude = (round(number, 6) for number in from_wgs84(latitude, longitude, datum))
    same = ("name", "kind", "address", "facilities", "services", "entry_mode", "is_24h")
    return {
        **{name: getattr(site, name) for name in same},
        "id": site.public_id,
        "latitude": latitude,
        "longitude": longitude,
        "datum": datum,
        "state": state.code,
        "closes_at": state.closes_at,
        "opens_at": state.opens_at,
        "metres": metres,
    }
