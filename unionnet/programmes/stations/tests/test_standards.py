# SPDX-License-Identifier: Apache-2.0
"""Six haves here, eight there; and the way of a best station from its union up to the city."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import change, report_fault
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import check_standard, follow_candidacy, nominate
from unionnet.programmes.stations.haves import gaps_to_five_stars, standard_of
from unionnet.programmes.stations.listeners import keep_or_drop_the_name, name_the_best
from unionnet.programmes.stations.models import Candidacy, StandardCheck
from unionnet.tools.submissions import actions as letters
from unionnet.tools.submissions.facts import SubmissionApproved, SubmissionRechecked
from unionnet.tools.submissions.models import Submission

pytestmark = pytest.mark.django_db
NOON = at("2026-11-18 12:00")
DAY = date(2026, 11, 18)
BASICS = ["water", "heat_meal", "medicine", "rest", "toilet"]
BY_EYE = ["sign", "layout", "functions", "rules"]


@pytest.fixture
def city() -> Organisation:
    return make_union("泸州市总工会", kind="city_federation", region_code="510500")


@pytest.fixture
def union(city: Organisation) -> Organisation:
    county = make_union("纳溪区总工会", city, kind="county_federation", region_code="510503")
    return make_union("永宁街道总工会", county, region_code="510503")


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(union, "胜利街社区驿站", codes=BASICS, address="胜利街 118 号")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def code_of(call: Any) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


@pytest.mark.parametrize(
    ("region", "name", "codes", "is_local"),
    [
        ("510503", "六有", "sign layout facilities functions rules map", False),
        ("520102", "六有", "sign layout facilities functions rules map", True),
        ("370281", "六有", "sign place equipment rules people map", True),
        ("370883", "八有", "sign layout facilities functions rules map operator publicity", True),
    ],
)
def test_each_region_has_its_own_list(region: str, name: str, codes: str, is_local: bool) -> None:
    site = make_site(make_union("某地", region_code=region), codes=BASICS, region_code=region)
    found = standard_of(site, DAY)
    assert (found.name, found.is_local) == (name, is_local)
    assert " ".join(have.code for have in found.haves) == codes


def test_what_the_register_knows_is_not_taken_from_the_officer(site: Site, officer: Person) -> None:
    kept = check_standard(site, BY_EYE, by=officer, at=NOON)
    assert (kept.missing, kept.rule) == ([], "ST-01.haves stations 2026.11")
    change(site, {"codes": ["water"]}, by=officer)
    site.refresh_from_db()
    kept = check_standard(site, [*BY_EYE, "facilities"], by=officer, at=NOON)
    assert (StandardCheck.objects.get(), kept.missing) == (kept, ["facilities"])
    assert code_of(lambda: check_standard(site, ["publicity"], by=officer, at=NOON)) == "not_on_the_list"
    stranger = make_officer(make_union("别处"))
    assert code_of(lambda: check_standard(site, [], by=stranger, at=NOON)) == "elsewhere"


def test_five_stars_are_known_where_a_region_has_written_them_down(site: Site) -> None:
    assert gaps_to_five_stars(site, DAY) is None
    fuzhou = make_union("鼓楼区总工会", region_code="350102")
    small = make_site(fuzhou, codes=["aed"], area=29, capacity=20, region_code="350102")
    gaps = [str(each) for each in gaps_to_five_stars(small, DAY) or []]
    assert gaps == ["面积不少于 30 平方米", "法律咨询"]


def test_only_a_good_station_may_ask(site: Site, officer: Person) -> None:
    assert code_of(lambda: nominate(site, "", by=officer, at=NOON)) == "not_checked"
    check_standard(site, BY_EYE[1:], by=officer, at=NOON)
    assert code_of(lambda: nominate(site, "", by=officer, at=NOON)) == "gaps"
    check_standard(site, BY_EYE, by=officer, at=NOON)
    fault = report_fault(site, "门坏了", by=None)
    FaultReport.objects.filter(pk=fault.pk).update(at=at("2026-11-01 12:00"))
    assert code_of(lambda: nominate(site, "", by=officer, at=NOON)) == "broken"
    change(site, {"latitude": None, "longitude": None}, by=officer)
    site.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        nominate(site, "", by=officer, at=NOON)
    assert (refused.value.code, refused.value.rule is not None) == ("not_on_the_map", True)
    assert Candidacy.objects.count() == 0


def test_it_goes_up_is_published_named_and_looked_at_again(
    client: Client, site: Site, officer: Person, union: Organisation, city: Organisation
) -> None:
    county, first, second = (
        make_officer(union.parent or union),
        make_officer(city),
        make_officer(city, name="吴干部"),
    )
    check_standard(site, BY_EYE, by=officer, at=NOON)
    kept = nominate(site, "日均服务 60 人次。", by=officer, at=NOON)
    assert nominate(site, "日均服务 80 人次。", by=officer, at=NOON) == kept
    letter = Submission.objects.get()
    assert (letter.kind.key, letter.decider, "80 人次" in letter.body) == ("stations.best", city, True)
    letters.send(letter, by=officer, at=NOON)
    letters.recommend(letter, "日常管理好", by=county, at=NOON)
    letters.review(letter, "符合条件", by=first, at=NOON)
    letters.announce(letter, by=first, at=NOON)
    done = at("2026-11-27 12:00")
    letters.set_letterhead(city, "general", "泸工", by=first)
    letters.decide(letter, letters.Decision(True, letter.proposed_reply), by=second, at=done)
    for _again in range(2):
        name_the_best(SubmissionApproved(letter.pk, "stations.best", ""))
    kept.refresh_from_db()
    assert kept.named_on == done.date()
    assert code_of(lambda: nominate(site, "", by=officer, at=NOON)) == "named_already"
    assert "最美工会驿站（2026 年）" in text_of(client.get(f"/places/{site.public_id}/"))
    assert "胜利街社区驿站" in text_of(client.get("/stations/best"))
    keep_or_drop_the_name(SubmissionRechecked(letter.pk, "stations.best", False))
    assert "胜利街社区驿站" not in text_of(client.get("/stations/best"))
    assert follow_candidacy(letter, is_best=False).named_on is None


def test_the_officer_checks_and_asks_at_the_desk(client: Client, site: Site, officer: Person) -> None:
    sign_in(client, officer)
    address = f"/desk/stations/{site.public_id}/standard"
    assert address in client.get(f"/desk/places/{site.public_id}/").content.decode()
    page = text_of(client.get(address))
    for words in ("六有", "统一标识名称", "本地没有登记星级标准", "请先做一次达标检查"):
        assert words in page
    client.post(f"{address}/check", {"have": BY_EYE, "note": "现场查看"})
    answer = client.post(f"/desk/stations/{site.public_id}/nominate", {"why": "好"})
    letter = Submission.objects.get()
    assert answer["Location"] == f"/desk/submissions/{letter.public_id}/"
    assert "6 / 6 项" in text_of(client.get("/desk/stations/standards"))
    assert client.get("/desk/stations/standards?as=xlsx").status_code == 200
