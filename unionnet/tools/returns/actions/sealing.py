# SPDX-License-Identifier: Apache-2.0
"""The figures of a period stand; what comes later stands beside them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.returns.facts import PeriodSealed, SupplementAccepted, SupplementAsked
from unionnet.tools.returns.models import Indicator, Period, Return, Seal, Supplement
from unionnet.tools.returns.queries import digest_of, progress_of
from unionnet.tools.returns.rules import (
    why_not_accept_supplement,
    why_not_seal,
    why_not_supplement,
)
from unionnet.tools.returns.values import read_value


@verb
def seal(period: Period, *, by: Person, at: datetime | None = None) -> Seal:
    """What was accepted is frozen, who sent nothing is counted as missing. The database refuses every later
    change (a trigger), so nothing is overwritten; corrections are supplements."""
    rows = Period.objects.select_for_update(of=["self"]).select_related("form__organisation", "seal")
    found = rows.get(pk=period.pk)
    # Whoever types into a return holds its row: they have finished, or wait and find the seal.
    list(Return.objects.select_for_update().filter(period=found).order_by("pk").values_list("pk"))
    progress = progress_of(found)
    refusal = why_not_seal(found, by, waiting=progress.sent, accepted=progress.accepted)
    if refusal:
        raise refusal
    Return.objects.filter(period=found, state="accepted").update(state="sealed")
    digest, missing = digest_of(found), progress.units - progress.accepted
    made = Seal.objects.create(
        period=found,
        by=by,
        at=at or database_now(),
        digest=digest,
        units=progress.accepted,
        missing=missing,
    )
    tell(
        PeriodSealed(found.pk, digest, progress.accepted, missing),
        by=by,
        org_path=found.form.organisation.path,
    )
    return made


@verb
def supplement(found: Return, indicator: Indicator, after: str, reason: str, *, by: Person) -> Supplement:
    """Another figure after the seal, and why. It waits for the union that sealed."""
    rows = Return.objects.select_for_update(of=["self"], no_key=True)
    row = rows.select_related("organisation", "period__form", "period__seal").get(pk=found.pk)
    number, said = read_value(indicator, after).number, one_line(reason, 300)
    if refusal := why_not_supplement(row, indicator, number, by):
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    if row.supplements.filter(indicator=indicator, accepted_at=None).exists():
        raise Refusal("one_waits", _("这个指标已有一条补报在等待接收。"))
    before = figure_after_seal(row, indicator)
    if before == number or number is None:
        raise Refusal("same_figure", _("补报的数与现在的数相同。"))
    made = Supplement.objects.create(
        of=row, indicator=indicator, before=before, after=number, reason=said, by=by
    )
    tell(SupplementAsked(made.pk), by=by, org_path=row.organisation.path)
    return made


@verb
def accept_supplement(found: Supplement, *, by: Person, at: datetime | None = None) -> Supplement:
    """From now on it counts beside the sealed figure."""
    rows = Supplement.objects.select_for_update(of=["self"])
    row = rows.select_related("of__period__form__organisation", "of__organisation").get(pk=found.pk)
    if refusal := why_not_accept_supplement(row.of, row.by_id, by):
        raise refusal
    if row.accepted_at is None:
        row.accepted_by, row.accepted_at = by, at or database_now()
        row.save(update_fields=["accepted_by", "accepted_at"])
        tell(SupplementAccepted(row.pk), by=by, org_path=row.of.organisation.path)
    return row


def figure_after_seal(row: Return, indicator: Indicator) -> int | None:
    """The sealed figure, or the last supplement that was accepted."""
    later = row.supplements.filter(indicator=indicator, accepted_at__isnull=False).order_by("-accepted_at")
    if last := later.first():
        return last.after
    cell = row.cells.filter(indicator=indicator).first()
    return cell.number if cell else None
