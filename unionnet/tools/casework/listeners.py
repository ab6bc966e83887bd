# SPDX-License-Identifier: Apache-2.0
"""Who is told of each step: the union whose turn it is, and the owner in plain words. A branch that moved is
found where it is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.organisations.facts import OrganisationMoved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.tools.casework.actions import mark_below
from unionnet.tools.casework.facts import (
    CaseClosed,
    CaseDispatched,
    CaseEnded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseTakenIn,
    DispatchReminded,
    ExtensionAsked,
    ExtensionDecided,
)
from unionnet.tools.casework.models import Case, Extension, Reminder
from unionnet.tools.casework.queries import officers_at

REMINDERS = {
    "unsigned": _("派单超过签收时限，请尽快签收"),
    "near": _("办件快到期，请尽快办理"),
    "late": _("办件已超期，请尽快办理"),
}


@on(CaseTakenIn)
def tell_the_desk(fact: CaseTakenIn) -> None:
    _tell_office(_of(fact.case), "taken_in", _("收到一件新的事项"), 1)


@on(CaseDispatched)
def tell_where_it_went(fact: CaseDispatched) -> None:
    unit = Organisation.objects.get(pk=fact.unit)
    _tell_office(_of(fact.case), "dispatched", _("收到派单，请签收"), fact.step, unit)


@on(CaseReturned)
def tell_who_sent_it(fact: CaseReturned) -> None:
    _tell_office(_of(fact.case), "returned", _("派单被退回，请重新派"), fact.step)


@on(CaseReplied)
def tell_who_waits(fact: CaseReplied) -> None:
    _tell_office(_of(fact.case), "replied", _("下级已答复，请审核"), fact.step)


@on(CaseReopened)
def tell_who_goes_on(fact: CaseReopened) -> None:
    case = _of(fact.case)
    _tell_office(case, "reopened", _("对方不满意，请重新办理"), fact.step)
    _tell_owner(case, _("您的事项已重新办理"), fact.step)


@on(CaseClosed)
def tell_the_answer(fact: CaseClosed) -> None:
    _tell_owner(_of(fact.case), _("您的事项已办结，请看答复并评价"), fact.step)


@on(CaseEnded)
def tell_the_end(fact: CaseEnded) -> None:
    _tell_owner(_of(fact.case), _("您的事项有了结果，请查看"), fact.step)


@on(ExtensionAsked)
def tell_who_decides(fact: ExtensionAsked) -> None:
    asked = Extension.objects.select_related("case", "decider").get(pk=fact.extension)
    _tell_office(asked.case, "time_asked", _("有延期申请，请批准"), f"time:{asked.pk}", asked.decider)


@on(ExtensionDecided)
def tell_who_asked(fact: ExtensionDecided) -> None:
    asked = Extension.objects.select_related("case", "unit").get(pk=fact.extension)
    title = _("延期已批准") if fact.granted else _("延期未批准")
    _tell_office(asked.case, "time_decided", title, f"decided:{asked.pk}", asked.unit)


@on(DispatchReminded)
def tell_what_runs_out(fact: DispatchReminded) -> None:
    reminder = Reminder.objects.select_related("dispatch__case", "unit").get(pk=fact.reminder)
    title, key = REMINDERS[reminder.what], f"reminder:{reminder.pk}"
    _tell_office(reminder.dispatch.case, reminder.what, title, key, reminder.unit)


@on(OrganisationMoved)
def find_them_where_they_are_now(fact: OrganisationMoved) -> None:
    mark_below(fact.to_path)


def _of(pk: int) -> Case:
    return Case.objects.select_related("organisation", "holder", "person").defer("words").get(pk=pk)


def _tell_office(case: Case, kind: str, title: str, key: str | int, unit: Organisation | None = None) -> None:
    """What is told in confidence is named by its number alone."""
    office = unit or case.holder
    notify_all(
        officers_at(office),
        kind=f"casework.{kind}",
        title=title,
        text=_("%(number)s %(title)s"),
        facts={"number": case.number, "title": "" if case.is_sensitive else case.title},
        url=reverse("desk-casework:case", args=[case.public_id]),
        organisation=office,
        unique=f"casework:{case.pk}:{key}:{office.pk}",
    )


def _tell_owner(case: Case, title: str, step: int) -> None:
    if case.person_id is None:
        return
    notify_all(
        [case.person_id],
        kind="casework.owner",
        title=title,
        text=_("编号 %(number)s"),
        facts={"number": case.number},
        url=reverse("casework:case", args=[case.public_id]),
        organisation=case.organisation,
        unique=f"casework:{case.pk}:owner:{step}",
    )
