# SPDX-License-Identifier: Apache-2.0
"""Each start of the demo opens a new term of the night school five minutes later."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from unionnet.directory.people.models import Account
from unionnet.doors.demo.models import DemoWorld
from unionnet.doors.demo.stages.persons import PREFIX
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.world.courses import LESSONS
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.nightschool.actions import TermPlan, change_term, repeat_term
from unionnet.programmes.nightschool.models import Term

SOON = timedelta(minutes=5)
OPEN_FOR = timedelta(days=3)


@transaction.atomic
def refresh_openings() -> None:
    """A term that has not opened yet is opened five minutes from now; after one that has, a new one."""
    world = DemoWorld.objects.select_for_update().first()
    home = tree_by_key().get("ejinhoro")
    if world is None or home is None:
        return
    now = database_now()
    officer = Account.objects.select_related("person").get(login=PREFIX + "night").person
    last = Term.objects.filter(organisation=home).order_by("-opens_at").first()
    if last is None:
        return
    if last.opens_at > now:
        change_term(last, _plan(_number(last), now), by=officer)
    else:
        if last.closes_at > now:
            ended = TermPlan(last.name, last.opens_at, now, last.starts_on, last.ends_on)
            change_term(last, ended, by=officer)
        repeat_term(last, _plan(_number(last) + 1, now), by=officer)
    world.term = now + SOON
    world.save(update_fields=["term"])


def _plan(number: int, now: datetime) -> TermPlan:
    opens_at = (now + SOON).replace(microsecond=0)
    first_day = local_date(now) + timedelta(days=9)
    name = f"{first_day.year} 年职工夜校第 {number} 期"
    return TermPlan(name, opens_at, opens_at + OPEN_FOR, first_day, first_day + timedelta(weeks=LESSONS + 4))


def _number(term: Term) -> int:
    words = term.name.removesuffix("期").split()
    return (
        int(words[-2])
        if words[-2:-1] and words[-2].isdigit()
        else Term.objects.filter(organisation=term.organisation_id).count()
    )
