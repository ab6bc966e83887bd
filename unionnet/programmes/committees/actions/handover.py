# SPDX-License-Identifier: Apache-2.0
"""After a re-election the desk changes hands: done by those who grant posts, never by the election itself."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from unionnet.directory.people.actions import end_role, grant_role
from unionnet.directory.people.models import Person, Role
from unionnet.programmes.committees.models import Election
from unionnet.programmes.committees.queries import handover_of


@transaction.atomic
def hand_over(election: Election, given: Collection[int], ended: Collection[int], *, by: Person) -> int:
    """Give the post of an officer to these elected persons, end these roles: only what `handover_of` offers.
    Returns how many changed. The rules of `people` say who may (SE-02)."""
    offered, changed = handover_of(election), 0
    for seat in offered.to_give:
        if seat.person and seat.person.pk in given:
            title, until = str(seat.get_post_display()), seat.committee.until
            grant_role(seat.person, election.organisation, Role.Name.OFFICER, by=by, title=title, until=until)
            changed += 1
    for role in offered.to_end:
        if role.pk in ended:
            end_role(role, by=by)
            changed += 1
    return changed
