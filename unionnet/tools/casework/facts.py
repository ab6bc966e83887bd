# SPDX-License-Identifier: Apache-2.0
"""What others may hear. `kind` is the key of the kind, so that a programme knows its own; `step` is the line
of the story that was written with it, and tells one such deed from the next."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class CaseTakenIn(Fact, name="casework.taken_in"):
    case: int
    kind: str
    organisation: int


@dataclass(frozen=True)
class CaseMoved(Fact, name="casework.moved"):
    """Any move that has no fact of its own: which one `move` says (`rules.MOVES`)."""

    case: int
    kind: str
    step: int
    move: str


@dataclass(frozen=True)
class CaseDispatched(Fact, name="casework.dispatched"):
    case: int
    kind: str
    step: int
    dispatch: int
    unit: int


@dataclass(frozen=True)
class CaseReturned(Fact, name="casework.returned"):
    case: int
    kind: str
    step: int
    unit: int


@dataclass(frozen=True)
class CaseReplied(Fact, name="casework.replied"):
    case: int
    kind: str
    step: int


@dataclass(frozen=True)
class CaseClosed(Fact, name="casework.closed"):
    """`move` says how: answered on the spot, closed, or after a callback."""

    case: int
    kind: str
    step: int
    move: str


@dataclass(frozen=True)
class CaseReopened(Fact, name="casework.reopened"):
    case: int
    kind: str
    step: int


@dataclass(frozen=True)
class CaseEnded(Fact, name="casework.ended"):
    """Without having been worked out: rejected, transferred, merged, terminated, as `move` says."""

    case: int
    kind: str
    step: int
    move: str


@dataclass(frozen=True)
class CaseRated(Fact, name="casework.rated"):
    case: int
    kind: str
    step: int
    satisfied: bool


@dataclass(frozen=True)
class ExtensionAsked(Fact, name="casework.extension_asked"):
    extension: int
    case: int


@dataclass(frozen=True)
class ExtensionDecided(Fact, name="casework.extension_decided"):
    extension: int
    case: int
    granted: bool


@dataclass(frozen=True)
class DispatchReminded(Fact, name="casework.reminded"):
    reminder: int
    dispatch: int
    what: str


@dataclass(frozen=True)
class CallerOpened(Fact, name="casework.caller_opened"):
    """The number of somebody without an account was read in full."""

    case: int


@dataclass(frozen=True)
class FlowSet(Fact, name="casework.flow_set"):
    flow: int
    organisation: int
    kind: str
    steps: list[str]
