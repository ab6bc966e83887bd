# SPDX-License-Identifier: Apache-2.0
"""S2-03, the harder half: 350 riders at four tables, the network lost twice.

An officer sets up four tables; one is kept by a committee member to whom the post is lent for the day. That
one is played by a browser on a phone and loses the network twice, once with its tab closed; the other three
send their slips over HTTP. Five riders come twice, three have a number no card has, twelve are members
elsewhere and agree to move, one has a passport. In the end 330 are members, twelve are on their way, and
eight slips have their reason; nobody is there twice, and nothing of them is left on the phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, expect

from tests.makers import make_id_number, make_officer, make_person, make_union
from tests.serving import PATIENCE, PHONE, Site
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Membership, Person, Transfer
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.programmes.outreach.actions import Plan, call_meeting
from unionnet.programmes.outreach.models import Booth, Meeting, Slip
from unionnet.programmes.outreach.queries import tally_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"
RIDERS = 350
TWICE = {40: 12, 141: 77, 223: 76, 300: 296, 349: 1}
BAD = {98: "50023519950230001X", 182: "5002351995030800", 261: "1.10105E+17"}
ELSEWHERE = range(24, 84, 5)
PASSPORT = 50
AT_THE_PHONE = 3  # its riders: 3, 7, 11, … none of the wrong numbers is among them
KEPT_ON_THE_DEVICE = """async () => {
    const found = await indexedDB.databases();
    if (!found.some(({ name }) => name === "unionnet-outbox")) return { rows: 0, text: "" };
    const db = await new Promise((done) => {
        const asked = indexedDB.open("unionnet-outbox");
        asked.onsuccess = () => done(asked.result);
    });
    const stores = [...db.objectStoreNames].join();
    const rows = await new Promise((done) => {
        const asked = db.transaction("rows").objectStore("rows").getAll();
        asked.onsuccess = () => done(asked.result);
    });
    db.close();
    const text = rows.map((row) => JSON.stringify(row) + new TextDecoder("latin1").decode(row.text)).join();
    return { rows: rows.length, stores, text, exportable: rows.some(({ seal }) => seal.extractable) };
}"""


@dataclass(frozen=True)
class Rider:
    number: int

    @property
    def name(self) -> str:
        if self.number == PASSPORT:
            return "Tom Baker"
        return FAMILY[self.number % 10] + GIVEN[self.number // 10 % 10] + GIVEN[self.number // 100]

    @property
    def slip(self) -> dict[str, str]:
        born = date(1985, 1, 1) + timedelta(days=self.number)
        is_foreign = self.number == PASSPORT
        moves = {"moves": "on"} if self.number in ELSEWHERE else {}
        return {
            "name": self.name,
            "id_type": "passport" if is_foreign else "resident_id",
            "id_number": "X1234567" if is_foreign else make_id_number(born, self.number),
            "mobile": f"137{self.number:08d}",
            "occupation": "food_delivery_rider",
            "unit": f"站点{self.number % 4 + 1}",
            "agreed": "on",
            **moves,
        }


def slip_of(number: int) -> dict[str, str]:
    """What the `number`th in the queue has written on the slip."""
    slip = Rider(TWICE.get(number, number)).slip
    return {**slip, "id_number": BAD.get(number, slip["id_number"])}


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会联合会")


def as_demo(person: Person, login: str) -> Person:
    Account.objects.filter(person=person).update(is_demo=True, login=login)
    return person


@pytest.fixture
def officer(union: Organisation) -> Person:
    return as_demo(make_officer(union, name="谭主席"), "demo-tan")


@pytest.fixture
def helper(union: Organisation) -> Person:
    """A member of the committee without a post."""
    return as_demo(make_person("唐委员", union=union), "demo-tang")


@pytest.fixture
def meeting(union: Organisation, officer: Person) -> Meeting:
    now = database_now()
    plan = Plan("外卖配送员集中入会仪式", "滨江广场", now - timedelta(hours=1), now + timedelta(hours=6))
    return call_meeting(union, plan, by=officer)


@pytest.fixture
def members_elsewhere() -> list[Membership]:
    """Twelve ride for another union already."""
    other = make_union("万州区快递行业工会")
    found = []
    for number in ELSEWHERE:
        slip = Rider(number).slip
        person = make_person(slip["name"], union=other)
        person.id_number, person.id_index = slip["id_number"], blind_index("id_number", slip["id_number"])
        person.save()
        found.append(Membership.objects.get(person=person))
    return found


@contextmanager
def signed_in(browser: Browser, site: Site, login: str) -> Iterator[BrowserContext]:
    """A device of somebody, with their post chosen if one is lent to them."""
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        locale="zh-CN",
        is_mobile=True,
        has_touch=True,
    )
    context.set_default_timeout(PATIENCE)
    try:
        told = {"csrfmiddlewaretoken": token_at(context.request, f"{site.url}/account/login/"), "next": "/"}
        post(context.request, f"{site.url}/people/demo/{login}", told, site)
        yield context
    finally:
        context.close()


def token_at(asking: APIRequestContext, address: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asking.get(address).text())
    assert found
    return found[1]


def post(asking: APIRequestContext, address: str, told: dict[str, str], site: Site, **headers: str) -> str:
    form: dict[str, str | float | bool] = {**told}
    answer = asking.post(address, form=form, headers={"Referer": site.url, **headers})
    assert answer.status < 400, answer.text()[:500]
    return answer.text()


def set_up(context: BrowserContext, site: Site, meeting: Meeting, helper: Person) -> None:
    """Four tables through the form; the last is the helper's."""
    there = f"{site.url}/desk/outreach/{meeting.public_id}"
    token = token_at(context.request, there)
    card = Membership.objects.get(person=helper).card_no or ""
    for number in range(4):
        keeper = {"card_no": card} if number == AT_THE_PHONE else {}
        told = {"csrfmiddlewaretoken": token, "name": f"{number + 1} 号台", **keeper}
        post(context.request, f"{there}/booths", told, site)


