# SPDX-License-Identifier: Apache-2.0
"""What becomes of the case becomes of its mediation; and who is told of what happened."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.mediation.actions import KIND, adopt, follow
from unionnet.programmes.mediation.facts import MediationMoved, MediationTimeOver
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import HANDLE
from unionnet.tools.casework.facts import CaseClosed, CaseEnded, CaseTakenIn

TOLD = {
    "accept": _("您的调解申请已受理"),
    "call_meeting": _("调解会定了时间，请查看"),
    "sign": _("调解协议已经生效"),
    "confirm": _("调解协议得到仲裁确认"),
    "break": _("单位没有履行协议，请看接下来怎么办"),
}


@on(CaseTakenIn)
def row_for_what_came_in_elsewhere(fact: CaseTakenIn) -> None:
    if fact.kind == KIND:
        adopt(fact.case)


@on(CaseClosed)
def mediation_closes_with_its_case(fact: CaseClosed) -> None:
    if fact.kind == KIND:
        follow(fact.case)


@on(CaseEnded)
def mediation_ends_with_its_case(fact: CaseEnded) -> None:
    if fact.kind == KIND:
        follow(fact.case)


@on(MediationMoved)
def tell_who_waits_for_it(fact: MediationMoved) -> None:
    if fact.by_employer:
        _tell_desk(_of(fact.mediation), _("用人单位答复了调解，请查看"), str(fact.step))
    elif title := TOLD.get(fact.move):
        _tell_worker(_of(fact.mediation), title, str(fact.step))


@on(MediationTimeOver)
def tell_both_that_time_is_over(fact: MediationTimeOver) -> None:
    mediation = _of(fact.mediation)
    _tell_worker(mediation, _("调解期限已过，现在可以申请仲裁"), "time_over")
    _tell_desk(mediation, _("调解期限已过，没有达成协议"), "time_over")


def _of(pk: int) -> Mediation:
    return Mediation.objects.select_related("case__holder", "case__person", "employer").get(pk=pk)


def _tell_worker(mediation: Mediation, title: str, key: str) -> None:
    if mediation.case.person_id is None:
        return
    notify_all(
        [mediation.case.person_id],
        kind="mediation.worker",
        title=title,
        text=_("编号 %(number)s"),
        facts={"number": mediation.case.number},
        url=reverse("mediation:mediation", args=[mediation.public_id]),
        organisation=mediation.case.holder,
        unique=f"mediation:{mediation.pk}:worker:{key}",
    )


def _tell_desk(mediation: Mediation, title: str, key: str) -> None:
    union = mediation.case.holder
    notify_all(
        holders_by_union(HANDLE, [union.pk]).get(union.pk, []),
        kind="mediation.desk",
        title=title,
        text=_("%(name)s"),
        facts={"name": mediation.employer_called},
        url=reverse("desk-mediation:mediation", args=[mediation.public_id]),
        organisation=union,
        unique=f"mediation:{mediation.pk}:desk:{key}",
    )
