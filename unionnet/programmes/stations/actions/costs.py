# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import why_not_change, why_not_operate
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.stations.facts import CostRecorded, VisitsRecorded
from unionnet.programmes.stations.models import Cost, Visits

MOST = 10_000_000_00  # 分: a slip of the decimal point, not a bill
MOST_TIMES = 10_000_000


@verb
def record_cost(
    site: Site, month: date, kind: str, amount: int, note: str = "", *, by: Person, at: datetime | None = None
) -> Cost:
    """What a month cost, in 分. Recording the same month and kind again corrects it."""
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    month = month.replace(day=1)
    if not 0 <= amount <= MOST:
        raise Refusal("amount_out_of_range", _("金额应在 0 元到 1000 万元之间。"))
    if month > local_date(at or database_now()):
        raise Refusal("month_to_come", _("不能填写以后月份的费用。"))
    cost, _is_new = Cost.objects.update_or_create(
        site=site, month=month, kind=kind, defaults={"amount": amount, "note": note.strip()[:60], "by": by}
    )
    tell(CostRecorded(site.pk, cost.pk), by=by, org_path=site.organisation.path)
    return cost


@verb
def record_visits(site: Site, month: date, times: int, *, by: Person, at: datetime | None = None) -> Visits:
    """How often people came in a month (人次). Recording the same month again corrects it."""
    if refusal := why_not_operate(by, site):
        raise refusal
    month = month.replace(day=1)
    if not 0 <= times <= MOST_TIMES:
        raise Refusal("times_out_of_range", _("人次应在 0 到 1000 万之间。"))
    if month > local_date(at or database_now()):
        raise Refusal("month_to_come", _("不能填写以后月份的人次。"))
    visits, _is_new = Visits.objects.update_or_create(
        site=site, month=month, defaults={"times": times, "by": by}
    )
    tell(VisitsRecorded(site.pk, visits.pk), by=by, org_path=site.organisation.path)
    return visits
