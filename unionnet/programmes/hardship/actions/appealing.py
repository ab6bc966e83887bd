# SPDX-License-Identifier: Apache-2.0
"""Against a no, or against an end: asked by the household, answered by another person than who decided."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.programmes.hardship.actions.learning import hand_tags
from unionnet.programmes.hardship.actions.moving import kept, make_move, said_why
from unionnet.programmes.hardship.facts import AppealMade
from unionnet.programmes.hardship.models import Appeal, Dossier
from unionnet.programmes.hardship.queries import dossier_of, numbers_of
from unionnet.programmes.hardship.rules import why_not_answer_appeal, why_not_appeal

State = Dossier.State


@verb
def appeal(dossier: Dossier, text: str, *, by: Person, at: datetime | None = None) -> Appeal:
    at, text = at or database_now(), many_lines(text, 1000)
    dossier = kept(dossier)
    waits = dossier.appeals.filter(answer="").exists()
    if no := why_not_appeal(by, dossier, waits=waits):
        raise no
    if len(text) < 4:
        raise Refusal("no_reason", _("请写明申诉的理由。"))
    made = Appeal(dossier=dossier, against=dossier.decided_by, at=at)
    made.text = text
    made.save()
    make_move(dossier, "appeal", by=by, at=at)
    tell(AppealMade(dossier.pk, made.pk), by=None, org_path=dossier.organisation.path)
    return made


@verb
def answer_appeal(
    asked: Appeal, answer: str, words: str, *, by: Person, at: datetime | None = None
) -> Appeal:
    """Upheld, a rejected household is examined again from the start, and one that had to leave is back."""
    at, words = at or database_now(), said_why(words)
    dossier = kept(asked.dossier)
    asked = Appeal.objects.select_related("dossier__organisation", "dossier__decider").get(pk=asked.pk)
    if no := why_not_answer_appeal(by, asked):
        raise no
    if answer == Appeal.Answer.UPHELD and dossier_of(dossier.person):
        raise Refusal("new_dossier", _("这一户已经重新申请，请在新的申请里办理，这份申诉请答复维持。"))
    asked.answer, asked.answered_by, asked.answered_at = answer, by, at
    asked.words = words
    asked.save()
    if answer == Appeal.Answer.DENIED:
        make_move(dossier, "deny", by=by, at=at, reason=words)
        return asked
    move = "reconsider" if dossier.state == State.REJECTED else "restore"
    make_move(dossier, move, by=by, at=at, reason=words, ended_at=None)
    if move == "restore":
        hand_tags(numbers_of(dossier))
    return asked
