# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from unionnet.foundation.clock import database_now
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import told_of
from unionnet.tools.casework.rules import why_not_now, why_not_rate
from unionnet.tools.casework.web.seeing import event_for_owner
from unionnet.tools.casework.web.tables import day_of, standing_of, state_tag


def as_told(case: Case) -> dict[str, Any]:
    """What the page of its owner shows, with account or without: how far it is, by when, the story in plain
    words, and what they may do."""
    return {
        "case": case,
        "state": state_tag(case),
        "standing": standing_of(case, database_now()),
        "due": day_of(case.due_at),
        "events": [event_for_owner(step) for step in told_of(case)],
        "may_rate": why_not_rate(case) is None,
        "may_add": why_not_now(case, "add") is None,
    }
