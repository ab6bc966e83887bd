# SPDX-License-Identifier: Apache-2.0
"""What the clock and the case do to a mediation."""

from __future__ import annotations

from datetime import datetime

from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.mediation import texts
from unionnet.programmes.mediation.actions.agreeing import begin_follow_up
from unionnet.programmes.mediation.actions.moving import write_down
from unionnet.programmes.mediation.facts import MediationTimeOver
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import MEDIATING, MOVES

MOST = 500


@verb
def time_over(at: datetime | None = None) -> int:
    """Where the days passed without agreement, the case says once that one may go to arbitration (DM-04);
    where nobody asked for confirmation in time, what is left is whether the agreement is kept. Returns how
    many."""
    now = at or database_now()
    rows = Mediation.objects.select_for_update(of=["self"], no_key=True, skip_locked=True)
    joined = rows.select_related("case__holder", "case__organisation", "case__kind", "employer")
    late = joined.filter(case__state="signed", case__due_at__lt=now)
    unagreed = late.filter(state="accepted", case__due_rule__in=MEDIATING, time_over_at=None)
    unconfirmed = late.filter(state="agreed", confirm_asked_on=None, case__due_rule="DM-02.confirm")
    found = [*unagreed.order_by("pk")[:MOST], *unconfirmed.order_by("pk")[:MOST]]
    for mediation in found:
        _say_so(mediation, now)
    return len(found)


@verb
def follow(case_id: int) -> None:
    """The case was ended elsewhere: withdrawn, terminated, closed."""
    rows = Mediation.objects.select_for_update(of=["self"], no_key=True).select_related("case")
    mediation = rows.filter(case=case_id).first()
    if mediation is None or mediation.case.is_open or "end" not in MOVES.open_from(mediation.state):
        return
    mediation.state, mediation.ended_at = MOVES.after(mediation.state, "end"), database_now()
    mediation.save(update_fields=["state", "ended_at"])


def _say_so(mediation: Mediation, now: datetime) -> None:
    if mediation.state == Mediation.State.AGREED:
        begin_follow_up(mediation, "没有共同申请仲裁审查，协议仍然有约束力。", None, now)
        return
    write_down(mediation, texts.time_over(mediation), by=None, at=now)
    mediation.time_over_at = now
    mediation.save(update_fields=["time_over_at"])
    tell(MediationTimeOver(mediation.pk), by=None, org_path=mediation.case.holder.path)
