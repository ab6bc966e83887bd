# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import change, close_door, move
from unionnet.directory.places.datum import from_wgs84, metres_between
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import YONGNING, at
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.feeds.actions import (
    Terms,
    change_outlet,
    close_outlet,
    correct_datum,
    new_key,
    note_delivery,
    note_stale,
    open_outlet,
    refresh,
    refresh_stale,
    swap_spot,
    vouch_for,
)
from unionnet.programmes.feeds.actions.outlets import digest_of
from unionnet.programmes.feeds.models import FeedChange, FeedDelivery, MapEntry, Outlet, Stale
from unionnet.programmes.feeds.queries import feed_of, outlet_with
from unionnet.programmes.feeds.tests.makers import placed

pytestmark = pytest.mark.django_db
NIGHT = at("2026-11-19 17:00")


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def site(union: Organisation) -> Site:
    return placed(union, "胜利街工会驿站")


@pytest.fixture
def outlet(site: Site, union: Organisation, officer: Person) -> Outlet:
    return open_outlet(union, Terms("高德地图", "gcj02"), by=officer)[0]


def reasons_of(site: Site) -> list[str]:
    return MapEntry.objects.get(site=site).reasons


def test_the_first_feed_has_every_good_site_in_its_datum(
    union: Organisation, officer: Person, site: Site
) -> None:
    planned = placed(union, "筹建驿站", 900, status="planned")
    lost = placed(union, "只有地址的驿站", latitude=None, longitude=None)
    elsewhere = placed(make_union("别处"), "别处的驿站")
    outlet, key = open_outlet(union, Terms("高德地图", "gcj02"), by=officer)
    [entry] = feed_of(outlet, 0).items
    there = from_wgs84(*YONGNING, "gcj02")
    assert metres_between((entry["latitude"], entry["longitude"]), there) < 0.2
    assert (entry["id"], entry["datum"], entry["status"]) == (site.public_id, "gcj02", "open")
    assert "08:00" in entry["hours"]
    assert reasons_of(lost) == ["only_address"]
    assert not MapEntry.objects.filter(site__in=[planned, elsewhere]).exists()
    assert outlet_with(outlet.public_id, digest_of(key)) == outlet
    assert outlet_with(outlet.public_id, digest_of(new_key(outlet, by=officer) + "x")) is None
    assert outlet_with(outlet.public_id, digest_of(key)) is None


def test_a_closing_is_one_change_and_its_end_another(outlet: Outlet, site: Site, officer: Person) -> None:
    close_door(site, by=officer, at=NIGHT, until=NIGHT + timedelta(hours=2), reason="停水停电")
    note_stale(site.pk)
    note_stale(site.pk)
    assert refresh_stale(at=NIGHT) == 1
    assert (refresh_stale(at=NIGHT), Stale.objects.count()) == (0, 0)
    outlet.refresh_from_db()
    [entry] = feed_of(outlet, 1).items
    assert (entry["status"], entry["notice"], entry["until"][:16]) == (
        "closed",
        "停水停电",
        "2026-11-19T19:00",
    )
    changed = FeedChange.objects.get(version=2)
    assert (changed.kind, changed.columns) == ("changed", ["status", "until", "notice"])
    assert refresh_stale(at=NIGHT + timedelta(hours=1)) == 0
    assert refresh_stale(at=NIGHT + timedelta(hours=2)) == 1
    outlet.refresh_from_db()
    assert feed_of(outlet, 2).items[0]["status"] == "open"


def test_a_site_that_leaves_the_register_is_withdrawn(outlet: Outlet, site: Site, officer: Person) -> None:
    move(site, "close", by=officer)
    assert refresh(outlet, [site.pk]) == 1
    outlet.refresh_from_db()
    assert (feed_of(outlet, 1).withdrawn, feed_of(outlet, 0).items) == ([site.public_id], [])
    assert feed_of(outlet, 0).withdrawn == []


