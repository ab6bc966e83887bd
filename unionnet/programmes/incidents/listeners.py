# SPDX-License-Identifier: Apache-2.0
"""Who answers for something is told at once; what becomes of the case becomes of the incident."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.incidents.actions import DRILL, REAL, adopt, follow
from unionnet.programmes.incidents.facts import IncidentRaised
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.queries import on_duty
from unionnet.tools.casework.facts import CaseClosed, CaseEnded, CaseMoved, CaseReopened, CaseTakenIn

TITLES = {False: _("有网络安全事件，请按分工处置"), True: _("演练：请按分工处置")}


@on(IncidentRaised)
def tell_who_is_on_duty(fact: IncidentRaised) -> None:
    incident = Incident.objects.select_related("organisation", "case").get(pk=fact.incident)
    notify_all(
        sorted({person.pk for person in on_duty(incident.organisation).values()}),
        kind="incidents.raised",
        title=TITLES[fact.is_drill],
        text=_("%(union)s，%(found_at)s 发现。请打开办件查看。"),
        facts={"union": incident.organisation.name, "found_at": incident.found_at},
        url=reverse("desk-casework:case", args=[incident.case.public_id]),
        unique=f"incidents:raised:{incident.pk}",
        organisation=incident.organisation,
    )


@on(CaseTakenIn)
def incident_for_what_came_in_elsewhere(fact: CaseTakenIn) -> None:
    if fact.kind in (REAL, DRILL):
        adopt(fact.case)


@on(CaseMoved)
def incident_moves_with_its_case(fact: CaseMoved) -> None:
    if fact.kind in (REAL, DRILL) and fact.move in ("supply", "classify"):
        follow(fact.case)


@on(CaseClosed)
def incident_is_settled_with_its_case(fact: CaseClosed) -> None:
    _follow(fact.kind, fact.case)


@on(CaseEnded)
def incident_ends_with_its_case(fact: CaseEnded) -> None:
    _follow(fact.kind, fact.case)


@on(CaseReopened)
def incident_goes_on_with_its_case(fact: CaseReopened) -> None:
    _follow(fact.kind, fact.case)


def _follow(kind: str, case: int) -> None:
    if kind in (REAL, DRILL):
        follow(case)
