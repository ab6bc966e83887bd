# SPDX-License-Identifier: Apache-2.0
"""跟踪督办 → 结果反馈: what was handed in is accepted or goes back; when all is accepted the item closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept, kept_part, move_item, move_part
from unionnet.tools.supervision.facts import ItemMoved, PartMoved
from unionnet.tools.supervision.models import Item, Part
from unionnet.tools.supervision.queries.seeing import group_of, units_out
from unionnet.tools.supervision.rules import why_not_close, why_not_review

DONE = ("accepted",)


@dataclass(frozen=True)
class Judgement:
    """From 0 to 10 each (SV-07)."""

    quality: int
    innovation: int


@verb
def accept(
    part: Part, judgement: Judgement, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Part:
    """核查通过."""
    row, moment = kept_part(part), at or database_now()
    if refusal := _why_not(row, by):
        raise refusal
    if not (0 <= judgement.quality <= 10 and 0 <= judgement.innovation <= 10):
        raise Refusal("marks", _("质量和创新各打 0 到 10 分。"))
    made = move_part(
        row,
        "accept",
        office=_above(row),
        by=by,
        at=moment,
        seen=seen,
        percent=100,
        accepted_at=moment,
        quality=judgement.quality,
        innovation=judgement.innovation,
    )
    tell(PartMoved(made.pk, "accept", made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def give_back(
    part: Part, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Part:
    """退回整改, and what is to be put right."""
    row, said = kept_part(part), one_line(reason, 500)
    # Sent back it may be while others are still out; accepted only after them.
    if refusal := why_not_review(row, by, others_out=[]):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    made = move_part(
        row,
        "give_back",
        office=_above(row),
        by=by,
        at=at or database_now(),
        seen=seen,
        reason=said,
        note=said,
        given_back=row.given_back + 1,
    )
    tell(PartMoved(made.pk, "give_back", made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def close(
    item: Item, result: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Item:
    """销号: with the result, when every part is accepted."""
    row, said, moment = kept(item), one_line(result, 500), at or database_now()
    refusal = why_not_close(
        row,
        by,
        group=group_of(row.organisation),
        parts=row.parts.count(),
        out=units_out(row, but=0, until=DONE),
    )
    if refusal:
        raise refusal
    if not said:
        raise Refusal("no_result", _("请写明办理结果。"))
    made = move_item(row, "close", by=by, at=moment, seen=seen, reason=said, closed_at=moment, result=said)
    tell(ItemMoved(made.pk, "close", made.steps, made.origin), by=by, org_path=made.organisation.path)
    return made


def _why_not(row: Part, by: Person) -> Refusal | None:
    out = units_out(row.item, but=row.pk, until=DONE) if row.is_lead else []
    return why_not_review(row, by, others_out=out)


def _above(part: Part) -> Organisation:
    """The union that handed the part out."""
    return part.parent.organisation if part.parent else part.item.organisation
