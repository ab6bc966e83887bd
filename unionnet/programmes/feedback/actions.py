# SPDX-License-Identifier: Apache-2.0
"""Feedback → task → reply → rating. The reply and the rating are casework's; the task is supervision's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.contended import one_at_a_time
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.feedback.facts import (
    BoxSet,
    FeedbackBecameTask,
    FeedbackGiven,
    FeedbackShown,
    FeedbackTaskEnded,
)
from unionnet.programmes.feedback.models import LONGEST_SHOWN, Box, Feedback
from unionnet.programmes.feedback.queries import allows_unnamed, unnamed_left
from unionnet.programmes.feedback.rules import (
    REPLY,
    why_not_handle,
    why_not_make_task,
    why_not_set_box,
    why_not_show,
    why_not_unnamed,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case, Kind
from unionnet.tools.supervision.actions import Origin, Words, collect
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

APP, KIND = "feedback", "feedback.opinion"
DESK = casework.Source()


@dataclass(frozen=True)
class Said:
    """What somebody says; `topic` is one of `Feedback.Topic`. Unnamed: nobody learns or keeps who."""

    title: str
    text: str = ""
    topic: str = Feedback.Topic.OTHER
    is_unnamed: bool = False


def feedback_kind() -> Kind:
    """Taken in by the union whose box it is."""
    grade = casework.Grade("opinion", gettext_noop("意见建议"), REPLY)
    return casework.define_kind(casework.KindTerms(KIND, gettext_noop("意见建议"), (grade,)))


@verb
def give(
    union: Organisation,
    said: Said,
    owner: casework.Owner,
    *,
    source: casework.Source = DESK,
    files: Sequence[UploadedFile[Any]] = (),
    key: UUID | None = None,
    by: Person | None,
    at: datetime | None = None,
) -> Feedback:
    """Into the box of the union. A form that is sent again is the feedback that is there already. Whoever
    gives none of their name stands neither in the case nor in the journal."""
    at, key = at or database_now(), key or uuid4()
    one_at_a_time(f"{KIND}:{key}")
    if known := Feedback.objects.select_related("case").filter(key=key).first():
        return known
    if said.is_unnamed:
        owner, by = casework.Owner(), None
        one_at_a_time(f"feedback.box:{union.pk}")  # the count must not change before the commit
        left = unnamed_left(union, at)
        if no := why_not_unnamed(union, allowed=allows_unnamed(union), left=left, at=at):
            raise no
    matter = casework.Matter(said.title, said.text)
    case = casework.take_in(feedback_kind(), union, matter, owner, source=source, files=files, by=by, at=at)
    given = Feedback.objects.create(
        case=case, key=key, topic=said.topic, is_unnamed=said.is_unnamed, said_at=at
    )
    tell(FeedbackGiven(given.pk, case.pk), by=by, org_path=union.path)
    return given


@verb
def adopt(case_id: int) -> Feedback:
    """The row of a case of our kind that came in by another door. Hearing of it twice makes one."""
    case = Case.objects.defer("words").get(pk=case_id)
    return Feedback.objects.get_or_create(case=case, defaults={"said_at": case.received_at})[0]


@verb
def make_task(
    feedback: Feedback, title: str, requirement: str, *, by: Person, at: datetime | None = None
) -> Item:
    """转为任务, in the officer's words: on the list of the office of the union that works on it. Who gave it
    reads so. Made twice it is one item."""
    at, found = at or database_now(), _locked(feedback)
    if found.item is not None:
        return found.item
    if no := why_not_make_task(found, by):
        raise no
    union, number = found.case.holder, found.case.number
    words = Words(
        title,
        requirement=requirement,
        source=Item.Source.PROPOSAL,
        basis=_("意见建议 %(number)s") % {"number": number},
    )
    origin = Origin(APP, found.public_id, reverse("desk-feedback:feedback", args=[found.public_id]))
    item = collect(union, words, by=by, origin=origin, at=at)
    casework.add(found.case, _("已转为任务：%(title)s") % {"title": item.title}, office=union, by=by, at=at)
    found.item, found.tasked_by = item, by
    found.save(update_fields=["item", "tasked_by"])
    tell(FeedbackBecameTask(found.pk, item.pk), by=by, org_path=union.path)
    return item


@verb
def end_task(ended: Ending) -> bool:
    """The task closed or was turned down: its result is told in the story of the case. False when it is told
    already. Who closes for the office may not sit where the case lies: then it is in the name of who made the
    task, if they still do."""
    row = Feedback.objects.filter(item=ended.item).first()
    found = _locked(row) if row else None
    if found is None or found.task_ended_at is not None:
        return False
    words = _("任务已结束：%(result)s") % {"result": ended.told}
    doers = (ended.by, found.tasked_by)
    casework.add_for_first(
        found.case, doers, words, why_not=lambda each: why_not_handle(found, each), at=ended.at
    )
    found.task_ended_at = ended.at
    found.save(update_fields=["task_ended_at"])
    tell(FeedbackTaskEnded(found.pk, ended.item.pk), by=ended.by, org_path=found.case.holder.path)
    return True


@verb
def show(feedback: Feedback, told: str, answered: str, *, by: Person, at: datetime | None = None) -> Feedback:
    """公开, in the officer's own words: what was said, what was done. Shown again it has the new words."""
    at, found = at or database_now(), _locked(feedback)
    told, answered = one_line(told, LONGEST_SHOWN), one_line(answered, LONGEST_SHOWN)
    if no := why_not_show(found, by):
        raise no
    if not told or not answered:
        raise Refusal("no_words", _("请写明大家看到的意见和办理结果。"))
    found.told, found.answered, found.shown_by = told, answered, by
    found.shown_at = found.shown_at or at
    found.save(update_fields=["told", "answered", "shown_by", "shown_at"])
    tell(FeedbackShown(found.pk, True), by=by, org_path=found.case.organisation.path)
    return found


@verb
def hide(feedback: Feedback, *, by: Person) -> Feedback:
    """No longer shown. Taking it back twice is not an error."""
    found = _locked(feedback)
    if no := why_not_handle(found, by):
        raise no
    if found.shown_at is not None:
        found.shown_at = None
        found.save(update_fields=["shown_at"])
        tell(FeedbackShown(found.pk, False), by=by, org_path=found.case.organisation.path)
    return found


@verb
def set_box(organisation: Organisation, *, allows_unnamed: bool, by: Person) -> Box:
    """Whether this union, and those below it that set nothing themselves, ask for a name."""
    if no := why_not_set_box(organisation, by):
        raise no
    values = {"allows_unnamed": allows_unnamed, "set_by": by, "set_at": database_now()}
    box, _is_new = Box.objects.update_or_create(organisation=organisation, defaults=values)
    tell(BoxSet(organisation.pk, allows_unnamed), by=by, org_path=organisation.path)
    return box


def _locked(feedback: Feedback) -> Feedback:
    """The row as it is now, held until the commit."""
    rows = Feedback.objects.select_for_update(of=["self"], no_key=True).defer("case__words")
    related = ("case__kind", "case__organisation", "case__holder", "item", "tasked_by")
    return rows.select_related(*related).get(pk=feedback.pk)
