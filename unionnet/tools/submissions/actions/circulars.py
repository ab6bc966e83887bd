# SPDX-License-Identifier: Apache-2.0
"""Papers that go down to be read: sent, read, and those reminded who have not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.submissions.facts import CircularSent, UnreadReminded
from unionnet.tools.submissions.models import Circular, CircularCopy, CircularPaper, CircularReading
from unionnet.tools.submissions.queries import own_copies, unread_copies
from unionnet.tools.submissions.rules import why_not_remind, why_not_send_down


@dataclass(frozen=True)
class CircularWords:
    """`number` as it stands on the paper; `read_by` the day by which it should be read."""

    title: str
    body: str = ""
    number: str = ""
    read_by: date | None = None


@verb
def send_circular(
    organisation: Organisation,
    words: CircularWords,
    unions: Iterable[Organisation],
    files: Iterable[UploadedFile[Any]] = (),
    *,
    by: Person,
) -> Circular:
    """Send a paper to unions below, each once."""
    to, enclosed = list({union.pk: union for union in unions}.values()), list(files)
    title, body = one_line(words.title, 120), many_lines(words.body)
    if refusal := why_not_send_down(organisation, to, body, len(enclosed), by):
        raise refusal
    circular = Circular.objects.create(
        organisation=organisation,
        title=title,
        number=one_line(words.number, 60),
        body=body,
        read_by=words.read_by,
        by=by,
    )
    for upload in enclosed:
        CircularPaper.objects.create(circular=circular, file=keep_document(upload, by=by))
    CircularCopy.objects.bulk_create(CircularCopy(circular=circular, organisation=union) for union in to)
    tell(CircularSent(circular.pk, len(to)), by=by, org_path=organisation.path)
    return circular


@verb
def read_circular(circular: Circular, *, by: Person) -> int:
    """For the unions where the person holds a post. Returns how many have not read it before."""
    copies = own_copies(circular, by).exclude(readings__person=by)
    made = [CircularReading(copy=copy, person=by) for copy in copies]
    CircularReading.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@verb
def remind_unread(circular: Circular, *, by: Person, at: datetime | None = None) -> int:
    """Tell those again who have not read it, at most once a day. Returns how many unions."""
    today = local_date(at or database_now())
    row = Circular.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=circular.pk)
    unread = unread_copies(row).count()
    if refusal := why_not_remind(row, unread, by, today):
        raise refusal
    row.reminded_on = today
    row.save(update_fields=["reminded_on"])
    tell(UnreadReminded(row.pk, today.isoformat(), unread), by=by, org_path=row.organisation.path)
    return unread
