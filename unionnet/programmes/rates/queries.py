# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.classes import Industry
from unionnet.directory.organisations.models import TIER_OF, TIERS, Employer, Organisation
from unionnet.directory.organisations.officers import SEE
from unionnet.directory.organisations.queries import tier_label
from unionnet.directory.people.models import Person
from unionnet.foundation.rulebook import rule
from unionnet.foundation.small_counts import steps
from unionnet.foundation.thresholds import percent
from unionnet.programmes.rates.counting import cells_of
from unionnet.programmes.rates.models import Figure, Seal

Definition = Figure.Definition
MOST_NAMED = 200
MONTHS_BACK = 12


def seals_seen_by(person: Person) -> QuerySet[Seal]:
    """Sealed months of the unions within reach, the newest first."""
    rows = Seal.objects.filter(person.reach(SEE).q()).select_related("organisation", "sealed_by")
    return rows.order_by("-month", "organisation__path")


@dataclass(frozen=True)
class Rate:
    """So many of so many. `filters` are those of the list behind it. With a `step` over 1 the numerator
    counts people whom the reader may not see, and is told in steps."""

    label: str
    numerator: int
    denominator: int
    filters: dict[str, str]
    level: str = ""
    step: int = 1

    @property
    def missing(self) -> int:
        return self.denominator - self.numerator

    @property
    def percent(self) -> Decimal | None:
        if self.numerator < self.step and self.step > 1:
            return None
        return percent(self.numerator, self.denominator)


def step_for(person: Person, union: Organisation, on: date) -> int:
    """How finely a count of members moves for this reader: by one who may see them, else by PI-20."""
    seen = person.reach("people.see").covers(union.path)
    return 1 if seen else int(rule("PI-20.fewest_told", where=union.county_code, on=on).value)


def _told(rate: Rate, step: int) -> Rate:
    """Months stand beside each other: of two exact numbers the difference is who came."""
    return replace(rate, numerator=steps(rate.numerator, step), step=step)


@dataclass(frozen=True)
class MonthLine:
    """One sealed month in the row of months."""

    seal: Seal
    rates: dict[str, Rate]


def months_of(seals: Sequence[Seal], step: int) -> list[MonthLine]:
    """The three rates of each of these months: one question."""
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    rows = Figure.objects.filter(seal__in=seals).values_list(
        "seal_id", "definition", "numerator", "denominator"
    )
    for seal, definition, numerator, denominator in rows:
        before = sums.get((seal, definition), (0, 0))
        sums[seal, definition] = before[0] + numerator, before[1] + denominator
    return [
        MonthLine(
            seal,
            {
                each.value: _told(
                    Rate(str(each.label), *sums.get((seal.pk, each), (0, 0)), {}),
                    step if each == Definition.MEMBERS else 1,
                )
                for each in Definition
            },
        )
        for seal in seals
    ]


def months_to_seal(organisation: Organisation, today: date) -> list[date]:
    """Of the last twelve months that are over, those without a seal."""
    months, month = [], today.replace(day=1)
    for _back in range(MONTHS_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month)
    sealed = set(
        Seal.objects.filter(organisation=organisation, month__in=months).values_list("month", flat=True)
    )
    return [month for month in months if month not in sealed]


@dataclass(frozen=True)
class Sheet:
    """One sealed month, cut in every way it is published."""

    seal: Seal
    tiers: list[Rate]
    places: list[Rate]
    employers: Rate
    industries: list[Rate]
    regions: list[Rate]
    members: Rate

    @property
    def whole(self) -> Rate:
        return self.tiers[-1]


def sheet_of(seal: Seal, step: int) -> Sheet:
    """Two questions: the cells, and the names of the unions directly below."""
    cells = list(seal.figures.defer("counted", "others"))
    unions = [cell for cell in cells if cell.definition == Definition.UNIONS]
    employers = [cell for cell in cells if cell.definition == Definition.EMPLOYERS]
    members = [cell for cell in cells if cell.definition == Definition.MEMBERS]
    return Sheet(
        seal,
        _tiers(unions),
        _grouped(unions, lambda cell: cell.place, "place", _names_of(unions)),
        _sum(_("用人单位（由工会涵盖）"), employers, {"definition": Definition.EMPLOYERS}),
        _grouped(employers, lambda cell: cell.key, "key", {each.value: each.label for each in Industry}),
        _grouped(employers, lambda cell: cell.place, "place", {}),
        _told(_sum(_("会员占职工"), members, {"definition": Definition.MEMBERS}), step),
    )


def _tiers(cells: Sequence[Figure]) -> list[Rate]:
    labels, lines = dict(Organisation.Kind.choices), []
    for tier, kinds in TIERS.items():
        own = [cell for cell in cells if cell.key in kinds]
        lines.append(_sum(tier_label(tier), own, {"definition": "unions", "tier": str(tier)}, "tier"))
        for kind in sorted({cell.key for cell in own}, key=kinds.index):
            named = [cell for cell in own if cell.key == kind]
            lines.append(_sum(str(labels[kind]), named, {"definition": "unions", "key": kind}, "kind"))
    return [*lines, _sum(_("合计"), cells, {"definition": "unions"}, "total")]


