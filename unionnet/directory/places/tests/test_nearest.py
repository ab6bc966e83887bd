# SPDX-License-Identifier: Apache-2.0
import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.actions import close_door, open_up, register
from unionnet.directory.places.datum import metres_between
from unionnet.directory.places.models import OpeningHours, Site
from unionnet.directory.places.nearest import Near, nearest
from unionnet.directory.places.open_now import OpenNow, timetables_of
from unionnet.directory.places.tests.makers import YONGNING, at, make_site
from unionnet.directory.places.timetable import Hours, every_day

pytestmark = pytest.mark.django_db
NOON, NIGHT = at("2026-11-19 12:00"), at("2026-11-19 02:00")


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


def names(found: list[Near]) -> list[str]:
    return [near.name for near in found]


def test_the_nearest_comes_first_with_its_distance_and_minutes(union: Organisation) -> None:
    make_site(union, "远", latitude=YONGNING[0] + 0.009)
    make_site(union, "近", latitude=YONGNING[0] + 0.0027)
    found = nearest(*YONGNING, at=NOON)
    assert [(near.name, round(near.metres), near.minutes, near.is_in_circle) for near in found] == [
        ("近", 300, 4, True),
        ("远", 1001, 13, False),
    ]


def test_only_open_ones_unless_one_asks_for_all(union: Organisation) -> None:
    make_site(union, "白天")
    make_site(union, "通宵", openings=every_day(), latitude=YONGNING[0] + 0.01)
    assert names(nearest(*YONGNING, at=NIGHT)) == ["通宵"]
    assert names(nearest(*YONGNING, at=NIGHT, open_only=False)) == ["白天", "通宵"]
    assert [near.state.opens_at for near in nearest(*YONGNING, at=NIGHT, open_only=False)] == [
        at("2026-11-19 08:00"),
        None,
    ]


def test_every_asked_facility_and_service_must_be_there(union: Organisation) -> None:
    make_site(union, "充电", codes=["ebike_charging", "water"])
    make_site(union, "充电和咨询", codes=["ebike_charging", "legal_advice"])
    assert names(nearest(*YONGNING, at=NOON, facilities=["ebike_charging"])) == ["充电", "充电和咨询"]
    assert names(nearest(*YONGNING, at=NOON, facilities=["ebike_charging", "legal_advice"])) == ["充电和咨询"]


def test_venues_planned_withdrawn_and_unmapped_sites_stay_apart(union: Organisation) -> None:
    make_site(union, "职工活动中心", kind="venue")
    make_site(union, "筹建", status="planned")
    make_site(union, "没有坐标", latitude=None, longitude=None)
    make_site(union, "暂停", status="paused")
    assert names(nearest(*YONGNING, at=NOON)) == ["职工活动中心"]
    assert names(nearest(*YONGNING, at=NOON, kind="station", open_only=False)) == ["暂停"]


def test_nothing_beyond_the_limit_in_metres_or_in_number(union: Organisation) -> None:
    for step in range(6):
        make_site(union, f"{step}", latitude=YONGNING[0] + 0.01 * step)
    assert names(nearest(*YONGNING, at=NOON, limit=3)) == ["0", "1", "2"]
    assert names(nearest(*YONGNING, at=NOON, within=2500)) == ["0", "1", "2"]


def test_around_the_clock_only(union: Organisation) -> None:
    make_site(union, "白天")
    make_site(union, "通宵", openings=every_day())
    assert names(nearest(*YONGNING, at=NOON, all_day=True)) == ["通宵"]


def test_the_keepers_word_is_heard_by_the_search(union: Organisation) -> None:
    keeper = make_officer(union, role="station_keeper")
    site = make_site(union, "白天")
    close_door(site, by=keeper, at=NOON)
    assert names(nearest(*YONGNING, at=NOON + timedelta(minutes=1))) == []
    open_up(site, by=keeper, at=NOON + timedelta(hours=1))
    assert names(nearest(*YONGNING, at=NOON + timedelta(hours=2))) == ["白天"]
    assert names(nearest(*YONGNING, at=at("2026-11-20 09:00"))) == ["白天"]


