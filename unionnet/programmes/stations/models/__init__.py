# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.stations.models.opinions import Opinion
from unionnet.programmes.stations.models.running import Acceptance, Cost, DoorEntry, Lock, Visits
from unionnet.programmes.stations.models.standards import Candidacy, StandardCheck
from unionnet.programmes.stations.models.surveys import Survey, SurveyAnswer
from unionnet.programmes.stations.models.tending import FaultPhoto, Patrol, Shortage

__all__ = [
    "Acceptance",
    "Candidacy",
    "Cost",
    "DoorEntry",
    "FaultPhoto",
    "Lock",
    "Opinion",
    "Patrol",
    "Shortage",
    "StandardCheck",
    "Survey",
    "SurveyAnswer",
    "Visits",
]
