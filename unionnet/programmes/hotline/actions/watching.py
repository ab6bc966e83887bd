# SPDX-License-Identifier: Apache-2.0
"""The watch list (HL-05): put on by what happened, or by an officer; off it goes with a result."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.hotline.facts import PutOnWatch, WatchSettled
from unionnet.programmes.hotline.models import Watched
from unionnet.programmes.hotline.rules import SHORTEST, why_not_an_order, why_not_manage, why_not_settle
from unionnet.tools.casework.models import Case


@verb
def put_on_watch(case: Case, reason: str, *, by: Person | None, at: datetime | None = None) -> Watched:
    """For this reason, once: what happens again while it is watched, or was, is the same line. `by` is None
    where it follows from what happened."""
    refusal = why_not_an_order(case) or (why_not_manage(case.organisation, by) if by else None)
    if refusal:
        raise refusal
    given = {"organisation": case.organisation, "since": at or database_now(), "by": by}
    watched, is_new = Watched.objects.get_or_create(case=case, reason=Watched.Reason(reason), defaults=given)
    if is_new:
        tell(PutOnWatch(watched.pk, case.pk, watched.reason), by=by, org_path=case.organisation.path)
    return watched


@verb
def settle(watched: Watched, result: str, *, by: Person, at: datetime | None = None) -> Watched:
    """Somebody looked into it, and says what was done. Of two who do, the second finds it settled."""
    rows = Watched.objects.select_for_update(of=["self"]).select_related("organisation")
    found, words = rows.get(pk=watched.pk), one_line(result, 300)
    if refusal := why_not_settle(found, by):
        raise refusal
    if len(words) < SHORTEST:
        raise Refusal("no_result", _("请写明怎样督办、结果如何。"))
    found.settled_at, found.settled_by, found.result = at or database_now(), by, words
    found.save(update_fields=["settled_at", "settled_by", "result"])
    tell(WatchSettled(found.pk, found.case_id), by=by, org_path=found.organisation.path)
    return found
