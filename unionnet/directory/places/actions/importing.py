# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.actions.register import change, register
from unionnet.directory.places.facts import SitesImported
from unionnet.directory.places.rules import why_not_change
from unionnet.directory.places.sheets import DryRun
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@dataclass(frozen=True)
class Imported:
    """How many sites the file brought, changed, and was wrong about."""

    registered: int
    changed: int
    wrong: int


@verb
def import_sites(union: Organisation, run: DryRun, *, by: Person, at: datetime | None = None) -> Imported:
    """Keep every row that is in order. The same file again changes nothing and registers nobody twice."""
    at = at or database_now()
    if refusal := why_not_change(by, union.path):
        raise refusal
    if not run.new and not run.known:
        raise Refusal("nothing_to_import", _("没有可以导入的行，请先改正表格。"))
    for row in run.new:
        register(row.union or union, row.values, row.openings or (), by=by, at=at)
    for row in run.known:
        if row.existing:
            change(row.existing, row.values, row.openings, by=by, at=at)
    done = Imported(len(run.new), len(run.known), len(run.wrong))
    tell(SitesImported(union.pk, done.registered, done.changed), by=by, org_path=union.path)
    return done
