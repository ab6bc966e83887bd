# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.seats.facts import PhraseKept, PhraseWithdrawn
from unionnet.doors.seats.models import Phrase
from unionnet.doors.seats.rules import why_not_manage, why_not_phrase
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines


@verb
def keep_phrase(organisation: Organisation, key: str, text: str, *, by: Person) -> Phrase:
    """Words under a key, for this union and those below. The same key again has the new words."""
    key, text = key.strip().lower(), many_lines(text, 1_000)
    if refusal := why_not_manage(organisation, by) or why_not_phrase(key, text):
        raise refusal
    phrase, _is_new = Phrase.objects.update_or_create(
        organisation=organisation, key=key, withdrawn_at=None, defaults={"text": text, "made_by": by}
    )
    tell(PhraseKept(phrase.pk), by=by, org_path=organisation.path)
    return phrase


@verb
def withdraw_phrase(phrase: Phrase, *, by: Person, at: datetime | None = None) -> None:
    """Withdrawn twice is not an error."""
    if refusal := why_not_manage(phrase.organisation, by):
        raise refusal
    rows = Phrase.objects.filter(pk=phrase.pk, withdrawn_at=None)
    if rows.update(withdrawn_at=at or database_now()):
        tell(PhraseWithdrawn(phrase.pk), by=by, org_path=phrase.organisation.path)
