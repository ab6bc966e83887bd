# SPDX-License-Identifier: Apache-2.0
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.postings.actions import send_out
from unionnet.programmes.postings.models import DiaryEntry, Posting, ProblemItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Organisation:
    return make_union("吉仙村联合工会", kind="village_joint_union")


@pytest.fixture
def sent() -> Person:
    return make_officer(make_union("云阳县总工会"), name="谭大山")


@pytest.fixture
def posting(village: Organisation, sent: Person) -> Posting:
    """It runs since a month ago, whatever today is."""
    today = timezone.localdate()
    days = (today - timedelta(days=30), today + timedelta(days=30))
    return send_out([sent], village, "摸清需求", days, sent_by=village, by=make_officer(village))


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/desk/postings/", 302, 403, 403, 200, 200),
    ("/desk/postings/new", 302, 403, 403, 200, 200),
    ("/desk/postings/problems", 302, 403, 403, 200, 200),
    ("/desk/postings/{posting}", 302, 403, 403, 200, 404),
    ("/desk/postings/{posting}?print=1", 302, 403, 403, 200, 404),
    ("/desk/postings/{posting}/report.xlsx", 302, 403, 403, 200, 404),
    ("/postings/", 302, 200, 200, 200, 200),
    ("/postings/{posting}", 302, 404, 404, 200, 404),
    ("/postings/{posting}/opinion", 302, 404, 404, 200, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, posting: Posting, village: Organisation, door: tuple[Any, ...]
) -> None:
    assert answers_at(client, door[0].format(posting=posting.public_id), village) == door[1:]


def photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", drawn.getvalue(), "image/jpeg")


def form(**said: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"text": "走访六户，收集需求", "day": str(today), "key": "a" * 32, **said}


def test_a_photo_is_kept_for_those_who_may_read_the_diary(
    client: Client, posting: Posting, sent: Person
) -> None:
    sign_in(client, sent)
    page = f"/postings/{posting.public_id}"
    for _again in range(2):
        assert client.post(page, form(photo=photo(), place="三组"))["Location"] == page
    entry = DiaryEntry.objects.get()
    address = f"/postings/photos/{entry.public_id}"
    assert client.get(address)["Content-Type"] == "image/jpeg"
    assert entry.photo is not None
    assert client.get(f"/files/{entry.photo.public_id}").status_code == 404
    sign_in(client, make_officer(make_union("别处")))
    assert client.get(address).status_code == 404


def test_a_no_gives_back_every_word_that_was_typed(client: Client, posting: Posting, sent: Person) -> None:
    sign_in(client, sent)
    page = f"/postings/{posting.public_id}"
    for said in (
        {"what": "路灯不亮"},
        {"what": "路灯不亮", "whose": "镇", "due_on": "1999-01-01"},
        {"day": "1999-01-01"},
        {"photo": SimpleUploadedFile("x.jpg", b"no picture")},
        {"key": "k" * 99},
    ):
        answer = client.post(page, form(**said))
        assert answer.status_code == 422
        assert "走访六户，收集需求" in answer.content.decode()
    assert (DiaryEntry.objects.count(), ProblemItem.objects.count()) == (0, 0)


@pytest.mark.parametrize("text", ["\x01\x02控制符号", "好" * 2001, "", "𠮷野家门口"])
def test_hostile_words_never_break_the_diary(
    client: Client, posting: Posting, sent: Person, text: str
) -> None:
    sign_in(client, sent)
    assert client.post(f"/postings/{posting.public_id}", form(text=text)).status_code in {302, 422}


@pytest.mark.parametrize("query", ["state=%FF", "q=%27%3B--", "after=zzz", "sort=-1", "q=" + "王" * 900])
def test_a_hostile_address_never_breaks_a_list(client: Client, posting: Posting, query: str) -> None:
    sign_in(client, make_officer(posting.organisation))
    for door in ("", "problems", "postings.xlsx", "problems.xlsx"):
        assert client.get(f"/desk/postings/{door}?{query}").status_code == 200


def test_an_officer_sends_by_name_and_is_told_of_namesakes(client: Client, village: Organisation) -> None:
    sign_in(client, make_officer(village, name="周干部"))
    make_officer(village, name="向小溪")
    said = {"union": village.name, "sender": village.name, "purpose": "摸清需求", "people": "向小溪"}
    said |= {"starts_on": "2024-03-04", "ends_on": "2024-03-29"}
    assert "没有找到：无名" in text_of(client.post("/desk/postings/new", {**said, "people": "向小溪 无名"}))
    page = client.post("/desk/postings/new", said)["Location"]
    assert [each.person.name for each in Posting.objects.get().team.all()] == ["向小溪"]
    client.post(f"{page}/change", {"ends_on": "2024-04-10", "people": "周干部"})
    assert Posting.objects.get().ends_on == date(2024, 4, 10)
    assert Posting.objects.get().team.count() == 2
    make_officer(village, name="向小溪")
    answer = client.post("/desk/postings/new", {**said, "purpose": "再来"})
    assert "有同名的，请写会员证号：向小溪" in text_of(answer)


def test_a_leader_sees_and_changes_nothing(client: Client, posting: Posting) -> None:
    sign_in(client, make_officer(posting.organisation, role="leader"))
    assert "安排蹲点" not in text_of(client.get("/desk/postings/"))
    assert client.post("/desk/postings/new", {}).status_code == 403
    page = text_of(client.get(f"/desk/postings/{posting.public_id}"))
    assert "延长或增派" not in page


def test_machines_read_what_was_found_and_no_names(
    client: Client, posting: Posting, village: Organisation
) -> None:
    sign_in(client, make_officer(village))
    answer = client.get("/api/v1/postings")
    (row,) = answer.json()["items"]
    assert (row["purpose"], row["persons"], row["found"]) == ("摸清需求", 1, 0)
    assert "谭大山" not in answer.content.decode()
    assert client.get(f"/api/v1/postings/{posting.public_id}").json() == row
    sign_in(client, make_officer(make_union("别处总工会")))
    assert client.get(f"/api/v1/postings/{posting.public_id}").status_code == 404
