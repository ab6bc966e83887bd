# SPDX-License-Identifier: Apache-2.0
"""Papers and photos of the file, what is left to do, and what came later."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.activities.actions.planning import locked
from unionnet.tools.activities.facts import FollowUpDone, FollowUpSet, PaperFiled
from unionnet.tools.activities.models import Activity, Document, FollowUp, Photo, Supplement
from unionnet.tools.activities.rules import (
    EARLIEST,
    LATEST,
    MOST_PAPERS,
    SHORTEST,
    why_not_change,
    why_not_manage,
    why_not_take_part,
)


@verb
def add_photo(photo: Photo, *, by: Person) -> Photo:
    """A photo with place and time. The same picture again is that one."""
    photo.activity = activity = _open(photo.activity, by)
    if same := activity.photos.filter(file__sha256=photo.file.sha256).first():
        return same
    if activity.photos.count() >= MOST_PAPERS:
        raise Refusal("too_many", _("一个活动最多存 300 张照片，请挑选后再传。"))
    if not EARLIEST <= local_date(photo.taken_at) <= LATEST:
        raise Refusal("dates_out_of_range", _("日期应在 2000 年到 2100 年之间。"))
    photo.place, photo.by = photo.place or activity.where, by
    photo.save(force_insert=True)
    tell(PaperFiled(activity.pk, "photo", photo.pk), by=by, org_path=activity.organisation.path)
    return photo


@verb
def add_document(document: Document, *, by: Person) -> Document:
    """A paper of the file, or a speech of the agenda; named again, it is the one that is there."""
    document.activity = activity = _open(document.activity, by)
    if document.kind == Document.Kind.SPEECH and not document.unit:
        raise Refusal("no_unit", _("请写明发言单位。"))
    if document.kind != Document.Kind.SPEECH and document.file is None:
        raise Refusal("no_file", _("请上传文件；发言材料可以以后再交。"))
    said = {"kind": document.kind, "title": document.title, "unit": document.unit}
    if held := activity.documents.filter(**said).first():
        return _handed_in(held, document.file, by)
    if activity.documents.count() >= MOST_PAPERS:
        raise Refusal("too_many", _("一个活动最多存 300 份材料。"))
    document.by = by
    document.save(force_insert=True)
    tell(PaperFiled(activity.pk, "document", document.pk), by=by, org_path=activity.organisation.path)
    return document


@verb
def hand_in(document: Document, file: StoredFile, *, by: Person) -> Document:
    """The paper of a speech that stood in the agenda without one; a newer one replaces it."""
    _open(document.activity, by)
    return _handed_in(document, file, by)


def _handed_in(document: Document, file: StoredFile | None, by: Person) -> Document:
    if file is not None:
        document.file = file
        document.save(update_fields=["file"])
        activity = document.activity
        tell(PaperFiled(activity.pk, "document", document.pk), by=by, org_path=activity.organisation.path)
    return document


@verb
def add_supplement(supplement: Supplement, *, by: Person) -> Supplement:
    """Into the archive, beside what is there."""
    activity = locked(supplement.activity)
    if refusal := why_not_manage(by, activity):
        raise refusal
    if activity.state != Activity.State.ARCHIVED:
        raise Refusal("not_archived", _("还没有归档，请直接修改内容。"))
    if len(supplement.text.strip()) < SHORTEST:
        raise Refusal("no_words", _("请写明补充什么，至少 4 个字。"))
    last = activity.supplements.order_by("-pk").first()
    if last and last.text == supplement.text and last.by_id == by.pk:
        return last  # it was pressed twice
    supplement.by = by
    supplement.save(force_insert=True)
    tell(PaperFiled(activity.pk, "supplement", supplement.pk), by=by, org_path=activity.organisation.path)
    return supplement


@verb
def set_follow_up(item: FollowUp, *, by: Person) -> FollowUp:
    """What is left to do: whose, until when. Said again, the newer word counts."""
    item.activity = activity = _open(item.activity, by)
    if not EARLIEST <= item.due_on <= LATEST:
        raise Refusal("dates_out_of_range", _("日期应在 2000 年到 2100 年之间。"))
    said = {"heading": item.heading, "whose": item.whose, "due_on": item.due_on}
    held, _is_new = FollowUp.objects.update_or_create(
        activity=activity, what=item.what, defaults=said, create_defaults={**said, "by": by}
    )
    tell(FollowUpSet(activity.pk, held.pk), by=by, org_path=activity.organisation.path)
    return held


@verb
def finish_follow_up(item: FollowUp, result: str, *, by: Person, at: datetime | None = None) -> FollowUp:
    """It is done, and how: also after the archive. The first result stands."""
    if refusal := why_not_take_part(by, item.activity):
        raise refusal
    if len(result.strip()) < SHORTEST:
        raise Refusal("no_result", _("请写明完成情况，至少 4 个字。"))
    said = {"done_at": at or database_now(), "done_by": by, "result": result.strip()[:300]}
    if FollowUp.objects.filter(pk=item.pk, done_at__isnull=True).update(**said):
        fact = FollowUpDone(item.activity_id, item.pk)
        tell(fact, by=by, org_path=item.activity.organisation.path)
    item.refresh_from_db()
    return item


def _open(activity: Activity, by: Person) -> Activity:
    activity = locked(activity)
    if refusal := why_not_take_part(by, activity) or why_not_change(activity):
        raise refusal
    return activity
