# SPDX-License-Identifier: Apache-2.0
"""Our register beside the sheet of another system: what they have and we do not, the reverse, and what
differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.layouts import label_of, masked
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.queries.members import members_seen_by
from unionnet.directory.people.queries.posts import today
from unionnet.directory.people.rosters.layout import HEAD_WITHIN, SAMPLE, Layout, find_layout
from unionnet.directory.people.rosters.reading import Manner, Row, is_empty, understand
from unionnet.foundation.countries import country_name
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import Sheet, read_sheets
from unionnet.foundation.ui.tags.words import mask

MOST_COMPARED = 100_000
CHUNK = 2_000


@dataclass
class Differences:
    """Lines of an Excel sheet: what differs, name, document (masked), theirs, ours, the row in their
    sheet. `people` are the ids of our members on it."""

    lines: list[list[Any]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    same: int = 0


def differences(union: Organisation, file: IO[bytes], *, by: Person) -> Differences:
    """Between the members of a union with all below it and a sheet; documents are compared, whatever the
    spelling."""
    theirs, found = _theirs(file)
    ours = members_seen_by(by).filter(
        organisation__path__gte=union.path, organisation__path__lt=union.path_end
    )
    if ours.count() > MOST_COMPARED:
        raise Refusal("too_many_members", _("会员超过 10 万人，请选择下级工会分别比对。"))
    for membership in _read(ours):
        own = membership.person
        if other := theirs.pop(bytes(own.id_index or b""), None):
            _compare(membership, *other, found)
        else:
            document = masked(membership, "id_number", "id")
            found.lines.append(
                [_("我方有、对方没有"), own.name, document, "", membership.organisation.name, ""]
            )
            found.people.append(own.pk)
    found.lines += [
        [_("对方有、我方没有"), row.name, mask(row.id_number, "id"), row.union or row.unit, "", number]
        for number, row in theirs.values()
    ]
    return found


def _theirs(file: IO[bytes]) -> tuple[dict[bytes, tuple[int, Row]], Differences]:
    """Their rows by blind index; the rows that cannot be compared are differences already."""
    rows: dict[bytes, tuple[int, Row]] = {}
    found = Differences()
    for number, cells, layout in _rows(read_sheets(file)):
        try:
            row = understand(cells, Manner(layout.columns, "other", today()))
        except Refusal as refusal:
            found.lines.append([_("对方这一行读不出"), "", "", str(refusal), "", number])
            continue
        if row.id_number:
            rows[blind_index("id_number", row.id_number)] = number, row
        else:
            found.lines.append(
                [_("对方没有证件号码，无法比对"), row.name, "", row.union or row.unit, "", number]
            )
        if len(rows) > MOST_COMPARED:
            raise Refusal(
                "too_many_rows", _("一次最多比对 %(n)s 行，请按下级工会拆分文件。"), n=f"{MOST_COMPARED:,}"
            )
    return rows, found


def _rows(sheets: Iterator[Sheet]) -> Iterator[tuple[int, list[str], Layout]]:
    has_head = False
    for sheet in sheets:
        first = list(islice(sheet.rows, HEAD_WITHIN + SAMPLE))
        if layout := find_layout(first):
            has_head = True
            for number, cells in (*first, *sheet.rows):
                if number > layout.head_row and not is_empty(cells, layout.columns):
                    yield number, cells, layout
    if not has_head:
        raise Refusal("no_head", _("没有找到表头。前 20 行里要有一行写着“姓名”“身份证号”“手机号”等列名。"))


def _read(ours: QuerySet[Membership]) -> Iterator[Membership]:
    return ours.order_by("organisation__path", "id").iterator(chunk_size=CHUNK)


def _of_the_document(own: Person, row: Row) -> list[tuple[str, Any, Any, bool]]:
    """What stands beside the number; where their sheet is silent nothing differs."""
    their_kind, our_kind = (label_of(Person.IdType, kind) for kind in (row.id_type, own.id_type))
    their_country, our_country = (
        country_name(each) if each else "" for each in (row.nationality, own.nationality)
    )
    other = own.other_name
    return [
        (_("证件类型不一致"), their_kind, our_kind, row.id_type == own.id_type),
        (_("国籍不一致"), their_country, our_country, row.nationality in ("", own.nationality)),
        (
            _("证件有效期不一致"),
            row.expires_on,
            own.document_expires,
            row.expires_on in (None, own.document_expires),
        ),
        (
            _("外文名或中文名不一致"),
            row.other_name,
            other,
            not row.other_name or is_same_name(row.other_name, other),
        ),
    ]


def _compare(membership: Membership, number: int, row: Row, found: Differences) -> None:
    own = membership.person
    pairs: list[tuple[str, Any, Any, bool]] = [
        (_("姓名不一致"), row.name, own.name, row.name == own.name),
        (
            _("手机号不一致"),
            mask(row.mobile, "phone") if row.mobile else "",
            masked(membership, "mobile", "phone"),
            not row.mobile or blind_index("mobile", row.mobile) == bytes(own.mobile_index or b""),
        ),
        (
            _("所在工会不一致"),
            row.union,
            membership.organisation.name,
            not row.union or row.union == membership.organisation.name,
        ),
    ]
    pairs += _of_the_document(own, row)
    differing = [(what, theirs, ours) for what, theirs, ours, is_same in pairs if not is_same]
    for what, theirs, ours in differing:
        found.lines.append([what, own.name, masked(membership, "id_number", "id"), theirs, ours, number])
    if differing:
        found.people.append(own.pk)
    else:
        found.same += 1
