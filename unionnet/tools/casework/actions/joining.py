# SPDX-License-Identifier: Apache-2.0
"""Two cases about one matter become one; one case about two matters becomes two."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.casework.actions.ending import end
from unionnet.tools.casework.actions.moving import Deed, make_move, said, seen_as
from unionnet.tools.casework.actions.taking_in import Matter, Owner, Source, take_in
from unionnet.tools.casework.facts import CaseMoved
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import why_not_for_taker, why_not_merge

MOST_PIECES = 5


@verb
def merge(
    case: Case, into: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The same matter came twice: this one ends, and its owner follows the other."""
    found, other = seen_as(case, seen), seen_as(into, None)
    if refusal := why_not_merge(found, other, by):
        raise refusal
    deed = Deed(at or database_now(), by, found.organisation, said(reason))
    return end(found, "merge", deed, merged_into=other)


@verb
def split(
    case: Case,
    pieces: list[Matter],
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> list[Case]:
    """What it asks besides becomes cases of their own, of the same owner; the rest stays where it is."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_for_taker(found, "split", by):
        raise refusal
    if not 1 <= len(pieces) <= MOST_PIECES:
        raise Refusal("how_many", _("一次分出 1 到 %(n)s 件。"), n=MOST_PIECES)
    owner = Owner(found.person, _phone_of(found), found.name)
    source = Source(found.channel, site=found.site)
    made = [
        take_in(found.kind, found.organisation, piece, owner, source=source, by=by, at=at) for piece in pieces
    ]
    Case.objects.filter(pk__in=[each.pk for each in made]).update(split_from=found)
    step = make_move(found, "split", Deed(at, by, found.organisation, "\n".join(each.title for each in made)))
    tell(CaseMoved(found.pk, found.kind.key, step, "split"), by=by, org_path=found.organisation.path)
    return made


def _phone_of(case: Case) -> str:
    return case.phone.open() if isinstance(case.phone, Sealed) else ""
