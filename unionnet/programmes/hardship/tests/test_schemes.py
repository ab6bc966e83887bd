# SPDX-License-Identifier: Apache-2.0
"""HW-03: a place that goes by the classes of the national file says so in a pack, and all pages follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook.packs import provisions
from unionnet.programmes.hardship.actions import publish
from unionnet.programmes.hardship.formula import Household, judge
from unionnet.programmes.hardship.queries import figures_for, inside
from unionnet.programmes.hardship.tests.makers import (
    MONDAY,
    Offices,
    fresh,
    make_checked,
    make_draft,
    make_offices,
    make_worker,
)
from unionnet.programmes.hardship.tests.test_formula import ON, YUAN

pytestmark = pytest.mark.django_db
PLACE = "500235"
PACK = f"""
[pack]
id = "hardship-here"
version = "1"
region = "{PLACE}"
checked = 2026-11-22

[[rules]]
id = "HW-03.scheme"
value = "file"
source = "本县困难职工档案管理办法"
certainty = "B"
"""
FIGURES = {"size": "3", "income": "30000", "rigid": "6000", "losses": "0"}


@pytest.fixture(autouse=True)
def _pack(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "here.toml").write_text(PACK, encoding="utf-8")
    settings.UNIONNET_RULEBOOKS = [*settings.UNIONNET_RULEBOOKS, tmp_path]
    provisions.cache_clear()
    yield
    provisions.cache_clear()


@pytest.fixture
def offices() -> Offices:
    offices = make_offices()
    Organisation.objects.filter(path__startswith=offices.county.path).update(region_code=PLACE)
    return offices


def of(income: int, rigid: int = 0, losses: int = 0, *, months: int = 0, assets: int = 0) -> Household:
    return Household(3, income * YUAN, rigid * YUAN, losses * YUAN, months_low=months, assets=assets * YUAN)


@pytest.mark.parametrize(
    ("household", "grade"),
    [
        (of(25_199, months=6), "subsistence"),
        (of(25_199, months=5), "marginal"),
        (of(25_200, months=6), "marginal"),  # at the line is not below it
        (of(37_800, 12_600), "marginal"),  # 150 %, and 700 after costs: 以下 has the number in it
        (of(37_801, 12_601), ""),
        (of(37_800, 12_599), ""),
        (of(75_600, 10_000, 40_400), "accidental"),  # three times, and 700 after all costs
        (of(75_600, 10_000, 40_399), ""),
        (of(75_601, 10_000, 40_401, assets=1), ""),  # above three times the assets count
        (of(75_601, 10_000, 40_402, assets=1), "accidental"),
        (of(75_600, 10_000, 40_400, assets=900_000), "accidental"),
        (of(60_000, 40_000), ""),  # costs without an event
    ],
)
def test_the_classes_of_the_national_file(household: Household, grade: str) -> None:
    verdict = judge(household, where=PLACE, on=ON)
    assert verdict.grade == grade
    assert str(verdict.scheme.chosen.citation) == "本县困难职工档案管理办法"
    assert verdict.scheme.limits.citation.certainty == "B"


def test_elsewhere_nothing_changes_and_the_choice_is_to_be_confirmed() -> None:
    verdict = judge(of(36_000, 12_000), where="510503", on=ON)
    assert verdict.grade == "deep"
    assert verdict.scheme.chosen.citation.certainty == "C"
    assert verdict.scheme.chosen.citation.needs_local_confirmation


def test_the_self_test_asks_what_the_place_counts(client: Client, offices: Offices) -> None:
    assert "连续低于低保标准" not in text_of(client.get("/hardship/self-test"))
    sign_in(client, make_worker(offices))
    assert "连续低于低保标准" in text_of(client.get("/hardship/self-test"))
    assert client.post("/hardship/self-test", FIGURES).status_code == 422
    page = text_of(client.post("/hardship/self-test", {**FIGURES, "months_low": "0", "assets": "0"}))
    assert "低保边缘户" in page
    assert "本县困难职工档案管理办法" in page


def test_what_was_said_is_judged_and_published_by_it(client: Client, offices: Offices) -> None:
    dossier = make_draft(make_worker(offices))
    sign_in(client, dossier.person)
    said = {**FIGURES, "cause": "透析", "months_low": "7", "assets": "2000"}
    assert client.post("/hardship/mine/situation", said).status_code == 302
    verdict = inside(fresh(dossier)).verdict
    assert verdict
    assert (verdict.household.months_low, verdict.household.assets) == (7, 200_000)
    checked = make_checked(offices, make_worker(offices, "乙工"))
    sign_in(client, offices.at_county)
    page = text_of(client.get(f"/desk/hardship/{checked.public_id}/"))
    assert "低保边缘户" in page
    assert "相对困难" not in page.replace("深度困难、相对困难、意外致困", "")
    with pytest.raises(Refusal, match="请选择困难类别"):
        publish(checked, "deep", by=offices.at_county, at=MONDAY)
    assert publish(checked, "marginal", by=offices.at_county, at=MONDAY).grade == "marginal"


def test_the_figures_have_its_columns(offices: Offices) -> None:
    grades, lines, _ruling = figures_for(offices.at_county, ON)
    assert grades == ["意外致困", "低保户", "低保边缘户"]
    assert {len(line.in_file) for line in lines} == {4}


def test_what_was_kept_before_is_still_read(offices: Offices) -> None:
    """A situation from before the two questions has neither."""
    dossier = make_draft(make_worker(offices))
    dossier.situation = json.dumps({"income": 1_000_000, "rigid": 200_000, "losses": 0})
    dossier.save(update_fields=["situation"])
    verdict = inside(fresh(dossier)).verdict
    assert verdict
    assert (verdict.grade, verdict.household.months_low, verdict.household.assets) == ("marginal", 0, 0)
