# SPDX-License-Identifier: Apache-2.0
"""What others may hear of running stations. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CostRecorded(Fact, name="stations.cost_recorded"):
    site_id: int
    cost_id: int


@dataclass(frozen=True)
class SiteDeclaredBuilt(Fact, name="stations.site_declared_built"):
    site_id: int
    acceptance_id: int


@dataclass(frozen=True)
class SiteAccepted(Fact, name="stations.site_accepted"):
    site_id: int
    acceptance_id: int


@dataclass(frozen=True)
class SiteSentBack(Fact, name="stations.site_sent_back"):
    site_id: int
    acceptance_id: int


@dataclass(frozen=True)
class LockPut(Fact, name="stations.lock_put"):
    site_id: int
    lock_id: int


@dataclass(frozen=True)
class LockDropped(Fact, name="stations.lock_dropped"):
    site_id: int
    lock_id: int


@dataclass(frozen=True)
class SurveyOpened(Fact, name="stations.survey_opened"):
    survey_id: int
    organisation_id: int
