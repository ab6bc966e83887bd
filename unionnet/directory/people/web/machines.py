# SPDX-License-Identifier: Apache-2.0
"""What a door does when names go out, to machines or as a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest


def hand_out(request: MemberRequest, what: str, people: Iterable[int | None]) -> None:
    """These people are on a list that leaves the house: noted, and seen by each of them. Not when it is only
    oneself, or somebody the register does not know."""
    listed = {pk for pk in people if pk and pk != request.person.pk}
    if listed:
        note_export(listed, by=request.person, what=what)
