# SPDX-License-Identifier: Apache-2.0
"""What floors above know of the follow-up items of an activity. The tool does not know them: each says it
here when it starts.

FOLLOW_UPS.append(progress_of)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from unionnet.directory.people.models import Person
from unionnet.tools.activities.models import FollowUp


@dataclass(frozen=True)
class Beside:
    """`label` and `url`: how far it is elsewhere, and the page that says more ("" where this person may not
    open it). Without a label nobody has taken it over yet, and `hand_over` is the address that does."""

    label: Any = ""
    kind: str = ""
    url: str = ""
    hand_over: str = ""


FOLLOW_UPS: list[Callable[[Sequence[FollowUp], Person], dict[int, Beside]]] = []


def with_beside(items: Sequence[FollowUp], person: Person) -> list[tuple[FollowUp, Beside]]:
    """Each item with what is known of it elsewhere, asked once for all of them."""
    known: dict[int, Beside] = {}
    for ask in FOLLOW_UPS:
        known |= ask(items, person)
    return [(item, known.get(item.pk, Beside())) for item in items]