def send_over_http(context: BrowserContext, site: Site, booth: Booth, queue: list[int]) -> None:
    here = f"{site.url}/desk/outreach/booths/{booth.public_id}"
    token = token_at(context.request, here)
    for number in queue:
        told = {"csrfmiddlewaretoken": token, "key": str(uuid4()), **slip_of(number)}
        first = post(context.request, here, told, site, Accept="application/json")
        if number % 10 == 0:  # the answer was lost on the way: the same slip once more
            assert post(context.request, here, told, site, Accept="application/json") == first


def choose_lent_post(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/people/me")
    page.get_by_role("button", name="代为办理").click()
    page.wait_for_url(f"{site.url}/desk/")


def fill(page: Page, slip: dict[str, str]) -> None:
    """By keyboard; occupation and unit stay from the one before."""
    page.locator("#id_name").fill(slip["name"])
    page.locator("#id_id_number").fill(slip["id_number"])
    page.locator("#id_mobile").fill(slip["mobile"])
    page.locator("#id_agreed").press("Space")
    if "moves" in slip:
        page.locator("#id_moves").press("Space")
    page.locator("#id_mobile").press("Enter")
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("#id_name")).to_be_focused()


def all_sent(page: Page) -> None:
    expect(page.locator("[data-count]")).not_to_contain_text("待发送")


def play_the_phone(context: BrowserContext, site: Site, booth: Booth, queue: list[int]) -> None:
    page = context.new_page()
    choose_lent_post(page, site)
    here = f"{site.url}/desk/outreach/booths/{booth.public_id}"
    page.goto(here)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "async (path) => Boolean(await (await caches.open('unionnet-kept-pages')).match(path))",
        arg=f"/desk/outreach/booths/{booth.public_id}",
    )
    page.locator("#id_occupation").select_option("food_delivery_rider")
    page.locator("#id_unit").fill("站点4")

    a_slip_of_the_finger_is_seen_at_once(page, slip_of(queue[0]))
    for number in queue[:30]:
        fill(page, slip_of(number))
    all_sent(page)
    expect(page.locator("[data-pass] .name")).to_have_text(slip_of(queue[29])["name"])
    expect(page.locator("[data-pass] .no")).to_contain_text(re.compile(r"会员证号 \d{18}"))

    context.set_offline(True)  # the first loss: the tab is closed and opened again meanwhile
    for number in queue[30:45]:
        fill(page, slip_of(number))
    expect(page.locator("[data-count]")).to_have_text("15 份待发送")
    expect(page.locator("[data-state]")).to_have_text("没有网络，已加密存在本机，联网后自动发送。")
    the_device_holds(page, 15, slip_of(queue[30]))
    the_same_document_is_seen_in_the_queue(page, slip_of(queue[30]))
    page.close()
    page = context.new_page()
    page.goto(here)
    expect(page.locator("[data-count]")).to_have_text("15 份待发送")
    page.locator("#id_occupation").select_option("food_delivery_rider")
    for number in queue[45:50]:
        fill(page, slip_of(number))
    expect(page.locator("[data-count]")).to_have_text("20 份待发送")
    context.set_offline(False)
    all_sent(page)

    for number in queue[50:60]:
        fill(page, slip_of(number))
    context.set_offline(True)  # the second loss, in the middle of the rush
    for number in queue[60:]:
        fill(page, slip_of(number))
    context.set_offline(False)
    all_sent(page)
    what_came_back_is_mended_or_dropped(page)
    the_device_holds(page, 0, None)
    page.close()


