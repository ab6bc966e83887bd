# SPDX-License-Identifier: Apache-2.0
from unionnet.programmes.hardship.models.checks import CheckLine, CheckList
from unionnet.programmes.hardship.models.copies import RegisterCopy
from unionnet.programmes.hardship.models.dossiers import (
    LIVE,
    PENDING,
    Agreement,
    Dossier,
    DossierOpening,
    DossierStep,
    HouseholdMember,
    Proof,
    Visit,
    VisitPhoto,
)
from unionnet.programmes.hardship.models.helping import Aid, Appeal, PublicNotice, Review
from unionnet.programmes.hardship.models.learning import FreeCourse
from unionnet.programmes.hardship.models.particulars import FILE, MEMBER, PARTS, Asked, answered, read_all

__all__ = [
    "FILE",
    "LIVE",
    "MEMBER",
    "PARTS",
    "PENDING",
    "Agreement",
    "Aid",
    "Appeal",
    "Asked",
    "CheckLine",
    "CheckList",
    "Dossier",
    "DossierOpening",
    "DossierStep",
    "FreeCourse",
    "HouseholdMember",
    "Proof",
    "PublicNotice",
    "RegisterCopy",
    "Review",
    "Visit",
    "VisitPhoto",
    "answered",
    "read_all",
]
