# SPDX-License-Identifier: Apache-2.0
"""Who leaves hands over in one step: from a day on, the successor holds the posts."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.countersigning import (
    ask_changes,
    locked,
    same_that_waits,
    tell_closed,
)
from unionnet.directory.people.actions.posting import take_back_changes
from unionnet.directory.people.countersigning import (
    passing,
    why_not_ask,
    why_not_pass_on,
    why_not_undo_handover,
)
from unionnet.directory.people.models import Countersigning, Person
from unionnet.directory.people.rules import why_not_both
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def ask_handover(
    holder: Person,
    organisation: Organisation,
    to: Person,
    day: date,
    reason: str,
    *,
    by: Person,
    at: datetime | None = None,
) -> Countersigning:
    """All posts of `holder` at that union pass to `to` on that day. Posts the successor holds are not given
    twice. May be countersigned until that day begins."""
    at = at or database_now()
    today = local_date(at)
    if refusal := why_not_ask(by, reason) or why_not_pass_on(by, holder, organisation, to, day, today):
        raise refusal
    changes = passing(holder, organisation, to, day, today)
    if not changes:
        raise Refusal("no_posts", _("这个人在%(name)s没有可以移交的职务。"), name=organisation.name)
    for change in changes:
        refusal = why_not_both(to, organisation, change.name, day, change.until) if not change.ends else None
        if refusal:
            raise refusal
    if same := same_that_waits(organisation, changes, by, at):
        return same
    return ask_changes(
        Countersigning.Act.HANDOVER, organisation, changes, reason, by=by, at=at, before=start_of(day)
    )


@verb
def undo_handover(found: Countersigning, *, by: Person, at: datetime | None = None) -> Countersigning:
    """Before its day everything is as it was."""
    at = at or database_now()
    found = locked(found)
    if refusal := why_not_undo_handover(found, by, at=at):
        raise refusal
    take_back_changes(found)
    found.undone_at, found.undone_by = at, by
    found.save(update_fields=["undone_at", "undone_by"])
    tell_closed(found, by=by, outcome="undone")
    return found
