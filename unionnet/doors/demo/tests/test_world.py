# SPDX-License-Identifier: Apache-2.0
from collections import Counter

from unionnet.directory.organisations.codes import is_region_code, is_union_uscc, is_uscc
from unionnet.doors.demo.world.courses import COURSES
from unionnet.doors.demo.world.employers import all_employers
from unionnet.doors.demo.world.sites import SIX, all_stations
from unionnet.doors.demo.world.unions import all_unions


def test_yunyang_has_the_figures_of_the_ledger() -> None:
    below = [union for union in all_unions() if union.region.startswith("500235") and union.key != "yunyang"]
    assert Counter(union.kind for union in below if union.since) == {
        "township_federation": 42,
        "park_federation": 1,
        "sectoral_federation": 11,
        "village_joint_union": 480,
        "enterprise_union": 327,
    }
    assert sum(union.since is None for union in below) == 31


def test_keys_and_names_are_unique_and_codes_right() -> None:
    unions = list(all_unions())
    assert len({union.key for union in unions}) == len(unions)
    assert len({(union.parent, union.name) for union in unions}) == len(unions)
    assert all(is_region_code(union.region) for union in unions if union.key != "nation")
    assert all(is_union_uscc(union.uscc) for union in unions if union.uscc)
    units = list(all_employers(unions))
    assert len({unit.uscc for unit in units}) == len(units)
    assert all(is_uscc(unit.uscc) for unit in units)
    assert any(len(unit.covered_by) == 2 for unit in units)


def test_stations_are_those_of_the_ledger() -> None:
    stations = all_stations()
    yongning = [station for station in stations if station.union.startswith("yongning")]
    assert (len(yongning), sum(station.since.year < 2026 for station in yongning)) == (15, 8)
    assert all({"phone_charging", "ebike_charging"} <= {*s.codes, *s.later} for s in yongning)
    nanning = [station for station in stations if station.union == "nanning-build"]
    assert [station.hours for station in nanning] == [(0, 1440)] * 11
    assert nanning[0].codes == SIX


def test_the_night_school_has_157_places_in_nine_courses_of_five_classes() -> None:
    assert sum(course.places for course in COURSES) == 157
    assert (len(COURSES), len({course.class_group for course in COURSES})) == (9, 5)
    assert all(course.weekday <= 5 for course in COURSES)
