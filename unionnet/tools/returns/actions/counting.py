# SPDX-License-Identifier: Apache-2.0
"""Figures the system counts itself come into their cells."""

from __future__ import annotations

from datetime import datetime

from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import verb
from unionnet.tools.returns.actions.filling import blank_cell, save_cells
from unionnet.tools.returns.actions.moving import kept
from unionnet.tools.returns.models import Return
from unionnet.tools.returns.queries import indicators_of
from unionnet.tools.returns.rules import why_not_fill


@verb
def take_facts(found: Return, *, by: Person, at: datetime | None = None) -> int:
    """Count anew whatever the form names a measure for. A figure that somebody put in its place with a reason
    stays, the count beside it is renewed. Returns how many figures were counted."""
    row, sealed = kept(found)
    if refusal := why_not_fill(row, by, sealed=sealed):
        raise refusal
    cells = {cell.indicator_id: cell for cell in row.cells.all()}
    moment, measures, counted = at or database_now(), all_measures(), []
    for indicator in indicators_of(row.period.form):
        if indicator.source not in measures:
            continue
        cell = cells.get(indicator.pk) or blank_cell(row, indicator)
        cell.fact = measures[indicator.source].count(row.organisation, row.period.begins, row.period.ends)
        if not cell.reason or cell.number == cell.fact:
            cell.number, cell.reason = cell.fact, ""
        cell.version, cell.by, cell.at = cell.version + 1, by, moment
        counted.append(cell)
    save_cells(counted)
    return len(counted)
