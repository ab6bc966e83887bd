# SPDX-License-Identifier: Apache-2.0
"""Questions shaped for one page each: the tree, the list, one organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, TIERS, Coverage, Organisation
from unionnet.directory.organisations.officers import CHANGE, Officer
from unionnet.directory.organisations.queries import (
    chain_of,
    covered_employers,
    established_on,
    expected_on,
    found_in,
    in_tier_order,
    organisations_seen_by,
    top_of,
)
from unionnet.directory.organisations.rules import parents_of, why_not_change
from unionnet.foundation.refusals import Refusal

MOST_CHILDREN = 300
PLACES = {"abroad": Q(country__gt=""), "home": Q(country="")}
KINDS_OF = {str(tier): kinds for tier, kinds in TIERS.items()}
KINDS_OF["small"] = tuple(kind for kinds in TIERS.values() for kind in kinds)


@dataclass(frozen=True)
class Wanted:
    """What a list asks for. Everything may be empty; nonsense finds nothing."""

    q: str = ""
    tier: str = ""
    kind: str = ""
    state: str = ""
    under: Organisation | None = None
    on: date | None = None
    place: str = ""


def listed(person: Officer, wanted: Wanted, today: date) -> QuerySet[Organisation]:
    """The unions of the list, which are also those a number of the report stands for."""
    rows, on = found_in(organisations_seen_by(person), wanted.q), wanted.on or today
    if wanted.under:
        rows = rows.filter(path__gte=wanted.under.path, path__lt=wanted.under.path_end)
    if wanted.tier:
        rows = rows.filter(kind__in=KINDS_OF[wanted.tier])
    rows = rows.filter(PLACES.get(wanted.place, Q()))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    match wanted.state:
        case "established":
            rows = rows.filter(established_on(on))
        case "missing":
            rows = rows.filter(expected_on(on)).exclude(established_on(on) & Q(since__isnull=False))
        case "expected":
            rows = rows.filter(expected_on(on))
        case "dissolved":
            rows = rows.filter(until__lte=on)
        case _other:
            rows = rows.filter(until__isnull=True)
    return rows.select_related("parent")


@dataclass(frozen=True)
class Branch:
    """One line of the tree. `children` is None while it is closed; `above` is the id of the line it hangs on,
    which is where closing it leads."""

    row: Organisation
    below: int
    children: list[Branch] | None = None
    is_chosen: bool = False
    above: str = ""

    @property
    def more(self) -> bool:
        """Whether only the first children are shown."""
        return self.children is not None and self.below > len(self.children)


def tree_seen_by(person: Officer, opened: Organisation | None) -> Branch | None:
    """From the top of the officer's tree down to the opened union; two questions, however deep."""
    top = top_of(person)
    if top is None:
        return None
    opened = opened if opened and top.contains(opened.path) else top
    ends = range(len(top.path), len(opened.path) + 1, SEGMENT)
    way = {
        row.path: row
        for row in organisations_seen_by(person).filter(path__in=[opened.path[:end] for end in ends])
    }
    below: dict[int, list[Organisation]] = {row.pk: [] for row in way.values()}
    for child in _with_counts(organisations_seen_by(person).filter(parent__in=list(below))):
        below[child.parent_id or 0].append(child)
    return _grow(top, len(below.get(top.pk, ())), way, below, opened, above="")


def branch_of(person: Officer, union: Organisation) -> Branch:
    """One union opened: its children, closed."""
    children = list(_with_counts(organisations_seen_by(person).filter(parent=union)))
    closed = [Branch(row, _below(row), above=union.public_id) for row in children[:MOST_CHILDREN]]
    return Branch(union, len(children), closed, above=union.parent.public_id if union.parent else "")


def _grow(
    row: Organisation,
    count: int,
    way: dict[str, Organisation],
    below: dict[int, list[Organisation]],
    opened: Organisation,
    *,
    above: str,
) -> Branch:
    if row.path not in way:
        return Branch(row, count, above=above)
    own = below[row.pk][:MOST_CHILDREN]
    children = [_grow(child, _below(child), way, below, opened, above=row.public_id) for child in own]
    return Branch(row, count, children, row.pk == opened.pk, above)


def _with_counts(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    counted = Count("children", filter=Q(children__until__isnull=True))
    return in_tier_order(rows.filter(until__isnull=True).annotate(below=counted))


def _below(row: Organisation) -> int:
    return int(getattr(row, "below", 0))


@dataclass(frozen=True)
class OrganisationCard:
    """Everything the page of one union shows."""

    row: Organisation
    chain: list[Organisation]
    children: list[Organisation]
    children_count: int
    established_below: int
    expected_below: int
    covered: int
    why_not: Refusal | None
    why_not_parent: Refusal | None


def organisation_card(person: Officer, row: Organisation, today: date) -> OrganisationCard:
    """Five questions, whatever the size of the subtree."""
    children = _with_counts(organisations_seen_by(person).filter(parent=row))
    below = Organisation.objects.filter(path__gt=row.path, path__lt=row.path_end).aggregate(
        established=Count("pk", filter=established_on(today)),
        expected=Count("pk", filter=expected_on(today)),
        direct=Count("pk", filter=Q(parent=row, until__isnull=True)),
    )
    chain = chain_of(row)
    above = chain[-2].path if len(chain) > 1 else ""
    return OrganisationCard(
        row,
        chain,
        list(children.select_related("parent")[:12]),
        below["direct"],
        below["established"],
        below["expected"],
        covered_employers(row.path, today).count(),
        why_not_change(person, row.path),
        why_not_change(person, above) if above else Refusal("root_stays", _("最上级工会不能移动。")),
    )


def possible_parents(person: Officer, union: Organisation, words: str) -> QuerySet[Organisation]:
    """Where it might be moved: within reach, of a kind that may stand above it, not itself or below itself.
    Before anything is searched for, unions of the same kind as the present parent."""
    rows = Organisation.objects.filter(person.reach(CHANGE).q("path"), until__isnull=True)
    rows = rows.filter(kind__in=parents_of(union.kind))
    if union.parent and not words.strip():
        rows = rows.filter(kind=union.parent.kind)
    rows = rows.exclude(path__gte=union.path, path__lt=union.path_end)
    if union.parent_id:
        rows = rows.exclude(pk=union.parent_id)
    return found_in(rows, words).select_related("parent").order_by("pinyin", "id")


def coverage_of(union: Organisation) -> QuerySet[Coverage]:
    """Who this union itself covers today."""
    return (
        union.coverage.filter(until__isnull=True).select_related("employer").order_by("employer__name", "id")
    )
