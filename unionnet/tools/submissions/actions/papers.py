# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.submissions.models import Paper, Submission
from unionnet.tools.submissions.queries import papers_of
from unionnet.tools.submissions.rules import DECIDE, why_not_revise

MOST_PAPERS = 40
SCAN = "scan"


@verb
def attach(
    submission: Submission, upload: UploadedFile[Any], *, key: str = "", title: str = "", by: Person
) -> Paper:
    """Put a file to it. The sender while it is there; the decider adds the sealed reply (`key="scan"`)
    afterwards. A file with a key takes the place of the one before."""
    rows = Submission.objects.select_for_update(of=["self"]).select_related("kind", "sender", "decider")
    found = rows.get(pk=submission.pk)
    if refusal := _why_not_attach(found, key, by):
        raise refusal
    if papers_of(found).count() >= MOST_PAPERS:
        raise Refusal("too_many_papers", _("附件最多 %(n)s 个。"), n=MOST_PAPERS)
    file = keep_document(upload, by=by)
    if key:
        found.papers.filter(key=key, removed_at=None).update(removed_at=database_now())
    named = one_line(title, 80) or found.kind.paper_label(key) or file.name[:80]
    return Paper.objects.create(submission=found, key=key, title=named, file=file, by=by)


@verb
def detach(paper: Paper, *, by: Person) -> None:
    """Take it away, while the submission is with its sender."""
    found = Submission.objects.select_for_update(of=["self"]).select_related("sender")
    if refusal := why_not_revise(found.get(pk=paper.submission_id), by):
        raise refusal
    Paper.objects.filter(pk=paper.pk, removed_at=None).update(removed_at=database_now())


def _why_not_attach(submission: Submission, key: str, by: Person) -> Refusal | None:
    if key != SCAN:
        return why_not_revise(submission, by)
    if submission.reply_number_id is None:
        return Refusal("not_decided", _("批复之后才能上传盖章件。"))
    if not by.may(DECIDE, submission.decider.path):
        return Refusal("elsewhere", _("这件申报现在由%(name)s办理。"), name=submission.decider.name)
    return None
