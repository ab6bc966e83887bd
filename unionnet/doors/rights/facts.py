# SPDX-License-Identifier: Apache-2.0
"""What others may hear. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CopyAsked(Fact, name="rights.copy_asked"):
    copy_id: int
    person_id: int


@dataclass(frozen=True)
class CopyFetched(Fact, name="rights.copy_fetched"):
    copy_id: int
    person_id: int


@dataclass(frozen=True)
class ClosureAsked(Fact, name="rights.closure_asked"):
    closure_id: int
    person_id: int


@dataclass(frozen=True)
class ClosureTakenBack(Fact, name="rights.closure_taken_back"):
    closure_id: int
    person_id: int


@dataclass(frozen=True)
class PersonErased(Fact, name="rights.person_erased"):
    """Nothing of theirs is left but numbers and what a rule keeps."""

    person_id: int


@dataclass(frozen=True)
class AlarmRaised(Fact, name="rights.alarm_raised"):
    """Somebody fears that another uses their account."""

    alarm_id: int
    person_id: int


@dataclass(frozen=True)
class IncidentRecorded(Fact, name="rights.incident_recorded"):
    incident_id: int
    organisation_id: int


@dataclass(frozen=True)
class IncidentReported(Fact, name="rights.incident_reported"):
    """The authority was told."""

    incident_id: int
    organisation_id: int


@dataclass(frozen=True)
class AffectedTold(Fact, name="rights.affected_told"):
    """Those whose data it concerns were told: how many."""

    incident_id: int
    people: int


@dataclass(frozen=True)
class CorrectionAsked(Fact, name="rights.correction_asked"):
    correction_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class CorrectionDecided(Fact, name="rights.correction_decided"):
    """Accepted or refused: its state says which."""

    correction_id: int
    person_id: int
    organisation_id: int
