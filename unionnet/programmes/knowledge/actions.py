# SPDX-License-Identifier: Apache-2.0
"""The verbs of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.knowledge.facts import (
    AnswerPublished,
    AnswerWithdrawn,
    AnswerWritten,
    QuestionHandedOver,
)
from unionnet.programmes.knowledge.masking import without_numbers
from unionnet.programmes.knowledge.models import Answer
from unionnet.programmes.knowledge.rules import why_not_grow, why_not_manage, why_not_publish, why_not_write
from unionnet.tools.casework.actions import Matter, Owner, Source, plain_kind, take_in
from unionnet.tools.casework.lexemes import Lexemes
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import taker_of, topmost, union_of


@dataclass(frozen=True)
class Words:
    """What an officer writes; `valid_until` None where no end is known."""

    question: str
    text: str
    source: str
    valid_from: date
    valid_until: date | None = None


@verb
def write_answer(organisation: Organisation, words: Words, *, by: Person, case: Case | None = None) -> Answer:
    """A draft, of the union's own or grown out of a closed case, of which one answer grows."""
    if refusal := why_not_manage(organisation, by) or (why_not_grow(case) if case else None):
        raise refusal
    answer = Answer(organisation=organisation, written_by=by, case=case)
    return _written(answer, words, by)


@verb
def change_answer(answer: Answer, words: Words, *, by: Person) -> Answer:
    """Another wording. What was published is a draft again until somebody looks at it."""
    found = _locked(answer)
    if refusal := why_not_manage(found.organisation, by):
        raise refusal
    if found.withdrawn_at is not None:
        raise Refusal("withdrawn", _("这条问答已经撤下。"))
    found.written_by, found.published_at, found.published_by = by, None, None
    return _written(found, words, by)


@verb
def publish(answer: Answer, *, is_checked: bool, by: Person, at: datetime | None = None) -> Answer:
    """From here on workers find it. `is_checked`: no person can be told from it."""
    found, at = _locked(answer), at or database_now()
    if refusal := why_not_publish(found, by, is_checked=is_checked, today=local_date(at)):
        raise refusal
    if found.published_at is None:
        found.published_at, found.published_by = at, by
        found.save(update_fields=["published_at", "published_by"])
        tell(AnswerPublished(found.pk, found.organisation_id), by=by, org_path=found.organisation.path)
    return found


@verb
def withdraw(answer: Answer, *, by: Person, at: datetime | None = None) -> Answer:
    found = _locked(answer)
    if refusal := why_not_manage(found.organisation, by):
        raise refusal
    if found.withdrawn_at is None:
        found.withdrawn_at = at or database_now()
        found.save(update_fields=["withdrawn_at"])
        tell(AnswerWithdrawn(found.pk, found.organisation_id), by=by, org_path=found.organisation.path)
    return found


@verb
def hand_to_people(question: str, *, by: Person) -> Case:
    """Nobody was sure: it becomes a case of the asker's union, whose officers answer it."""
    union = union_of(by) or topmost()
    if union is None:
        raise Refusal("no_union", _("还没有可以受理的工会。"))
    words, kind = many_lines(question, 4_000), plain_kind()
    matter = Matter(one_line(question, 80), words if len(words) > 80 else "")
    source = Source(Case.Channel.PHONE_PAGE)
    case = take_in(kind, taker_of(kind, union), matter, Owner(person=by), source=source, by=by)
    tell(QuestionHandedOver(case.pk), by=by, org_path=case.organisation.path)
    return case


def drafted_from(case: Case) -> tuple[str, str]:
    """Question and answer as the case has them, without numbers that could be somebody's."""
    return without_numbers(case.title), without_numbers(case.reply)


def _written(answer: Answer, words: Words, by: Person) -> Answer:
    answer.question, answer.source = one_line(words.question, 120), one_line(words.source, 200)
    answer.text = many_lines(words.text, 4_000)
    if refusal := why_not_write(answer.question, answer.text, answer.source):
        raise refusal
    if words.valid_until is not None and words.valid_until < words.valid_from:
        raise Refusal("days", _("有效期的结束不能早于开始。"))
    answer.valid_from, answer.valid_until = words.valid_from, words.valid_until
    answer.words = Lexemes(answer.question, answer.text)
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError as twice:
        raise Refusal("answered", _("这个问题或这一件办件已经有了问答，请改那一条。")) from twice
    tell(AnswerWritten(answer.pk, answer.organisation_id), by=by, org_path=answer.organisation.path)
    return answer


def _locked(answer: Answer) -> Answer:
    rows = Answer.objects.select_for_update(of=["self"], no_key=True).select_related("organisation")
    return rows.defer("words").get(pk=answer.pk)
