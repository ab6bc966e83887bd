# SPDX-License-Identifier: Apache-2.0
"""Who calls, as far as a number tells: their earlier matters and calls."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from unionnet.directory.people.models import Person
from unionnet.doors.seats.models import Call
from unionnet.doors.seats.queries.calls import calls_at_desk
from unionnet.foundation.scope import everything
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by

SHOWN = 8


@dataclass(frozen=True)
class Caller:
    """`matters` are the newest the seat may see, one more than shown at most; `calls` counts earlier calls to
    this desk. `is_elsewhere`: another desk works on something told in confidence, and no more is said."""

    matters: list[Case]
    calls: int = 0
    is_elsewhere: bool = False

    @property
    def shown(self) -> list[Case]:
        return self.matters[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.matters) > SHOWN


def caller_of(call: Call, person: Person) -> Caller:
    """By the number of the call; nobody is known where it is hidden."""
    if call.phone_index is None:
        return Caller([])
    brought = _brought_by(bytes(call.phone_index))
    matters = list(cases_seen_by(person).filter(brought).order_by("-id")[: SHOWN + 1])
    earlier = calls_at_desk(person).filter(phone_index=call.phone_index).exclude(pk=call.pk)
    return Caller(matters, earlier.count(), _is_elsewhere(call, brought, person))


@everything("whose number it is; the matters themselves are asked for through the wall")
def _brought_by(index: bytes) -> Q:
    """Left with this number, or by somebody who has proved it to be theirs."""
    people = list(Person.objects.filter(mobile_index=index).values_list("pk", flat=True)[:SHOWN])
    return Q(phone_index=index) | Q(person__in=people)


@everything("that there is something, and nothing about it")
def _is_elsewhere(call: Call, brought: Q, person: Person) -> bool:
    """Only of a number a switchboard told: one that was typed would ask about anybody."""
    if call.rang_at is None:
        return False
    seen = cases_seen_by(person).filter(brought, is_sensitive=True).values("pk")
    return Case.objects.filter(brought, is_sensitive=True).exclude(pk__in=seen).exists()
