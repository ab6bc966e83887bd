# SPDX-License-Identifier: Apache-2.0
"""Copies to read, and who has read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.submissions.facts import CopiesSent
from unionnet.tools.submissions.models import Copy, Reading, Submission
from unionnet.tools.submissions.queries import may_copy

MOST = 500


@verb
def copy_to(
    submission: Submission, unions: Iterable[Organisation], persons: Iterable[Person] = (), *, by: Person
) -> int:
    """Show it to unions and persons. Who has a copy gets no second one. Returns how many are new."""
    if not may_copy(submission, by):
        raise Refusal("not_yours_to_copy", _("报送和办理这件申报的工会才能抄送，草稿不能抄送。"))
    wanted = [Copy(submission=submission, organisation=union, by=by) for union in unions]
    wanted += [Copy(submission=submission, person=person, by=by) for person in persons]
    if len(wanted) > MOST:
        raise Refusal("too_many_copies", _("一次最多抄送 %(n)s 个。"), n=MOST)
    had = set(submission.copies.values_list("organisation_id", "person_id"))
    new = [copy for copy in wanted if (copy.organisation_id, copy.person_id) not in had]
    Copy.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        fact = CopiesSent(
            submission.pk,
            [copy.organisation_id for copy in new if copy.organisation_id],
            [copy.person_id for copy in new if copy.person_id],
        )
        tell(fact, by=by, org_path=submission.sender.path)
    return len(new)


@verb
def mark_read(submission: Submission, *, by: Person, at: datetime | None = None) -> None:
    """Reading twice is reading once."""
    Reading.objects.get_or_create(submission=submission, person=by, defaults={"at": at or database_now()})
