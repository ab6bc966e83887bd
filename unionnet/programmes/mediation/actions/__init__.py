# SPDX-License-Identifier: Apache-2.0
"""The verbs of mediation, one family a file."""

from unionnet.programmes.mediation.actions.agreeing import (
    ask_confirmation,
    break_off,
    confirm,
    draft,
    finish,
    keep,
    sign,
)
from unionnet.programmes.mediation.actions.asking import KIND, Terms, adopt, ask, dispute_kind
from unionnet.programmes.mediation.actions.deciding import accept, fail, refuse, tell_declined
from unionnet.programmes.mediation.actions.lists import list_mediator, retire_mediator
from unionnet.programmes.mediation.actions.mediating import (
    call_meeting,
    consent,
    decline,
    hold_meeting,
    name_mediator,
    willing,
)
from unionnet.programmes.mediation.actions.sweeping import follow, time_over

__all__ = [
    "KIND",
    "Terms",
    "accept",
    "adopt",
    "ask",
    "ask_confirmation",
    "break_off",
    "call_meeting",
    "confirm",
    "consent",
    "decline",
    "dispute_kind",
    "draft",
    "fail",
    "finish",
    "follow",
    "hold_meeting",
    "keep",
    "list_mediator",
    "name_mediator",
    "refuse",
    "retire_mediator",
    "sign",
    "tell_declined",
    "time_over",
    "willing",
]
