# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import forget_files, keep_picture, keep_small
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.exhibitions.facts import (
    AuthorAnswered,
    AuthorAsked,
    ExhibitionPublished,
    ExhibitionTakenDown,
    WorkTakenDown,
)
from unionnet.programmes.exhibitions.models import Asking, Exhibition, Visit, Work
from unionnet.programmes.exhibitions.rules import (
    why_not_add,
    why_not_answer,
    why_not_ask,
    why_not_change,
    why_not_manage,
    why_not_publish,
    why_not_take_down,
    why_not_take_down_work,
)

SMALL = 480  # pixels of the longer side in the gallery, where twenty come over a phone at once


@dataclass(frozen=True)
class ShowTerms:
    """What is shown, where, and from which day to which."""

    title: str
    opens_on: date
    closes_on: date
    about: str = ""
    place: str = ""
    is_for_all: bool = False


@dataclass(frozen=True)
class WorkTerms:
    """What stands on the label. `agreed_on`: when the author agreed; without it the work is not shown."""

    title: str
    kind: str
    author: str
    author_unit: str = ""
    about: str = ""
    agreed_on: date | None = None
    position: int | None = None


@verb
def plan_show(union: Organisation, terms: ShowTerms, *, by: Person) -> Exhibition:
    if no := why_not_manage(by, union):
        raise no
    return Exhibition.objects.create(organisation=union, made_by=by, **vars(terms))


@verb
def change_show(found: Exhibition, terms: ShowTerms, *, by: Person) -> None:
    row = _kept(found)
    if no := why_not_change(row, by):
        raise no
    Exhibition.objects.filter(pk=row.pk).update(**vars(terms))


@verb
def put_work(found: Exhibition, terms: WorkTerms, upload: UploadedFile[Any], *, by: Person) -> Work:
    """Add a work; without a position it hangs last."""
    row = _kept(found)
    if no := why_not_add(row, row.works.count(), by):
        raise no
    last = row.works.aggregate(last=Max("position"))["last"] or 0
    given = {**vars(terms), "position": terms.position or last + 1}
    picture = keep_picture(upload, by=by, is_public=False)
    return Work.objects.create(
        exhibition=row, picture=picture, small=keep_small(picture, SMALL, by=by), by=by, **given
    )


@verb
def change_work(work: Work, terms: WorkTerms, upload: UploadedFile[Any] | None = None, *, by: Person) -> None:
    """Another picture takes the place of the one before."""
    if no := why_not_change(_kept(work.exhibition), by):
        raise no
    row = Work.objects.select_for_update(of=["self"]).get(pk=work.pk)
    given: dict[str, Any] = {**vars(terms), "position": terms.position or row.position}
    if Asking.objects.filter(work=row).exists():
        given["agreed_on"] = row.agreed_on  # the author's word, not the desk's
    if upload:
        given["picture"] = keep_picture(upload, by=by, is_public=False)
        given["small"] = keep_small(given["picture"], SMALL, by=by)
    Work.objects.filter(pk=row.pk).update(**given)
    if upload:
        forget_files([row.picture_id, row.small_id])


@verb
def take_down_work(work: Work, reason: str, *, by: Person, at: datetime | None = None) -> None:
    """Nobody sees it any more; the reason stays. Twice is once."""
    show, said = _kept(work.exhibition), one_line(reason, 200)
    if no := why_not_take_down_work(show, said, by):
        raise no
    if Work.objects.filter(pk=work.pk, taken_down_at=None).update(
        taken_down_at=at or database_now(), reason=said
    ):
        tell(WorkTakenDown(work.pk), by=by, org_path=show.organisation.path)


@verb
def ask_author(work: Work, person: Person, *, by: Person, at: datetime | None = None) -> Asking:
    """On the author's own phone. Who was asked by mistake is replaced as long as nobody has answered; until
    then the work is not shown, whatever day somebody had written down."""
    show = _kept(work.exhibition)
    row = Work.objects.select_related("exhibition__organisation").get(pk=work.pk)
    held = Asking.objects.select_for_update().filter(work=row).first()
    if no := why_not_ask(row, held, by):
        raise no
    if held and held.person_id == person.pk:
        return held
    said = {"exhibition": show, "person": person, "asked_by": by, "asked_at": at or database_now()}
    asked, _is_new = Asking.objects.update_or_create(work=row, defaults=said)
    Work.objects.filter(pk=row.pk).update(agreed_on=None)
    tell(AuthorAsked(asked.pk, person.pk), by=by, org_path=show.organisation.path)
    return asked


@verb
def answer_asking(
    found: Asking, answer: str, words: str = "", *, by: Person, at: datetime | None = None
) -> Asking:
    """The author agrees, refuses, or thinks better of it later: then nobody sees the work any more. The same
    answer twice is one."""
    asked = Asking.objects.select_for_update(of=["self"]).get(pk=found.pk)
    if asked.person_id == by.pk and asked.answer == answer != "":
        return asked
    if no := why_not_answer(asked, answer, by):
        raise no
    asked.answer, asked.words, asked.answered_at = answer, one_line(words, 300), at or database_now()
    asked.save(update_fields=["answer", "words", "answered_at"])
    agreed = answer == Asking.Answer.AGREED
    work = Work.objects.filter(pk=asked.work_id)
    work.update(agreed_on=local_date(asked.answered_at) if agreed else None)
    if answer == Asking.Answer.WITHDRAWN:
        work.filter(taken_down_at=None).update(taken_down_at=asked.answered_at, reason=_("作者撤回同意"))
    path = Organisation.objects.values_list("path", flat=True).get(pk=asked.exhibition.organisation_id)
    tell(AuthorAnswered(asked.pk, asked.work_id, answer), by=by, org_path=path)
    return asked


@verb
def publish(found: Exhibition, *, by: Person, at: datetime | None = None) -> None:
    row, moment = _kept(found), at or database_now()
    agreed = row.works.filter(agreed_on__isnull=False, taken_down_at=None).count()
    if no := why_not_publish(row, agreed, by, local_date(moment)):
        raise no
    Exhibition.objects.filter(pk=row.pk).update(published_at=moment)
    tell(ExhibitionPublished(row.pk), by=by, org_path=row.organisation.path)


@verb
def take_down(found: Exhibition, reason: str, *, by: Person, at: datetime | None = None) -> None:
    row, said = _kept(found), one_line(reason, 200)
    if no := why_not_take_down(row, said, by):
        raise no
    Exhibition.objects.filter(pk=row.pk).update(taken_down_at=at or database_now(), reason=said)
    tell(ExhibitionTakenDown(row.pk), by=by, org_path=row.organisation.path)


@verb
def visit(found: Exhibition, *, by: Person, at: datetime | None = None) -> None:
    """Count the one who looks, once a day."""
    on = local_date(at or database_now())
    Visit.objects.bulk_create([Visit(exhibition=found, person=by, on=on)], ignore_conflicts=True)


def _kept(found: Exhibition) -> Exhibition:
    rows = Exhibition.objects.select_for_update(of=["self"]).select_related("organisation")
    return rows.get(pk=found.pk)
