# SPDX-License-Identifier: Apache-2.0
"""A lawyer helps: named within the days, step by step, until there is a result (LA-06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.legalaid import texts
from unionnet.programmes.legalaid.actions.moving import locked, moved, said
from unionnet.programmes.legalaid.facts import AidMoved
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.programmes.legalaid.rules import MOVES, why_not_name
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import is_in_time
from unionnet.tools.casework.rules import why_not_close


@verb
def assign(aid: Aid, lawyer: Lawyer, *, by: Person, at: datetime | None = None) -> Aid:
    """Name the lawyer, or another one. Where it is urgent, before the decision (LA-03)."""
    at = at or database_now()
    early = aid.state == Aid.State.ASKED
    move = "assign_early" if early else "assign"
    found = locked(aid, move, by, at)
    if no := why_not_name(lawyer, found.case):
        raise no
    case, words = casework.at_the_desk(found.case, by, at), texts.assigned(lawyer, early=early)
    in_time = found.assigned_in_time
    if found.assigned_at is None:
        in_time = is_in_time(case.due_at, at)
    if found.state == Aid.State.APPROVED:
        casework.begin_stage(case, "LA-06.work", words, by=by, at=at)
    else:
        casework.add(case, words, office=case.holder, by=by, at=at)
    first = found.assigned_at or at
    return moved(found, move, by, lawyer=lawyer, assigned_at=first, assigned_in_time=in_time)


@verb
def note(
    aid: Aid,
    words: str,
    files: Sequence[UploadedFile[Any]] = (),
    *,
    by: Person,
    at: datetime | None = None,
) -> Aid:
    """What the lawyer did, with papers; it stands in the story, where the owner reads it."""
    at = at or database_now()
    found = locked(aid, "note", by, at)
    casework.add(found.case, words, files, office=found.case.holder, by=by, at=at)
    tell(AidMoved(found.pk, "note"), by=by, org_path=found.case.holder.path)
    return found


@verb
def finish(aid: Aid, result: str, *, by: Person, at: datetime | None = None) -> Aid:
    """The result is the answer of the case. Who took the case in and helped itself closes it with that,
    unless its flow asks for a callback first."""
    at, result = at or database_now(), said(result, 4_000)
    found = locked(aid, "finish", by, at)
    case = casework.reply(found.case, result, by=by, at=at)
    if case.holder_id == found.case.holder_id and why_not_close(case, by, case.flow) is None:
        casework.close(case, by=by, at=at)
    return moved(found, "finish", by, result=result, ended_at=at)


@verb
def follow(case_id: int, move: str) -> None:
    """The case was ended or reopened elsewhere: the aid is what its case is (`end`, `reopen`)."""
    rows = Aid.objects.select_for_update(of=["self"], no_key=True).select_related("case")
    aid = rows.filter(case=case_id).first()
    if aid is None or move not in MOVES.open_from(aid.state):
        return
    is_over = move == "end"
    if is_over == aid.case.is_open:
        return  # it moved on meanwhile, and that is told too
    aid.state = MOVES.after(aid.state, move)
    aid.ended_at = database_now() if is_over else None
    aid.save(update_fields=["state", "ended_at"])
