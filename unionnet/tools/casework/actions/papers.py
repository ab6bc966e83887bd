# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.actions.moving import LONGEST, Deed, make_move, seen_as, teller
from unionnet.tools.casework.facts import CaseMoved
from unionnet.tools.casework.models import Case, Paper
from unionnet.tools.casework.rules import MOST_FILES, why_not_at_desk, why_not_now, why_not_owner

MOST_OF_A_CASE = 60


def keep_papers(
    case: Case, files: Sequence[UploadedFile[Any]], *, by: Person | None, is_from_owner: bool
) -> list[str]:
    """Keep these with the case. Returns their hashes, for the step they came with."""
    if len(files) > MOST_FILES:
        raise Refusal("too_many_files", _("一次最多上传 %(n)s 个文件。"), n=MOST_FILES)
    if files and case.papers.count() + len(files) > MOST_OF_A_CASE:
        raise Refusal("too_many_files", _("一件最多存 %(n)s 个文件。"), n=MOST_OF_A_CASE)
    kept = [keep_document(file, by=by) for file in files]
    Paper.objects.bulk_create(
        Paper(case=case, file=file, by=by, is_from_owner=is_from_owner) for file in kept
    )
    return [file.sha256 for file in kept]


@verb
def add(
    case: Case,
    words: str,
    files: Sequence[UploadedFile[Any]] = (),
    *,
    office: Organisation | None = None,
    by: Person | None,
    proved: bool = False,
    at: datetime | None = None,
) -> Case:
    """More about it, in words or papers: from its owner, or from the union `office` that works on it."""
    found, words = seen_as(case, None), many_lines(words, LONGEST)
    refusal = why_not_now(found, "add")
    if office is None or by is None:
        refusal = refusal or why_not_owner(found, by, proved=proved)
    else:
        refusal = refusal or why_not_at_desk(found, office, by)
    if refusal:
        raise refusal
    if not words and not files:
        raise Refusal("nothing_added", _("请写补充说明，或者选择照片、文件。"))
    papers = keep_papers(found, files, by=by, is_from_owner=office is None)
    deed = Deed(at or database_now(), by, office, words, papers=tuple(papers))
    step = make_move(found, "add", deed)
    tell(CaseMoved(found.pk, found.kind.key, step, "add"), by=teller(found, by), org_path=found.holder.path)
    return found


def add_for_first(
    case: Case,
    doers: Iterable[Person | None],
    words: str,
    *,
    why_not: Callable[[Person], Refusal | None],
    at: datetime,
) -> None:
    """In the story, in the name of the first of them who may; nothing where nobody may, or where it is over.
    What ends elsewhere may be ended by somebody who does not sit where the case lies."""
    doer = next((each for each in doers if each is not None and why_not(each) is None), None)
    if doer is not None and why_not_now(case, "add") is None:
        add(case, words, office=case.holder, by=doer, at=at)
