# SPDX-License-Identifier: Apache-2.0
"""Four outlets show the stations of 云阳; one has no coordinates yet and is refused (ledger S2-24)."""

from __future__ import annotations

from unionnet.directory.places.actions import register
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.programmes.feeds.actions import Terms, note_delivery, open_outlet

OUTLETS = (("高德地图", "gcj02"), ("百度地图", "bd09"), ("工会APP", "wgs84"), ("工友惠", "gcj02"))
UNMAPPED = {"name": "梨园路驿站", "address": "重庆市云阳县青龙街道梨园路 6 号", "codes": ["water", "rest"]}


@stage("feeds", "阵地上图 / sites on maps", order=75)
def load_feeds() -> None:
    rows, officer = tree_by_key(), demo_person("county")
    register(rows["town-1"], UNMAPPED, by=None)
    for name, datum in OUTLETS:
        outlet, _key = open_outlet(rows["yunyang"], Terms(name, datum), by=officer)
        if name != "工友惠":
            note_delivery(outlet, outlet.version)
