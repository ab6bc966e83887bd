# SPDX-License-Identifier: Apache-2.0
"""What each child of a guardian can have of a class: the button, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.childcare import queries
from unionnet.programmes.childcare.models import CareClass, Child
from unionnet.programmes.childcare.rules import why_not_enter
from unionnet.tools.enrolment.queries import Holding, candidate, holdings_of
from unionnet.tools.enrolment.rules import why_not_enrol


@dataclass(frozen=True)
class Choice:
    """One child before one class. With `refusal` the child cannot be entered, and it says why."""

    child: Child
    holding: Holding | None
    refusal: Refusal | None


def choices_of(person: Person, children: list[Child], care_class: CareClass, at: datetime) -> list[Choice]:
    own = queries.own_membership(person)
    found = []
    for child in children:
        holding = holdings_of(child.person, [care_class.offer_id]).get(care_class.offer_id)
        refusal = why_not_enter(
            own,
            child,
            care_class,
            has_consent=queries.consent_of(child) is not None,
            has_pickup=queries.pickups_of(child).exists(),
            on=local_date(at),
        ) or why_not_enrol(candidate(child.person, holds_in_group=False), care_class.offer, at)
        found.append(Choice(child, holding, refusal))
    return found
