# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Disclosed, Person
from unionnet.programmes.staffing.actions import Particulars, take_post
from unionnet.programmes.staffing.models import StaffMember, StaffPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Organisation:
    return make_union("龙角镇总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def post(town: Organisation, officer: Person) -> StaffPost:
    given = Particulars("part_time", "委员", date(2022, 1, 1), contract_until=date(2024, 5, 1))
    return take_post(town, "谭大山", given, by=officer)


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/desk/staffing/", 302, 403, 403, 200, 200),
    ("/desk/staffing/posts", 302, 403, 403, 200, 200),
    ("/desk/staffing/bare", 302, 403, 403, 200, 200),
    ("/desk/staffing/norms", 302, 403, 403, 200, 200),
    ("/desk/staffing/contracts", 302, 403, 403, 200, 200),
    ("/desk/staffing/import", 302, 403, 403, 200, 200),
    ("/desk/staffing/new", 302, 403, 403, 200, 200),
    ("/desk/staffing/p/{post}", 302, 403, 403, 200, 404),
    ("/desk/staffing/p/{post}/change", 302, 403, 403, 200, 404),
    ("/desk/staffing/?under={union}", 302, 403, 403, 200, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, post: StaffPost, town: Organisation, door: tuple[Any, ...]
) -> None:
    address = door[0].format(post=post.public_id, union=town.public_id)
    assert answers_at(client, address, town) == door[1:]


def test_a_leader_looks_and_changes_nothing(client: Client, town: Organisation, post: StaffPost) -> None:
    sign_in(client, make_officer(town, role="leader"))
    assert "登记岗位" not in text_of(client.get("/desk/staffing/"))
    assert client.post("/desk/staffing/new", {}).status_code == 403
    assert client.post(f"/desk/staffing/p/{post.public_id}/end", {"until": "2024-01-01"}).status_code == 403


def test_an_officer_writes_corrects_and_ends_a_post(
    client: Client, town: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    said = {"union": town.name, "name": "向小溪", "kind": "full_time", "title": "主席", "since": "2022-01-01"}
    page = client.post("/desk/staffing/new", said)["Location"]
    assert client.post(f"{page}/change", {"title": "副主席", "since": "2022-02-01"})["Location"] == page
    client.post(f"{page}/end", {"until": "2024-06-30"})
    found = StaffPost.objects.get()
    assert (found.title, found.since, found.until) == ("副主席", date(2022, 2, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    "said",
    [
        {"union": "没有的工会"},
        {"since": "0001-01-01"},
        {"since": "20220101"},
        {"card": "不存在"},
        {"kind": "king"},
        {"name": "王\x01山" * 40},
        {"number": "9" * 400},
    ],
)
def test_a_hostile_form_is_told_why(
    client: Client, town: Organisation, officer: Person, said: dict[str, str]
) -> None:
    sign_in(client, officer)
    form = {"union": town.name, "name": "甲", "kind": "full_time", "title": "主席", "since": "2022-01-01"}
    assert client.post("/desk/staffing/new", {**form, **said}).status_code in {409, 422}
    assert StaffPost.objects.count() == 0


def test_who_is_on_the_sheet_can_read_who_took_it(
    client: Client, officer: Person, post: StaffPost, town: Organisation
) -> None:
    person = make_person("谭大山", union=town)
    StaffMember.objects.filter(pk=post.member_id).update(person=person)
    assert sign_in(client, officer).get("/desk/staffing/posts.xlsx").status_code == 200
    assert Disclosed.objects.get(person=person).disclosure.by == officer


@pytest.mark.parametrize(
    "query", ["on=9999-99-99", "under=%27%3B--", "tier=%00", "after=%FF%FE", "q=" + "王" * 900]
)
def test_a_hostile_address_never_breaks_a_page(client: Client, officer: Person, query: str) -> None:
    sign_in(client, officer)
    for door in ("", "posts", "bare", "norms", "contracts", "posts.xlsx", "bare.xlsx", "norms.xlsx"):
        assert client.get(f"/desk/staffing/{door}?{query}").status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nonsense", "姓名,配备类型\n甲,专职".encode("utf-16"), b"\xff\xff\x00"]
)
def test_a_file_that_is_none_is_told_why(
    client: Client, officer: Person, town: Organisation, content: bytes
) -> None:
    sign_in(client, officer)
    sent = {"file": SimpleUploadedFile("名册.xlsx", content), "union": town.name}
    assert client.post("/desk/staffing/import", sent).status_code in {409, 422}


def test_a_file_comes_in_by_two_steps(client: Client, officer: Person, town: Organisation) -> None:
    sign_in(client, officer)
    sheet = "姓名,配备类型,任职起\n谭大山,专职,2022-01-01\n,兼职,2022-01-01\n".encode("gb18030")
    sent = {"file": SimpleUploadedFile("名册.csv", sheet), "union": town.name}
    shown = client.post("/desk/staffing/import", sent)
    assert "将新登记 1 个岗位，更新 0 个，1 行有误不导入" in text_of(shown)
    assert StaffPost.objects.count() == 0
    kept = {"kept": shown.context["kept"], "step": "keep", "union": town.name}
    assert client.post("/desk/staffing/import", kept)["Location"] == "/desk/staffing/"
    assert StaffPost.objects.get().member.name == "谭大山"


def test_contracts_that_end_are_listed_before_they_do(
    client: Client, officer: Person, post: StaffPost
) -> None:
    sign_in(client, officer)
    assert "谭大山" not in text_of(client.get("/desk/staffing/contracts?on=2024-03-01"))
    assert "谭大山" in text_of(client.get("/desk/staffing/contracts?on=2024-03-02"))
    page = text_of(client.get(f"/desk/staffing/p/{post.public_id}"))
    assert "每月不超过 3 个工作日" in page
    assert "每月不少于 2 个工作日" in page


def test_machines_read_posts_and_each_one_named_can_see_it(
    client: Client, town: Organisation, officer: Person, post: StaffPost
) -> None:
    known = make_person("向大成", union=town)
    held = Particulars("full_time", "主席", date(2021, 1, 1), until=date(2021, 12, 31))
    old = take_post(town, known.name, held, person=known, by=officer)
    sign_in(client, officer)
    (row,) = client.get("/api/v1/staff-posts").json()["items"]
    assert (row["name"], row["kind"], row["organisation_name"]) == ("谭大山", "part_time", "龙角镇总工会")
    assert not Disclosed.objects.exists()
    (past,) = client.get("/api/v1/staff-posts?on=2021-06-01&kind=full_time").json()["items"]
    assert past["id"] == str(old.public_id)
    assert list(Disclosed.objects.values_list("person", "disclosure__by")) == [(known.pk, officer.pk)]
    assert client.get("/api/v1/staff-posts?on=2021-13-01").status_code == 422
    sign_in(client, make_officer(make_union("别处总工会")))
    assert client.get("/api/v1/staff-posts").json()["items"] == []
    assert client.get(f"/api/v1/staff-posts/{post.public_id}").status_code == 404
