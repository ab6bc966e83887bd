# SPDX-License-Identifier: Apache-2.0
"""How to get there: the phone's own maps, and the map the operator has chosen."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.models import Site


def directions(site: Site) -> list[tuple[str, str]]:
    """(label, link), the operator's map first. Its datum decides which numbers it gets (X-16)."""
    if site.latitude is None or site.longitude is None:
        return []
    links = []
    if template := settings.UNIONNET_DIRECTIONS_URL:
        lat, lon = from_wgs84(site.latitude, site.longitude, settings.UNIONNET_DIRECTIONS_DATUM)
        link = template.replace("{lat}", f"{lat:.6f}").replace("{lon}", f"{lon:.6f}")
        links.append((_("导航"), link.replace("{name}", quote(site.name, safe=""))))
    spot = f"{site.latitude:.6f},{site.longitude:.6f}"
    links.append((_("用手机地图打开"), f"geo:{spot}?q={spot}({quote(site.name, safe='')})"))
    return links
