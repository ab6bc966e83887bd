# SPDX-License-Identifier: Apache-2.0
"""What others may hear of study aid. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SchemeOpened(Fact, name="studyaid.scheme_opened"):
    scheme_id: int
    organisation_id: int


@dataclass(frozen=True)
class ApplicationSent(Fact, name="studyaid.application_sent"):
    """`state` is `returned` where papers were missing."""

    application_id: int
    person_id: int
    state: str


@dataclass(frozen=True)
class ApplicationDecided(Fact, name="studyaid.application_decided"):
    application_id: int
    person_id: int
    state: str
