# SPDX-License-Identifier: Apache-2.0
"""What others may hear of proposals. Ids only."""

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class EventPlanned(Fact, name="proposals.event_planned"):
    event: int
    activity: int


@dataclass(frozen=True)
class ParticipantAdded(Fact, name="proposals.participant_added"):
    participant: int
    event: int


@dataclass(frozen=True)
class ParticipantOpened(Fact, name="proposals.participant_opened"):
    """Somebody read their phone number in full."""

    participant: int


@dataclass(frozen=True)
class ProposalMade(Fact, name="proposals.made"):
    proposal: int
    case: int


@dataclass(frozen=True)
class ProposalBecameTask(Fact, name="proposals.became_task"):
    proposal: int
    item: int


@dataclass(frozen=True)
class ProposalTaskEnded(Fact, name="proposals.task_ended"):
    proposal: int
    item: int


@dataclass(frozen=True)
class ProposalConsulted(Fact, name="proposals.consulted"):
    proposal: int
    consultation: int


@dataclass(frozen=True)
class ProposalReplied(Fact, name="proposals.replied"):
    proposal: int
    reply: int


@dataclass(frozen=True)
class ReplyJudged(Fact, name="proposals.judged"):
    proposal: int
    reply: int
    satisfied: bool
