# SPDX-License-Identifier: Apache-2.0
"""S2-15: 西宁 gives free courses to families of workers in difficulty. A worker tests himself, applies with
four consents, is visited by an officer whose phone has no network, checked, put up and registered; then his
daughter takes a course free on the page where a colleague reads the fee, and nobody can tell why."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook
from PIL import Image
from PIL.ExifTags import GPS, IFD
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.knocking import text_of
from tests.makers import make_person, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.programmes.hardship.actions import Plan, first_check, hand_tags, make_course
from unionnet.programmes.hardship.models import Dossier, FreeCourse, HouseholdMember, Visit, VisitPhoto
from unionnet.programmes.hardship.tests.makers import (
    Offices,
    child_number,
    fresh,
    make_offices,
    make_registered,
    make_sent,
    make_worker,
)
from unionnet.tools.enrolment.models import Place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


@pytest.fixture
def course(offices: Offices) -> FreeCourse:
    now = database_now()
    plan = Plan(
        title="短视频剪辑班",
        summary="周六上午，工人文化宫",
        fee=30_000,
        places=20,
        free_places=10,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=5),
        starts_at=now + timedelta(days=9),
    )
    return make_course(offices.county, plan, key=uuid4(), by=offices.at_county)


def apply(client: Client, worker: Person) -> Dossier:
    """What the worker does on the phone."""
    figures = {"income": "36000", "rigid": "12000", "losses": "0"}
    tested = text_of(client.post("/hardship/self-test", {**figures, "size": "3"}))
    assert "深度困难" in tested
    assert "666.67" in tested
    assert "青岛" in tested  # whose formula it is
    assert not Dossier.objects.exists()  # nothing of it is kept
    sign_in(client, worker)
    assert client.post("/hardship/apply", {"own": "on", "family": "on"}).status_code == 422
    assert not Dossier.objects.exists()
    agreed = {"own": "on", "family": "on", "check": "on", "notice": "on"}
    assert "一步一步填写" in text_of(client.post("/hardship/apply", agreed, follow=True))
    client.post("/hardship/mine/situation", {**figures, "cause": "妻子长期透析"})
    child = {"name": "欧阳小宁", "relation": "child", "id_number": child_number(), "state_of_life": "高一"}
    page = text_of(client.post("/hardship/mine/members", child, follow=True))
    assert "欧阳小宁" in page
    assert child_number() not in page
    client.post("/hardship/mine/account", {"account": "6222020202020202001", "bank": "示范银行"})
    assert "待初审" in text_of(client.post("/hardship/mine/send", follow=True))
    return Dossier.objects.get()


def examine(client: Client, offices: Offices, dossier: Dossier) -> None:
    """The township: reads with a reason, checks, visits."""
    sign_in(client, offices.at_county)
    assert client.get(f"/desk/hardship/{dossier.public_id}/").status_code == 404  # not passed up yet
    sign_in(client, offices.at_town)
    here = f"/desk/hardship/{dossier.public_id}/"
    assert "透析" not in text_of(client.get(here))
    assert "透析" in text_of(client.post(f"{here}opening", {"reason": "初审申报材料"}, follow=True))
    client.post(f"{here}move", {"move": "first_check", "seen": fresh(dossier).steps})
    seen = {
        "key": uuid4(),
        "on_day": local_date(database_now()),
        "is_as_said": "yes",
        "found": "租房，与申报一致",
    }
    client.post(f"/hardship/visits/{dossier.public_id}", seen)
    assert fresh(dossier).state == "visited"


def check(client: Client, offices: Offices, dossier: Dossier) -> None:
    """The county: a list by two hands, the sheet out, the sheet back."""
    sign_in(client, offices.at_county)
    form = {"reason": "三月家庭经济状况核对", "household": dossier.public_id}
    page = client.post("/desk/hardship/checks/new", form)["Location"]
    assert "自己提出的名单要由另一个人复核" in text_of(client.get(page))
    sign_in(client, offices.second)
    assert "已放行" in text_of(client.post(f"{page}/let-go", follow=True))
    sign_in(client, offices.at_county)
    answer = client.post(f"{page}/list.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer)))
    rows = list(book.worksheets[0].iter_rows())
    head = next(n for n, row in enumerate(rows) if row[0].value == "编号")
    assert child_number() in {cell.value for row in rows for cell in row}
    for row in rows[head + 1 :]:
        if row[0].value and row[3].value:
            row[4].value = "相符"
    back = io.BytesIO()
    book.save(back)
    back.seek(0)
    back.name = "民政答复.xlsx"
    assert "已读入 1 户" in text_of(client.post(f"{page}/answers", {"file": back}, follow=True))
    assert fresh(dossier).state == "checked"


def register_household(client: Client, offices: Offices, dossier: Dossier, worker: Person) -> None:
    """Up for everybody to see for its days, then registered by the second person."""
    sign_in(client, offices.at_county)
    here = f"/desk/hardship/{dossier.public_id}/"
    move = {"move": "publish", "grade": "deep", "seen": fresh(dossier).steps}
    client.post(f"{here}move", move)
    notice = f"/hardship/notices/{offices.county.public_id}"
    public = text_of(Client().get(notice))
    assert "欧阳**" in public
    assert "建国" not in public
    assert "透析" not in public
    early = text_of(client.post(f"{here}move", {"move": "register", "seen": fresh(dossier).steps}))
    assert "期满以后才能认定" in early
    Dossier.objects.filter(pk=dossier.pk).update(notice_until=local_date(database_now()) - timedelta(days=3))
    sign_in(client, offices.second)
    client.post(f"{here}move", {"move": "register", "seen": fresh(dossier).steps})
    assert fresh(dossier).state == "registered"
    assert Client().get(notice).status_code == 404
    sign_in(client, worker)
    mine = text_of(client.get("/hardship/mine/"))
    assert "吴镇干" in mine  # who read it
    assert "初审申报材料" in mine  # and why


def test_from_the_self_test_to_a_free_place(
    client: Client, offices: Offices, worker: Person, course: FreeCourse
) -> None:
    dossier = apply(client, worker)
    examine(client, offices, dossier)
    check(client, offices, dossier)
    register_household(client, offices, dossier, worker)

    child = make_person("欧阳小宁", born_on=date(2009, 11, 4))
    Person.objects.filter(pk=child.pk).update(id_index=blind_index("id_number", child_number()))
    hand_tags()
    colleague = make_person("李工友", union=offices.town)
    here = f"/hardship/courses/{course.public_id}"
    sign_in(client, child)
    assert "学费 免费" in text_of(client.get(here))
    assert "报名成功" in text_of(client.post(f"{here}/place", follow=True))
    assert Place.objects.get(person=child).offer == course.free
    sign_in(client, colleague)
    ordinary = text_of(client.get(here))
    assert "300" in ordinary
    assert "免费" not in ordinary
    assert "困难" not in ordinary
    client.post(f"{here}/place")
    assert Place.objects.get(person=colleague).offer == course.ordinary

    sign_in(client, offices.at_county)  # who runs the course learns of no dossier
    for page in (
        f"/desk/enrolment/{course.free.public_id}/",
        f"/desk/people/{worker.public_id}/",
        "/desk/people/",
    ):
        shown = text_of(client.get(page))
        assert "困难职工" not in shown
        assert "深度" not in shown


def test_a_courier_sits_on_a_free_place_too(client: Client, offices: Offices, course: FreeCourse) -> None:
    """So that a free place says nothing of the one who has it."""
    courier = make_person("马骑手", union=offices.town, tags=("courier", "new_form"))
    sign_in(client, courier)
    assert "学费 免费" in text_of(client.get(f"/hardship/courses/{course.public_id}"))


def test_a_tag_goes_with_the_consent(client: Client, offices: Offices, worker: Person) -> None:
    make_registered(offices, worker)
    assert Standing.objects.get(person=worker).tags == ["免费学习"]
    sign_in(client, worker)
    client.post("/hardship/mine/agreements", {"topic": "own"})
    assert Standing.objects.get(person=worker).tags == []
    assert not HouseholdMember.objects.exists()


def carry(client: Client, page: Page, site: Site, person: Person) -> None:
    """The session of the test's client goes into the window."""
    sign_in(client, person)
    name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])


