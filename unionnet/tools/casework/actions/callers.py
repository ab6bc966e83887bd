# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.directory.people.models import Person
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.casework.actions.moving import seen_as
from unionnet.tools.casework.facts import CallerOpened
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import why_not_at_desk


@verb
def open_caller(case: Case, *, by: Person) -> str:
    """The number of an owner without account, to call them. Each opening is in the journal."""
    found = seen_as(case, None)
    if refusal := why_not_at_desk(found, found.holder, by):
        raise refusal
    tell(CallerOpened(found.pk), by=by, org_path=found.holder.path)
    return found.phone.open() if isinstance(found.phone, Sealed) else ""
