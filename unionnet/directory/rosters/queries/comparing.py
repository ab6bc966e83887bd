# SPDX-License-Identifier: Apache-2.0
"""Our register beside the sheet of another system: what they have and we do not, the reverse, and what
differs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.layouts import label_of, masked
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import Comparison, ComparisonPart, Membership, Person
from unionnet.directory.people.queries.members import members_seen_by
from unionnet.directory.people.queries.posts import today
from unionnet.directory.rosters.layout import HEAD_WITHIN, SAMPLE, Layout, find_layout
from unionnet.directory.rosters.reading import Manner, Row, is_empty, understand
from unionnet.foundation.clock import database_now
from unionnet.foundation.countries import country_name
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import Sheet, read_sheets
from unionnet.foundation.ui.tags.words import mask

Kind = ComparisonPart.Kind
NOT_OURS = (Kind.ONLY_THEIRS, Kind.NO_DOCUMENT, Kind.UNREADABLE)
MOST_COMPARED = 100_000
CHUNK = 2_000


@dataclass
class Differences:
    """Lines by what differs: name, document (masked), theirs, ours, the row in their sheet. `people` are the
    ids of our members on it."""

    lines: dict[str, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))
    people: list[int] = field(default_factory=list)
    same: int = 0

    def in_order(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """The kinds that occur, as they are listed."""
        return ((kind, self.lines[kind]) for kind in Kind.values if kind in self.lines)


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
            found.lines[Kind.ONLY_OURS].append([own.name, document, "", membership.organisation.name, ""])
            found.people.append(own.pk)
    found.lines[Kind.ONLY_THEIRS] += [
        [row.name, mask(row.id_number, "id"), row.union or row.unit, "", number]
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
            found.lines[Kind.UNREADABLE].append(["", "", str(refusal), "", number])
            continue
        if row.id_number:
            rows[blind_index("id_number", row.id_number)] = number, row
        else:
            found.lines[Kind.NO_DOCUMENT].append([row.name, "", row.union or row.unit, "", number])
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
        (Kind.ID_TYPE, their_kind, our_kind, row.id_type == own.id_type),
        (Kind.NATIONALITY, their_country, our_country, row.nationality in ("", own.nationality)),
        (
            Kind.EXPIRY,
            row.expires_on,
            own.document_expires,
            row.expires_on in (None, own.document_expires),
        ),
        (
            Kind.OTHER_NAME,
            row.other_name,
            other,
            not row.other_name or is_same_name(row.other_name, other),
        ),
    ]


def _compare(membership: Membership, number: int, row: Row, found: Differences) -> None:
    own = membership.person
    pairs: list[tuple[str, Any, Any, bool]] = [
        (Kind.NAME, row.name, own.name, row.name == own.name),
        (
            Kind.MOBILE,
            mask(row.mobile, "phone") if row.mobile else "",
            masked(membership, "mobile", "phone"),
            not row.mobile or blind_index("mobile", row.mobile) == bytes(own.mobile_index or b""),
        ),
        (
            Kind.UNION,
            row.union,
            membership.organisation.name,
            not row.union or row.union == membership.organisation.name,
        ),
    ]
    pairs += _of_the_document(own, row)
    differing = [(what, theirs, ours) for what, theirs, ours, is_same in pairs if not is_same]
    for what, theirs, ours in differing:
        found.lines[what].append([own.name, masked(membership, "id_number", "id"), theirs, ours, number])
    if differing:
        found.people.append(own.pk)
    else:
        found.same += 1


def comparisons_of(person: Person) -> QuerySet[Comparison]:
    """What this person compared and is still kept: nobody else sees it."""
    rows = Comparison.objects.filter(by=person, expires_at__gt=database_now())
    return rows.select_related("organisation").order_by("-id")


def pages_of(comparison: Comparison, kind: str = "") -> QuerySet[ComparisonPart]:
    """Its pages in their order; of one kind, or all."""
    rows = comparison.parts.order_by("id")
    return rows.filter(kind=kind) if kind else rows


def counts_of(comparison: Comparison) -> list[tuple[str, str, int]]:
    """(kind, its label, lines) of each kind that occurs."""
    found = dict(comparison.parts.order_by().values_list("kind").annotate(n=Sum("size")))
    return [(kind, str(label), found[kind]) for kind, label in Kind.choices if kind in found]


def ours_on(comparison: Comparison, kind: str = "") -> int:
    """Lines that say something about a member of ours."""
    rows = pages_of(comparison, kind).exclude(kind__in=NOT_OURS)
    return rows.order_by().aggregate(n=Sum("size"))["n"] or 0


def lines_of(part: ComparisonPart) -> Iterator[list[Any]]:
    """What differs, name, document, theirs, ours, row."""
    label = str(Kind(part.kind).label)
    for line in json.loads(part.lines.open()):
        yield [label, *line]


def all_lines(comparison: Comparison, kind: str = "") -> Iterator[list[Any]]:
    """Every line, opened page by page while the sheet leaves."""
    for pk in list(pages_of(comparison, kind).values_list("pk", flat=True)):
        yield from lines_of(ComparisonPart.objects.get(pk=pk))
