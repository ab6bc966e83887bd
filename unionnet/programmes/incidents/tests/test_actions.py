# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer
from unionnet.directory.reach.models import Notice
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.incidents.actions import (
    DRILL,
    REAL,
    Outcome,
    adopt,
    follow,
    kind_of,
    report,
    set_duty,
    settle,
)
from unionnet.programmes.incidents.facts import IncidentRaised
from unionnet.programmes.incidents.listeners import tell_who_is_on_duty
from unionnet.programmes.incidents.models import DutyLine, Incident
from unionnet.programmes.incidents.queries import on_duty, posture_of
from unionnet.programmes.incidents.tests.makers import OUTCOME, SMALL, TRIED, make_incident
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import DAY, HOUR, MONDAY, make_tree

pytestmark = pytest.mark.django_db
TOLD = "电话报告市委网信办值班室。"


def test_the_clock_of_a_serious_one_runs_from_when_it_was_found() -> None:
    tree = make_tree()
    found = MONDAY - 3 * HOUR
    incident = make_incident(tree.county, tree.at_county, found_at=found)
    case = Case.objects.select_related("kind").get()
    assert (case.state, case.kind.key, case.is_sensitive, case.missing) == ("signed", REAL, True, 3)
    assert case.due_at == incident.report_due_at == found + 4 * HOUR
    assert case.due_rule == "PI-11.hours_other"


def test_an_ordinary_one_is_not_reported() -> None:
    tree = make_tree()
    incident = make_incident(tree.county, tree.at_county, SMALL)
    assert (incident.report_due_at, incident.case.missing) == (None, 2)
    assert incident.case.due_rule == "INC-01.handle"
    with pytest.raises(Refusal) as no:
        report(incident, TOLD, by=tree.at_county, at=MONDAY)
    assert no.value.code == "not_serious"
    assert settle(incident, OUTCOME, by=tree.at_county, at=MONDAY + HOUR).is_settled is True


def test_once_it_is_reported_the_clock_of_the_rest_runs() -> None:
    tree = make_tree()
    incident = report(
        make_incident(tree.county, tree.at_county), TOLD, by=tree.at_county, at=MONDAY + 2 * HOUR
    )
    case = Case.objects.get()
    assert (incident.reported_at, case.due_rule) == (MONDAY + 2 * HOUR, "INC-02.settle")
    assert case.needs.get(key="report").text == TOLD
    with pytest.raises(Refusal) as no:
        report(incident, TOLD, by=tree.at_county, at=MONDAY + 3 * HOUR)
    assert no.value.code == "reported"


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        (Outcome("", "改用双因素登录。", "好了。"), "原因"),
        (Outcome("口令太弱。", "", "好了。"), "整改措施"),
        (Outcome("", "", "好了。"), "原因、整改措施"),
    ],
)
def test_it_is_settled_with_a_cause_and_a_measure(outcome: Outcome, missing: str) -> None:
    tree = make_tree()
    incident = report(make_incident(tree.county, tree.at_county), TOLD, by=tree.at_county, at=MONDAY)
    with pytest.raises(Refusal) as no, transaction.atomic():
        settle(incident, outcome, by=tree.at_county, at=MONDAY)
    assert no.value.code == "needs_missing"
    assert f"还缺：{missing}。" in str(no.value)
    assert Case.objects.get().state == "signed"
    settle(incident, OUTCOME, by=tree.at_county, at=MONDAY + DAY)
    incident = Incident.objects.get()
    assert (incident.is_settled, incident.ended_at) == (True, MONDAY + DAY)


def test_a_serious_one_is_not_settled_before_it_is_reported() -> None:
    tree = make_tree()
    incident = make_incident(tree.county, tree.at_county)
    with pytest.raises(Refusal, match="向网信部门报告"), transaction.atomic():
        settle(incident, OUTCOME, by=tree.at_county, at=MONDAY)
    with pytest.raises(IntegrityError, match="a_settled_incident_was_reported"), transaction.atomic():
        Incident.objects.update(is_settled=True, ended_at=MONDAY)


