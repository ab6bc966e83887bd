# SPDX-License-Identifier: Apache-2.0
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override
from pytest_django import Settings

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.rulebook.packs import provisions, read_pack
from unionnet.foundation.rulebook.rulings import regions_above

HAN = re.compile("[\u4e00-\u9fff]")
LOCAL = """
[pack]
id = "chongqing"
version = "1"
region = "500000"
checked = 2026-05-01
[[rules]]
id = "MEM-03.review_working_days"
value = 5
source = "本地办法第一条"
certainty = "C"
since = 2025-01-01
until = 2026-06-30
[[rules]]
id = "MEM-03.review_working_days"
value = 4
source = "本地办法（修订）第一条"
certainty = "C"
since = 2026-07-01
"""


@pytest.fixture
def local_pack(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "chongqing.toml"
    path.write_text(LOCAL, encoding="utf-8")
    settings.UNIONNET_RULEBOOKS = [*settings.UNIONNET_RULEBOOKS, tmp_path]
    provisions.cache_clear()
    yield path
    provisions.cache_clear()


def test_the_nation_rules_where_no_region_does() -> None:
    ruling = rule("ORG-20.term_years", where="510503", on=date(2026, 11, 20))
    assert ruling.value == [3, 5]
    assert str(ruling.citation) == "《工会法》第十六条"
    assert ruling.citation.pack == "national 2026.11"


@pytest.mark.parametrize(
    ("where", "on", "days"),
    [
        ("500235", date(2026, 6, 30), 5),
        ("500235", date(2026, 7, 1), 4),
        ("500235", date(2024, 12, 31), 3),
        ("510503", date(2026, 7, 1), 3),
        ("", date(2026, 7, 1), 3),
    ],
)
def test_the_nearest_region_wins_on_the_days_it_is_in_force(
    local_pack: Path, where: str, on: date, days: int
) -> None:
    assert rule("MEM-03.review_working_days", where=where, on=on).value == days


def test_a_rule_nobody_wrote_down_is_an_error() -> None:
    with pytest.raises(KeyError):
        rule("XX-00.nothing", on=date(2026, 1, 1))


def test_a_rule_without_a_source_is_refused_when_read(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(LOCAL.replace('source = "本地办法第一条"', ""), encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.toml: MEM-03\.review_working_days"):
        read_pack(path)


def test_a_county_asks_its_city_its_province_and_the_nation() -> None:
    assert regions_above("150627") == ["150627", "150600", "150000", ""]
    assert regions_above("150000") == ["150000", ""]
    assert regions_above("") == [""]


def test_every_shipped_rule_is_well_formed() -> None:
    assert all(each.source and each.checked for found in provisions().values() for each in found)


@pytest.mark.parametrize(
    ("rule_id", "where", "region"),
    [
        ("ORG-13.steps", "510503", "510000"),
        ("ORG-13.steps", "500235", ""),
        ("ORG-14.preparers", "510503", ""),
        ("CB-01.reply_working_days", "330106", "330000"),
        ("ORG-33.women_committee_from", "330106", ""),
    ],
)
def test_a_province_without_a_value_of_its_own_has_the_nations(rule_id: str, where: str, region: str) -> None:
    ruling = rule(rule_id, where=where, on=date(2026, 11, 21))
    assert ruling.region == region
    assert str(ruling.citation)


def test_every_rule_of_ours_is_cited_in_the_language_of_its_reader() -> None:
    ruling = rule("ORG-20.term_years", on=date(2026, 11, 20))
    with override("en"):
        assert str(ruling.citation) == "Trade Union Law, Art. 16"
        chinese = [each.id for one in provisions().values() for each in one if HAN.search(str(each.source))]
    assert chinese == []


@pytest.mark.usefixtures("local_pack")
def test_a_pack_without_english_is_cited_as_it_is() -> None:
    with override("en"):
        cited = rule("MEM-03.review_working_days", where="500000", on=date(2026, 7, 1)).citation
        assert Refusal("late", "晚了", rule=cited).as_json()["citation"] == "本地办法（修订）第一条"
