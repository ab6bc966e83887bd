# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from unionnet.directory.people.models import Person
from unionnet.doors.audit.facts import JournalExported, SealsChecked
from unionnet.foundation.journal import tell
from unionnet.foundation.journal.models import Seal
from unionnet.foundation.journal.seals import first_broken_seal
from unionnet.foundation.scope import verb

CHECKED = 200  # a page must answer: the newest seals, at most a million entries


@verb
def note_export(rows: int, *, by: Person) -> None:
    """A copy of the journal leaves the house."""
    tell(JournalExported(list(by.reach("journal.see").paths), rows), by=by)


@verb
def check_seals(*, by: Person, newest: int = CHECKED) -> Seal | None:
    """Recompute the newest seals. The first that does not hold, or None."""
    broken = first_broken_seal(newest)
    tell(SealsChecked(newest, broken.pk if broken else None), by=by)
    return broken
