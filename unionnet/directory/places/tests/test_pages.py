# SPDX-License-Identifier: Apache-2.0
import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import JoinCode, Person
from unionnet.directory.places.actions import close_door, write_note
from unionnet.directory.places.models import FaultReport, KeeperNote, Override, Site
from unionnet.directory.places.tests.makers import YONGNING, make_site
from unionnet.directory.places.timetable import every_day

pytestmark = pytest.mark.django_db
HERE = {"lat": str(YONGNING[0]), "lon": str(YONGNING[1])}


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(union, "胜利街社区工会驿站", every_day(), codes=["water", "ebike_charging"])


@pytest.fixture
def keeper(union: Organisation) -> Person:
    return make_officer(union, role="station_keeper")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def kept_in(page: str) -> str:
    found = re.search(r'name="kept" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_stranger_sees_the_list_and_the_station_without_signing_in(client: Client, site: Site) -> None:
    found = client.get("/places/")
    assert found.status_code == 200
    assert "胜利街社区工会驿站" in text_of(found)
    page = text_of(client.get(f"/places/{site.public_id}/"))
    for words in ("24 小时", "电动车充电", "群众便民热线一览表", "12348", "不是会员也可以使用"):
        assert words in page


def test_the_first_line_says_how_far_the_nearest_open_one_is(client: Client, site: Site) -> None:
    assert "最近的开放驿站，步行 1 分钟" in text_of(client.get("/places/", HERE))


def test_a_place_is_found_by_the_words_of_a_street_without_scripts(
    client: Client, site: Site, union: Organisation
) -> None:
    make_site(union, "云溪路驿站", address="永宁街道云溪路 3 号")
    page = text_of(client.get("/places/", {"near": "云溪路"}))
    assert "以“云溪路驿站”为中心" in page
    several = text_of(client.get("/places/", {"near": "永宁街道"}))
    assert "您说的是哪一处？" in several
    assert "没有找到这个地名" in text_of(client.get("/places/", {"near": "天安门"}))
    assert "以“永宁街道总工会”为中心" in text_of(client.get("/places/", {"area": union.public_id}))


def test_filters_are_plain_addresses(client: Client, site: Site, union: Organisation) -> None:
    make_site(union, "没有充电")
    page = text_of(client.get("/places/", {**HERE, "open": "1", "f": "ebike_charging", "all_day": "1"}))
    assert "胜利街社区工会驿站" in page
    assert "没有充电" not in page
    assert "没有符合条件的驿站" in text_of(client.get("/places/", {**HERE, "f": "aed"}))


def test_the_map_draws_a_mark_for_each_station(client: Client, site: Site) -> None:
    page = client.get("/places/", {**HERE, "view": "map"}).content.decode()
    assert page.count('class="pin"') == 1
    assert "附近示意图，非地图" in page


@pytest.mark.parametrize(
    "query",
    [
        {"lat": "nan", "lon": "inf"},
        {"lat": "9" * 400, "lon": "1"},
        {"f": "'; drop table", "kind": "x", "limit": "9" * 30, "after": "###"},
        {"near": "\x01%_\\'", "area": "\x7f", "q": "a\u202eb"},
        {"open": "2", "view": "<script>", "f": ["water"] * 300},
    ],
)
def test_nonsense_in_the_address_is_left_out(client: Client, site: Site, query: Any) -> None:
    assert client.get("/places/", query).status_code == 200


def test_planned_and_withdrawn_sites_are_not_found(client: Client, union: Organisation) -> None:
    planned, gone = make_site(union, "筹建站", status="planned"), make_site(union, "撤销站", status="closed")
    page = text_of(client.get("/places/"))
    assert "筹建站" not in page
    assert "撤销站" not in page
    assert [client.get(f"/places/{each.public_id}/").status_code for each in (planned, gone)] == [404, 404]


def test_anybody_reports_what_is_broken(client: Client, site: Site) -> None:
    answer = client.post(
        f"/places/{site.public_id}/fault", {"text": "第 3 口没有电", "facility": "ebike_charging"}
    )
    assert answer.status_code == 302
    fault = FaultReport.objects.get()
    assert (fault.text, fault.facility, fault.reporter) == ("第 3 口没有电", "ebike_charging", None)


def test_the_keepers_words_and_reasons_are_read_by_visitors(
    client: Client, site: Site, keeper: Person
) -> None:
    write_note(site, "restock", "饮用水、药品", by=keeper)
    close_door(site, by=keeper, reason="停水停电")
    page = text_of(client.get(f"/places/{site.public_id}/"))
    assert "已补充：饮用水、药品" in page
    assert "停水停电" in page
    assert "未开放" in page


def test_the_keeper_closes_takes_it_back_restocks_and_repairs(
    client: Client, site: Site, keeper: Person
) -> None:
    fault = FaultReport.objects.create(site=site, text="灯坏了")
    sign_in(client, keeper)
    assert "现在关门" in text_of(client.get("/places/keeper"))
    client.post(
        f"/places/keeper/{site.public_id}/door", {"door": "close", "until": "60", "reason": "停水停电"}
    )
    said = Override.objects.get()
    assert said.until is not None
    assert (said.is_open, said.reason, round((said.until - said.since).total_seconds() / 60)) == (
        False,
        "停水停电",
        60,
    )
    assert "现在开门" in text_of(client.get("/places/keeper"))
    client.post(f"/places/keeper/doors/{said.pk}/undo")
    assert "现在关门" in text_of(client.get("/places/keeper"))
    client.post(
        f"/places/keeper/{site.public_id}/note", {"supply": ["饮用水", "药品", "假的"], "text": "慢慢喝"}
    )
    assert KeeperNote.objects.get().text == "饮用水、药品、慢慢喝"
    client.post(f"/places/keeper/faults/{fault.public_id}/resolve")
    fault.refresh_from_db()
    assert fault.resolved_by == keeper


DOORS = [
    # door, nobody, worker, keeper, officer, officer of another union
    ("/places/keeper", 302, 403, 200, 200, 200),
    ("/desk/places/", 302, 403, 200, 200, 200),
    ("/desk/places/new", 302, 403, 403, 200, 200),
    ("/desk/places/import", 302, 403, 403, 200, 200),
    ("/desk/places/export", 302, 403, 200, 200, 200),
    ("/desk/places/{site}/", 302, 403, 200, 200, 404),
    ("/desk/places/{site}/edit", 302, 403, 403, 200, 404),
    ("/desk/places/{site}/poster", 302, 403, 409, 409, 404),
]


@pytest.mark.parametrize("door", DOORS, ids=[door[0] for door in DOORS])
def test_each_door_opens_for_whom_it_is_made(
    client: Client, site: Site, union: Organisation, door: tuple[Any, ...]
) -> None:
    assert answers_at(client, door[0].format(site=site.public_id), union) == door[1:]


def test_an_officer_registers_a_station_with_its_hours_in_words(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    form = {
        "union": union.name, "name": "云溪路工会驿站", "kind": "station", "datum": "wgs84",
        "latitude": "28.77", "longitude": "105.37", "entry_mode": "open", "codes": ["water", "legal_advice"],
        "every_day": "08:00-22:00", "day_7": "休息", "holiday": "09:00-12:00、14:00-17:00",
        "dates": "2026-12-31 20:00-次日02:00", "region_code": "510503",
    }  # fmt: skip
    answer = client.post("/desk/places/new", form)
    site = Site.objects.get()
    assert answer["Location"] == reverse("desk-places:site", args=[site.public_id])
    assert (site.facilities, site.services, site.is_24h, site.has_exceptions) == (
        ["water"],
        ["legal_advice"],
        False,
        True,
    )
    rows = {
        (row.weekday, row.is_holiday, str(row.date or ""), row.opens, row.closes)
        for row in site.openings.all()
    }
    assert rows == {
        *((day, False, "", 480, 1320) for day in range(1, 7)),
        (7, False, "", 0, 0),
        (None, True, "", 540, 720),
        (None, True, "", 840, 1020),
        (None, False, "2026-12-31", 1200, 1560),
    }
    again = client.get(f"/desk/places/{site.public_id}/edit").content.decode()
    for value in (
        'value="08:00-22:00"',
        'value="不开放"',
        'value="09:00-12:00、14:00-17:00"',
        "2026-12-31 20:00-02:00",
    ):
        assert value in again
    client.post(f"/desk/places/{site.public_id}/edit", {**form, "name": "云溪路新驿站"})
    site.refresh_from_db()
    assert (site.name, site.openings.count()) == ("云溪路新驿站", 10)


def test_a_form_with_mistakes_says_where(client: Client, union: Organisation, officer: Person) -> None:
    sign_in(client, officer)
    wrong = {
        "union": "别处总工会",
        "name": "",
        "kind": "station",
        "latitude": "28",
        "every_day": "看情况",
        "dates": "明天",
    }
    answer = client.post("/desk/places/new", wrong)
    page = text_of(answer)
    assert answer.status_code == 422
    for words in (
        "在您管理的范围内没有这个工会",
        "经度和纬度要一起填写",
        "请写成“08:00-18:00”",
        "看不懂“明天”",
    ):
        assert words in page
    assert Site.objects.count() == 0


def test_a_list_is_read_first_and_kept_when_confirmed(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    table = "名称,纬度,经度,设施,开放时间\n甲,28.77,105.37,饮水,24小时\n乙,,,饮水,\n丙,105.37,28.77,饮水,\n"
    upload = SimpleUploadedFile("驿站.csv", table.encode("gb18030"))
    said = {"union": union.name, "datum": "gcj02", "since": "2026-03-01"}
    page = client.post("/desk/places/import", {**said, "file": upload})
    words = text_of(page)
    for each in ("将新登记 2 个，更新 0 个，1 行有误不导入", "没有坐标，不能上图", "经度和纬度写反了"):
        assert each in words
    assert Site.objects.count() == 0
    kept = kept_in(page.content.decode())
    client.post("/desk/places/import", {**said, "kept": kept, "step": "keep"})
    assert list(Site.objects.order_by("name").values_list("name", "is_24h", "since", "datum")) == [
        ("乙", False, date(2026, 3, 1), "wgs84"),
        ("甲", True, date(2026, 3, 1), "gcj02"),
    ]


def test_a_strangers_upload_is_not_found(client: Client, union: Organisation, officer: Person) -> None:
    sign_in(client, make_officer(union))
    upload = SimpleUploadedFile("a.csv", b"name\nx\n")
    said = {"union": union.name, "datum": "wgs84"}
    page = client.post("/desk/places/import", {**said, "file": upload}).content.decode()
    kept = kept_in(page)
    sign_in(client, officer)
    assert client.post("/desk/places/import", {**said, "kept": kept, "step": "keep"}).status_code == 404


def test_photos_and_the_code_are_kept_from_the_stations_page(
    client: Client, site: Site, officer: Person
) -> None:
    sign_in(client, officer)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    client.post(
        f"/desk/places/{site.public_id}/photos",
        {"photo": SimpleUploadedFile("a.png", drawn.getvalue(), "image/png"), "caption": "门口"},
    )
    photo = site.photos.get()
    assert f"/files/{photo.file.public_id}" in client.get(f"/places/{site.public_id}/").content.decode()
    client.post(f"/desk/places/{site.public_id}/code")
    client.post(f"/desk/places/{site.public_id}/code")
    code = JoinCode.objects.get()
    assert (code.channel, code.place, code.place_name) == ("station", site.public_id, site.name)
    assert f"/j/{code.code}" in client.get(f"/places/{site.public_id}/").content.decode()


@pytest.mark.usefixtures("printer")
def test_the_poster_is_a_page_a_pdf_and_a_picture(client: Client, site: Site, officer: Person) -> None:
    sign_in(client, officer)
    client.post(f"/desk/places/{site.public_id}/code")
    page = text_of(client.get(f"/desk/places/{site.public_id}/poster"))
    assert site.name in page
    assert "永宁街道总工会" in page
    assert f"/j/{JoinCode.objects.get().code}" in page
    assert client.get(f"/desk/places/{site.public_id}/poster.pdf").content.startswith(b"%PDF")
    picture = Image.open(io.BytesIO(client.get(f"/desk/places/{site.public_id}/poster.png").content))
    assert (picture.format, picture.width) == ("PNG", 1080)


def test_the_list_exports_what_it_shows(client: Client, site: Site, officer: Person) -> None:
    sign_in(client, officer)
    answer = client.get("/desk/places/export", {"q": "胜利街"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_list_asks_few_questions_however_many_stations(
    client: Client, union: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(25):
        make_site(union)
    with django_assert_max_num_queries(6):
        client.get("/places/", {**HERE, "open": "1"})
    with django_assert_max_num_queries(8):
        client.get("/places/")


def test_a_name_that_many_have_is_shown_some_at_a_time(client: Client, union: Organisation) -> None:
    for number in range(21):
        make_site(union, f"枫林路{number}号驿站")
    page = client.get("/places/", {"q": "枫林路"})
    assert "21 个驿站和场馆" in text_of(page)
    assert page.content.decode().count('class="item"') == 20
    more = client.get("/places/", {"q": "枫林路", "limit": "40"}).content.decode()
    assert "再多一些" in page.content.decode()
    assert ("再多一些" in more, more.count('class="item"')) == (False, 21)
