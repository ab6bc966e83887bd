# SPDX-License-Identifier: Apache-2.0
"""催办: a letter of the office, and what the clock does by itself, once each (SV-08)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import working_days_between
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import everything, verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept_part
from unionnet.tools.supervision.facts import PartsChased
from unionnet.tools.supervision.models import Chase, Mark, Part
from unionnet.tools.supervision.queries.colours import GREEN, NAMES, OPEN, with_rank
from unionnet.tools.supervision.rules import why_not_chase

BATCH = 500
# The longest that the chain looks ahead or back, in calendar days, with the longest holidays in between.
WINDOW = timedelta(days=20)
FIRST_DUE = Coalesce("moved_from", "due_on")


@verb
def chase(part: Part, words: str, *, by: Person, at: datetime | None = None) -> Chase:
    """催办函, by an officer."""
    row, said = kept_part(part), one_line(words, 500)
    if refusal := why_not_chase(row, by):
        raise refusal
    if not said:
        raise Refusal("no_words", _("请写明催办意见。"))
    made = Chase.objects.create(
        part=row, kind=Chase.Kind.LETTER, due_on=row.due_on, words=said, by=by, at=at or database_now()
    )
    tell(PartsChased([made.pk]), by=by, org_path=row.organisation.path)
    return made


def chase_by_the_clock(at: datetime | None = None) -> int:
    """Every open part gets the reminder its day calls for, once. Returns how many were written."""
    moment = at or database_now()
    today, made = local_date(moment), 0
    with everything("the clock asks for nobody"):
        due = _kinds_by_due_day(today)
        for kind, days in due.items():
            while batch := _chased(kind, days, moment):
                made += batch
    return made


def mark_colours(at: datetime | None = None) -> int:
    """Note which open parts show a light other than green today, once a colour. Returns how many are new."""
    today = local_date(at or database_now())
    with everything("the clock asks for nobody"):
        open_ = Part.objects.filter(state__in=OPEN, item__state="assigned", starts_on__lte=today)
        judged: QuerySet[Any] = with_rank(open_, today)
        lit = judged.filter(rank__gt=GREEN).order_by()
        rows = (
            Mark(part_id=pk, colour=NAMES[rank], due_on=due_on, on=today)
            for pk, rank, due_on in lit.values_list("pk", "rank", FIRST_DUE).iterator(BATCH)
        )
        return _noted(list(rows))


@verb
def _noted(rows: list[Mark]) -> int:
    before = Mark.objects.count()
    Mark.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return Mark.objects.count() - before


@verb
def _chased(kind: str, days: list[date], at: datetime) -> int:
    """One transaction for some of those that were not chased so yet; another worker's are passed over."""
    told = Chase.objects.filter(kind=kind, by=None).values("part", "due_on")
    rows = Part.objects.filter(state__in=OPEN, item__state="assigned", due_on__in=days)
    if kind == Chase.Kind.DUE:
        rows = rows.filter(is_lead=True)
    known = {(row["part"], row["due_on"]) for row in told.filter(part__due_on__in=days)}
    new = [part for part in rows.order_by("due_on", "id") if (part.pk, part.first_due_on) not in known][
        :BATCH
    ]
    if not new:
        return 0
    made = [Chase(part=part, kind=kind, due_on=part.first_due_on, at=at) for part in new]
    Chase.objects.bulk_create(made, ignore_conflicts=True)
    keys = {(part.pk, part.first_due_on) for part in new}
    stand = Chase.objects.filter(kind=kind, by=None, part__in=[part.pk for part in new], at=at)
    written = [row.pk for row in stand if (row.part_id, row.due_on) in keys]
    if written:
        tell(PartsChased(written), by=None)
    return len(new)


def _kinds_by_due_day(today: date) -> dict[str, list[date]]:
    """For each reminder of the chain, the due days that call for it today. A reminder that was missed while
    the clock stood is made up for, until the next one of the chain takes its place."""
    chain = rule("SV-08.chain", on=today).value
    found: dict[str, list[date]] = {}
    day, last = today - WINDOW, today + WINDOW
    while day <= last:
        gone = _working_days_past(day, today)
        kinds = [kind for kind, days in chain.items() if days <= gone]
        if kinds:
            found.setdefault(max(kinds, key=lambda kind: chain[kind]), []).append(day)
        day += timedelta(days=1)
    return found


def _working_days_past(due_on: date, today: date) -> int:
    """How many working days today is past the due day; below zero, how many are left."""
    days = working_days_between(min(due_on, today), max(due_on, today))
    return days if today > due_on else -days
