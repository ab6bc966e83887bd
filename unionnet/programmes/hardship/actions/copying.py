# SPDX-License-Identifier: Apache-2.0
"""The register leaves the house: asked for by one, let go by another, taken by who asked, within hours."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.hardship.facts import RegisterCopyMoved
from unionnet.programmes.hardship.models import Dossier, RegisterCopy
from unionnet.programmes.hardship.queries import registered_at
from unionnet.programmes.hardship.rules import why_not_copy, why_not_let_go, why_not_take_copy


@verb
def ask_copy(union: Organisation, reason: str, *, by: Person) -> RegisterCopy:
    """The first hand: the households that are registered at that desk now."""
    reason = one_line(reason, 100)
    households = list(registered_at(union).values_list("pk", flat=True))
    if no := why_not_copy(by, union, len(households), reason):
        raise no
    copy: RegisterCopy = RegisterCopy.objects.create(
        organisation=union, households=households, reason=reason, asked_by=by
    )
    return _moved(copy, "asked", by=by)


@verb
def let_copy_go(copy: RegisterCopy, *, by: Person, at: datetime | None = None) -> RegisterCopy:
    """The second hand: another person. Twice is once."""
    at = at or database_now()
    copy = _locked(copy)
    if copy.second_id:
        return copy
    if no := why_not_let_go(by, copy, on=local_date(at)):
        raise no
    copy.second, copy.let_go_at = by, at
    copy.save(update_fields=["second", "let_go_at"])
    return _moved(copy, "let_go", by=by)


@verb
def take_copy(copy: RegisterCopy, *, by: Person, at: datetime | None = None) -> list[Dossier]:
    """The households on it, as they are now; who took their consent back or left meanwhile is not on it any
    more. All of them read who took it, and what for."""
    copy = _locked(copy)
    if no := why_not_take_copy(by, copy, at=at or database_now()):
        raise no
    rows = registered_at(copy.organisation).filter(pk__in=copy.households)
    found = list(rows.select_related("person", "organisation", "decider"))
    note_export(
        [each.person_id for each in found], by=by, what=_("困难职工台账（完整号码）"), reason=copy.reason
    )
    _moved(copy, "taken", by=by)
    return found


def _locked(copy: RegisterCopy) -> RegisterCopy:
    rows = RegisterCopy.objects.select_for_update(of=["self"])
    return rows.select_related("organisation", "asked_by", "second").get(pk=copy.pk)


def _moved(copy: RegisterCopy, move: str, *, by: Person) -> RegisterCopy:
    tell(RegisterCopyMoved(copy.pk, move), by=by, org_path=copy.organisation.path)
    return copy