def test_what_is_done_at_the_desk_of_cases_becomes_of_the_incident() -> None:
    tree = make_tree()
    incident = make_incident(tree.county, tree.at_county, SMALL)
    case, by = incident.case, tree.at_county
    casework.classify(case, "major", by=by, at=MONDAY + HOUR)
    follow(case.pk)
    incident.refresh_from_db()
    assert (incident.level, incident.report_due_at) == ("major", MONDAY + 4 * HOUR)
    casework.supply(case, "report", TOLD, by=by, at=MONDAY + 5 * HOUR)
    follow(case.pk)
    follow(case.pk)  # heard twice
    incident.refresh_from_db()
    case.refresh_from_db()
    assert (incident.reported_at, case.due_rule) == (MONDAY + 5 * HOUR, "INC-02.settle")
    assert case.history.filter(move="stage").count() == 1
    casework.terminate(case, "误报。", by=by, at=MONDAY + DAY)
    follow(case.pk)
    incident.refresh_from_db()
    assert (incident.ended_at, incident.is_settled) == (MONDAY + DAY, False)


def test_one_that_was_registered_at_the_desk_of_cases_is_one_too() -> None:
    tree = make_tree()
    matter = casework.Matter("网页被改", grade="larger")
    case = casework.take_in(kind_of(is_drill=False), tree.county, matter, by=tree.at_county, at=MONDAY)
    adopt(case.pk)
    adopt(case.pk)
    assert Incident.objects.get().report_due_at == MONDAY + 4 * HOUR


def test_a_form_sent_twice_is_one_incident() -> None:
    tree, key = make_tree(), uuid4()
    first = make_incident(tree.county, tree.at_county, key=key)
    assert make_incident(tree.county, tree.at_county, key=key) == first
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("found", "code"), [(timedelta(minutes=1), "in_the_future"), (timedelta(days=-31), "too_long_ago")]
)
def test_when_it_was_found_is_a_time_that_can_be(found: timedelta, code: str) -> None:
    tree = make_tree()
    with pytest.raises(Refusal) as no:
        make_incident(tree.county, tree.at_county, found_at=MONDAY + found)
    assert no.value.code == code


def test_nobody_raises_one_for_another_desk() -> None:
    tree = make_tree()
    with pytest.raises(Refusal) as no:
        make_incident(tree.county, tree.at_city)
    assert no.value.code == "elsewhere"
    assert not Case.objects.exists()


def test_a_drill_is_never_counted_among_the_real_ones() -> None:
    tree = make_tree()
    make_incident(tree.county, tree.at_county, is_drill=True)
    late = make_incident(tree.county, tree.at_county)
    report(late, TOLD, by=tree.at_county, at=MONDAY + 5 * HOUR)
    make_incident(tree.town, tree.at_town)
    seen = posture_of(tree.at_county, tree.county, MONDAY + 6 * HOUR)
    assert (seen.open, seen.unreported, seen.overdue, seen.in_time, seen.reported) == (2, 1, 1, 0, 1)
    assert (seen.last_drill, seen.drill_due) == (MONDAY, MONDAY + 365 * DAY)
    assert sorted(Case.objects.values_list("kind__key", flat=True)) == [DRILL, REAL, REAL]


def test_one_person_answers_for_a_line() -> None:
    tree = make_tree()
    other = make_officer(tree.county, name="田科长")
    set_duty(tree.county, {"lead": tree.at_county, "tech": other}, by=tree.at_county, at=MONDAY)
    set_duty(tree.county, {"lead": tree.at_county, "tech": None}, by=tree.at_county, at=MONDAY + DAY)
    set_duty(tree.county, {"lead": other}, by=tree.at_county, at=MONDAY + 2 * DAY)
    assert on_duty(tree.county) == {"lead": other}
    rows = DutyLine.objects.order_by("id").values_list("line", "person", "until")
    assert list(rows) == [
        ("lead", tree.at_county.pk, MONDAY + 2 * DAY),
        ("tech", other.pk, MONDAY + DAY),
        ("lead", other.pk, None),
    ]
    with pytest.raises(Refusal):
        set_duty(tree.county, {"lead": None}, by=tree.at_city)


def test_those_on_duty_hear_of_it_once() -> None:
    tree = make_tree()
    set_duty(tree.county, {"lead": tree.at_county, "data": tree.at_county}, by=tree.at_county)
    incident = make_incident(tree.county, tree.at_county, TRIED)
    for _again in range(2):
        tell_who_is_on_duty(IncidentRaised(incident.pk, incident.case_id, is_drill=False))
    assert Notice.objects.filter(kind="incidents.raised").count() == 1
