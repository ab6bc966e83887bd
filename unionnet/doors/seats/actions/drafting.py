# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from unionnet.directory.people.models import Person
from unionnet.doors.seats.actions.picking import locked
from unionnet.doors.seats.models import Call, Draft
from unionnet.doors.seats.rules import why_not_end
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb


@verb
def save_draft(call: Call, words: str, sequence: int, *, by: Person, at: datetime | None = None) -> Draft:
    """Every word as it is written. The highest sequence counts, whatever comes last: the answer says which it
    is. Tells nothing: a journal of keystrokes would watch the officer."""
    at, found = at or database_now(), locked(call)
    if refusal := why_not_end(found, by):
        raise refusal
    said = {"words": words, "sequence": sequence, "saved_by": by, "saved_at": at}
    draft, is_new = Draft.objects.get_or_create(call=found, defaults=said)
    if not is_new and sequence > draft.sequence:
        draft.words, draft.sequence, draft.saved_by, draft.saved_at = words, sequence, by, at
        draft.save()
    return draft
