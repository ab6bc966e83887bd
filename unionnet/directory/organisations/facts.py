# SPDX-License-Identifier: Apache-2.0
"""What others may hear about the tree. `basis` is the number of the document it rests on (X-06)."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class OrganisationFounded(Fact, name="organisations.founded"):
    organisation_id: int
    parent_id: int | None
    since: str = ""
    basis: str = ""


@dataclass(frozen=True)
class OrganisationRenamed(Fact, name="organisations.renamed"):
    organisation_id: int
    before: str
    after: str
    basis: str = ""


@dataclass(frozen=True)
class OrganisationChanged(Fact, name="organisations.changed"):
    organisation_id: int
    fields: list[str]
    basis: str = ""


@dataclass(frozen=True)
class OrganisationMoved(Fact, name="organisations.moved"):
    organisation_id: int
    from_parent_id: int | None
    to_parent_id: int
    from_path: str
    to_path: str
    basis: str = ""


@dataclass(frozen=True)
class OrganisationLed(Fact, name="organisations.led"):
    """Without a leader: it is led no longer."""

    organisation_id: int
    leader_id: int | None
    since: str = ""
    basis: str = ""


@dataclass(frozen=True)
class OrganisationDissolved(Fact, name="organisations.dissolved"):
    organisation_id: int
    until: str
    basis: str = ""


@dataclass(frozen=True)
class EmployerRegistered(Fact, name="organisations.employer_registered"):
    employer_id: int


@dataclass(frozen=True)
class EmployerChanged(Fact, name="organisations.employer_changed"):
    employer_id: int
    fields: list[str]


@dataclass(frozen=True)
class EmployersImported(Fact, name="organisations.employers_imported"):
    organisation_id: int
    added: int
    changed: int
    covered: int
    refused: int


@dataclass(frozen=True)
class EmployerContacted(Fact, name="organisations.employer_contacted"):
    employer_id: int
    organisation_id: int
    contact_id: int


@dataclass(frozen=True)
class EmployerCovered(Fact, name="organisations.employer_covered"):
    employer_id: int
    organisation_id: int
    since: str


@dataclass(frozen=True)
class EmployerUncovered(Fact, name="organisations.employer_uncovered"):
    employer_id: int
    organisation_id: int
    until: str
