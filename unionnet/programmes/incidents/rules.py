# SPDX-License-Identifier: Apache-2.0
"""Why not? How grave an incident must be to be reported, and by when (PI-11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.incidents.models import SERIOUS, Incident
from unionnet.tools.casework.clocks import Clock
from unionnet.tools.casework.rules import why_not_supply

SEE, HANDLE = "incidents.see", "incidents.handle"
REPORT, HANDLED, SETTLED, DRILL = "PI-11.hours_other", "INC-01.handle", "INC-02.settle", "INC-03.drill"
LONGEST_AGO = timedelta(days=30)


def ruling(name: str, organisation: Organisation, at: datetime) -> Ruling:
    return rule(name, where=organisation.county_code, on=local_date(at))


def report_due(level: str, organisation: Organisation, found_at: datetime) -> datetime | None:
    """By when the authority is told, counted from finding it; None where nobody need be told."""
    if level not in SERIOUS:
        return None
    return Clock.of(ruling(REPORT, organisation, found_at).value).due(found_at)


def why_not_handle(by: Person, organisation: Organisation) -> Refusal | None:
    """At the desk of that very union: what is told in confidence stays there (decision 0041)."""
    if organisation.path not in offices_of(by, HANDLE):
        return Refusal("elsewhere", _("网络安全事件由本会干部登记和处置。"))
    return None


def why_not_found_then(found_at: datetime, now: datetime) -> Refusal | None:
    if found_at > now:
        return Refusal("in_the_future", _("发现时间不能晚于现在。"))
    if now - found_at > LONGEST_AGO:
        return Refusal("too_long_ago", _("发现时间超过 30 天，请核对。"))
    return None


def why_not_work(incident: Incident, by: Person) -> Refusal | None:
    return why_not_handle(by, incident.organisation) or why_not_supply(incident.case, by)


def why_not_report(incident: Incident, by: Person) -> Refusal | None:
    if not incident.is_serious:
        return Refusal("not_serious", _("一般事件不用向网信部门报告；级别变了，请先在办件页改类别。"))
    if incident.reported_at is not None:
        return Refusal("reported", _("已经报告过了。"))
    return why_not_work(incident, by)
