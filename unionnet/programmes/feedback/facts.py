# SPDX-License-Identifier: Apache-2.0
"""What others may hear of feedback. Ids only; whoever gave it without a name stands nowhere."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class FeedbackGiven(Fact, name="feedback.given"):
    feedback: int
    case: int


@dataclass(frozen=True)
class FeedbackBecameTask(Fact, name="feedback.became_task"):
    feedback: int
    item: int


@dataclass(frozen=True)
class FeedbackTaskEnded(Fact, name="feedback.task_ended"):
    feedback: int
    item: int


@dataclass(frozen=True)
class FeedbackShown(Fact, name="feedback.shown"):
    """`shown` false: taken back."""

    feedback: int
    shown: bool


@dataclass(frozen=True)
class BoxSet(Fact, name="feedback.box_set"):
    organisation: int
    allows_unnamed: bool
