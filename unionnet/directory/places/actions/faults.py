# SPDX-License-Identifier: Apache-2.0
"""What visitors say is broken, and the keeper who mends it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions.register import locked
from unionnet.directory.places.facts import FaultReopened, FaultReported, FaultResolved
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.rules import why_not_operate, why_not_reopen, why_not_report
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb


@verb
def report_fault(site: Site, text: str, facility: str = "", *, by: Person | None) -> FaultReport:
    """Tell the keeper what is broken. Said twice it is one report."""
    site = locked(site)
    open_reports = _open_reports(site)
    if same := open_reports.filter(text=text.strip()[:300], facility=facility).first():
        return same
    if refusal := why_not_report(site, text, open_reports.count()):
        raise refusal
    fault = FaultReport.objects.create(
        site=site, facility=facility if facility in site.codes else "", text=text.strip()[:300], reporter=by
    )
    tell(FaultReported(site.pk, fault.pk), by=by, org_path=site.organisation.path)
    return fault


@verb
def resolve_fault(fault: FaultReport, *, by: Person, at: datetime | None = None) -> FaultReport:
    """It works again."""
    at = at or database_now()
    if refusal := why_not_operate(by, fault.site):
        raise refusal
    if FaultReport.objects.filter(pk=fault.pk, resolved_at__isnull=True).update(
        resolved_at=at, resolved_by=by
    ):
        tell(FaultResolved(fault.site_id, fault.pk), by=by, org_path=fault.site.organisation.path)
    fault.refresh_from_db()
    return fault


@verb
def reopen_fault(fault: FaultReport, *, by: Person, at: datetime | None = None) -> FaultReport:
    """It was said to be mended and is not, or broke again soon. Who mended it stays in the journal."""
    at = at or database_now()
    if refusal := why_not_reopen(by, fault, at):
        raise refusal
    mended = FaultReport.objects.filter(pk=fault.pk, resolved_at__isnull=False)
    if mended.update(reopened_at=at, resolved_at=None, resolved_by=None):
        tell(FaultReopened(fault.site_id, fault.pk), by=by, org_path=fault.site.organisation.path)
    fault.refresh_from_db()
    return fault


def _open_reports(site: Site) -> QuerySet[FaultReport]:
    return FaultReport.objects.filter(site=site, resolved_at__isnull=True)
