# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class AnswerWritten(Fact, name="knowledge.written"):
    """A new one, or another wording."""

    answer: int
    organisation: int


@dataclass(frozen=True)
class AnswerPublished(Fact, name="knowledge.published"):
    answer: int
    organisation: int


@dataclass(frozen=True)
class AnswerWithdrawn(Fact, name="knowledge.withdrawn"):
    answer: int
    organisation: int


@dataclass(frozen=True)
class QuestionHandedOver(Fact, name="knowledge.handed_over"):
    """Nobody was sure: it became a case."""

    case: int
