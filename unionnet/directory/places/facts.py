# SPDX-License-Identifier: Apache-2.0
"""What others may hear of stations and venues. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SiteRegistered(Fact, name="places.site_registered"):
    site_id: int
    organisation_id: int


@dataclass(frozen=True)
class SiteChanged(Fact, name="places.site_changed"):
    """Names the fields that changed, without their values."""

    site_id: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteOpened(Fact, name="places.site_opened"):
    site_id: int
    override_id: int


@dataclass(frozen=True)
class SiteClosed(Fact, name="places.site_closed"):
    site_id: int
    override_id: int


@dataclass(frozen=True)
class KeeperNoteWritten(Fact, name="places.keeper_note_written"):
    site_id: int
    note_id: int


@dataclass(frozen=True)
class FaultReported(Fact, name="places.fault_reported"):
    site_id: int
    fault_id: int


@dataclass(frozen=True)
class FaultResolved(Fact, name="places.fault_resolved"):
    site_id: int
    fault_id: int


@dataclass(frozen=True)
class FaultReopened(Fact, name="places.fault_reopened"):
    site_id: int
    fault_id: int


@dataclass(frozen=True)
class SitesImported(Fact, name="places.sites_imported"):
    organisation_id: int
    registered: int
    changed: int
