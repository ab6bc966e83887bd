# SPDX-License-Identifier: Apache-2.0
"""The one place where items and parts change their state: compare and set, with the step beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.supervision.models import Item, Part, Step
from unionnet.tools.supervision.rules import ITEM_MOVES, PART_MOVES


def kept(item: Item) -> Item:
    """The item as it is now, kept from changing: every move of it or of a part of it begins here, so that
    "all others are in" is asked when nobody else can move."""
    rows = Item.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("organisation").get(pk=item.pk)


def kept_part(part: Part) -> Part:
    """The part as it is now, its item kept."""
    item = kept(part.item)
    row = Part.objects.select_related("organisation", "parent__organisation", "officer").get(pk=part.pk)
    row.item = item
    return row


def move_item(
    item: Item,
    move: str,
    *,
    by: Person,
    at: datetime,
    seen: int | None = None,
    reason: str = "",
    **changes: Any,
) -> Item:
    state = ITEM_MOVES.after(item.state, move)
    as_seen = Item.objects.filter(pk=item.pk, state=item.state, steps=item.steps if seen is None else seen)
    if not as_seen.update(state=state, steps=F("steps") + 1, **changes):
        raise moved_on()
    note_step(item, None, item.steps + 1, move, office=item.organisation, by=by, at=at, reason=reason)
    item.refresh_from_db(fields=["state", "steps", *changes])
    return item


def move_part(
    part: Part,
    move: str,
    *,
    office: Organisation,
    by: Person,
    at: datetime,
    seen: int | None = None,
    reason: str = "",
    **changes: Any,
) -> Part:
    """`office` is the union for which `by` acts."""
    state = PART_MOVES.after(part.state, move) or part.state
    as_seen = Part.objects.filter(pk=part.pk, state=part.state, steps=part.steps if seen is None else seen)
    if not as_seen.update(state=state, steps=F("steps") + 1, **changes):
        raise moved_on()
    note_step(part.item, part, part.steps + 1, move, office=office, by=by, at=at, reason=reason)
    part.refresh_from_db(fields=["state", "steps", *changes])
    return part


def note_step(
    item: Item,
    part: Part | None,
    number: int,
    move: str,
    *,
    office: Organisation,
    by: Person,
    at: datetime,
    reason: str = "",
) -> None:
    Step.objects.create(
        item=item, part=part, number=number, move=move, by=by, organisation=office, at=at, reason=reason
    )


def moved_on() -> Refusal:
    return Refusal("moved_on", _("这件事刚刚有了变动，请看过最新情况再办。"))
