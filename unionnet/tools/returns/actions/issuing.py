# SPDX-License-Identifier: Apache-2.0
"""A period opens: the form is issued and every unit gets its return."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.copying import copy_rows, public_ids
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.returns.facts import PeriodOpened, UnfilledReminded
from unionnet.tools.returns.models import Form, Period, Return
from unionnet.tools.returns.queries import unfilled_units, units_for
from unionnet.tools.returns.rules import why_not_open, why_not_remind, why_not_units

BATCH = 100


@verb
def open_period(
    form: Form,
    key: str,
    days: tuple[date, date],
    due_on: date,
    *,
    by: Person,
    at: datetime | None = None,
) -> Period:
    """The first one issues the form, and closes the version before. The units are those of today."""
    found = Form.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=form.pk)
    if refusal := why_not_open(found, *days, due_on, by):
        raise refusal
    if not found.indicators.exists():
        raise Refusal("no_indicators", _("表里还没有指标，请先加上。"))
    unions = list(units_for(found).order_by("path").values_list("pk", flat=True))
    if refusal := why_not_units(len(unions)):
        raise refusal
    moment = at or database_now()
    if found.is_draft:
        Form.objects.filter(line=found.line, closed_at=None, issued_at__isnull=False).update(closed_at=moment)
        Form.objects.filter(pk=found.pk).update(issued_at=moment)
    period = _opened(found, one_line(key, 20), days, due_on, by)
    rows = ((name, period.pk, union) for name, union in zip(public_ids(len(unions)), unions, strict=True))
    copy_rows(Return, ["public_id", "period_id", "organisation_id"], rows)
    tell(PeriodOpened(period.pk, len(unions)), by=by, org_path=found.organisation.path)
    return period


@verb
def remind_unfilled(period: Period, *, by: Person, at: datetime | None = None) -> int:
    """Once a day. Returns how many unions have not sent theirs."""
    found = Period.objects.select_for_update(of=["self"]).select_related("form__organisation")
    kept, today = found.get(pk=period.pk), local_date(at or database_now())
    units = unfilled_units(kept).count()
    if refusal := why_not_remind(kept, units, by, today):
        raise refusal
    kept.reminded_on = today
    kept.save(update_fields=["reminded_on"])
    tell(UnfilledReminded(kept.pk, today.isoformat(), units), by=by, org_path=kept.form.organisation.path)
    return units


def _opened(form: Form, key: str, days: tuple[date, date], due_on: date, by: Person) -> Period:
    try:
        with transaction.atomic():
            return Period.objects.create(
                form=form,
                line=form.line,
                key=key,
                begins=days[0],
                ends=days[1],
                due_on=due_on,
                opened_by=by,
            )
    except IntegrityError as twice:
        raise Refusal("opened_already", _("报告期 %(key)s 已经下发过。"), key=key) from twice


def remind_before_due(at: datetime | None = None) -> int:
    """The clock reminds once, some days before a period is due. Returns how many periods."""
    today = local_date(at or database_now())
    ahead = today + timedelta(days=int(rule("RET-01.remind_days_before", on=today).value))
    soon = Period.objects.filter(due_on__gte=today, due_on__lte=ahead, reminded_on=None, seal=None)
    return sum(_remind_once(period, today) for period in soon.select_related("form__organisation")[:BATCH])


@verb
def _remind_once(period: Period, today: date) -> int:
    if not Period.objects.filter(pk=period.pk, reminded_on=None).update(reminded_on=today):
        return 0
    units = unfilled_units(period).count()
    if units:
        fact = UnfilledReminded(period.pk, today.isoformat(), units)
        tell(fact, by=None, org_path=period.form.organisation.path)
    return 1
