# SPDX-License-Identifier: Apache-2.0
"""What others may hear of feeds. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class OutletOpened(Fact, name="feeds.outlet_opened"):
    outlet_id: int
    organisation_id: int


@dataclass(frozen=True)
class OutletChanged(Fact, name="feeds.outlet_changed"):
    outlet_id: int
    organisation_id: int


@dataclass(frozen=True)
class OutletClosed(Fact, name="feeds.outlet_closed"):
    outlet_id: int
    organisation_id: int


@dataclass(frozen=True)
class SiteVouched(Fact, name="feeds.site_vouched"):
    site_id: int
    code: str
