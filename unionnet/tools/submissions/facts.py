# SPDX-License-Identifier: Apache-2.0
"""What others may hear. `kind` is the key of the kind, so that a programme knows its own."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SubmissionSent(Fact, name="submissions.sent"):
    """`step` tells one sending from the next: what was returned is sent again."""

    submission: int
    kind: str
    step: int


@dataclass(frozen=True)
class SubmissionRecommended(Fact, name="submissions.recommended"):
    submission: int
    kind: str
    step: int


@dataclass(frozen=True)
class SubmissionReviewed(Fact, name="submissions.reviewed"):
    submission: int
    kind: str


@dataclass(frozen=True)
class NoticeBegun(Fact, name="submissions.notice_begun"):
    submission: int
    kind: str
    until: str


@dataclass(frozen=True)
class SubmissionReturned(Fact, name="submissions.returned"):
    submission: int
    kind: str
    step: int


@dataclass(frozen=True)
class SubmissionApproved(Fact, name="submissions.approved"):
    submission: int
    kind: str
    basis: str


@dataclass(frozen=True)
class SubmissionRefused(Fact, name="submissions.refused"):
    submission: int
    kind: str
    basis: str


@dataclass(frozen=True)
class SubmissionWithdrawn(Fact, name="submissions.withdrawn"):
    submission: int
    kind: str


@dataclass(frozen=True)
class SubmissionRechecked(Fact, name="submissions.rechecked"):
    submission: int
    kind: str
    passed: bool


@dataclass(frozen=True)
class CopiesSent(Fact, name="submissions.copies_sent"):
    submission: int
    organisations: list[int]
    persons: list[int]


@dataclass(frozen=True)
class CircularSent(Fact, name="submissions.circular_sent"):
    """`copies` is to how many unions."""

    circular: int
    copies: int


@dataclass(frozen=True)
class UnreadReminded(Fact, name="submissions.unread_reminded"):
    """`day` tells one reminder from the next; `unread` is how many unions had not read it."""

    circular: int
    day: str
    unread: int


@dataclass(frozen=True)
class LetterheadSet(Fact, name="submissions.letterhead_set"):
    letterhead: int
    before: str
    after: str


@dataclass(frozen=True)
class KindMade(Fact, name="submissions.kind_made"):
    kind: int
    organisation: int


@dataclass(frozen=True)
class KindChanged(Fact, name="submissions.kind_changed"):
    """`after` is another row where submissions rest on the one `before`."""

    before: int
    after: int
    organisation: int


@dataclass(frozen=True)
class KindClosed(Fact, name="submissions.kind_closed"):
    kind: int
    organisation: int


@dataclass(frozen=True)
class NumberLeftOut(Fact, name="submissions.number_left_out"):
    """Numbers of the year that no paper of this system has, from one to another."""

    letterhead: int
    year: int
    first: int
    last: int