def test_long_feeds_come_in_parts(outlet: Outlet, union: Organisation) -> None:
    for number in range(4):
        placed(union, f"第{number}号站", 500 + 100 * number)
    refresh(outlet)
    outlet.refresh_from_db()
    first = feed_of(outlet, 0, most=3)
    rest = feed_of(outlet, first.version, most=3)
    assert (len(first.items), first.is_whole, len(rest.items), rest.is_whole) == (3, False, 2, True)
    assert rest.version == outlet.version == 5


def test_a_duplicate_is_refused_until_the_first_one_goes(
    outlet: Outlet, union: Organisation, site: Site, officer: Person
) -> None:
    second = placed(union, "胜利街驿站", 15)
    refresh(outlet, [second.pk])
    assert reasons_of(second) == [f"duplicate:{site.public_id}"]
    move(site, "close", by=officer)
    refresh(outlet, [site.pk])
    assert reasons_of(second) == []


def test_an_officer_vouches_for_two_that_are_two(
    outlet: Outlet, union: Organisation, site: Site, officer: Person
) -> None:
    second = placed(union, "胜利街驿站", 15)
    refresh(outlet, [second.pk])
    vouch_for(second, "duplicate", by=officer)
    refresh_stale()
    assert reasons_of(second) == []
    with pytest.raises(Refusal) as refused:
        vouch_for(second, "swapped", by=officer)
    assert refused.value.code == "not_to_vouch"


def test_a_shifted_site_is_mended_by_one_click(
    outlet: Outlet, union: Organisation, site: Site, officer: Person
) -> None:
    moved = from_wgs84(*YONGNING, "gcj02")
    second = placed(union, "胜利街驿站", latitude=moved[0], longitude=moved[1])
    refresh(outlet)
    assert reasons_of(second) == [f"shifted_gcj02:{site.public_id}"]
    correct_datum(second, "gcj02", by=officer)
    second.refresh_from_db()
    assert metres_between((second.latitude or 0, second.longitude or 0), YONGNING) < 0.1
    with pytest.raises(Refusal):
        correct_datum(second, "gcj02", by=officer)


def test_swapped_degrees_are_turned_back(outlet: Outlet, union: Organisation, officer: Person) -> None:
    kashgar = placed(union, "喀什路驿站", latitude=75.9898, longitude=39.4704)
    refresh(outlet, [kashgar.pk])
    assert reasons_of(kashgar) == ["swapped"]
    swap_spot(kashgar, by=officer)
    kashgar.refresh_from_db()
    assert (kashgar.latitude, kashgar.longitude) == (39.4704, 75.9898)


def test_other_columns_are_other_words_for_the_same(outlet: Outlet, site: Site, officer: Person) -> None:
    columns = {"id": "poi", "latitude": "lat", "longitude": "lng", "status": "state"}
    change_outlet(outlet, Terms("高德地图", "gcj02", columns=columns), by=officer)
    outlet.refresh_from_db()
    assert set(feed_of(outlet, 1).items[0]) == {"poi", "lat", "lng", "state"}
    change(site, {"phone": "0830-1"}, by=officer)
    assert refresh(outlet, [site.pk]) == 0


def test_the_log_has_one_line_for_what_an_outlet_got_first(outlet: Outlet) -> None:
    for version in (1, 1, 0):
        note_delivery(outlet, version)
    assert list(FeedDelivery.objects.values_list("version", "way")) == [(1, "fetched")]
    note_delivery(outlet, 99)
    outlet.refresh_from_db()
    assert outlet.got_version == 1


def test_a_closed_outlet_gets_nothing(outlet: Outlet, site: Site, officer: Person) -> None:
    close_outlet(outlet, by=officer)
    assert refresh(outlet) == 0
    stranger = make_officer(make_union("别处"))
    with pytest.raises(Refusal) as refused:
        open_outlet(outlet.organisation, Terms("百度地图", "bd09"), by=stranger)
    assert refused.value.code == "elsewhere"


def test_many_sites_take_as_many_questions_as_few(
    outlet: Outlet, union: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        placed(union, f"第{number}号站", 500 + 100 * number)
    with django_assert_max_num_queries(24):
        assert refresh(outlet) == 40
