# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import (
    Request,
    check_in,
    enrol,
    enrol_all,
    excuse,
    lift_pause,
    mark_absent,
)
from unionnet.tools.enrolment.models import Attendance, Pause
from unionnet.tools.enrolment.tests.makers import NOON, make_offer

pytestmark = pytest.mark.django_db


def test_scanning_twice_is_one_check_in() -> None:
    union = make_union("永宁街道总工会")
    officer, person, offer = make_officer(union), make_person("林晓"), make_offer(union)
    enrol(person, offer, by=person, at=NOON)
    first = check_in(person, offer, by=officer, session="L1", via="qr", at=NOON)
    second = check_in(person, offer, by=officer, session="L1", via="qr", at=NOON + timedelta(minutes=1))
    assert (first.pk, first.at) == (second.pk, NOON)
    assert Entry.objects.filter(fact="enrolment.checked_in").count() == 1


def test_who_has_no_place_is_not_checked_in() -> None:
    union = make_union("永宁街道总工会")
    officer, offer = make_officer(union), make_offer(union)
    with pytest.raises(Refusal) as no:
        check_in(make_person("路人"), offer, by=officer)
    assert no.value.code == "no_place"


def test_closing_the_list_marks_those_without_a_mark() -> None:
    union = make_union("永宁街道总工会")
    officer, offer = make_officer(union), make_offer(union)
    came, excused, away = (make_person(name) for name in ("来的", "请假", "没来"))
    enrol_all([Request(person.pk, offer.pk) for person in (came, excused, away)], by=None, at=NOON)
    check_in(came, offer, by=officer, session="L1")
    excuse(excused, offer, by=officer, session="L1")
    assert [mark.person for mark in mark_absent(offer, by=officer, session="L1")] == [away]
    states = dict(Attendance.objects.values_list("person__name", "state"))
    assert states == {"来的": "present", "请假": "excused", "没来": "absent"}


def test_the_second_absence_pauses_and_a_pause_refuses() -> None:
    union = make_union("永宁街道总工会")
    officer, offer, person = make_officer(union), make_offer(union), make_person("没来")
    enrol(person, offer, by=person, at=NOON)
    mark_absent(offer, by=officer, session="L1", at=NOON)
    assert Pause.objects.count() == 0
    mark_absent(offer, by=officer, session="L2", at=NOON + timedelta(days=7))
    pause = Pause.objects.get()
    assert (pause.person, pause.rule, pause.until) == (person, "EN-01.no_shows", NOON + timedelta(days=37))
    soon = NOON + timedelta(days=8)
    other = make_offer(union, opens_at=soon, closes_at=soon + timedelta(days=1))
    with pytest.raises(Refusal) as no:
        enrol(person, other, by=person, at=soon)
    assert (no.value.code, no.value.rule.certainty if no.value.rule else "") == ("paused", "D")
    lift_pause(pause, "住院，有证明", by=officer, at=soon)
    assert enrol(person, other, by=person, at=soon)


def test_absences_before_a_pause_do_not_count_again() -> None:
    union = make_union("永宁街道总工会")
    officer, offer, person = make_officer(union), make_offer(union), make_person("没来")
    enrol(person, offer, by=person, at=NOON)
    for lesson in range(3):
        mark_absent(offer, by=officer, session=f"L{lesson}", at=NOON + timedelta(days=lesson))
    assert Pause.objects.count() == 1


def test_absences_noted_at_one_moment_pause_once() -> None:
    union = make_union("永宁街道总工会")
    officer, offer, person = make_officer(union), make_offer(union), make_person("没来")
    enrol(person, offer, by=person, at=NOON)
    mark_absent(offer, by=officer, session="L1", at=NOON)
    for session in ("L2", "L3"):
        mark_absent(offer, by=officer, session=session, at=NOON + timedelta(days=1))
    assert Pause.objects.count() == 1
