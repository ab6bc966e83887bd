# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from typing import Any

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import (
    change,
    close_door,
    forget_exceptions,
    move,
    open_up,
    register,
    report_fault,
    resolve_fault,
    take_into_use,
    undo_note,
    undo_switch,
    write_note,
)
from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.open_now import timetables_of
from unionnet.directory.places.rules import State, state_of
from unionnet.directory.places.tests.makers import YONGNING, at, make_site
from unionnet.directory.places.timetable import Hours, every_day
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def keeper(union: Organisation) -> Person:
    return make_officer(union, role="station_keeper")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def state(site: Site, moment: Any) -> State:
    site.refresh_from_db()
    return state_of(site.status, timetables_of([site], moment)[site.pk], moment)


def told() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("fact", flat=True))


def test_a_coordinate_given_for_a_chinese_map_is_stored_as_wgs84(
    union: Organisation, officer: Person
) -> None:
    latitude, longitude = from_wgs84(*YONGNING, "gcj02")
    site = register(
        union, {"name": "甲", "latitude": latitude, "longitude": longitude, "datum": "gcj02"}, by=officer
    )
    assert (site.latitude, site.longitude) == pytest.approx(YONGNING, abs=1e-6)
    assert site.datum == "gcj02"
    assert told() == ["places.site_registered"]


def test_only_an_officer_of_that_part_of_the_tree_registers_and_changes(
    union: Organisation, keeper: Person
) -> None:
    elsewhere = make_officer(make_union("别处"))
    for person in (elsewhere, keeper, make_person("路人")):
        with pytest.raises(Refusal, match="不能修改"):
            register(union, {"name": "甲"}, by=person)
    site = make_site(union)
    with pytest.raises(Refusal):
        change(site, {"name": "乙"}, by=elsewhere)


def test_a_name_is_taken_once_in_a_union_and_free_again_when_withdrawn(
    union: Organisation, officer: Person
) -> None:
    first = register(union, {"name": "胜利街社区驿站"}, by=officer)
    with pytest.raises(Refusal) as refused:
        register(union, {"name": "胜利街社区驿站"}, by=officer)
    assert refused.value.code == "same_name"
    move(first, "close", by=officer)
    assert register(union, {"name": "胜利街社区驿站"}, by=officer).pk != first.pk


def test_a_change_tells_the_fields_and_nothing_when_nothing_changed(
    union: Organisation, officer: Person
) -> None:
    site = make_site(union)
    change(site, {"name": site.name}, by=officer)
    assert told() == ["places.site_registered"]
    change(site, {"phone": "0830-4220000", "codes": ["water"]}, by=officer)
    assert Entry.objects.latest("id").data["fields"] == ["facilities", "phone"]
    change(site, {"name": "胜利路驿站"}, by=officer)
    assert Entry.objects.latest("id").data["fields"] == ["name"]


