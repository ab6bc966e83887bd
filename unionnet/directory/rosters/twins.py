# SPDX-License-Identifier: Apache-2.0
"""Rows whose holder is most likely somebody else of the register or of the list, with another passport: name,
birthday and nationality are the same. An officer tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.people.conflicts import claim_of
from unionnet.directory.people.documents import RENEWED_BY_NUMBER
from unionnet.directory.people.holders import may_be_renewed, told_apart
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.rules import why_not_renewed
from unionnet.directory.rosters.staging import Ready
from unionnet.foundation.refusals import Refusal

ALIKE = """
    SELECT i.row, p.id, p.name FROM incoming i
    JOIN people_person p ON p.born_on = i.born_on AND p.nationality = i.nationality AND p.nationality > ''
    WHERE i.id_type = ANY(%s) AND p.id_type = i.id_type AND p.id_index <> i.id_index
"""


def likely_twins(ready: Ready, places: Iterable[int]) -> dict[int, Refusal]:
    """Of these staged rows, strangers by their document, those that an officer has to look at, by place. Not
    who was told apart before."""
    rows = ((place, ready.rows[place]) for place in sorted(places))
    strangers = [place for place, row in rows if may_be_renewed(row.id_type, row.nationality, row.born_on)]
    if not strangers:
        return {}
    return dict(_in_the_list(ready, strangers)) | dict(_in_the_register(ready, strangers))


def _in_the_register(ready: Ready, strangers: list[int]) -> Iterator[tuple[int, Refusal]]:
    claims = {place: claim_of(ready.rows[place].particulars)[1] for place in strangers}
    apart = told_apart(claims.values())
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [list(RENEWED_BY_NUMBER)])
        alike = cursor.fetchall()
    for place, person, name in alike:
        is_new = place in claims and (person, claims[place]) not in apart
        if is_new and is_same_name(name, ready.rows[place].name):
            yield place, why_not_renewed()


def _in_the_list(ready: Ready, strangers: list[int]) -> Iterator[tuple[int, Refusal]]:
    before: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in strangers:
        row = ready.rows[place]
        same = before[row.id_type, row.nationality, row.born_on]
        twins = (each for each in same if is_same_name(ready.rows[each].name, row.name))
        if (twin := next(twins, None)) is not None:
            yield place, _why_not_twice(ready.numbers[twin])
        same.append(place)


def _why_not_twice(number: int) -> Refusal:
    return Refusal(
        "renewed_document",
        _("与第 %(row)s 行姓名、出生日期和国籍相同而证件号码不同。换发过证件的，由工会核对后合并。"),
        row=number,
    )