def _names_of(cells: Iterable[Figure]) -> dict[str, str]:
    """By the paths of the time; one that has moved since is called by its path."""
    paths = {cell.place for cell in cells}
    return dict(Organisation.objects.filter(path__in=paths).values_list("path", "name"))


def _grouped(
    cells: Sequence[Figure], part: Callable[[Figure], str], name: str, labels: Mapping[str, object]
) -> list[Rate]:
    groups: dict[str, list[Figure]] = {}
    for cell in cells:
        groups.setdefault(part(cell), []).append(cell)
    return [
        _sum(
            str(labels.get(value) or value or _("未登记")),
            own,
            {"definition": own[0].definition, name: value or "-"},
        )
        for value, own in sorted(groups.items())
    ]


def _sum(label: str, cells: Iterable[Figure], filters: dict[str, str], level: str = "") -> Rate:
    cells = list(cells)
    numerator, denominator = sum(c.numerator for c in cells), sum(c.denominator for c in cells)
    return Rate(label, numerator, denominator, filters, level)


def _behind(
    seal: Seal, column: str, *, definition: str, tier: str = "", key: str = "", place: str = ""
) -> QuerySet[Figure, Any]:
    """The ids in one of the two lists of these cells, for a subquery."""
    cells = Figure.objects.filter(seal=seal, definition=definition)
    if tier:
        cells = cells.filter(key__in=[kind for kind, own in TIER_OF.items() if str(own) == tier])
    if key:
        cells = cells.filter(key="" if key == "-" else key)
    if place:
        cells = cells.filter(place="" if place == "-" else place)
    return cells.annotate(unit=Func(F(column), function="unnest")).values("unit")


def unions_behind(seal: Seal, *, missing: bool, **filters: str) -> QuerySet[Organisation]:
    """The unions a sealed number stands for, with the names they have now."""
    ids = _behind(seal, "others" if missing else "counted", definition=Definition.UNIONS, **filters)
    return Organisation.objects.filter(pk__in=ids).select_related("parent")


def employers_behind(seal: Seal, *, missing: bool, **filters: str) -> QuerySet[Employer]:
    ids = _behind(seal, "others" if missing else "counted", definition=Definition.EMPLOYERS, **filters)
    return Employer.objects.filter(pk__in=ids)


@dataclass(frozen=True)
class Change:
    """One union that makes two counts differ."""

    union: Organisation
    sign: int
    why: str


@dataclass(frozen=True)
class Comparison:
    """What lies between two counts of the 小三级: of one month sealed and as the register has it now, or of
    a month and the one before it."""

    before: Rate
    after: Rate
    changes: list[Change]
    more: int

    @property
    def is_same(self) -> bool:
        return not self.changes and self.before.denominator == self.after.denominator


def corrections_of(seal: Seal) -> Comparison:
    """What the register says today about the cut-off day of this month."""
    now = [cell for cell in cells_of(seal.organisation, seal.cut_off) if cell.definition == Definition.UNIONS]
    sealed, listed = _standing(seal)
    today = {unit for cell in now for unit in cell.counted or ()}
    after = Rate("", len(today), sum(cell.denominator for cell in now), {})
    return _compared(sealed, after, listed, today, seal.cut_off, of_one_day=True)


def movement_of(seal: Seal) -> Comparison | None:
    """From the sealed month before to this one; None when there is none."""
    before = Seal.objects.filter(organisation=seal.organisation, month__lt=seal.month).order_by("-month")
    if (former := before.first()) is None:
        return None
    (first, stood), (second, stand) = _standing(former), _standing(seal)
    return _compared(first, second, stood, stand, former.cut_off, of_one_day=False)


def _standing(seal: Seal) -> tuple[Rate, set[int]]:
    cells = list(seal.figures.filter(definition=Definition.UNIONS))
    return _sum("", cells, {}), {unit for cell in cells for unit in cell.counted or ()}


def _compared(
    before: Rate, after: Rate, stood: set[int], stand: set[int], cut_off: date, *, of_one_day: bool
) -> Comparison:
    differing = sorted(stood ^ stand)
    unions = Organisation.objects.in_bulk(differing[:MOST_NAMED])
    changes = [
        Change(unions[pk], *_why(unions[pk], pk in stand, cut_off, of_one_day))
        for pk in differing[:MOST_NAMED]
        if pk in unions
    ]
    return Comparison(before, after, changes, max(0, len(differing) - MOST_NAMED))


def _why(union: Organisation, is_new: bool, cut_off: date, of_one_day: bool) -> tuple[int, str]:
    facts = {"since": union.since, "until": union.until}
    if is_new and (of_one_day or (union.since and union.since <= cut_off)):
        return 1, _("补录：成立日期 %(since)s") % facts
    if is_new:
        return 1, _("新成立：%(since)s") % facts
    if union.until:
        return -1, _("撤销：%(until)s") % facts
    return -1, _("更正登记或调整上级")
