# SPDX-License-Identifier: Apache-2.0
"""Lists that many tests send."""

from __future__ import annotations

import io
from datetime import datetime

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Roster
from unionnet.directory.rosters import actions


def draft(
    union: Organisation, officer: Person, content: bytes, *, occupation: str = "", at: datetime | None = None
) -> Roster:
    return actions.draft_roster(
        union, io.BytesIO(content), "名单.csv", by=officer, occupation=occupation, at=at
    )


def send(
    union: Organisation, officer: Person, content: bytes, *, occupation: str = "", at: datetime | None = None
) -> Roster:
    """Sent and taken in, as far as a request goes: the worker takes the rest."""
    return actions.import_roster(
        draft(union, officer, content, occupation=occupation, at=at), by=officer, at=at
    )


def codes(roster: Roster) -> list[tuple[int, str]]:
    """Row and reason of what did not come in."""
    parts = roster.parts.order_by("pk").values_list("outcomes", flat=True)
    return [(number, code) for outcomes in parts for number, code, _sentence in outcomes]
