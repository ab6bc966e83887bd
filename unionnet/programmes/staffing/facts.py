# SPDX-License-Identifier: Apache-2.0
"""What others may hear of the roster. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class PostTaken(Fact, name="staffing.post_taken"):
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostChanged(Fact, name="staffing.post_changed"):
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostEnded(Fact, name="staffing.post_ended"):
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostsEndedWithUnion(Fact, name="staffing.posts_ended_with_union"):
    organisation_id: int
    posts: int


@dataclass(frozen=True)
class PostsImported(Fact, name="staffing.posts_imported"):
    organisation_id: int
    new: int
    known: int


@dataclass(frozen=True)
class UnionDayNoted(Fact, name="staffing.union_day_noted"):
    union_day_id: int
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class UnionDayCorrected(Fact, name="staffing.union_day_corrected"):
    union_day_id: int
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class UnionDayTakenBack(Fact, name="staffing.union_day_taken_back"):
    union_day_id: int
    post_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostsExported(Fact, name="staffing.posts_exported"):
    organisation_id: int
    rows: int
