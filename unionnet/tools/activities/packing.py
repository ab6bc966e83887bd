# SPDX-License-Identifier: Apache-2.0
"""What a bundle is made of: the file as paper, the lists in Excel; then papers and photos as they are kept.
The former take a while and are made beforehand, the latter are read when somebody takes the bundle."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel, paper
from unionnet.foundation.zips import Passing
from unionnet.tools.activities import queries
from unionnet.tools.activities.beside import with_beside
from unionnet.tools.activities.models import Activity, Bundle
from unionnet.tools.activities.queries import Folder
from unionnet.tools.activities.sheets import attendee_lines, money_lines

PDF, TEXT = "application/pdf", "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: "pdf", TEXT: "txt", "image/jpeg": "jpg"}

Named = tuple[str, StoredFile]


class Piece(NamedTuple):
    """One file of a bundle: its name there, its type, what is in it."""

    name: str
    content_type: str
    content: bytes


def on_paper(activity: Activity, reader: Person) -> Piece:
    folder = queries.folder_of(activity)
    context = {
        "folder": folder,
        "activity": activity,
        "state": (str(activity.get_state_display()), ""),
        "story": queries.told(folder.steps),
        "follow_ups": with_beside(folder.follow_ups, reader),
    }
    try:
        return Piece(_("活动档案.pdf"), PDF, paper.pdf("activities/paper.html", context))
    except paper.MissingPango as missing:
        return Piece(_("说明.txt"), TEXT, str(missing).encode())


def names(activity: Activity, reader: Person) -> Piece:
    rows = queries.attendees_seen_by(reader).filter(activity=activity).order_by("session", "id")
    sheet = excel.workbook_bytes(*attendee_lines(rows.iterator(excel.AT_ONCE)))
    return Piece(_("签到名单.xlsx"), XLSX, sheet.read())


def vouchers(activity: Activity, reader: Person) -> Piece:
    sheet = excel.workbook_bytes(*money_lines(queries.folder_of(activity)))
    return Piece(_("报销清单.xlsx"), XLSX, sheet.read())


PIECES: tuple[Callable[[Activity, Person], Piece], ...] = (on_paper, names, vouchers)


def packed(files: Iterable[Named]) -> Iterator[bytes]:
    """The package, handed on while it is written."""
    out = Passing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, file in files:
            package.writestr(name, _content(file))
            yield out.take()
    yield out.take()


def files_of(bundle: Bundle, folder: Folder) -> Iterator[Named]:
    """What was made for it, then the papers and photos."""
    for piece in bundle.pieces.select_related("file").order_by("number"):
        yield piece.name, piece.file
    for number, each in enumerate(folder.documents, start=1):
        if each.file:
            name = plain(each.unit + each.title)
            yield f"{_('材料')}/{number:02d} {name}.{ending_of(each.file)}", each.file
    for number, taken in enumerate(folder.photos, start=1):
        yield f"{_('照片')}/{number:03d} {taken.taken_at:%Y%m%d} {plain(taken.caption)}.jpg", taken.file


def _content(file: StoredFile) -> bytes:
    try:
        return file.read()
    except Refusal as lost:  # the rest of the package is still worth having
        return str(lost).encode()


def ending_of(file: StoredFile) -> str:
    office = "docx" if "wordprocessing" in file.content_type else "xlsx"
    return ENDINGS.get(file.content_type, office)


def plain(name: str) -> str:
    """A name that is a name in every file system."""
    return "".join(each for each in name if each.isalnum() or each in " ·-_")[:60].strip()
