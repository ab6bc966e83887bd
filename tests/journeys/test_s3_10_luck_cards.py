# SPDX-License-Identifier: Apache-2.0
"""S3-10: 云上贺新春, luck cards won with the camera, collected, given, exchanged; 24,000 gifts.

The organiser prints a picture; a phone finds it through the camera (Chromium with a camera that shows the
poster askew), or reads the QR code beside it, or fills in the code without camera and scripts. After the last
gift nobody wins; what nobody fetched in seven days can be won again. That the server may be killed in the
middle of the crowd stands in tests/races/test_gifts.py, 450,000 people in `unionnet bench draw`.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.figures import figure, measured
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.races.ground import make_crowd
from tests.serving import CHROMIUM_FLAGS, PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import paper
from unionnet.programmes.luckcards.actions import CollectionTerms, collect, exchange, open_collection
from unionnet.programmes.luckcards.models import Collection, Marker
from unionnet.programmes.luckcards.tests.makers import make_cards, make_collection
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms, hand_out, take_back
from unionnet.tools.benefits.models import Benefit, Earned, Entry, Prize, Win
from unionnet.tools.benefits.tests.makers import BY_CODE, make_item, make_stock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PEOPLE = figure("PEOPLE", 60)
GIFTS = PEOPLE // 3
# Number, value in 分: 24,000 gifts, 1,200,000 yuan, 50 yuan each on average.
STOCK = ((2_000, 20_000), (10_000, 5_000), (12_000, 2_500))
FRAME = (640, 480)


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会", kind="city_federation", region_code="441900")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def rider(union: Organisation) -> Person:
    person = make_person("韩骑手", union=union)
    Account.objects.filter(person=person).update(login="demo-rider", is_demo=True)
    return person


def running(days: int = 15) -> dict[str, object]:
    now = database_now()
    return {"opens_at": now - timedelta(hours=2), "closes_at": now + timedelta(days=days)}


def printed(officer: Person, collection: Collection) -> tuple[Marker, Image.Image]:
    """The officer makes a picture for one place, and prints it."""
    desk = sign_in(Client(), officer)
    here = f"/desk/luckcards/{collection.public_id}"
    assert desk.post(f"{here}/markers", {"label": "市民中心广场"}).status_code == 302
    marker = Marker.objects.get(collection=collection)
    assert "拍成照片也能扫" in desk.get(here).content.decode()
    sheet = desk.get(f"/desk/luckcards/markers/{marker.public_id}/poster.pdf")
    assert sheet.headers["Content-Type"] == "application/pdf"
    return marker, Image.open(io.BytesIO(paper.picture(sheet.content, width=1000))).convert("L")


def film(sheet: Image.Image, corners: tuple[tuple[float, float], ...], target: Path) -> Path:
    """What a camera sees of a sheet whose corners lie there in the picture: five frames, grey."""
    place = Image.new("L", FRAME, 120)
    width, height = sheet.size
    back, smooth = _back(corners, width, height), Image.Resampling.BILINEAR
    place.paste(sheet.transform(FRAME, Image.Transform.PERSPECTIVE, back, smooth, fillcolor=120))
    light = place.tobytes()
    colour = bytes([128]) * (len(light) // 2)
    head = f"YUV4MPEG2 W{FRAME[0]} H{FRAME[1]} F10:1 Ip A1:1 C420jpeg\n".encode()
    target.write_bytes(head + (b"FRAME\n" + light + colour) * 5)
    return target


def _back(corners: tuple[tuple[float, float], ...], width: int, height: int) -> list[float]:
    """The eight numbers of the map from the picture to the sheet: two equations a corner, by elimination."""
    sheet = ((0, 0), (width, 0), (width, height), (0, height))
    rows = []
    for (x, y), (u, v) in zip(corners, sheet, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        pivot = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [each / rows[at][at] for each in rows[at]]
        for row in range(8):
            if row != at:
                rows[row] = [a - rows[row][at] * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[8] for row in rows]


@contextmanager
def camera(browser: Browser, shows: Path) -> Iterator[Page]:
    """A phone whose camera shows this film."""
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    told = [*CHROMIUM_FLAGS, *flags, f"--use-file-for-fake-video-capture={shows}"]
    seeing = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=told)
    try:
        with window(seeing, size=PHONE) as page:
            page.context.grant_permissions(["camera"])
            yield page
    finally:
        seeing.close()


def become(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    told: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token}
    page.request.post(f"{site.url}/people/demo/{login}", form=told, headers={"Referer": site.url})


def test_the_camera_finds_the_printed_picture_and_the_card_lies_on_it(
    browser: Browser, demo_site: Site, tmp_path: Path, union: Organisation, officer: Person, rider: Person
) -> None:
    collection = make_collection(union, officer, raffle=running(), scans=2)
    marker, sheet = printed(officer, collection)
    askew = ((150.0, 30.0), (505.0, 60.0), (470.0, 470.0), (110.0, 420.0))
    with camera(browser, film(sheet, askew, tmp_path / "askew.y4m")) as phone:
        become(phone, demo_site, "demo-rider")
        phone.goto(f"{demo_site.url}/luckcards/{collection.public_id}")
        phone.get_by_role("link", name="去扫").click()
        phone.get_by_role("button", name="打开摄像头").click()
        expect(phone.locator("[data-said]")).to_contain_text("得到一张")
        entry = Entry.objects.select_related("prize").get()
        assert entry.prize is not None
        assert entry.prize.is_card
        card = phone.locator(".luck-card")
        expect(card).to_have_text(entry.prize.name)
        lies, seen = card.bounding_box(), phone.locator("video").bounding_box()
        assert lies
        assert seen
        scale = seen["width"] / FRAME[0]
        middle = (lies["x"] - seen["x"] + lies["width"] / 2, lies["y"] - seen["y"] + lies["height"] / 2)
        # The picture stands in the upper half of the sheet.
        assert 270 * scale < middle[0] < 370 * scale
        assert 120 * scale < middle[1] < 260 * scale
    assert list(Earned.objects.values_list("person", "way", "number")) == [(rider.pk, "scan", 1)]
    # The QR code beside the picture does the same where the picture is not made out.
    spoilt = sheet.copy()
    spoilt.paste(255, (0, 0, sheet.width, int(sheet.height * 0.58)))
    straight = ((-120.0, -560.0), (760.0, -560.0), (760.0, 680.0), (-120.0, 680.0))
    with camera(browser, film(spoilt, straight, tmp_path / "qr.y4m")) as phone:
        become(phone, demo_site, "demo-rider")
        phone.goto(f"{demo_site.url}/luckcards/{collection.public_id}/scan")
        phone.get_by_role("button", name="打开摄像头").click()
        expect(phone.locator("[data-said]")).to_contain_text("得到一张")
        assert Entry.objects.count() == 2
    # A third scan that day is refused, without camera and without scripts as with them.
    with window(browser, size=PHONE, scripts=False) as plain:
        become(plain, demo_site, "demo-rider")
        plain.goto(f"{demo_site.url}/luckcards/{collection.public_id}/scan?code={marker.code}")
        plain.get_by_role("button", name="收下福卡").click()
        expect(plain.get_by_text("今天的机会已经用完")).to_be_visible()
    assert Entry.objects.count() == 2


def test_without_camera_and_scripts_a_set_is_collected_and_exchanged(
    browser: Browser, demo_site: Site, union: Organisation, officer: Person, rider: Person
) -> None:
    collection = make_collection(union, officer, raffle=running())
    marker, _sheet = printed(officer, collection)
    make_cards(rider, collection, 1, 1, at=database_now())
    friend = make_person("朋友", union=union)
    make_cards(friend, collection, 2, 3, at=database_now())
    with window(browser, size=PHONE, scripts=False) as phone:
        become(phone, demo_site, "demo-rider")
        here = f"{demo_site.url}/luckcards/{collection.public_id}"
        phone.goto(f"{here}/scan?code={marker.code}")
        phone.get_by_role("button", name="收下福卡").click()
        expect(phone.get_by_text("得到一张")).to_be_visible()
        phone.get_by_role("button", name="送朋友一张").first.click()
        expect(phone.get_by_text("等朋友收下")).to_be_visible()
        link = phone.locator("text=/luckcards/gifts/").inner_text()
    taker = sign_in(Client(), friend)
    path = link[link.index("/luckcards") :].strip()
    assert "先收先得" in taker.get(path).content.decode()
    assert "集齐了！" in taker.post(path, follow=True).content.decode()
    done = taker.post(f"/luckcards/{collection.public_id}/exchange", {"gives": "prize"}, follow=True)
    assert "已兑换礼品" in done.content.decode()
    assert collection.set_prize_id
    prize = Prize.objects.get(pk=collection.set_prize_id)
    benefit = Benefit.objects.get(prize=prize)
    assert prize.left == 1
    assert hand_out(benefit, union, friend, BY_CODE, key=uuid4(), by=officer)
    rest = taker.get(f"/luckcards/{collection.public_id}").content.decode()
    assert "已兑换：换礼品" in rest


def test_twenty_four_thousand_gifts_of_one_point_two_million_yuan(
    union: Organisation, officer: Person
) -> None:
    """The table at the figures of the row, made on the desk."""
    desk, items = sign_in(Client(), officer), []
    for number, value in STOCK:
        items.append(make_item(union, officer, f"礼品{value}", value=value))
        make_stock(items[-1], union, officer, number)
    told = {
        "union": union.name,
        "title": "云上贺新春",
        "audience": "members",
        "tries": "30",
        "claim_days": "7",
        "opens_at": "2027-02-01T09:00",
        "closes_at": "2027-02-16T21:00",
        "scans": "3",
        "sign_ins": "1",
        "shares": "1",
        "may_give": "on",
        "set_tries": "1",
        "key": str(uuid4()),
        "prize-TOTAL_FORMS": "6",
        "prize-INITIAL_FORMS": "0",
    }
    for line, ((number, _value), item) in enumerate(zip(STOCK, items, strict=True)):
        told |= {f"prize-{line}-name": item.name, f"prize-{line}-item": str(item.pk)}
        told |= {f"prize-{line}-stock": str(number), f"prize-{line}-percent": "2"}
    for line, name in ((3, "安康福"), (4, "团圆福")):
        told |= {f"prize-{line}-name": name, f"prize-{line}-percent": "40"}
    wrong = desk.post("/desk/luckcards/new", {**told, "scans": "0", "sign_ins": "0", "shares": "0"})
    assert (wrong.status_code, "至少选一种" in wrong.content.decode()) == (422, True)
    answer = desk.post("/desk/luckcards/new", told)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert desk.post("/desk/luckcards/new", told).status_code == 302, "sent twice it is one"
    collection = Collection.objects.get()
    gifts = list(collection.raffle.prizes.filter(is_card=False).select_related("benefit"))
    count = sum(prize.stock or 0 for prize in gifts)
    worth = sum((prize.stock or 0) * value for prize, (_n, value) in zip(gifts, STOCK, strict=True))
    assert (count, worth) == (24_000, 120_000_000)
    measured(gifts=count, yuan=worth / 100)


def test_no_win_after_the_last_gift_and_seven_days_later_it_goes_back(
    union: Organisation, officer: Person
) -> None:
    gift = make_item(union, officer, "新春礼包", value=5_000)
    make_stock(gift, union, officer, GIFTS)
    table = [
        PrizeTerms("新春礼包", GIFTS, 800_000, {gift: 1}),
        PrizeTerms("安康福", chance=100_000),
        PrizeTerms("团圆福", chance=100_000),
    ]
    terms = RaffleTerms("云上贺新春", tries=30, **running(30))  # type: ignore[arg-type]
    collection = open_collection(union, terms, table, CollectionTerms(set_tries=1), key=uuid4(), by=officer)
    crowd = [Person.objects.get(pk=pk) for pk in make_crowd(PEOPLE, union)]
    now = database_now()
    for person in crowd:
        collect(person, collection, "sign_in", at=now)
        with pytest.raises(Refusal) as second_phone:
            collect(person, collection, "sign_in", at=now)
        assert second_phone.value.code in ("won_already", "not_earned")
    assert Entry.objects.count() == PEOPLE
    prize = Prize.objects.get(name="新春礼包")
    assert (Win.objects.count(), prize.left) == (GIFTS, 0), "the crowd was large enough to empty the stock"
    last = Win.objects.order_by("-number").values_list("number", flat=True)[0]
    assert last is not None
    assert not Entry.objects.filter(number__gt=last, prize=prize).exists()

    fetched = Win.objects.select_related("person").order_by("number")[0].person
    benefit = Benefit.objects.get(prize=prize)
    hand_out(benefit, union, fetched, BY_CODE, key=uuid4(), by=officer, at=now)
    later = now + timedelta(days=8)
    assert take_back(at=later) == GIFTS - 1
    assert Prize.objects.get(pk=prize.pk).left == GIFTS - 1
    unlucky = crowd[-1]
    while not Win.objects.filter(person=unlucky).exists():
        entry = collect(unlucky, collection, "sign_in", at=later)
        later += timedelta(days=1)
        assert entry.turn <= 20
    with pytest.raises(Refusal) as once:
        collect(unlucky, collection, "sign_in", at=later)
    assert once.value.code == "won_already"
    with pytest.raises(Refusal):
        exchange(unlucky, collection, "tries", at=later)
