# SPDX-License-Identifier: Apache-2.0
"""组织交办: one unit leads, others take part; a unit hands its part on below it; another takes it over."""

from __future__ import annotations

from collections.abc import Sequence
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
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept, kept_part, move_item, move_part
from unionnet.tools.supervision.facts import ItemAssigned, PartPassedOn
from unionnet.tools.supervision.models import IN, Item, Part
from unionnet.tools.supervision.rules import (
    DO,
    lead_in,
    why_not_assign,
    why_not_days,
    why_not_decompose,
    why_not_do,
    why_not_pass_on,
)


@dataclass(frozen=True)
class Share:
    """What one unit is to do. Without `due_on`, until the item is due."""

    organisation: Organisation
    task: str = ""
    department: str = ""
    due_on: date | None = None
    weight: int = 1


@verb
def assign(
    item: Item,
    lead: Share | None,
    others: Sequence[Share] = (),
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> list[Part]:
    """交办: the first time with the unit that leads, later without, for further units."""
    row = kept(item)
    shares = [*([lead] if lead else []), *others]
    lead_is_in = row.parts.filter(is_lead=True, state__in=IN).exists()
    if refusal := why_not_assign(row, by, parts=row.parts.count() + len(shares), lead_is_in=lead_is_in):
        raise refusal
    if (lead is None) != row.parts.filter(is_lead=True).exists():
        raise Refusal("one_leads", _("一件事有一个牵头单位，请先定牵头单位；已经定了的不能再定一个。"))
    if not shares:
        raise Refusal("nobody_to_do", _("请写明交给哪个单位。"))
    moment = at or database_now()
    # The story of the item is read by every unit in it: whose the other parts are is not for each of them.
    said = lead.organisation.name if lead else ""
    move_item(row, "assign", by=by, at=moment, seen=seen, reason=said)
    made = [_part(row, share, None, is_lead=share is lead) for share in shares]
    tell(ItemAssigned(row.pk, [part.pk for part in made]), by=by, org_path=row.organisation.path)
    return made


@verb
def decompose(part: Part, shares: Sequence[Share], *, by: Person, at: datetime | None = None) -> list[Part]:
    """分解: parts of a part, to units below. It cannot be handed in before they are accepted."""
    row = kept_part(part)
    depth = _depth(row)
    for share in shares:
        if refusal := why_not_decompose(row, share.organisation, by, depth=depth):
            raise refusal
    if not shares:
        raise Refusal("nobody_to_do", _("请写明交给哪个单位。"))
    moment, said = at or database_now(), _("、").join(_named(shares))[:500]
    if row.state == Part.State.TO_SIGN:
        raise Refusal("not_signed", _("请先签收，再填进展。"))
    move_part(row, "decompose", office=row.organisation, by=by, at=moment, reason=said)
    made = [_part(row.item, share, row, is_lead=False) for share in shares]
    tell(ItemAssigned(row.item_id, [each.pk for each in made]), by=by, org_path=row.organisation.path)
    return made


@verb
def pass_on(part: Part, to: Organisation, reason: str, *, by: Person, at: datetime | None = None) -> Part:
    """Another union takes the part over, as after a merger: what was reported stays with it."""
    row, said = kept_part(part), one_line(reason, 500)
    if refusal := why_not_pass_on(row, to, by):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    said = _("%(from)s → %(to)s：%(why)s") % {"from": row.organisation.name, "to": to.name, "why": said}
    try:
        with transaction.atomic():
            made = move_part(
                row,
                "pass_on",
                office=row.item.organisation,
                by=by,
                at=at or database_now(),
                reason=said[:500],
                organisation=to,
                officer=None,
            )
    except IntegrityError as twice:
        raise Refusal("has_a_part", _("%(name)s已有同样的任务。"), name=to.name) from twice
    tell(PartPassedOn(made.pk, made.steps), by=by, org_path=to.path)
    return made


@verb
def put_officer(part: Part, officer: Person, *, by: Person, at: datetime | None = None) -> Part:
    """责任人: who answers for it at the unit. The story says who did before."""
    row = kept_part(part)
    if refusal := why_not_do(row, by):
        raise refusal
    if not officer.may(DO, row.organisation.path):
        raise Refusal("not_of_the_unit", _("%(name)s 没有本会的任职，不能担任责任人。"), name=officer.name)
    before = row.officer.name if row.officer else _("（空）")
    said = f"{before} → {officer.name}"
    made = move_part(
        row, "officer", office=row.organisation, by=by, at=at or database_now(), reason=said, officer=officer
    )
    tell(PartPassedOn(made.pk, made.steps), by=by, org_path=made.organisation.path)
    return made


def _part(item: Item, share: Share, parent: Part | None, *, is_lead: bool) -> Part:
    starts_on = parent.starts_on if parent else item.starts_on
    due_on = share.due_on or (parent.due_on if parent else item.due_on)
    if starts_on is None or due_on is None:
        raise Refusal("not_registered", _("先立项，再交办；已经销号的不能再交办。"))
    if refusal := why_not_days(starts_on, due_on):
        raise refusal
    try:
        with transaction.atomic():
            return Part.objects.create(
                item=item,
                parent=parent,
                organisation=share.organisation,
                department=one_line(share.department, 40),
                task=one_line(share.task, 300),
                weight=min(max(share.weight, 1), 100),
                is_lead=is_lead,
                starts_on=starts_on,
                due_on=due_on,
            )
    except IntegrityError as twice:
        if "one_part_a_union_and_task" not in str(twice):
            raise lead_in() from twice
        name = share.organisation.name
        raise Refusal("has_a_part", _("%(name)s已有同样的任务。"), name=name) from twice


def _named(shares: Sequence[Share]) -> list[str]:
    return [share.organisation.name for share in shares]


def _depth(part: Part) -> int:
    """1 for what the office handed out."""
    depth, above = 1, part.parent
    while above:
        depth, above = depth + 1, above.parent
    return depth
