# SPDX-License-Identifier: Apache-2.0
"""Who may be given what, asked of the database in one question for as many people as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import MEMBER_STATES, Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything
from unionnet.tools.benefits.limits import limits_of
from unionnet.tools.benefits.models import Benefit
from unionnet.tools.benefits.rules import refusal

JUDGE = (Path(__file__).parent / "judge.sql").read_text(encoding="utf-8")
ASK = f"{JUDGE} SELECT outcome FROM decided"  # noqa: S608 - both parts are ours


class Handing(NamedTuple):
    """One person comes for it. The same key again is the same coming."""

    person_id: int
    key: UUID


def asked(benefit: Benefit, union: Organisation, handings: Sequence[Handing], at: datetime) -> dict[str, Any]:
    """The parameters of judge.sql."""
    limits = limits_of(benefit, local_date(at))
    return {
        "benefit": benefit.pk,
        "union": union.pk,
        "persons": [each.person_id for each in handings],
        "keys": [each.key for each in handings],
        "at": at,
        "zone": settings.TIME_ZONE,
        "member_states": list(MEMBER_STATES),
        "year": limits.year if limits else None,
        "once": limits.once if limits else None,
        "times": limits.times if limits else None,
    }


@everything("what somebody had elsewhere this year counts for the limit")
def why_not_receive(person: Person, benefit: Benefit, union: Organisation, *, at: datetime) -> Refusal | None:
    """What the counter says before anything is handed out."""
    with connection.cursor() as cursor:
        parameters = asked(benefit, union, [Handing(person.pk, uuid4())], at)
        cursor.execute(ASK, parameters)
        (outcome,) = cursor.fetchone()
    return None if outcome == "given" else refusal(outcome, benefit, on=local_date(at))
