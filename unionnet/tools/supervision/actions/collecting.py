# SPDX-License-Identifier: Apache-2.0
"""任务收集 → 登记立项: what is to be followed comes in, gets a number and a day, or is turned down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.supervision.actions.moving import kept, move_item, note_step
from unionnet.tools.supervision.facts import ItemCollected, ItemMoved
from unionnet.tools.supervision.models import Goal, Item
from unionnet.tools.supervision.queries.register import numbers_taken
from unionnet.tools.supervision.queries.seeing import group_of
from unionnet.tools.supervision.rules import why_not_days, why_not_lead, why_not_manage

SHORTEST = 4


@dataclass(frozen=True)
class Words:
    """What an item says."""

    title: str
    requirement: str = ""
    source: str = Item.Source.PLAN
    basis: str = ""
    whose: str = ""
    goal: Goal | None = None
    weight: int = 1


@dataclass(frozen=True)
class Origin:
    """What it was born from in another app: heard of twice, it is one item."""

    app: str
    key: str
    url: str


@verb
def collect(
    organisation: Organisation,
    words: Words,
    *,
    by: Person,
    origin: Origin | None = None,
    at: datetime | None = None,
) -> Item:
    """Put it on the list of the office. A fact of another app stands behind what has an origin: whoever told
    it, the office has it."""
    if origin and (same := Item.objects.filter(origin=origin.app, origin_key=origin.key).first()):
        return same
    if not origin and (refusal := why_not_manage(organisation, by)):
        raise refusal
    values = _values(words, organisation)
    if origin:
        values |= {"origin": origin.app, "origin_key": origin.key, "origin_url": origin.url}
    moment = at or database_now()
    try:
        with transaction.atomic():
            made = Item.objects.create(
                organisation=organisation, collected_by=by, collected_at=moment, steps=1, **values
            )
    except IntegrityError:  # heard of at the same moment by another worker
        return Item.objects.get(origin=values.get("origin"), origin_key=values.get("origin_key"))
    note_step(made, None, 1, "collect", office=organisation, by=by, at=moment, reason=words.basis[:80])
    tell(ItemCollected(made.pk, made.origin), by=by, org_path=organisation.path)
    return made


@verb
def revise(item: Item, words: Words, *, by: Person) -> Item:
    """Other words, before it is handed out."""
    row = kept(item)
    if refusal := why_not_manage(row.organisation, by):
        raise refusal
    if row.state not in (Item.State.COLLECTED, Item.State.REGISTERED):
        raise Refusal("assigned", _("已经交办，不能再改内容。"))
    Item.objects.filter(pk=row.pk).update(**_values(words, row.organisation))
    tell(ItemMoved(row.pk, "revise", row.steps, row.origin), by=by, org_path=row.organisation.path)
    row.refresh_from_db()
    return row


@verb
def register(
    item: Item,
    starts_on: date,
    due_on: date,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Item:
    """立项: from here on it has a number and a day."""
    row = kept(item)
    refusal = why_not_lead(row.organisation, by, group=group_of(row.organisation))
    if refusal := refusal or why_not_days(starts_on, due_on):
        raise refusal
    # Whoever numbers at this union holds its row: no number is given twice.
    Organisation.objects.select_for_update(no_key=True).get(pk=row.organisation_id)
    number = numbers_taken(row.organisation_id, starts_on.year) + 1
    made = move_item(
        row,
        "register",
        by=by,
        at=at or database_now(),
        seen=seen,
        starts_on=starts_on,
        due_on=due_on,
        year=starts_on.year,
        number=number,
    )
    tell(ItemMoved(made.pk, "register", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


@verb
def drop(item: Item, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Item:
    """不立项, and why."""
    row, said = kept(item), one_line(reason, 500)
    if refusal := why_not_lead(row.organisation, by, group=group_of(row.organisation)):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    made = move_item(row, "drop", by=by, at=at or database_now(), seen=seen, reason=said)
    tell(ItemMoved(made.pk, "drop", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


@verb
def archive(item: Item, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Item:
    row = kept(item)
    if refusal := why_not_manage(row.organisation, by):
        raise refusal
    made = move_item(row, "archive", by=by, at=at or database_now(), seen=seen)
    tell(ItemMoved(made.pk, "archive", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


def _values(words: Words, organisation: Organisation) -> dict[str, object]:
    title = one_line(words.title, 120)
    if len(title) < SHORTEST:
        raise Refusal("no_title", _("请写明是什么事，至少 4 个字。"))
    if words.goal and words.goal.organisation_id != organisation.pk:
        raise Refusal("not_here", _("上级节点属于别的工会。"))
    return {
        "title": title,
        "requirement": many_lines(words.requirement, 2000),
        "source": Item.Source(words.source),
        "basis": one_line(words.basis, 80),
        "whose": one_line(words.whose, 80),
        "goal": words.goal,
        "weight": min(max(words.weight, 1), 100),
    }