def a_slip_of_the_finger_is_seen_at_once(page: Page, slip: dict[str, str]) -> None:
    last = "0" if slip["id_number"][-1] != "0" else "1"
    page.locator("#id_name").fill(slip["name"])
    page.locator("#id_id_number").fill(slip["id_number"][:-1] + last)
    page.locator("#id_mobile").fill(slip["mobile"])
    page.locator("#id_mobile").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("身份证号码的校验位不对，请对照证件核对。")
    expect(page.locator("#id_id_number")).to_be_focused()


def the_same_document_is_seen_in_the_queue(page: Page, slip: dict[str, str]) -> None:
    page.locator("#id_name").fill(slip["name"])
    page.locator("#id_id_number").fill(slip["id_number"])
    page.locator("#id_mobile").fill(slip["mobile"])
    page.locator("#id_agreed").press("Space")
    page.locator("#id_mobile").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("这份证件已经在待发送的登记里。")


def the_device_holds(page: Page, rows: int, slip: dict[str, str] | None) -> None:
    """Sealed under keys that cannot be taken out and lie nowhere but in the rows."""
    held = page.evaluate(KEPT_ON_THE_DEVICE)
    assert (held["rows"], held.get("stores", "rows")) == (rows, "rows")
    if slip:
        assert [text for text in (slip["id_number"], slip["mobile"]) if text in held["text"]] == []
        assert held["exportable"] is False


def what_came_back_is_mended_or_dropped(page: Page) -> None:
    """A rider who came twice: the table reads why, and lets them go."""
    expect(page.locator("[data-count]")).to_have_text("1 份有问题，请改好再登记")
    expect(page.locator("[data-list]")).to_contain_text("登记过，不重复登记。")
    page.get_by_role("button", name="改", exact=True).click()
    expect(page.locator("#id_id_number")).not_to_have_value("")
    page.get_by_role("button", name="不再登记").click()
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_350_riders_at_four_tables_and_the_network_gone_twice(
    browser: Browser,
    demo_site: Site,
    meeting: Meeting,
    union: Organisation,
    helper: Person,
    members_elsewhere: list[Membership],
) -> None:
    with signed_in(browser, demo_site, "demo-tan") as desk:
        set_up(desk, demo_site, meeting, helper)
        booths = list(meeting.booths.order_by("pk"))
        assert [booth.keeper.name for booth in booths] == ["谭主席"] * 3 + ["唐委员"]
        for place in range(3):
            send_over_http(desk, demo_site, booths[place], list(range(place, RIDERS, 4)))
        with signed_in(browser, demo_site, "demo-tang") as phone:
            queue = list(range(AT_THE_PHONE, RIDERS, 4))
            play_the_phone(phone, demo_site, booths[AT_THE_PHONE], queue)
        there = f"{demo_site.url}/desk/outreach/{meeting.public_id}"
        report = " ".join(re.sub(r"<[^>]+>", " ", desk.request.get(f"{there}?print=1").text()).split())

    tally = tally_of(meeting)
    total = tally.total
    assert (total.persons, total.approved, total.transferring, total.refused) == (350, 330, 12, 8)
    assert (total.waiting, total.conflict, Slip.objects.count()) == (0, 0, RIDERS)
    without_network = len(range(AT_THE_PHONE, RIDERS, 4)) - 40
    assert total.kept - without_network in (0, 1), "one may have been on its way when the network went"
    assert "合计 350 330 12 0 0 8" in report
    assert sum(count for _reason, count in tally.reasons) == 8

    riders = Membership.objects.filter(organisation=union, channel="event", state="active")
    assert riders.count() == 330
    assert riders.values("person").distinct().count() == 330
    assert riders.filter(person__tags=["food_delivery_rider", "eight_groups", "new_form"]).count() == 330
    assert Person.objects.get(name="Tom Baker").id_type == "passport"
    assert (
        Membership.objects.filter(pk__in=[m.pk for m in members_elsewhere], state="transferring").count()
        == 12
    )
    assert Transfer.objects.filter(to_union=union, outcome="", released_at=None).count() == 12
    lent = Entry.objects.filter(fact="outreach.slip_taken", actor_id=helper.pk)
    assert set(lent.values_list("behalf_id", flat=True)) == {Person.objects.get(name="谭主席").pk}
