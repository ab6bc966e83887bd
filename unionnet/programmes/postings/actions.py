# SPDX-License-Identifier: Apache-2.0
"""Verbs of postings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.postings.facts import (
    EntryWritten,
    OpinionGiven,
    PostingChanged,
    ProblemClosed,
    ProblemHandedOver,
    ProblemRaised,
    SentOut,
)
from unionnet.programmes.postings.models import DiaryEntry, Followed, Opinion, Posted, Posting, ProblemItem
from unionnet.programmes.postings.rules import (
    SHORTEST,
    why_not_close,
    why_not_close_here,
    why_not_days,
    why_not_hand_over,
    why_not_judge,
    why_not_manage,
    why_not_raise,
    why_not_write,
)
from unionnet.tools.supervision.actions import Origin, Words, collect
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

APP = "postings"


@dataclass(frozen=True)
class Note:
    """A diary entry as it comes from the phone."""

    day: date
    text: str
    key: str
    place: str = ""
    photo: StoredFile | None = None
    weather: str = ""


@dataclass(frozen=True)
class Trouble:
    """A problem as it comes from the phone."""

    what: str
    whose: str
    due_on: date


@verb
def send_out(
    people: Iterable[Person],
    to: Organisation,
    purpose: str,
    days: tuple[date, date],
    *,
    sent_by: Organisation,
    by: Person,
) -> Posting:
    """Officers go to stay with a union. The same purpose and day again is the same posting."""
    people = list(people)
    if refusal := why_not_manage(by, to) or why_not_days(*days):
        raise refusal
    if not people:
        raise Refusal("nobody_sent", _("请写明派谁去。"))
    posting, is_new = Posting.objects.get_or_create(
        organisation=to,
        starts_on=days[0],
        purpose=purpose.strip()[:120],
        defaults={"ends_on": days[1], "sent_by": sent_by},
    )
    _send(posting, people)
    if is_new:
        tell(SentOut(posting.pk, to.pk), by=by, org_path=to.path)
    return posting


@verb
def change_posting(posting: Posting, ends_on: date, more: Iterable[Person] = (), *, by: Person) -> Posting:
    """Let it end another day, or send more people."""
    posting = _locked(posting)
    if refusal := why_not_manage(by, posting.organisation) or why_not_days(posting.starts_on, ends_on):
        raise refusal
    posting.ends_on = ends_on
    posting.save(update_fields=["ends_on"])
    _send(posting, more)
    tell(PostingChanged(posting.pk, posting.organisation_id), by=by, org_path=posting.organisation.path)
    return posting


@verb
def write_entry(
    posting: Posting, note: Note, trouble: Trouble | None = None, *, by: Person, at: datetime | None = None
) -> DiaryEntry:
    """A day's note, with the problem it found. The form sent again is the entry it made."""
    posting = _locked(posting)
    if same := posting.entries.filter(key=note.key).first():
        return same
    if refusal := why_not_write(by, posting, note.day, on=local_date(at or database_now())):
        raise refusal
    if len(note.text.strip()) < SHORTEST:
        raise Refusal("no_words", _("请写几句做了什么，至少 4 个字。"))
    entry = DiaryEntry.objects.create(
        posting=posting,
        by=by,
        day=note.day,
        text=note.text.strip()[:2000],
        place=note.place.strip()[:60],
        weather=note.weather.strip()[:12],
        photo=note.photo,
        key=note.key[:32],
    )
    if trouble:
        _raise(posting, trouble, entry, by)
    tell(EntryWritten(entry.pk, posting.pk), by=by, org_path=posting.organisation.path)
    return entry


@verb
def raise_problem(
    posting: Posting, trouble: Trouble, *, by: Person, at: datetime | None = None
) -> ProblemItem:
    """A problem without a day's note."""
    posting = _locked(posting)
    if not posting.team.filter(person=by).exists() and (refusal := why_not_manage(by, posting.organisation)):
        raise refusal
    problem = _raise(posting, trouble, None, by)
    tell(ProblemRaised(problem.pk, posting.pk), by=by, org_path=posting.organisation.path)
    return problem