def test_the_order_is_that_of_the_sphere_even_across_the_country(union: Organisation) -> None:
    seeded = random.Random(7)
    for number in range(150):
        latitude, longitude = seeded.uniform(20, 50), seeded.uniform(80, 130)
        make_site(union, f"{number}", latitude=latitude, longitude=longitude)
    here = (45.0, 100.0)
    truth = sorted(
        Site.objects.all(), key=lambda s: metres_between(here, (s.latitude or 0.0, s.longitude or 0.0))
    )
    found = nearest(*here, at=NOON, limit=30, within=3_000_000)
    assert names(found) == [site.name for site in truth[:30]]


def test_it_asks_once_and_once_more_where_there_are_exceptions(
    union: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    site = make_site(union)
    with django_assert_num_queries(1):
        nearest(*YONGNING, at=NOON)
    close_door(site, by=make_officer(union), at=NOON)
    with django_assert_num_queries(2):
        nearest(*YONGNING, at=NOON, open_only=False)


minutes = st.integers(0, 1439)
lengths = st.integers(0, 1440)
openings = st.lists(
    st.one_of(
        st.builds(lambda d, o, n: Hours(o, o + n, weekday=d), st.integers(1, 7), minutes, lengths),
        st.builds(lambda o, n: Hours(o, o + n, is_holiday=True), minutes, lengths),
        st.builds(
            lambda d, o, n: Hours(o, o + n, date=d),
            st.dates(at("2026-09-24 00:00").date(), at("2026-10-09 00:00").date()),
            minutes,
            lengths,
        ),
    ),
    max_size=8,
    unique_by=lambda row: (row.weekday, row.is_holiday, row.date),
)
# Around the National Day holiday and a make-up Saturday, at odd moments and exactly on the minute.
moments = st.builds(
    lambda m, s: at("2026-09-25 00:00") + timedelta(minutes=m, seconds=s),
    st.integers(0, 14 * 1440),
    st.sampled_from([0, 0, 1, 59]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=openings,
    moment=moments,
    said=st.sampled_from(["nothing", "earlier", "ended", "later"]),
    opened=st.booleans(),
)
def test_the_database_and_the_rule_agree_at_any_moment(
    union: Organisation, rows: Any, moment: Any, said: str, opened: bool
) -> None:
    OpeningHours.objects.all().delete()
    Site.objects.all().delete()
    site = register(union, {"name": "甲"}, rows, by=None)
    hour = timedelta(hours=1)
    if said != "nothing":
        site.overrides.create(is_open=opened, since=moment - hour, until=moment + hour)
        site.overrides.create(is_open=not opened, since=moment, until=None, undone_at=moment)
    if said == "ended":
        site.overrides.create(is_open=not opened, since=moment - hour, until=moment)
    if said == "later":
        site.overrides.create(is_open=not opened, since=moment, until=None)
    if said != "nothing":
        Site.objects.update(has_exceptions=True)
        site.refresh_from_db()
    timetable = timetables_of([site], moment)[site.pk]
    assert Site.objects.filter(OpenNow(moment)).exists() is timetable.is_open(moment)
    spans = timetable.spans_around(moment)
    assert timetable.is_open(moment) is any(start <= moment < end for start, end in spans)


def test_the_question_means_the_inner_sites_when_it_stands_in_a_subquery(union: Organisation) -> None:
    by_day, always = make_site(union, "白天"), make_site(union, "通宵", openings=every_day())
    inner = Site.objects.filter(OpenNow(NIGHT)).values("pk")
    assert list(Site.objects.filter(pk__in=inner)) == [always]
    assert list(Site.objects.exclude(pk__in=inner)) == [by_day]
