# SPDX-License-Identifier: Apache-2.0
"""Figures come in: one cell as somebody leaves its field, a page of them, or a whole sheet. One verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.codes import is_uscc
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.returns.actions.moving import kept
from unionnet.tools.returns.models import Cell, Check, Explanation, FirmLine, Indicator, Return
from unionnet.tools.returns.queries import indicators_of
from unionnet.tools.returns.rules import why_not_fill
from unionnet.tools.returns.values import read_value

KEPT = ["number", "text", "fact", "reason", "version", "by", "at"]


@dataclass(frozen=True)
class Entry:
    """What was typed for one figure. `seen` is the version of the cell it was typed over; None where a whole
    sheet comes in. `reason` is for a number that is not the one the system counted."""

    raw: str
    seen: int | None = None
    reason: str = ""


@verb
def fill(
    found: Return, entries: Mapping[str, Entry], *, by: Person, at: datetime | None = None
) -> dict[str, Refusal]:
    """By code. What can be read is kept, what cannot comes back with its reason; other codes are left out."""
    row, sealed = kept(found)
    if refusal := why_not_fill(row, by, sealed=sealed):
        raise refusal
    cells = {cell.indicator_id: cell for cell in row.cells.all()}
    moment, wrong, changed = at or database_now(), {}, []
    for indicator in indicators_of(row.period.form):
        entry = entries.get(indicator.code)
        if entry is None or not indicator.is_typed:
            continue
        cell = cells.get(indicator.pk) or blank_cell(row, indicator)
        try:
            if _written_into(cell, indicator, entry):
                cell.version, cell.by, cell.at = cell.version + 1, by, moment
                changed.append(cell)
        except Refusal as refusal:
            wrong[indicator.code] = refusal
    save_cells(changed)
    return wrong


def _written_into(cell: Cell, indicator: Indicator, entry: Entry) -> bool:
    """Whether the cell is another one now."""
    value, reason = read_value(indicator, entry.raw), one_line(entry.reason, 200) or cell.reason
    differs = cell.fact is not None and value.number != cell.fact
    after = (value.number, value.text, reason if differs else "")
    if after == (cell.number, cell.text, cell.reason):
        return False
    if entry.seen is not None and entry.seen != cell.version:
        raise Refusal("changed_meanwhile", _("别人刚刚改过这一格，请看过现在的数再填。"))
    if differs and value.number is None:
        raise Refusal("fact_left_out", _("系统已经取数，不能留空；需要调整的，请填写数字和原因。"))
    if differs and not reason:
        raise Refusal("why_not_the_fact", _("与系统取数 %(fact)s 不同，请写明原因。"), fact=cell.fact)
    cell.number, cell.text, cell.reason = after
    return True


def blank_cell(row: Return, indicator: Indicator) -> Cell:
    """With nothing in it; before it is saved its texts are texts, not the database's defaults."""
    return Cell(of=row, indicator=indicator, version=0, text="", reason="", mark="")


def save_cells(cells: Sequence[Cell]) -> None:
    """Those that are new and those that are there, in one statement."""
    Cell.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["of", "indicator"],
        update_fields=KEPT,
    )


@verb
def explain(found: Return, words: Mapping[int, str], *, by: Person) -> None:
    """Why warnings do not matter here, by the id of the check. Nothing written takes the explanation back."""
    row, sealed = kept(found)
    if refusal := why_not_fill(row, by, sealed=sealed):
        raise refusal
    warnings = row.period.form.checks.filter(severity=Check.Severity.WARNING, pk__in=list(words))
    for check in warnings:
        if said := one_line(words[check.pk], 300):
            Explanation.objects.update_or_create(of=row, check_of=check, defaults={"words": said, "by": by})
        else:
            row.explanations.filter(check_of=check).delete()


@dataclass(frozen=True)
class Firm:
    """One line of a list: who took part, and in what."""

    name: str
    uscc: str = ""
    occasion: str = ""


@verb
def list_firms(found: Return, firms: Iterable[Firm], *, by: Person) -> int:
    """The whole list anew; a line said twice stands once. The figures that count firms follow; a line whose
    code cannot be one is kept, marked, and not counted (X-11). Returns how many lines there are."""
    row, sealed = kept(found)
    if refusal := why_not_fill(row, by, sealed=sealed):
        raise refusal
    lines = {(_known_as(each), each.occasion): each for each in firms}
    row.firms.all().delete()
    FirmLine.objects.bulk_create(
        FirmLine(
            of=row,
            name=each.name,
            uscc=each.uscc,
            code_is_wrong=_is_wrong(each.uscc),
            occasion=each.occasion,
            by=by,
        )
        for each in lines.values()
    )
    counted = [known for (known, _occasion), each in lines.items() if not _is_wrong(each.uscc)]
    counts = {Unit.FIRMS: len(set(counted)), Unit.FIRM_TIMES: len(counted)}
    moment = database_now()
    lists = [each for each in indicators_of(row.period.form) if each.kind == Indicator.Kind.FIRMS]
    save_cells([_counted(row, each, counts[Unit(each.unit)], by, moment) for each in lists])
    return len(lines)


def _known_as(firm: Firm) -> tuple[str, str]:
    """By its code; by its name where it has none; by both where the code cannot be one."""
    return (firm.uscc, "") if is_uscc(firm.uscc) else (firm.uscc, firm.name)


def _is_wrong(uscc: str) -> bool:
    return bool(uscc) and not is_uscc(uscc)


def _counted(row: Return, indicator: Indicator, number: int, by: Person, moment: datetime) -> Cell:
    before = row.cells.filter(indicator=indicator).first()
    version = before.version + 1 if before else 1
    return Cell(of=row, indicator=indicator, number=number, version=version, by=by, at=moment)
