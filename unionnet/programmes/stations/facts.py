# SPDX-License-Identifier: Apache-2.0
"""What others may hear of running stations. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CostRecorded(Fact, name="stations.cost_recorded"):
    site_id: int
    cost_id: int


@dataclass(frozen=True)
class VisitsRecorded(Fact, name="stations.visits_recorded"):
    site_id: int
    visits_id: int


@dataclass(frozen=True)
class OpinionLeft(Fact, name="stations.opinion_left"):
    site_id: int
    opinion_id: int


@dataclass(frozen=True)
class OpinionAnswered(Fact, name="stations.opinion_answered"):
    site_id: int
    opinion_id: int


@dataclass(frozen=True)
class StandardChecked(Fact, name="stations.standard_checked"):
    """`missing` is how many of the things asked for were not there."""

    site_id: int
    check_id: int
    missing: int


@dataclass(frozen=True)
class StationNominated(Fact, name="stations.station_nominated"):
    site_id: int
    candidacy_id: int


@dataclass(frozen=True)
class StationNamed(Fact, name="stations.station_named"):
    """Named one of the best, or no longer after a re-check."""

    site_id: int
    candidacy_id: int
    is_best: bool


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


@dataclass(frozen=True)
class Patrolled(Fact, name="stations.patrolled"):
    """`exceptions` is how many things were not well."""

    site_id: int
    patrol_id: int
    exceptions: int


@dataclass(frozen=True)
class SuppliesAsked(Fact, name="stations.supplies_asked"):
    site_id: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class ShortageAnswered(Fact, name="stations.shortage_answered"):
    site_id: int
    shortage_id: int
    is_sent: bool
