# SPDX-License-Identifier: Apache-2.0
"""A given sheet is kept with what goes where in it, and given up."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.actions import forget_files, keep_bytes
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.ui.blanks import read_blank
from unionnet.foundation.ui.excel import KIND
from unionnet.tools.returns.models import Layout, Period
from unionnet.tools.returns.placing import Marks, propose, why_not_marks
from unionnet.tools.returns.queries import indicators_of
from unionnet.tools.returns.rules import why_not_lay_out

LARGEST = 5 * 1024 * 1024


@verb
def keep_layout(
    period: Period, organisation: Organisation, kind: str, upload: UploadedFile[Any], *, by: Person
) -> Layout:
    """Keep the sheet for this form and union, in place of the one before, with a guess of what goes where: in
    the sheet of the book where most is found."""
    if refusal := why_not_lay_out(organisation, by):
        raise refusal
    if (upload.size or 0) > LARGEST:
        raise Refusal("file_too_large", _("表样不能超过 5 MB，请删去用不到的内容后再上传。"))
    content = bytes(upload.read())
    blank, indicators = read_blank(content), indicators_of(period.form)
    guesses = [propose(name, blank.sheet(name), kind, indicators) for name in blank.sheets]
    best = max(guesses, key=lambda marks: len(marks.places))
    before = Layout.objects.filter(organisation=organisation, line=period.line, kind=kind).first()
    file = keep_bytes(content, upload.name or "", KIND, by=by)
    made, _is_new = Layout.objects.update_or_create(
        organisation=organisation,
        line=period.line,
        kind=kind,
        defaults={"file": file, "by": by, "at": database_now(), **_kept(best)},
    )
    if before:
        forget_files([before.file_id])
    return made


@verb
def mark_layout(layout: Layout, marks: Marks, *, by: Person) -> dict[str, Refusal]:
    """What goes where, as the officer says. Nothing is kept while something is wrong: that comes back by
    code."""
    rows = Layout.objects.select_for_update(of=["self"]).select_related("organisation", "file")
    row = rows.get(pk=layout.pk)
    if refusal := why_not_lay_out(row.organisation, by):
        raise refusal
    sheet = read_blank(row.file.read()).sheet(marks.sheet)
    if wrong := why_not_marks(sheet, row.kind, marks):
        return wrong
    Layout.objects.filter(pk=row.pk).update(by=by, at=database_now(), **_kept(marks))
    return {}


@verb
def drop_layout(layout: Layout, *, by: Person) -> None:
    if refusal := why_not_lay_out(layout.organisation, by):
        raise refusal
    Layout.objects.filter(pk=layout.pk).delete()
    forget_files([layout.file_id])


def _kept(marks: Marks) -> dict[str, Any]:
    return {"sheet": marks.sheet, "first_row": marks.first_row, "places": marks.places}
