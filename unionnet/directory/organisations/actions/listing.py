# SPDX-License-Identifier: Apache-2.0
"""A list of unions becomes a part of the tree."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.actions.founding import found_organisation
from unionnet.directory.organisations.actions.tree import lock_tree
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import why_not_change
from unionnet.directory.organisations.union_sheets import GivenUnion, read_unions
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.ui.excel import read_table

MOST_ROWS = 2000
Unions = dict[str, list[Organisation]]


@dataclass(frozen=True)
class ListTaken:
    """What became of a list: unions that are new, of these the ones abroad, rows that stand in the tree
    already, and rows that were refused, by their number in the sheet."""

    rows: int
    founded: int
    abroad: int
    known: int
    refused: list[tuple[int, Refusal]]


@verb
def import_unions(top: Organisation, content: bytes, *, by: Officer, at: datetime | None = None) -> ListTaken:
    """Take in a list in Excel or CSV below this union. A row may stand under an earlier row, by its name.
    The same list again adds nothing, so one that was cut off is simply sent again."""
    if refusal := why_not_change(by, top.path):
        raise refusal
    rows = read_unions(read_table(io.BytesIO(content), most=MOST_ROWS))
    lock_tree()
    there = _named_below(top, (given for _number, given in rows if isinstance(given, GivenUnion)))
    founded, known = [], 0
    refused = [(number, given) for number, given in rows if isinstance(given, Refusal)]
    for number, given in rows:
        if isinstance(given, Refusal):
            continue
        try:
            union = _taken(given, top, there, by, at)
        except Refusal as no:
            refused.append((number, no))
            continue
        if union is None:
            known += 1
        else:
            founded.append(union)
    abroad = sum(bool(union.country) for union in founded)
    return ListTaken(len(rows), len(founded), abroad, known, sorted(refused, key=lambda each: each[0]))


def _taken(
    given: GivenUnion, top: Organisation, there: Unions, by: Officer, at: datetime | None
) -> Organisation | None:
    """The new union; None when its parent has one of that name."""
    parent = _parent(given, top, there)
    if any(each.parent_id == parent.pk for each in there.get(given.name, ())):
        return None
    union = found_organisation(
        given.name,
        given.kind,
        parent,
        region_code=given.region_code,
        country=given.country,
        time_zone=given.time_zone,
        uscc=given.uscc,
        since=given.since,
        by=by,
        at=at,
    )
    there.setdefault(given.name, []).append(union)
    return union


def _parent(given: GivenUnion, top: Organisation, there: Unions) -> Organisation:
    if given.parent in ("", top.name):
        return top
    found = there.get(given.parent, [])
    if len(found) == 1:
        return found[0]
    raise Refusal(
        "no_such_parent",
        _("%(top)s之下没有、或不止一个叫“%(name)s”的工会。上级工会要写在下级之前。"),
        top=top.name,
        name=given.parent[:60],
    )


def _named_below(top: Organisation, given: Iterable[GivenUnion]) -> Unions:
    """The unions of these names that stand in the subtree now."""
    names = {name for each in given for name in (each.name, each.parent)}
    rows = Organisation.objects.filter(path__gte=top.path, path__lt=top.path_end, until__isnull=True)
    found: Unions = {}
    for union in rows.filter(name__in=names):
        found.setdefault(union.name, []).append(union)
    return found
