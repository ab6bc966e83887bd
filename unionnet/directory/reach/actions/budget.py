# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db import connection

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.facts import BudgetChanged
from unionnet.directory.reach.models import TextBudget
from unionnet.directory.reach.rules import why_not_send
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

TAKE = """
    INSERT INTO reach_textsspent AS day (organisation_id, day, spent)
    SELECT %(organisation)s, %(day)s, 1 WHERE %(limit)s > 0
    ON CONFLICT (organisation_id, day) DO UPDATE SET spent = day.spent + 1 WHERE day.spent < %(limit)s
    RETURNING spent
"""


@verb
def take_from_budget(organisation_id: int, *, at: datetime) -> bool:
    """Count one text message for this union today. False when the day's budget is used up."""
    own = TextBudget.objects.filter(organisation=organisation_id).first()
    limit = own.texts_a_day if own else rule("RE-03.texts_a_day", on=local_date(at)).value
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"organisation": organisation_id, "day": local_date(at), "limit": limit})
        return cursor.fetchone() is not None


@verb
def set_budget(organisation: Organisation, texts_a_day: int, *, by: Person) -> TextBudget:
    """How many text messages this union may send in a day."""
    if refusal := why_not_send(by, organisation):
        raise refusal
    budget, _made = TextBudget.objects.update_or_create(
        organisation=organisation, defaults={"texts_a_day": texts_a_day}
    )
    tell(BudgetChanged(organisation.pk, texts_a_day), by=by, org_path=organisation.path)
    return budget
