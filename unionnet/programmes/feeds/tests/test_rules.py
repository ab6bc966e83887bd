# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from unionnet.directory.places.datum import from_wgs84
from unionnet.directory.places.models import Site
from unionnet.programmes.feeds.rules import (
    Neighbour,
    Surroundings,
    reasons_against,
    why_not_send_to,
    why_not_these_columns,
)

HERE = (28.7737, 105.3712)
TODAY = date(2026, 11, 20)


def site(**values: object) -> Site:
    given = {"name": "胜利街工会驿站", "address": "胜利街 1 号", "latitude": HERE[0], "longitude": HERE[1]}
    return Site(id=9, region_code="510503", datum="wgs84", **{**given, **values})


def beside(name: str, spot: tuple[float, float], number: int = 3, address: str = "") -> Surroundings:
    return Surroundings([Neighbour(number, "other", name, address, *spot)])


def reasons(of: Site, around: Surroundings | None = None, wants_photo: bool = False) -> list[str]:
    found = around or Surroundings()
    return reasons_against(of, found, wants_photo=wants_photo, has_photo=False, on=TODAY)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"latitude": None, "longitude": None}, ["only_address"]),
        ({"latitude": None, "longitude": None, "address": ""}, ["no_spot", "no_address"]),
        ({"address": ""}, ["no_address"]),
        ({"latitude": 39.4704, "longitude": 75.9898}, []),
        ({"latitude": 75.9898, "longitude": 39.4704}, ["swapped"]),
        ({"latitude": 51.5, "longitude": -0.12}, ["abroad"]),
    ],
)
def test_each_fault_has_its_name(values: dict[str, object], found: list[str]) -> None:
    assert reasons(site(**values)) == found


def test_a_photo_is_missed_only_where_one_is_asked_for() -> None:
    assert (reasons(site()), reasons(site(), wants_photo=True)) == ([], ["no_photo"])


def test_the_second_of_two_alike_at_one_spot_is_a_duplicate() -> None:
    near = (HERE[0] + 20 / 111_195, HERE[1])
    assert reasons(site(), beside("胜利街驿站", near)) == ["duplicate:other"]
    assert reasons(site(), beside("胜利街驿站", near, number=12)) == []
    assert reasons(site(), beside("银行网点驿站", near)) == []
    assert reasons(site(), beside("别名", near, address="胜利街 1 号")) == ["duplicate:other"]
    assert reasons(site(), beside("胜利街驿站", (HERE[0] + 60 / 111_195, HERE[1]))) == []


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_a_shift_is_known_by_the_same_station_of_another_list(datum: str) -> None:
    moved = from_wgs84(*HERE, datum)
    wrong = site(latitude=moved[0], longitude=moved[1])
    assert reasons(wrong, beside("胜利街驿站", HERE)) == [f"shifted_{datum}:other"]
    wrong.datum = datum
    assert reasons(wrong, beside("胜利街驿站", HERE)) == []


def test_too_far_from_the_others_of_its_county() -> None:
    assert reasons(site(), Surroundings(middle=(30.5, 114.3))) == ["outside_region"]
    assert reasons(site(), Surroundings(middle=(28.9, 105.4))) == []


def test_feeds_are_sent_by_tls_and_to_named_hosts_only(settings: object) -> None:
    settings.UNIONNET_FEED_HOSTS = ["map.example"]  # type: ignore[attr-defined]
    told = ["", "https://map.example/in", "http://map.example/in", "https://10.0.0.1/", "https://[", "ftp:x"]
    codes = [refusal.code if (refusal := why_not_send_to(url)) else "" for url in told]
    no = "no_address_to_send"
    assert codes == ["", "", no, "host_not_named", no, no]


def test_columns_are_known_ones_with_different_names() -> None:
    assert why_not_these_columns({}) is None
    assert why_not_these_columns({"id": "poi", "latitude": "lat"}) is None
    for columns in ({"id": "poi", "contact": "who"}, {"latitude": "lat"}, {"id": "x", "name": "x"}):
        assert why_not_these_columns(columns) is not None
