# SPDX-License-Identifier: Apache-2.0
"""Why a site is kept off the maps (ST-06, X-16), and who may run a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import Spot, from_wgs84, is_in_china, metres_between
from unionnet.directory.places.models import Site
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.feeds.entries import COLUMNS

REASONS = {
    "no_spot": gettext_lazy("没有坐标"),
    "only_address": gettext_lazy("只有地址，没有坐标"),
    "no_address": gettext_lazy("没有地址"),
    "no_photo": gettext_lazy("没有照片，这个渠道要求有"),
    "swapped": gettext_lazy("经度和纬度写反了"),
    "abroad": gettext_lazy("坐标不在国内"),
    "outside_region": gettext_lazy("坐标离本区县其他站点太远"),
    "shifted_gcj02": gettext_lazy("坐标像是 GCJ-02，却登记成 WGS-84"),
    "shifted_bd09": gettext_lazy("坐标像是 BD-09，却登记成 WGS-84"),
    "duplicate": gettext_lazy("与另一个站点重复"),
}
NAMELESS = re.compile(r"工会|驿站|户外劳动者|爱心|服务站点|服务站|站点|[\s（）()·]")
SAME_SPOT, SHIFTED = 40.0, 150.0
FEWEST = 5


@dataclass(frozen=True)
class Neighbour:
    """A site of the register as the checks compare it."""

    id: int
    public_id: str
    name: str
    address: str
    latitude: float
    longitude: float

    @property
    def spot(self) -> Spot:
        return self.latitude, self.longitude


@dataclass(frozen=True)
class Surroundings:
    """What a site is compared with: its neighbours, and the middle of its county where enough sites stand."""

    neighbours: Iterable[Neighbour] = ()
    middle: Spot | None = None


def reasons_against(
    site: Site, around: Surroundings, *, wants_photo: bool, has_photo: bool, on: date
) -> list[str]:
    """Codes of REASONS, some with the public id of the other site behind a colon. Empty: it may be shown."""
    found = ["no_photo"] if wants_photo and not has_photo else []
    if not site.address:
        found.append("no_address")
    if site.latitude is None or site.longitude is None:
        return ["only_address" if site.address else "no_spot", *found]
    spot = site.latitude, site.longitude
    if not is_in_china(*spot):
        return ["swapped" if is_in_china(*reversed(spot)) else "abroad", *found]
    if around.middle and metres_between(spot, around.middle) > farthest(site.region_code, on):
        found.append("outside_region")
    return [*found, *_like_another(site, spot, around.neighbours)]


def farthest(region_code: str, on: date) -> float:
    """Metres from the middle of a county's sites beyond which a coordinate is doubted."""
    return 1000.0 * float(rule("ST-06.farthest_km", where=region_code[:6], on=on).value)


def _like_another(site: Site, spot: Spot, neighbours: Iterable[Neighbour]) -> Iterator[str]:
    for other in neighbours:
        if other.id == site.pk or not _is_alike(site, other):
            continue
        apart = metres_between(spot, other.spot)
        if apart < SAME_SPOT and other.id < site.pk:  # the one that was there first stays on the map
            yield f"duplicate:{other.public_id}"
        for datum in ("gcj02", "bd09"):
            moved = from_wgs84(*other.spot, datum)
            if site.datum == Site.Datum.WGS84 and apart > SHIFTED and metres_between(spot, moved) < SAME_SPOT:
                yield f"shifted_{datum}:{other.public_id}"


def _is_alike(site: Site, other: Neighbour) -> bool:
    """The same address, or the same name but for what stations are called everywhere."""
    one, two = NAMELESS.sub("", site.name), NAMELESS.sub("", other.name)
    return bool(site.address and site.address == other.address) or bool(one and one == two)


def why_not_manage(person: Person, union: Organisation) -> Refusal | None:
    if not person.may("feeds.manage", union.path):
        return Refusal("elsewhere", _("您的职务不能管理这个工会的上图渠道。"))
    return None


def why_not_send_to(url: str) -> Refusal | None:
    """Feeds are sent only to hosts that whoever runs this installation has named, and by TLS."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return Refusal("no_address_to_send", _("推送地址应以 https:// 开头。"))
    if parts.scheme != "https" and host not in ("127.0.0.1", "localhost"):
        return Refusal("no_address_to_send", _("推送地址应以 https:// 开头。"))
    if host not in settings.UNIONNET_FEED_HOSTS:
        sentence = _(
            "“%(host)s”不在允许推送的主机之列，请系统管理员写入 UNIONNET_FEED_HOSTS，或改由渠道来取。"
        )
        return Refusal("host_not_named", sentence, host=host[:60])
    return None


def why_not_these_columns(columns: Mapping[str, str]) -> Refusal | None:
    if not columns:
        return None
    if unknown := [key for key in columns if key not in COLUMNS]:
        return Refusal("unknown_column", _("没有“%(name)s”这一栏。"), name=unknown[0][:40])
    if "id" not in columns or len(set(columns.values())) < len(columns):
        return Refusal("columns_unclear", _("各栏要包含 id，名称不能重复。"))
    return None
