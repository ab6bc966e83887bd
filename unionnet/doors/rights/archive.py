# SPDX-License-Identifier: Apache-2.0
"""Everything held about one person as a zip: one file for machines, one for people."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.doors.about.labels import column_name
from unionnet.doors.rights.queries import Kind, held_of, rows_of
from unionnet.foundation.privacy.holding import Cell, cells_of


def archive_of(person: Person, *, at: datetime) -> bytes:
    """`data.json` (machine readable, PI-06) and a page to read, numbers in full: for the person only."""
    kinds = [
        (kind, [cells_of(kind.declaration, row) for row in _all(kind, person)]) for kind in held_of(person)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("data.json", json.dumps(_machine(person, kinds, at), ensure_ascii=False, indent=1))
        folder.writestr(f"{_('我的信息')}.html", _page(person, kinds, at))
    return out.getvalue()


def _all(kind: Kind, person: Person) -> Any:
    return rows_of(kind, person).order_by("-pk").iterator(chunk_size=2000)


def _machine(person: Person, kinds: list[tuple[Kind, list[list[Cell]]]], at: datetime) -> dict[str, Any]:
    return {
        "format": "unionnet.person.1",
        "person": person.public_id,
        "made_at": at.isoformat(),
        "kinds": [
            {
                "kind": kind.key,
                "name": kind.item.name,
                "why": kind.item.why,
                "basis": kind.basis,
                "rule": kind.ruling.citation.rule,
                "source": str(kind.ruling.citation),
                "keeps": kind.item.keeps,
                "rows": [{cell.name: cell.value for cell in row} for row in rows],
            }
            for kind, rows in kinds
        ],
    }


def _page(person: Person, kinds: list[tuple[Kind, list[list[Cell]]]], at: datetime) -> str:
    shown = [
        (kind, [[(label, _text(cell)) for cell in row if (label := _label(kind, cell))] for row in rows])
        for kind, rows in kinds
    ]
    return render_to_string("rights/copy/paper.html", {"person": person, "kinds": shown, "at": at})


def _label(kind: Kind, cell: Cell) -> str:
    return column_name(kind.declaration.of, cell.name) if cell.value not in (None, "", [], {}) else ""


def _text(cell: Cell) -> Any:
    if cell.is_picture:
        return format_html('<img src="{}" alt="">', cell.value)
    return cell.value if cell.is_sealed else cell.shown
