# SPDX-License-Identifier: Apache-2.0
"""A list on its way: it is kept sealed, looked through, put right and sent on its way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import IO

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.lines import as_text
from unionnet.directory.people.models import Person, Roster, RosterLayout, RosterPart
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.rules import why_not_enter
from unionnet.directory.rosters.actions.taking import take_parts
from unionnet.directory.rosters.layout import FIELDS, HEAD_WITHIN, SAMPLE, Layout, find_layout
from unionnet.directory.rosters.reading import are_cut, is_empty
from unionnet.foundation.clock import database_now
from unionnet.foundation.ids import take_ids
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.ui.excel import Sheet, read_sheets

PART = 5_000  # rows made ready and written together: half a second, and what is held in memory
MOST_ROWS = 1_000_000
BLOCK = 1024 * 1024
DRAFT_LIVES = timedelta(days=1)
MENDING_LIVES = timedelta(days=30)


@verb
def draft_roster(
    organisation: Organisation,
    file: IO[bytes],
    file_name: str,
    *,
    by: Person,
    event: str = "",
    occupation: str = "",
    at: datetime | None = None,
) -> Roster:
    """Keep a list and look through it: nothing is in the register yet. The same file for the same
    union is one list: again, it gives what became of the first."""
    if refusal := why_not_enter(by, organisation):
        raise refusal
    at, digest = at or database_now(), _digest(file)
    roster = Roster(
        organisation=organisation,
        file_name=file_name[-120:],
        sha256=digest,
        event=event.strip()[:100],
        occupation=occupation,
        language=get_language() or "zh-hans",
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            roster.save()
    except IntegrityError:  # it was here before, or is being sent by somebody else at this moment
        return Roster.objects.exclude(stage=Roster.Stage.UNDONE).get(organisation=organisation, sha256=digest)
    _keep(roster, read_sheets(file))
    take_parts(roster, at, parts=1)
    roster.refresh_from_db()
    return roster


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _keep(roster: Roster, sheets: Iterable[Sheet]) -> None:
    """Every sheet with the head of the first one that has any; the names of others with rows are
    remembered."""
    layout, numbers = None, []
    for sheet in sheets:
        first = list(islice(sheet.rows, HEAD_WITHIN + SAMPLE))
        own = find_layout(first)
        if own is None or (layout and own.key != layout.key):
            roster.skipped += [sheet.name[:40]] if len(first) > 1 else []
            continue
        layout = layout or own
        rows = ((number, cells) for number, cells in chain(first, sheet.rows) if number > own.head_row)
        for part in _parts(rows, layout):
            _keep_part(roster, sheet.name, part)
            at = layout.columns.get("id_number", -1)
            numbers += [cells[at] for _number, cells in part[:SAMPLE] if 0 <= at < len(cells)]
    if layout is None:
        raise Refusal("no_head", _("没有找到表头。前 20 行里要有一行写着“姓名”“身份证号”“手机号”等列名。"))
    known = RosterLayout.objects.filter(organisation=roster.organisation, key=layout.key).first()
    roster.head, roster.columns = layout.head, known.columns if known else layout.columns
    roster.ids_are_cut = are_cut(numbers)
    roster.save(update_fields=["head", "columns", "skipped", "ids_are_cut", "rows"])


def _parts(rows: Iterator[tuple[int, list[str]]], layout: Layout) -> Iterator[list[tuple[int, list[str]]]]:
    said = ((number, cells) for number, cells in rows if not is_empty(cells, layout.columns))
    while part := list(islice(said, PART)):
        yield part


def _keep_part(roster: Roster, sheet: str, part: list[tuple[int, list[str]]]) -> None:
    roster.rows += len(part)
    if roster.rows > MOST_ROWS:
        raise Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=f"{MOST_ROWS:,}")
    (pk,) = take_ids(RosterPart, 1)
    RosterPart(pk=pk, roster=roster, sheet=sheet[:40], rows=len(part), lines=as_text(part)).save(
        force_insert=True
    )


@verb
def read_otherwise(
    roster: Roster,
    columns: Mapping[str, int],
    *,
    by: Person,
    event: str = "",
    occupation: str = "",
    at: datetime | None = None,
) -> Roster:
    """Say which column is which, and look through the list again. The next list of this union with the same
    head is read the same way."""
    roster = _locked(roster, by)
    if roster.stage not in (Roster.Stage.DRAFT, Roster.Stage.LOOKING):
        return roster
    roster.columns = {
        field: at for field, at in columns.items() if field in FIELDS and 0 <= at < len(roster.head)
    }
    if len(set(roster.columns.values())) < len(roster.columns):
        raise Refusal("column_twice", _("同一列只能对应一项，请检查列的对应关系。"))
    roster.occupation = occupation if occupation in OCCUPATIONS else ""
    roster.event = event.strip()[:100]
    roster.save(update_fields=["columns", "occupation", "event"])
    RosterLayout.objects.update_or_create(
        organisation=roster.organisation,
        key=Layout(0, roster.head, {}).key,
        defaults={"columns": roster.columns},
    )
    return _begin(roster, Roster.Stage.LOOKING, at or database_now())


@verb
def import_roster(roster: Roster, *, by: Person, at: datetime | None = None) -> Roster:
    """Take in a list that was looked through, and approve everybody on it. A list of one part is done
    when this returns, the worker takes the rest of a longer one. Saying it twice is once."""
    roster = _locked(roster, by)
    if roster.stage != Roster.Stage.DRAFT:
        return roster
    if "name" not in roster.columns:
        raise Refusal("no_such_column", _("请先指明哪一列是姓名。"))
    roster.by = by
    roster.save(update_fields=["by"])
    return _begin(roster, Roster.Stage.IMPORTING, at or database_now())


def _begin(roster: Roster, stage: Roster.Stage, at: datetime) -> Roster:
    roster.stage, roster.found = stage, {}
    roster.save(update_fields=["stage", "found"])
    roster.parts.update(waits=True, outcomes=[])
    take_parts(roster, at, parts=1)
    roster.refresh_from_db()
    return roster


def _locked(roster: Roster, by: Person) -> Roster:
    roster = Roster.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=roster.pk)
    if refusal := why_not_enter(by, roster.organisation):
        raise refusal
    return roster


@verb
def forget_old_rows(*, at: datetime | None = None) -> int:
    """Lists that nobody sent on their way go after a day; rows that were to be mended after a month. Returns
    how many lists and parts."""
    at = at or database_now()
    unsent = Roster.objects.filter(stage__in=["looking", "draft"], at__lt=at - DRAFT_LIVES)
    drafts, _each = unsent.delete()
    old = RosterPart.objects.filter(lines__isnull=False, waits=False, roster__at__lt=at - MENDING_LIVES)
    return drafts + old.update(lines=None)
