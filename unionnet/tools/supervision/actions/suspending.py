# SPDX-License-Identifier: Apache-2.0
"""中止 and 恢复 (SV-02): an item stands still, and afterwards its parts have as many working days left as
they had."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import add_working_days, working_days_between
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import everything, verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept, move_item
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.models import Extension, Item, Milestone, Part, Postponement, Suspension
from unionnet.tools.supervision.queries.colours import OPEN, handed_in_on
from unionnet.tools.supervision.queries.seeing import group_of
from unionnet.tools.supervision.rules import why_not_resume, why_not_suspend


@verb
def suspend(
    item: Item,
    reason: str,
    *,
    by: Person,
    until: date | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Item:
    """中止: open, or until a day, on which it resumes by itself."""
    row, said, moment = kept(item), one_line(reason, 500), at or database_now()
    today = local_date(moment)
    if refusal := why_not_suspend(row, until, by, group=group_of(row.organisation), today=today):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    Suspension.objects.create(item=row, reason=said, since=today, until=until, by=by, at=moment)
    made = move_item(row, "suspend", by=by, at=moment, seen=seen, reason=said)
    tell(ItemMoved(made.pk, "suspend", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


@verb
def resume(item: Item, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Item:
    """恢复 by hand: today, or on the day that was set when that is past."""
    row, moment = kept(item), at or database_now()
    if refusal := why_not_resume(row, by, group=group_of(row.organisation)):
        raise refusal
    open_ = row.suspensions.get(ended_at=None)
    today = local_date(moment)
    return _resumed(row, open_, min(today, open_.until or today), by, at=moment, seen=seen)


def resume_by_the_clock(at: datetime | None = None) -> int:
    """Every suspension whose day has come ends on that day, once. Returns how many."""
    moment = at or database_now()
    with everything("the clock asks for nobody"):
        over = Suspension.objects.filter(ended_at=None, until__lte=local_date(moment)).order_by("until", "id")
        return sum(_resumed_on_its_day(each, moment) for each in over.select_related("item", "by"))


@verb
def _resumed_on_its_day(suspension: Suspension, at: datetime) -> bool:
    row = kept(suspension.item)
    open_ = row.suspensions.filter(pk=suspension.pk, ended_at=None).select_related("by").first()
    if open_ is None or open_.until is None:  # somebody resumed it at this moment
        return False
    _resumed(row, open_, open_.until, None, at=at)
    return True


def _resumed(
    item: Item, open_: Suspension, on: date, by: Person | None, *, at: datetime, seen: int | None = None
) -> Item:
    """The step is by whoever resumed it; by whoever set the day when nobody else did."""
    Suspension.objects.filter(pk=open_.pk).update(ended_on=on, ended_by=by, ended_at=at)
    days = working_days_between(open_.since, on)
    if days:
        _postpone(item, open_, days, at)
    due_on = add_working_days(item.due_on, days) if item.due_on else None
    said = "" if by else _("到了定好的恢复日期，自动恢复")
    made = move_item(item, "resume", by=by or open_.by, at=at, seen=seen, reason=said, due_on=due_on)
    _unmoved(item).update(idle=F("idle") + (on - open_.since).days)
    tell(ItemMoved(made.pk, "resume", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


def _unmoved(item: Item) -> QuerySet[Part]:
    """The parts whose clock stood still: those with their unit, and those that came in on time and may go
    back. What came in late stays late."""
    in_time = Q(state=Part.State.HANDED_IN) & Q(came_in__lte=F("due_on"))
    return Part.objects.filter(item=item).alias(came_in=handed_in_on()).filter(Q(state__in=OPEN) | in_time)


def _postpone(item: Item, suspension: Suspension, days: int, at: datetime) -> None:
    """Every day of the parts is so many working days later."""
    parts = list(_unmoved(item))
    later = {part.pk: add_working_days(part.due_on, days) for part in parts}
    Postponement.objects.bulk_create(
        Postponement(suspension=suspension, part=part, before=part.due_on, until=later[part.pk], at=at)
        for part in parts
    )
    for before in {part.due_on for part in parts}:
        same = [part.pk for part in parts if part.due_on == before]
        Part.objects.filter(pk__in=same).update(
            due_on=add_working_days(before, days), moved_from=Coalesce("moved_from", "due_on")
        )
    for point in Milestone.objects.filter(part__in=parts, reached_at=None):
        Milestone.objects.filter(pk=point.pk).update(due_on=add_working_days(point.due_on, days))
    for asked in Extension.objects.filter(part__in=parts, decided_at=None):
        Extension.objects.filter(pk=asked.pk).update(
            before=add_working_days(asked.before, days), until=add_working_days(asked.until, days)
        )
