# SPDX-License-Identifier: Apache-2.0
"""Sites and outlets that the tests of feeds start from."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.request import Request, urlopen

from tests.serving import Site as Product
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import YONGNING, make_site
from unionnet.programmes.feeds.actions import Terms, open_outlet
from unionnet.programmes.feeds.models import Outlet

FOUR = (("高德地图", "gcj02"), ("百度地图", "bd09"), ("工会APP", "wgs84"), ("工友惠", "gcj02"))


def placed(union: Organisation, name: str, north: float = 0.0, **values: Any) -> Site:
    """A station with an address, that many metres north of the middle of 永宁街道."""
    spot = {"latitude": YONGNING[0] + north / 111_195, "longitude": YONGNING[1]}
    return make_site(union, name, **{"address": f"{name}门前", **spot, **values})


def four_outlets(union: Organisation, officer: Person) -> dict[str, tuple[Outlet, str]]:
    """Outlet and key by name, each in its own datum; the last takes CSV."""
    return {
        name: open_outlet(union, Terms(name, datum, shape="csv" if name == "工友惠" else "json"), by=officer)
        for name, datum in FOUR
    }


def fetched(product: Product, outlet: Any, key: str, since: int = 0) -> list[dict[str, str]]:
    """What the outlet's own machine gets over HTTP, whatever the shape of its file."""
    address = f"{product.url}/feeds/{outlet.public_id}?since={since}"
    asked = Request(address, headers={"Authorization": f"Bearer {key}"})  # noqa: S310 - our own address
    with urlopen(asked, timeout=10) as answer:  # noqa: S310
        words = answer.read().decode("utf-8-sig")
    if outlet.shape == "csv":
        return list(csv.DictReader(io.StringIO(words)))
    items: list[dict[str, str]] = json.loads(words)["items"]
    return items
