# SPDX-License-Identifier: Apache-2.0
"""What others may hear of exhibitions."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ExhibitionPublished(Fact, name="exhibitions.published"):
    exhibition_id: int


@dataclass(frozen=True)
class ExhibitionTakenDown(Fact, name="exhibitions.taken_down"):
    exhibition_id: int


@dataclass(frozen=True)
class AuthorAsked(Fact, name="exhibitions.author_asked"):
    """Whether a work of theirs may be shown."""

    asking_id: int
    person_id: int


@dataclass(frozen=True)
class AuthorAnswered(Fact, name="exhibitions.author_answered"):
    """`answer` is agreed, refused, or withdrawn: then the work has been taken down."""

    asking_id: int
    work_id: int
    answer: str


@dataclass(frozen=True)
class WorkTakenDown(Fact, name="exhibitions.work_taken_down"):
    work_id: int