def test_facilities_come_and_go_with_their_dates(union: Organisation, officer: Person) -> None:
    site = make_site(union, codes=["water", "rest"], since=date(2025, 3, 1))
    change(site, {"codes": ["water", "ebike_charging"]}, by=officer, at=at("2026-05-01 10:00"))
    spells = list(site.spells.order_by("code").values_list("code", "since", "until"))
    assert spells == [
        ("ebike_charging", date(2026, 5, 1), None),
        ("rest", date(2025, 3, 1), date(2026, 5, 1)),
        ("water", date(2025, 3, 1), None),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([Hours(480, 720, weekday=1), Hours(700, 800, weekday=1)], "hours_overlap"),
        ([Hours(n * 60, n * 60 + 30, weekday=1) for n in range(5)], "too_many_openings"),
        ([Hours(600, 3000, weekday=1)], "hours_out_of_range"),
    ],
)
def test_hours_that_make_no_sense_are_refused_whole(
    union: Organisation, officer: Person, rows: Any, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        register(union, {"name": "甲"}, rows, by=officer)
    assert refused.value.code == code
    assert Site.objects.count() == 0


def test_the_keeper_closes_until_the_next_regular_opening(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    said = close_door(site, by=keeper, at=NOON, reason="停水")
    assert said.until == at("2026-11-20 08:00")
    assert (state(site, NOON).code, state(site, NOON).opens_at) == ("closed", at("2026-11-20 08:00"))
    assert state(site, at("2026-11-20 08:00")).code == "open"
    assert told()[-1] == "places.site_closed"


def test_a_station_around_the_clock_stays_closed_until_it_is_opened_again(
    union: Organisation, keeper: Person
) -> None:
    site = make_site(union, openings=every_day())
    assert close_door(site, by=keeper, at=NOON).until is None
    assert state(site, NOON + timedelta(days=5)).code == "closed"
    assert open_up(site, by=keeper, at=NOON + timedelta(days=6)).until is None
    assert state(site, NOON + timedelta(days=7)).code == "open"


def test_the_keeper_opens_late_for_two_hours_or_as_long_as_said(union: Organisation, keeper: Person) -> None:
    site, other = make_site(union), make_site(union)
    night = at("2026-11-19 22:00")
    assert open_up(site, by=keeper, at=night).until == at("2026-11-20 00:00")
    assert open_up(other, by=keeper, until=at("2026-11-20 06:00"), at=night).until == at("2026-11-20 06:00")
    assert state(site, at("2026-11-19 23:45")).code == "closing"
    assert state(other, at("2026-11-19 23:45")).code == "open"


def test_opening_an_open_door_is_answered_not_repeated(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    with pytest.raises(Refusal) as refused:
        open_up(site, by=keeper, at=NOON)
    assert (refused.value.code, str(refused.value)) == ("already", "已经是开放状态。")
    assert site.overrides.count() == 0


def test_an_undone_closing_is_as_if_it_had_not_been(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    said = close_door(site, by=keeper, at=NOON)
    undo_switch(said, by=keeper, at=NOON + timedelta(minutes=5))
    assert state(site, NOON + timedelta(minutes=5)).code == "open"
    assert not site.has_exceptions


def test_after_half_an_hour_there_is_nothing_to_undo(union: Organisation, keeper: Person) -> None:
    said = close_door(make_site(union), by=keeper, at=NOON)
    with pytest.raises(Refusal) as refused:
        undo_switch(said, by=keeper, at=NOON + timedelta(minutes=31))
    assert refused.value.code == "too_late_to_undo"


def test_a_keeper_of_another_union_does_not_touch_this_door(union: Organisation) -> None:
    stranger = make_officer(make_union("别处"), role="station_keeper")
    with pytest.raises(Refusal) as refused:
        close_door(make_site(union), by=stranger, at=NOON)
    assert refused.value.code == "elsewhere"


def test_exceptions_that_are_over_leave_the_slow_path(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    close_door(site, by=keeper, at=NOON)
    assert forget_exceptions(NOON + timedelta(days=2)) == 0
    assert forget_exceptions(NOON + timedelta(days=5)) == 1
    site.refresh_from_db()
    assert not site.has_exceptions


def test_a_note_is_written_and_taken_back(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    note = write_note(site, "restock", "饮用水、药品", by=keeper)
    assert told()[-1] == "places.keeper_note_written"
    undo_note(note, by=keeper)
    note.refresh_from_db()
    assert note.undone_at is not None
    with pytest.raises(Refusal, match="写一句话"):
        write_note(site, "restock", "  ", by=keeper)


def test_anybody_reports_a_fault_once_and_the_keeper_resolves_it(union: Organisation, keeper: Person) -> None:
    site = make_site(union)
    first = report_fault(site, "饮水机不出水", "water", by=None)
    assert report_fault(site, "饮水机不出水 ", "water", by=None) == first
    assert (first.facility, first.reporter) == ("water", None)
    assert resolve_fault(first, by=keeper).resolved_by == keeper
    assert told()[-2:] == ["places.fault_reported", "places.fault_resolved"]
    assert report_fault(site, "饮水机不出水", "water", by=None) != first


def test_fifty_open_reports_are_enough(union: Organisation) -> None:
    site = make_site(union)
    FaultReport.objects.bulk_create(FaultReport(site=site, text=f"第 {n} 条") for n in range(50))
    with pytest.raises(Refusal) as refused:
        report_fault(site, "又一条", by=None)
    assert refused.value.code == "enough_reports"


def test_the_life_of_a_site_follows_the_table_of_moves(union: Organisation, officer: Person) -> None:
    site = make_site(union, status="planned", since=None)
    with pytest.raises(Refusal) as refused:
        move(site, "open", by=officer, at=NOON)
    assert refused.value.code == "wrong_state"
    site = take_into_use(site, by=officer, at=NOON)
    assert (site.status, site.since) == ("open", NOON.date())
    site = move(site, "pause", by=officer, at=NOON)
    assert state(site, NOON).code == "paused"
    assert move(site, "open", by=officer, at=NOON).status == "open"
    site = move(site, "close", by=officer, at=NOON)
    assert (site.status, site.until) == ("closed", NOON.date())
    with pytest.raises(Refusal) as refused:
        move(site, "open", by=officer, at=NOON)
    assert refused.value.code == "wrong_state"
