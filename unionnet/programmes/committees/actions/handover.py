# SPDX-License-Identifier: Apache-2.0
"""After a re-election the desk changes hands: by two who grant posts, never by the election itself."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from unionnet.directory.people.actions import ask_posts
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.models import Countersigning, Person, Role
from unionnet.directory.people.queries import today
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.models import Election
from unionnet.programmes.committees.queries import handover_of


@verb
def hand_over(
    election: Election, given: Collection[int], ended: Collection[int], *, by: Person
) -> Countersigning:
    """Propose the post of an officer for these elected persons and the end of these roles, all at once: only
    what `handover_of` offers. The rules of `people` say who may ask, and who countersigns (SE-02)."""
    offered, union, day = handover_of(election), election.organisation, today()
    gives = [
        Change(seat.person, union, Role.Name.OFFICER, str(seat.get_post_display()), day, seat.committee.until)
        for seat in offered.to_give
        if seat.person and seat.person.pk in given
    ]
    ends = [Change.end_of(role, day) for role in offered.to_end if role.pk in ended]
    return ask_posts(union, [*gives, *ends], _("换届任免：%(basis)s") % {"basis": election.basis}, by=by)
