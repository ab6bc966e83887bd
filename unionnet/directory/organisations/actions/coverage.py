# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.facts import EmployerCovered, EmployerUncovered
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.organisations.officers import Officer
from unionnet.directory.organisations.rules import why_not_change, why_not_cover
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def cover_employer(
    employer: Employer, organisation: Organisation, since: date, *, by: Officer, at: datetime | None = None
) -> Coverage:
    """The union covers the employer from that day. Another union may cover it too: it still counts once."""
    today = local_date(at or database_now())
    union = Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)
    if refusal := why_not_change(by, union.path) or why_not_cover(employer, union, since, today):
        raise refusal
    try:
        with transaction.atomic():
            covered = Coverage.objects.create(employer=employer, organisation=union, since=since)
    except IntegrityError as error:
        raise Refusal("already_covered", _("%(name)s 已由本工会涵盖。"), name=employer.name) from error
    tell(EmployerCovered(employer.pk, union.pk, since.isoformat()), by=by, org_path=union.path)
    return covered


@verb
def uncover_employer(
    coverage: Coverage, until: date | None = None, *, by: Officer, at: datetime | None = None
) -> Coverage:
    """The coverage ends on that day, or today."""
    row = Coverage.objects.select_related("organisation").select_for_update(of=["self"]).get(pk=coverage.pk)
    today = local_date(at or database_now())
    if refusal := why_not_change(by, row.organisation.path):
        raise refusal
    if row.until is not None:
        return row
    until = until or today
    if until < row.since or until > today:
        raise Refusal("wrong_date", _("结束日期应在开始日期之后，且不晚于今天。"))
    row.until = until
    row.save(update_fields=["until"])
    fact = EmployerUncovered(row.employer_id, row.organisation_id, until.isoformat())
    tell(fact, by=by, org_path=row.organisation.path)
    return row