@verb
def close_problem(
    problem: ProblemItem, result: str, *, by: Person, at: datetime | None = None
) -> ProblemItem:
    """It is done, and how. Closed twice is closed once: the first result stands."""
    problem = _locked_problem(problem)
    if refusal := why_not_close(by, problem):
        raise refusal
    if problem.closed_at:
        return problem
    if refusal := why_not_close_here(problem):
        raise refusal
    if len(result.strip()) < SHORTEST:
        raise Refusal("no_result", _("请写明怎样解决的，至少 4 个字。"))
    return _closed(problem, result, by, at or database_now())


@verb
def hand_over(problem: ProblemItem, *, by: Person) -> Item:
    """转为督办: the union that sent follows it to its end. Handed over twice it is one item."""
    problem = _locked_problem(problem)
    if followed := Followed.objects.filter(problem=problem).select_related("item").first():
        return followed.item
    if refusal := why_not_hand_over(by, problem):
        raise refusal
    posting = problem.posting
    words = Words(
        problem.what[:120],
        source=Item.Source.VISIT,
        basis=_("%(union)s蹲点") % {"union": posting.organisation.name},
        whose=problem.whose,
    )
    origin = Origin(APP, problem.public_id, f"/desk/postings/{posting.public_id}")
    item = collect(posting.sent_by, words, by=by, origin=origin)
    Followed.objects.create(problem=problem, item=item)
    tell(ProblemHandedOver(problem.pk, item.pk), by=by, org_path=posting.organisation.path)
    return item


@verb
def follow_item(ended: Ending) -> bool:
    """The item is closed, so is the problem behind it. False when there is none, or it is closed already."""
    followed = Followed.objects.filter(item=ended.item).select_related("problem").first()
    if followed is None:
        return False
    problem = _locked_problem(followed.problem)
    if problem.closed_at:
        return False
    _closed(problem, ended.result, ended.by, ended.at)
    return True


def _locked_problem(problem: ProblemItem) -> ProblemItem:
    rows = ProblemItem.objects.select_for_update(of=["self"])
    return rows.select_related(
        "posting__organisation", "posting__sent_by", "entry", "followed__item__organisation"
    ).get(pk=problem.pk)


def _closed(problem: ProblemItem, result: str, by: Person, at: datetime) -> ProblemItem:
    problem.closed_at, problem.closed_by = at, by
    problem.result = result.strip()[:300]
    problem.save(update_fields=["closed_at", "closed_by", "result"])
    path = problem.posting.organisation.path
    tell(ProblemClosed(problem.pk, problem.posting_id), by=by, org_path=path)
    return problem


@verb
def judge(
    posting: Posting, stage: str, stars: int, words: str = "", *, by: Person, at: datetime | None = None
) -> Opinion:
    """How content the union that was visited is. Said again, the newer word counts."""
    posting = _locked(posting)
    if refusal := why_not_judge(by, posting, stage, on=local_date(at or database_now())):
        raise refusal
    opinion, _is_new = Opinion.objects.update_or_create(
        posting=posting,
        person=by,
        stage=Opinion.Stage(stage),
        defaults={"stars": stars, "words": words.strip()[:300]},
    )
    tell(OpinionGiven(opinion.pk, posting.pk), by=by, org_path=posting.organisation.path)
    return opinion


def _raise(posting: Posting, trouble: Trouble, entry: DiaryEntry | None, by: Person) -> ProblemItem:
    since = entry.day if entry else posting.starts_on
    if refusal := why_not_raise(trouble.what, trouble.whose, trouble.due_on, since=since):
        raise refusal
    problem = ProblemItem(
        posting=posting,
        entry=entry,
        what=trouble.what.strip()[:200],
        whose=trouble.whose.strip()[:60],
        due_on=trouble.due_on,
        raised_by=by,
    )
    try:
        with transaction.atomic():
            problem.save()
    except IntegrityError:  # the same open problem was raised before: it is that one
        return posting.problems.get(what=problem.what, closed_at__isnull=True)
    return problem


def _send(posting: Posting, people: Iterable[Person]) -> None:
    rows = (Posted(posting=posting, person=person) for person in people)
    Posted.objects.bulk_create(rows, ignore_conflicts=True)


def _locked(posting: Posting) -> Posting:
    rows = Posting.objects.select_for_update(of=["self"], no_key=True).select_related("organisation")
    return rows.get(pk=posting.pk)
