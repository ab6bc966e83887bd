# SPDX-License-Identifier: Apache-2.0
"""Letters: write, go_on, deliver, answer, settle. Dismissals: register, agree, object_to, record_result."""

from unionnet.programmes.letters.actions.dismissing import (
    Notified,
    Objection,
    Outcome,
    agree,
    object_to,
    record_result,
    register,
)
from unionnet.programmes.letters.actions.writing import Draft, answer, deliver, go_on, settle, write

__all__ = [
    "Draft",
    "Notified",
    "Objection",
    "Outcome",
    "agree",
    "answer",
    "deliver",
    "go_on",
    "object_to",
    "record_result",
    "register",
    "settle",
    "write",
]
