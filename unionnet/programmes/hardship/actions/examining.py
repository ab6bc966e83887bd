# SPDX-License-Identifier: Apache-2.0
"""The desk that files: open what was said with a reason, check it first, visit the household, pass it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.hardship.actions.moving import kept, make_move, opinion_of, said_why
from unionnet.programmes.hardship.facts import DossierOpened
from unionnet.programmes.hardship.models import Dossier, DossierOpening, Visit, VisitPhoto
from unionnet.programmes.hardship.queries import decider_for
from unionnet.programmes.hardship.rules import (
    APPROVE,
    LATE_VISIT,
    SHORTEST_REASON,
    desk_of,
    why_not_at_desk,
    why_not_move,
    why_not_photo,
)


@dataclass(frozen=True)
class Seen:
    """What was seen at a home. `key` is the phone's own name for it."""

    key: UUID
    on_day: date
    is_as_said: bool
    found: str


@verb
def open_dossier(dossier: Dossier, reason: str, *, by: Person, at: datetime | None = None) -> DossierOpening:
    """What the household said becomes readable for some hours, to this officer; the household reads who it
    was and what for."""
    if why_not_at_desk(by, dossier) and (no := why_not_at_desk(by, dossier, APPROVE)):
        raise no
    reason = one_line(reason, 100)
    if len(reason) < SHORTEST_REASON:
        raise Refusal("no_reason", _("请写明用途，至少 4 个字，申请人会看到。"))
    desk = desk_of(dossier)
    opening = DossierOpening.objects.create(
        dossier=dossier, opened_by=by, organisation=desk, reason=reason, at=at or database_now()
    )
    tell(DossierOpened(dossier.pk, opening.pk), by=by, org_path=desk.path)
    return opening


@verb
def first_check(
    dossier: Dossier, *, by: Person, opinion: str = "", seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """From here on the household has its one dossier (HW-09)."""
    dossier = kept(dossier)
    if no := why_not_move(by, dossier, "first_check", seen):
        raise no
    reason = opinion_of(opinion)
    return make_move(dossier, "first_check", by=by, at=at or database_now(), reason=reason, first_by=by)


@verb
def record_visit(dossier: Dossier, seen: Seen, *, by: Person, at: datetime | None = None) -> Visit:
    """What was seen, and up it goes to the union that decides. A word that comes twice, or late, is one
    visit; a second visit before the answer of civil affairs is one more row."""
    at = at or database_now()
    dossier = kept(dossier)
    if held := Visit.objects.filter(key=seen.key, dossier=dossier).first():
        return held
    if no := why_not_move(by, dossier, "visit"):
        raise no
    today = local_date(at)
    if not today - LATE_VISIT <= seen.on_day <= today:
        raise Refusal("far_off", _("走访日期要在最近 60 天以内，请核对。"))
    found = many_lines(seen.found, 2000)
    if len(found) < SHORTEST_REASON:
        raise Refusal("no_words", _("请写明走访看到的情况。"))
    decider = decider_for(dossier.organisation.path)
    if decider is None:
        raise Refusal("no_decider", _("县级以上工会还没有在平台上办理帮扶，请先联系县总工会。"))
    visit = Visit(
        key=seen.key, dossier=dossier, on_day=seen.on_day, is_as_said=seen.is_as_said, visited_by=by
    )
    visit.found, visit.at = found, at
    visit.save()
    make_move(dossier, "visit", by=by, at=at, decider=decider)
    return visit


@verb
def add_photo(
    dossier: Dossier, visit: UUID, key: UUID, upload: UploadedFile[Any], *, by: Person
) -> VisitPhoto:
    """One photo of a visit, drawn anew without where and by what it was taken. The same key again is the one
    there is, so that a phone may send it until it hears so."""
    dossier = kept(dossier)
    found = Visit.objects.filter(key=visit, dossier=dossier).select_related("dossier").first()
    if found is None:
        raise Refusal("no_visit", _("没有找到这次走访，请先送出走访记录。"))
    if held := found.photos.filter(key=key).first():
        return held
    if no := why_not_photo(by, found, found.photos.count()):
        raise no
    drawn = keep_picture(upload, by=by, is_public=False)
    return VisitPhoto.objects.create(key=key, visit=found, file=drawn)


@verb
def give_back(
    dossier: Dossier, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Dossier:
    """Back to the household, which mends it and sends it again."""
    dossier, reason = kept(dossier), said_why(reason)
    if no := why_not_move(by, dossier, "return", seen):
        raise no
    return make_move(dossier, "return", by=by, at=at or database_now(), reason=reason, notice_until=None)
