# SPDX-License-Identifier: Apache-2.0
"""Who is told: the units when a period opens, those above when a return is in, the unit when it is back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.tools.returns.facts import (
    PeriodOpened,
    ReturnFilled,
    ReturnGivenBack,
    ReturnSent,
    SupplementAsked,
    UnfilledReminded,
)
from unionnet.tools.returns.models import Period, Return, Supplement
from unionnet.tools.returns.queries import fillers_at, judges_at, signers_at, unfilled_units


@on(PeriodOpened)
def tell_who_is_to_fill(fact: PeriodOpened) -> None:
    _tell_units(fact.period, "opened", _("请填报：%(title)s"), _("%(union)s下发，请在 %(day)s 前报送。"))


@on(UnfilledReminded)
def tell_who_has_not_sent(fact: UnfilledReminded) -> None:
    _tell_units(fact.period, fact.day, _("还没有报：%(title)s"), _("%(union)s提醒您，请在 %(day)s 前报送。"))


@on(ReturnFilled)
def tell_who_signs(fact: ReturnFilled) -> None:
    found = _of(fact.return_of)
    if found.state == Return.State.FILLED:
        people = set(signers_at(_only(found.organisation_id))) - {found.filled_by_id}
        _tell(found, people, f"sign:{fact.step}", _("请审签：%(title)s"), _("%(union)s已经填好，请审签。"))


@on(ReturnSent)
def tell_who_judges(fact: ReturnSent) -> None:
    found = _of(fact.return_of)
    if found.state == Return.State.SENT and (above := found.organisation.parent_id):
        _tell(
            found,
            judges_at(_only(above)),
            f"sent:{fact.step}",
            _("收到填报：%(title)s"),
            _("%(union)s报来，请审核。"),
        )


@on(ReturnGivenBack)
def tell_what_to_mend(fact: ReturnGivenBack) -> None:
    found = _of(fact.return_of)
    if found.state == Return.State.RETURNED:
        people = {*fillers_at(_only(found.organisation_id)), found.filled_by_id or 0} - {0}
        _tell(
            found,
            people,
            f"back:{fact.step}",
            _("填报被退回：%(title)s"),
            _("退回理由：%(note)s"),
            note=found.note,
        )


@on(SupplementAsked)
def tell_who_accepts(fact: SupplementAsked) -> None:
    found = Supplement.objects.select_related("of").get(pk=fact.supplement).of
    row = _of(found.pk)
    people = judges_at(_only(row.period.form.organisation_id))
    _tell(row, people, f"later:{fact.supplement}", _("收到补报：%(title)s"), _("%(union)s补报，请接收。"))


def _only(pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=pk)


def _of(pk: int) -> Return:
    return Return.objects.select_related("organisation", "period__form__organisation").get(pk=pk)


def _tell_units(pk: int, key: str, title: str, text: str) -> None:
    """The officers of the unions that have not sent theirs."""
    period = Period.objects.select_related("form__organisation").get(pk=pk)
    office = period.form.organisation
    notify_all(
        fillers_at(unfilled_units(period)),
        kind="returns.to_fill",
        title=title,
        text=text,
        facts={"title": f"{period.form.title} {period.key}", "union": office.name, "day": period.due_on},
        url=reverse("desk-returns:list"),
        organisation=office,
        unique=f"returns:{period.pk}:{key}",
    )


def _tell(found: Return, people: Iterable[int], key: str, title: str, text: str, **facts: str) -> None:
    form = found.period.form
    notify_all(
        people,
        kind="returns.moved",
        title=title,
        text=text,
        facts={"title": f"{form.title} {found.period.key}", "union": found.organisation.name, **facts},
        url=reverse("desk-returns:return", args=[found.public_id]),
        organisation=form.organisation,
        unique=f"return:{found.pk}:{key}",
    )
