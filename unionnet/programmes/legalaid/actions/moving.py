# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import many_lines
from unionnet.programmes.legalaid.facts import AidMoved
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.rules import MOVES, why_not_move


def locked(aid: Aid, move: str, by: Person, at: datetime) -> Aid:
    """The row as it is now, held until the commit. Raises Refusal when this move is not open to them."""
    rows = Aid.objects.select_for_update(of=["self"], no_key=True)
    found = rows.select_related("case__kind", "case__organisation", "case__holder", "lawyer").get(pk=aid.pk)
    if no := why_not_move(found, move, by, at):
        raise no
    return found


def moved(aid: Aid, move: str, by: Person, **changes: Any) -> Aid:
    """Set the state the move leads to, and tell it."""
    aid.state = MOVES.after(aid.state, move) or aid.state
    for name, value in changes.items():
        setattr(aid, name, value)
    aid.save(update_fields=["state", *changes])
    tell(AidMoved(aid.pk, move), by=by, org_path=aid.case.holder.path)
    return aid


def said(words: str, longest: int = 1_000) -> str:
    words = many_lines(words, longest)
    if not words:
        raise Refusal("no_reason", _("请写明理由，对方会看到。"))
    return words
