# SPDX-License-Identifier: Apache-2.0
"""The unit's own verbs: sign for it, say how far it is, hand it in, ask for more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.actions.moving import kept_part, move_part
from unionnet.tools.supervision.facts import (
    ExtensionAsked,
    ExtensionDecided,
    PartMoved,
    ReportMade,
)
from unionnet.tools.supervision.models import Extension, Part, Report
from unionnet.tools.supervision.queries.seeing import group_of, units_out
from unionnet.tools.supervision.rules import (
    why_not_agree,
    why_not_ask,
    why_not_do,
    why_not_hand_in,
    why_not_report,
)


@dataclass(frozen=True)
class Progress:
    """A report as it comes from the form. `key` is the form's own: sent twice, it is one report."""

    percent: int
    text: str
    key: str
    file: StoredFile | None = None


@verb
def sign(part: Part, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Part:
    """签收: whoever signs answers for it, until the unit names another."""
    row, moment = kept_part(part), at or database_now()
    if refusal := why_not_do(row, by):
        raise refusal
    made = move_part(
        row, "sign", office=row.organisation, by=by, at=moment, seen=seen, signed_at=moment, officer=by
    )
    tell(PartMoved(made.pk, "sign", made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def report(part: Part, progress: Progress, *, by: Person, at: datetime | None = None) -> Report:
    """How far it is. A file that was handed in before is marked: it proves the older thing."""
    row = kept_part(part)
    if same := Report.objects.filter(part=row, key=progress.key).first():
        return same
    if refusal := why_not_report(row, by):
        raise refusal
    text = one_line(progress.text, 1000)
    if not 0 <= progress.percent <= 100 or not text:
        raise Refusal("no_progress", _("请写明进度（0 到 100）和做了什么。"))
    digest = progress.file.sha256 if progress.file else ""
    made = Report.objects.create(
        part=row,
        percent=progress.percent,
        text=text,
        file=progress.file,
        digest=digest,
        seen_before=bool(digest) and Report.objects.filter(digest=digest).exists(),
        key=progress.key[:32],
        by=by,
        at=at or database_now(),
    )
    Part.objects.filter(pk=row.pk).update(percent=progress.percent)
    tell(ReportMade(made.pk, row.pk), by=by, org_path=row.organisation.path)
    return made


@verb
def hand_in(part: Part, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Part:
    """报办结: to whoever handed it out. The lead waits for all others."""
    row, moment = kept_part(part), at or database_now()
    refusal = why_not_hand_in(
        row,
        by,
        reports=row.reports.count(),
        others_out=units_out(row.item, but=row.pk) if row.is_lead else [],
        below_out=row.children.exclude(state="accepted").count(),
    )
    if refusal:
        raise refusal
    made = move_part(
        row,
        "hand_in",
        office=row.organisation,
        by=by,
        at=moment,
        seen=seen,
        handed_in_at=moment,
        handed_in_by=by,
        note="",
    )
    tell(PartMoved(made.pk, "hand_in", made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def ask_for_time(
    part: Part, until: date, reason: str, *, by: Person, at: datetime | None = None
) -> Extension:
    """申请延期, before the time is over."""
    row, moment, said = kept_part(part), at or database_now(), one_line(reason, 300)
    today = local_date(moment)
    waits = row.extensions.filter(decided_at=None).exists()
    if refusal := why_not_ask(row, until, by, today=today, waits=waits):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    made = Extension.objects.create(
        part=row, before=row.due_on, until=until, reason=said, asked_by=by, asked_at=moment, asked_on=today
    )
    tell(ExtensionAsked(made.pk), by=by, org_path=row.organisation.path)
    return made


@verb
def answer_extension(
    extension: Extension, granted: bool, *, by: Person, at: datetime | None = None
) -> Extension:
    """Agreed, the part has more time, and the item with it where it needs it. Answered once."""
    row, moment = (
        kept_part(Part.objects.select_related("item").get(pk=extension.part_id)),
        at or database_now(),
    )
    group = group_of(row.item.organisation)
    if refusal := why_not_agree(row, extension.asked_by_id, by, group=group):
        raise refusal
    waiting = Extension.objects.filter(pk=extension.pk, decided_at=None)
    if not waiting.update(decided_by=by, decided_at=moment, is_granted=granted):
        raise Refusal("answered", _("这件延期申请已经答复过。"))
    made = Extension.objects.get(pk=extension.pk)
    changes: dict[str, Any] = {}
    if granted and row.is_with_unit:
        changes |= {"due_on": made.until, "moved_from": None}
        if row.item.due_on and made.until > row.item.due_on:
            type(row.item).objects.filter(pk=row.item_id).update(due_on=made.until)
    move = "extend" if granted else "refuse_time"
    move_part(
        row, move, office=row.item.organisation, by=by, at=moment, reason=f"{made.until:%Y-%m-%d}", **changes
    )
    tell(ExtensionDecided(made.pk, granted), by=by, org_path=row.organisation.path)
    return made
