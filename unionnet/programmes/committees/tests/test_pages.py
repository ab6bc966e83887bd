# SPDX-License-Identifier: Apache-2.0
"""The desk: what is due, one union, and the forms."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.committees.actions import check_everything
from unionnet.programmes.committees.models import Body, Committee, Permission, Seat
from unionnet.programmes.committees.tests.makers import answer, go_up, make_committee, make_town, make_village
from unionnet.tools.submissions.models import Submission

pytestmark = pytest.mark.django_db
ROOT = "/desk/committees/"


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


@pytest.fixture
def town() -> tuple[Organisation, Person]:
    return make_town()


@pytest.fixture
def village(town: tuple[Organisation, Person]) -> Organisation:
    return make_village(town[0])


@pytest.fixture
def at_desk(client: Client, town: tuple[Organisation, Person]) -> Client:
    return sign_in(client, town[1])


@pytest.fixture
def own(village: Organisation, town: tuple[Organisation, Person]) -> Committee:
    return make_committee(village, town[1])


def page_of(village: Organisation) -> str:
    return f"{ROOT}unions/{village.public_id}/"


@pytest.mark.parametrize("page", ["", "export", "rules/"])
def test_who_sees_the_list(client: Client, village: Organisation, page: str) -> None:
    assert answers_at(client, ROOT + page, village) == (302, 403, 403, 200, 200)


@pytest.mark.parametrize("page", ["", "register/"])
def test_who_sees_a_union(client: Client, village: Organisation, page: str) -> None:
    assert answers_at(client, page_of(village) + page, village) == (302, 403, 403, 200, 404)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens(at_desk: Client, village: Organisation, own: Committee, language: str) -> None:
    seat = own.seats.get(post="chair")
    pages = [
        *("", "?issue=over", "?issue=", "?q=qingping", "?issue=nonsense&after=%00x"[:15], "rules/"),
        f"?under={village.public_id}",
        f"rules/?under={village.public_id}",
        f"unions/{village.public_id}/",
        f"unions/{village.public_id}/register/",
        f"bodies/{own.public_id}/fill/",
        f"bodies/{own.public_id}/ask/",
        f"seats/{seat.pk}/leave/",
    ]
    answers = {page: at_desk.get(ROOT + page, headers={"accept-language": language}) for page in pages}
    assert {page: each.status_code for page, each in answers.items() if each.status_code != 200} == {}


def test_the_list_says_how_many_of_how_many_and_why(
    at_desk: Client, village: Organisation, own: Committee
) -> None:
    check_everything()
    page = text_of(at_desk.get(ROOT))
    assert "2 个工会中 2 个需要办理" in page
    assert "青坪村联合工会" in page
    assert "已届满" in page
    assert "以当地规定为准" in page
    assert "没有需要办理的工会" in text_of(at_desk.get(ROOT, {"issue": "vacant"}))


def test_the_sheet_for_excel_has_the_same_lines(
    at_desk: Client, village: Organisation, own: Committee
) -> None:
    answer = at_desk.get(f"{ROOT}export?issue=over")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["青坪村联合工会"]
    assert str(rows[1][2]).startswith("已届满")
    assert rows[1][7] == "冉启明"


def test_a_list_of_480_costs_what_a_list_of_one_does(
    at_desk: Client,
    town: tuple[Organisation, Person],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(60):
        make_committee(make_village(town[0], f"第{number}村联合工会"), town[1])
    at_desk.get(ROOT)
    with django_assert_max_num_queries(11):
        answer = at_desk.get(ROOT)
    assert "下一页" in answer.content.decode()
    with django_assert_max_num_queries(16):
        at_desk.get(page_of(Organisation.objects.get(name="第7村联合工会")))


def test_a_committee_is_registered_on_a_page(at_desk: Client, village: Organisation) -> None:
    given = {"body": "union_committee", "session": "2", "since": "2024-05-01", "years": "5"}
    answer = at_desk.post(page_of(village) + "register/", {**given, "names": "冉启明 主席\n冉启明"})
    assert "写了两次" in answer.content.decode()
    answer = at_desk.post(page_of(village) + "register/", {**given, "names": "冉启明 主席\n秦素芬\n向大成"})
    assert answer.status_code == 302
    own = Committee.objects.get()
    assert (own.session, own.until, own.size) == (2, date(2029, 5, 1), 3)
    assert "冉启明" in text_of(at_desk.get(page_of(village)))


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31", "x" * 5000, "2026-02-30", "１２"])
def test_dates_nobody_means_are_refused(at_desk: Client, village: Organisation, since: str) -> None:
    given = {"body": "union_committee", "session": "9" * 400, "since": since, "years": "3", "names": "甲\x01"}
    answer = at_desk.post(page_of(village) + "register/", given)
    assert answer.status_code == 200
    assert not Committee.objects.exists()


def test_a_chair_is_moved_only_with_consent_and_the_page_names_the_article(
    at_desk: Client, village: Organisation, own: Committee
) -> None:
    seat = own.seats.get(post="chair")
    today = timezone.localdate().isoformat()
    leave = f"{ROOT}seats/{seat.pk}/leave/"
    refused = at_desk.post(leave, {"leaving": "moved", "until": today})
    assert "《工会法》第十八条" in refused.content.decode()
    asked = {"kind": "move", "seat": seat.pk, "reason": "调县总工会工作"}
    written = at_desk.post(f"{ROOT}bodies/{own.public_id}/ask/", asked)
    permission = Permission.objects.get()
    letter = Submission.objects.get()
    assert written["Location"] == f"/desk/submissions/{letter.public_id}/"
    assert "待报送" in text_of(at_desk.get(page_of(village)))
    answer(go_up(permission.submission, letter.drafted_by), make_officer(village.parent or village))
    assert at_desk.post(leave, {"leaving": "moved", "until": today}).status_code == 302
    page = text_of(at_desk.get(page_of(village)))
    assert "双工〔2026〕1号" in page
    assert "空缺 1 席" in page
    fill = f"{ROOT}bodies/{own.public_id}/fill/"
    given = {"name": "谭明远", "post": "chair", "since": today, "basis": "双工〔2026〕5号"}
    assert at_desk.post(fill, given).status_code == 302
    assert Seat.objects.get(post="chair", until=None).name == "谭明远"


def test_a_leader_reads_and_changes_nothing(client: Client, village: Organisation, own: Committee) -> None:
    sign_in(client, make_officer(village.parent or village, role="leader"))
    assert client.get(page_of(village)).status_code == 200
    for page in (f"unions/{village.public_id}/register/", f"bodies/{own.public_id}/ask/"):
        assert client.get(ROOT + page).status_code == 403


def test_the_register_leads_to_the_committees(at_desk: Client, village: Organisation) -> None:
    page = at_desk.get(f"/desk/organisations/{village.public_id}/").content.decode()
    assert page_of(village) in page


def test_rules_of_the_place_are_marked(at_desk: Client, village: Organisation) -> None:
    page = text_of(at_desk.get(f"{ROOT}rules/?under={village.public_id}"))
    assert "《重庆市工会条例》第九条" in page
    assert "《重庆市工会条例》第九条" in text_of(at_desk.get(f"{ROOT}rules/"))


@pytest.mark.parametrize("region", ["510503", "330106"])
def test_where_a_province_has_no_rule_of_its_own_the_page_says_so(client: Client, region: str) -> None:
    union = make_union("永宁街道总工会", region_code=region)
    page = text_of(sign_in(client, make_officer(union)).get(f"{ROOT}rules/?under={union.public_id}"))
    assert "以下均为全国规则" in page
    assert "以当地规定为准" in page


def test_terms_near_their_end_are_told_in_days(
    at_desk: Client, village: Organisation, town: tuple[Organisation, Person]
) -> None:
    own = make_committee(village, town[1], body=Body.UNION_COMMITTEE)
    Committee.objects.filter(pk=own.pk).update(until=timezone.localdate() + timedelta(days=30))
    check_everything()
    assert "剩 30 天" in text_of(at_desk.get(ROOT))
