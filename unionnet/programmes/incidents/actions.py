# SPDX-License-Identifier: Apache-2.0
"""Verbs: raise an incident or a drill, report it, settle it; say who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.contended import one_at_a_time
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.incidents.facts import DutySet, IncidentRaised, IncidentReported, IncidentSettled
from unionnet.programmes.incidents.models import SERIOUS, DutyLine, Incident
from unionnet.programmes.incidents.queries import on_duty
from unionnet.programmes.incidents.rules import (
    HANDLED,
    REPORT,
    SETTLED,
    report_due,
    why_not_found_then,
    why_not_handle,
    why_not_report,
    why_not_work,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case, Kind, Need
from unionnet.tools.casework.queries import extension_of

# Raised by the union itself: no matter that people bring, and in no rate of those.
OWN = casework.Source(Case.Channel.PROGRAMME)
REAL, DRILL = "incidents.incident", "incidents.drill"
LEVELS = (
    ("general", gettext_noop("一般事件"), HANDLED),
    ("larger", gettext_noop("较大事件"), REPORT),
    ("major", gettext_noop("重大事件"), REPORT),
    ("grave", gettext_noop("特别重大事件"), REPORT),
)
NEEDS = (
    casework.NeedTerms("report", gettext_noop("向网信部门报告"), grades=SERIOUS),
    casework.NeedTerms("cause", gettext_noop("原因")),
    casework.NeedTerms("measure", gettext_noop("整改措施")),
)


@dataclass(frozen=True)
class Finding:
    """What was found, as it is written down first; `text` in the words of whoever saw it."""

    level: str
    sort: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Outcome:
    """Why it happened, what keeps it from happening again, and what was done, for the file."""

    cause: str
    measure: str
    words: str


def kind_of(*, is_drill: bool) -> Kind:
    """Two kinds, so that no count of cases ever mixes a drill with the real thing."""
    name = gettext_noop("网络安全演练") if is_drill else gettext_noop("网络安全事件")
    grades = tuple(casework.Grade(*each) for each in LEVELS)
    key = DRILL if is_drill else REAL
    return casework.define_kind(casework.KindTerms(key, name, grades, is_sensitive=True, needs=NEEDS))


@verb
def raise_incident(
    union: Organisation,
    finding: Finding,
    *,
    is_drill: bool = False,
    found_at: datetime | None = None,
    key: UUID | None = None,
    by: Person,
    at: datetime | None = None,
) -> Incident:
    """From here on the clock runs, counted from when it was found. Whoever raises it works on it. A form that
    is sent again is the incident that is there already."""
    at, key = at or database_now(), key or uuid4()
    found_at = found_at or at
    if no := why_not_handle(by, union) or why_not_found_then(found_at, at):
        raise no
    one_at_a_time(f"incidents:{key}")
    if known := Incident.objects.filter(key=key).first():
        return known
    if finding.sort not in Incident.Sort.values:
        raise Refusal("no_such_sort", _("没有这个类别。"))
    matter, source = casework.Matter(finding.title, finding.text, finding.level), OWN
    case = casework.take_in(kind_of(is_drill=is_drill), union, matter, source=source, by=by, at=found_at)
    case = casework.take(case, by=by, at=at)
    incident = Incident.objects.create(
        key=key, case=case, organisation=union, is_drill=is_drill, level=finding.level, sort=finding.sort,
        found_at=found_at, report_due_at=report_due(finding.level, union, found_at),
    )  # fmt: skip
    tell(IncidentRaised(incident.pk, case.pk, is_drill), by=by, org_path=union.path)
    return incident


@verb
def adopt(case_id: int) -> None:
    """The row of one that was registered at the desk of cases. Hearing of it twice makes one."""
    case = Case.objects.select_related("kind", "organisation").defer("words").get(pk=case_id)
    level, union = case.grade, case.organisation
    values = {"organisation": union, "is_drill": case.kind.key == DRILL, "level": level}
    values |= {"found_at": case.received_at, "report_due_at": report_due(level, union, case.received_at)}
    Incident.objects.get_or_create(case=case, defaults=values)


@verb
def report(incident: Incident, words: str, *, by: Person, at: datetime | None = None) -> Incident:
    """The authority was told: `words` say whom, how, and by whom. Then the time to settle it runs."""
    at, found = at or database_now(), _locked(incident)
    if no := why_not_report(found, by):
        raise no
    casework.supply(found.case, "report", words, by=by, at=at)
    _follow(found)
    tell(IncidentReported(found.pk), by=by, org_path=found.organisation.path)
    return found


@verb
def settle(incident: Incident, outcome: Outcome, *, by: Person, at: datetime | None = None) -> Incident:
    """Cause and measure go where the case asks for them, and it is closed with the words. What is missing is
    named by the case, which stays as it was."""
    at, found = at or database_now(), _locked(incident)
    if no := why_not_work(found, by):
        raise no
    case = found.case
    for name in ("cause", "measure"):
        if words := getattr(outcome, name).strip():
            case = casework.supply(case, name, words, by=by, at=at)
    if case.state != Case.State.REPLIED:
        case = casework.reply(case, outcome.words, by=by, at=at)
    casework.close(case, by=by, at=at)
    _follow(found)
    tell(IncidentSettled(found.pk), by=by, org_path=found.organisation.path)
    return found


@verb
def follow(case_id: int) -> None:
    """What was done at the desk of cases becomes of the incident."""
    if found := _rows().filter(case=case_id).first():
        _follow(found)


@verb
def set_duty(
    union: Organisation, people: Mapping[str, Person | None], *, by: Person, at: datetime | None = None
) -> None:
    """Who answers for which line from now on; None: nobody. Who stays is not written again."""
    at = at or database_now()
    if no := why_not_handle(by, union):
        raise no
    # One at a time for a union: the lines of today stand until the new ones are there.
    Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=union.pk)
    now = on_duty(union)
    changed = {line: who for line, who in people.items() if now.get(line) != who}
    current = DutyLine.objects.filter(organisation=union, until=None, line__in=changed)
    current.update(until=at)
    DutyLine.objects.bulk_create(
        DutyLine(organisation=union, line=line, person=who, since=at, set_by=by)
        for line, who in changed.items()
        if who is not None
    )
    if changed:
        lines = {line: who.pk if who else 0 for line, who in changed.items()}
        tell(DutySet(union.pk, lines), by=by, org_path=union.path)


def _locked(incident: Incident) -> Incident:
    return _rows().get(pk=incident.pk)


def _rows() -> QuerySet[Incident]:
    rows = Incident.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("organisation", "case__kind", "case__organisation", "case__holder")


def _follow(incident: Incident) -> None:
    """Level, report and end are what the case says."""
    case = (
        Case.objects.select_related("kind", "organisation", "holder").defer("words").get(pk=incident.case_id)
    )
    told = case.needs.select_related("given_by").filter(key="report").exclude(given_at=None).first()
    if told:
        _begin_settling(case, told)
    last = case.history.order_by("-number").values_list("at", flat=True).first()
    changes = {
        "level": case.grade,
        "report_due_at": report_due(case.grade, incident.organisation, incident.found_at),
        "reported_at": told.given_at if told else None,
        "ended_at": None if case.is_open else case.closed_at or last,
        "is_settled": case.is_done,
    }
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.save(update_fields=list(changes))


def _begin_settling(case: Case, told: Need) -> None:
    """Once it is reported the clock of the rest runs, whichever page the report was written down on."""
    is_waiting = case.due_rule == REPORT and case.state == Case.State.SIGNED
    if is_waiting and told.given_by and extension_of(case) is None:
        words = _("已报告，转入查清原因和整改。")
        casework.begin_stage(case, SETTLED, words, by=told.given_by, at=told.given_at)
