# SPDX-License-Identifier: Apache-2.0
"""What others may hear of hardship: the number of a dossier and the state it is in. Nobody's name, no figure,
no cause; what a household does itself is told with nobody as actor (decision 0032)."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class DossierMoved(Fact, name="hardship.moved"):
    dossier: int
    move: str
    state: str


@dataclass(frozen=True)
class DossierOpened(Fact, name="hardship.opened"):
    """Somebody opened what a household said."""

    dossier: int
    opening: int


@dataclass(frozen=True)
class CheckListMoved(Fact, name="hardship.check_list_moved"):
    """`move` is asked, let_go, taken or answered."""

    check_list: int
    move: str


@dataclass(frozen=True)
class RegisterCopyMoved(Fact, name="hardship.register_copy_moved"):
    """`move` is asked, let_go or taken."""

    register_copy: int
    move: str


@dataclass(frozen=True)
class AidGiven(Fact, name="hardship.aid_given"):
    dossier: int
    aid: int


@dataclass(frozen=True)
class AppealMade(Fact, name="hardship.appealed"):
    dossier: int
    appeal: int


@dataclass(frozen=True)
class CourseMade(Fact, name="hardship.course_made"):
    course: int
    organisation: int


@dataclass(frozen=True)
class ReviewsFellDue(Fact, name="hardship.reviews_fell_due"):
    dossiers: list[int]