def send_visit(phone: Page) -> None:
    phone.get_by_label("一致", exact=True).check()
    phone.get_by_label("看到的情况").fill("租房，家中有病人")
    phone.get_by_role("button", name="送出走访记录").click()


@pytest.mark.browser
def test_a_visit_without_network(
    site: Site, browser: Browser, client: Client, offices: Offices, worker: Person
) -> None:
    dossier = first_check(make_sent(worker), by=offices.at_town)
    with window(browser, size=PHONE) as phone:
        carry(client, phone, site, offices.at_town)
        phone.goto(f"{site.url}/hardship/visits/{dossier.public_id}")
        phone.context.set_offline(True)
        send_visit(phone)
        expect(phone.get_by_text("已加密存在本机").first).to_be_visible()
        assert not Visit.objects.exists()
        phone.context.set_offline(False)
        expect(phone.get_by_text("走访记录已送达")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Visit.objects.get().found.open() == "租房，家中有病人"


def photo_of(colour: str) -> FilePayload:
    """As a phone takes it: with the place in it."""
    drawn, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (36.0, 37.0, 0.0)
    Image.new("RGB", (2400, 1200), colour).save(drawn, "JPEG", exif=exif)
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


@pytest.mark.browser
def test_photos_without_network_and_a_line_that_breaks(
    site: Site, browser: Browser, client: Client, offices: Offices, worker: Person
) -> None:
    dossier = first_check(make_sent(worker), by=offices.at_town)
    asked: list[str] = []
    with window(browser, size=PHONE) as phone:
        carry(client, phone, site, offices.at_town)
        phone.goto(f"{site.url}/hardship/visits/{dossier.public_id}")
        phone.context.set_offline(True)
        phone.get_by_label("照片").set_input_files([photo_of("red"), photo_of("green")])
        expect(phone.get_by_text("照片 2", exact=True)).to_be_visible()
        phone.get_by_label("照片").set_input_files([photo_of("blue")])
        expect(phone.get_by_text("照片 3", exact=True)).to_be_visible()
        phone.get_by_role("button", name="移除").first.click()
        expect(phone.get_by_text("照片 3", exact=True)).to_be_hidden()
        send_visit(phone)
        expect(phone.get_by_text("已加密存在本机").first).to_be_visible()

        def break_after_the_first(route: Route) -> None:
            """The second photo reaches the server, and its answer is lost on the way."""
            asked.append(route.request.url)
            if len(asked) == 2:
                route.fetch()
                route.abort()
            else:
                route.continue_()

        phone.route("**/photos", break_after_the_first)
        phone.context.set_offline(False)
        expect(phone.get_by_text("走访记录和照片已送达")).to_be_visible()
        assert len(asked) == 3
        phone.reload()
        expect(phone.get_by_text("当前状态不能进行这一步")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert VisitPhoto.objects.filter(visit=Visit.objects.get()).count() == 2
    for each in VisitPhoto.objects.select_related("file"):
        with Image.open(io.BytesIO(each.file.read())) as kept:
            assert (max(kept.size), dict(kept.getexif())) == (1920, {})


@pytest.mark.browser
def test_a_page_opened_again_goes_on_with_its_photos(
    site: Site, browser: Browser, client: Client, offices: Offices, worker: Person
) -> None:
    dossier = first_check(make_sent(worker), by=offices.at_town)
    with window(browser, size=PHONE) as phone:
        carry(client, phone, site, offices.at_town)
        phone.goto(f"{site.url}/hardship/visits/{dossier.public_id}")
        phone.get_by_label("照片").set_input_files([photo_of("red")])
        expect(phone.get_by_text("照片 1", exact=True)).to_be_visible()
        phone.reload()
        expect(phone.get_by_text("照片 1", exact=True)).to_be_visible()
        assert not VisitPhoto.objects.exists()
        send_visit(phone)
        expect(phone.get_by_text("走访记录和照片已送达")).to_be_visible()
    assert VisitPhoto.objects.get().visit == Visit.objects.get()
