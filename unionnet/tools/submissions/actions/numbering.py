# SPDX-License-Identifier: Apache-2.0
"""文号: one sequence a union, series and year. No number twice, and no number without a row."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.submissions.facts import LetterheadSet, NumberLeftOut
from unionnet.tools.submissions.models import DocumentNumber, Letterhead
from unionnet.tools.submissions.rules import DECIDE, why_not_number


@verb
def set_letterhead(organisation: Organisation, series: str, word: str, *, by: Person) -> Letterhead:
    """The word before the numbers of a series. Papers that have a number keep the word they were given only
    as long as it is not changed, so a word in use stays."""
    word = one_line(word, 20)
    if not by.may(DECIDE, organisation.path):
        raise Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if not word:
        raise Refusal("no_word", _("请填写发文代字，如“云工组”。"))
    try:
        with transaction.atomic():
            head, is_new = Letterhead.objects.get_or_create(
                organisation=organisation, series=series, defaults={"word": word}
            )
            before = "" if is_new else head.word
            if before == word:
                return head
            if before and head.numbers.exists():
                raise Refusal("word_in_use", _("“%(word)s”已经发过文，不能再改。"), word=before)
            head.word = word
            head.save(update_fields=["word"])
    except IntegrityError as error:
        raise Refusal("word_taken", _("“%(word)s”已用于本会的另一类文件。"), word=word) from error
    tell(LetterheadSet(head.pk, before, word), by=by, org_path=organisation.path)
    return head


def take_number(
    letterhead: Letterhead,
    year: int,
    subject: str,
    *,
    wanted: int | None = None,
    gap_reason: str = "",
    by: Person,
) -> DocumentNumber:
    """The next number of the year, in the caller's transaction. A later one leaves rows for those between,
    each with the reason."""
    # Whoever numbers a paper of this series waits here until the one before has committed or gone back.
    locked = Letterhead.objects.select_for_update(of=["self"], no_key=True).select_related("organisation")
    head = locked.get(pk=letterhead.pk)
    last = head.numbers.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    wanted = wanted or last + 1
    gap_reason = one_line(gap_reason, 200)
    if refusal := why_not_number(last, wanted, gap_reason, head):
        raise refusal
    if wanted > last + 1:
        DocumentNumber.objects.bulk_create(
            DocumentNumber(letterhead=head, year=year, number=number, gap_reason=gap_reason, by=by)
            for number in range(last + 1, wanted)
        )
        tell(NumberLeftOut(head.pk, year, last + 1, wanted - 1), by=by, org_path=head.organisation.path)
    return DocumentNumber.objects.create(
        letterhead=head, year=year, number=wanted, subject=one_line(subject, 160), by=by
    )
