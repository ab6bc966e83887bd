# SPDX-License-Identifier: Apache-2.0
"""What others may hear of postings. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class SentOut(Fact, name="postings.sent_out"):
    posting_id: int
    organisation_id: int


@dataclass(frozen=True)
class PostingChanged(Fact, name="postings.changed"):
    posting_id: int
    organisation_id: int


@dataclass(frozen=True)
class EntryWritten(Fact, name="postings.entry_written"):
    entry_id: int
    posting_id: int


@dataclass(frozen=True)
class ProblemRaised(Fact, name="postings.problem_raised"):
    problem_id: int
    posting_id: int


@dataclass(frozen=True)
class ProblemClosed(Fact, name="postings.problem_closed"):
    problem_id: int
    posting_id: int


@dataclass(frozen=True)
class ProblemHandedOver(Fact, name="postings.problem_handed_over"):
    """Somebody above follows it from here on."""

    problem_id: int
    item_id: int


@dataclass(frozen=True)
class OpinionGiven(Fact, name="postings.opinion_given"):
    opinion_id: int
    posting_id: int
