# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import many_lines
from unionnet.programmes.mediation.facts import MediationMoved
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import MOVES, why_not_move
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import why_not_close


def locked(mediation: Mediation, move: str, by: Person | None, at: datetime) -> Mediation:
    """The row as it is now, held until the commit. Raises Refusal when this move is not open to them; `by`
    None is a party, whom the verb knows."""
    rows = Mediation.objects.select_for_update(of=["self"], no_key=True)
    joined = ("case__kind", "case__organisation", "case__holder", "case__person", "employer", "mediator")
    found = rows.select_related(*joined).get(pk=mediation.pk)
    if no := why_not_move(found, move, by, at):
        raise no
    return found


def moved(mediation: Mediation, move: str, by: Person | None, **changes: Any) -> Mediation:
    """Set the state the move leads to, and tell it."""
    mediation.state = MOVES.after(mediation.state, move) or mediation.state
    for name, value in changes.items():
        setattr(mediation, name, value)
    mediation.save(update_fields=["state", *changes])
    case = mediation.case
    case.refresh_from_db(fields=["steps", "state", "due_at", "due_rule"])
    fact = MediationMoved(mediation.pk, move, case.steps, by_employer=by is None)
    tell(fact, by=by, org_path=case.holder.path)
    return mediation


def write_down(
    mediation: Mediation,
    words: str,
    files: Sequence[UploadedFile[Any]] = (),
    *,
    by: Person | None,
    at: datetime,
) -> None:
    """A line of the story: of the officer, of the worker, or of the employer on its page (`by` None)."""
    case = mediation.case
    if by is not None and by.pk == case.person_id:
        casework.add(case, words, files, by=by, at=at)
    else:
        casework.add(case, words, files, office=case.holder, by=by, proved=by is None, at=at)


def at_the_desk(case: Case, by: Person, at: datetime) -> Case:
    """Worked on, and its clock runs: mediation goes on where it stood still."""
    case = casework.at_the_desk(case, by, at)
    return casework.resume(case, by=by, at=at) if case.state == Case.State.PAUSED else case


def answered(mediation: Mediation, words: str, by: Person, at: datetime) -> None:
    """That is the answer of the case. Who took the case in and mediated itself closes it with that, unless
    its flow asks for a callback first."""
    case = casework.reply(at_the_desk(mediation.case, by, at), words, by=by, at=at)
    if case.holder_id == case.organisation_id and why_not_close(case, by, case.flow) is None:
        casework.close(case, by=by, at=at)


def said(words: str, longest: int = 1_000) -> str:
    words = many_lines(words, longest)
    if not words:
        raise Refusal("no_words", _("请写明内容，双方会看到。"))
    return words
