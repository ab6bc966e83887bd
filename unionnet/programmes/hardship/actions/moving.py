# SPDX-License-Identifier: Apache-2.0
"""One move of a dossier: state, story and fact together, under its lock."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import many_lines
from unionnet.programmes.hardship.facts import DossierMoved
from unionnet.programmes.hardship.models import Dossier, DossierStep, PublicNotice
from unionnet.programmes.hardship.rules import (
    MOVES,
    SHORTEST_REASON,
    desk_of,
    double_dossier,
    is_live,
)

LONGEST = 500


def kept(dossier: Dossier) -> Dossier:
    """As it is now, until the end of the transaction."""
    rows = Dossier.objects.select_for_update(of=["self"])
    return rows.select_related("person", "organisation", "decider").get(pk=dossier.pk)


def make_move(
    dossier: Dossier, move: str, *, by: Person, at: datetime, reason: str = "", **changes: object
) -> Dossier:
    """`dossier` was locked and the rules asked. What the household does has no union and no actor."""
    is_owner = dossier.person_id == by.pk
    desk = desk_of(dossier)
    dossier.state = MOVES.after(dossier.state, move) or dossier.state
    dossier.is_live, dossier.steps = is_live(dossier.state), dossier.steps + 1
    for name, value in changes.items():
        setattr(dossier, name, value)
    try:
        with transaction.atomic():
            dossier.save(update_fields=["state", "is_live", "steps", *changes])
    except IntegrityError as twice:
        raise double_dossier(dossier, local_date(at)) from twice
    if dossier.state != Dossier.State.PUBLISHED:
        PublicNotice.objects.filter(dossier=dossier).delete()
    write_step(dossier, move, by=by, at=at, reason=reason, is_owner=is_owner)
    fact = DossierMoved(dossier.pk, move, dossier.state)
    tell(fact, by=None if is_owner else by, org_path=desk.path)
    return dossier


def write_step(dossier: Dossier, move: str, *, by: Person, at: datetime, reason: str, is_owner: bool) -> None:
    DossierStep.objects.create(
        dossier=dossier,
        number=dossier.steps,
        move=move,
        state=dossier.state,
        made_by=None if is_owner else by,
        organisation=None if is_owner else desk_of(dossier),
        at=at,
        reason=reason or None,
    )


def opinion_of(opinion: str) -> str:
    """One of the three opinions in the file (HW-14): may be left out, the household reads it."""
    return many_lines(opinion, LONGEST)


def said_why(reason: str) -> str:
    """What somebody is told; a decision without it is none."""
    reason = many_lines(reason, LONGEST)
    if len(reason) < SHORTEST_REASON:
        raise Refusal("no_reason", _("请写明理由，至少 4 个字，申请人会看到。"))
    return reason
