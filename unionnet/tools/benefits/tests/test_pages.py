# SPDX-License-Identifier: Apache-2.0
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Disclosed, Person
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.benefits.actions import hand_out, set_keepers, sign_merchant
from unionnet.tools.benefits.codes import code_of
from unionnet.tools.benefits.models import (
    Benefit,
    Consignment,
    Item,
    Receipt,
    Settlement,
    Stock,
    Use,
    Voucher,
)
from unionnet.tools.benefits.tests.makers import BY_CODE, make_benefit, make_card, make_item, make_stock

pytestmark = pytest.mark.django_db
LONG = {"opens_at": "2020-01-01T09:00", "closes_at": "2099-01-01T09:00"}


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def desk(client: Client, officer: Person) -> Client:
    return sign_in(client, officer)


@pytest.fixture
def benefit(union: Organisation, officer: Person) -> Benefit:
    item = make_item(union, officer)
    make_stock(item, union, officer, 20)
    now = timezone.now()
    return make_benefit(
        union, officer, item, opens_at=now.replace(year=2020, day=1), closes_at=now.replace(year=2099, day=1)
    )


def test_from_the_delivery_to_the_hand_over_the_pages(desk: Client, union: Organisation) -> None:
    item = {"union": union.name, "kind": "card", "name": "理发卡", "unit": "张", "value": "25.00"}
    assert desk.post("/desk/benefits/items/new", item).status_code == 422
    item |= {"entries": "2", "valid_days": "90"}
    assert desk.post("/desk/benefits/items/new", item | {"name": "购物卡"}).status_code == 409
    assert desk.post("/desk/benefits/items/new", item).status_code == 302
    card = Item.objects.get()
    assert (card.value, card.entries) == (2_500, 2)
    came = {"union": union.name, "item": card.pk, "label": "首批", "quantity": "3", "key": uuid4()}
    for _twice in range(2):
        assert desk.post("/desk/benefits/stock/new", came).status_code == 302
    assert Stock.objects.get().on_hand == 3
    terms = {"union": union.name, "title": "理发卡", "occasion": "service", "item": card.pk, "quantity": "1"}
    terms |= {"per_person": "1", "key": uuid4(), **LONG}
    for _twice in range(2):
        assert desk.post("/desk/benefits/new", terms).status_code == 302
    made = Benefit.objects.get()
    rider = make_person("韩骑手", union=union)
    token, _until = cards.issue(rider)
    counter = f"/desk/benefits/{made.public_id}/at/{union.public_id}"
    assert "可以领取" in text_of(desk.get(counter, {"code": token}))
    answer = desk.post(counter, {"code": token, "key": uuid4()}, follow=True)
    assert "韩骑手 已领取：理发卡 × 1" in text_of(answer)
    assert Receipt.objects.get().via == "code"
    assert "已经领过" in text_of(desk.get(counter, {"code": token}))
    json = desk.post(counter, {"code": token, "key": uuid4()}, headers={"Accept": "application/json"}).json()
    assert (json["ok"], "已经领过" in json["says"]) == (False, True)
    assert "没有找到这位会员" in text_of(desk.get(counter, {"code": "1234"}))


def test_a_kept_code_counts_from_when_it_was_scanned(
    desk: Client, union: Organisation, benefit: Benefit
) -> None:
    """Ten minutes later the code is over, but not the moment at which it was shown."""
    rider, now = make_person("韩骑手", union=union), timezone.now()
    token, _until = cards.issue(rider, at=now - timedelta(minutes=10))
    counter = f"/desk/benefits/{benefit.public_id}/at/{union.public_id}"
    late = {"code": token, "key": uuid4()}
    json = desk.post(counter, late, headers={"Accept": "application/json"}).json()
    assert (json["ok"], json["says"]) == (False, "会员码已过期，请对方刷新后再出示。")
    kept = late | {"kept": int(now.timestamp()) - 599}
    for _twice in range(2):
        assert desk.post(counter, kept, headers={"Accept": "application/json"}).json()["ok"]
    assert Receipt.objects.count() == 1
    for nonsense in ("-1", "x", "9" * 30):
        bad = late | {"kept": nonsense}
        assert desk.post(counter, bad, headers={"Accept": "application/json"}).json()["ok"] is False


def test_a_page_kept_on_the_device_names_nobody(
    desk: Client, union: Organisation, benefit: Benefit, officer: Person
) -> None:
    counter = f"/desk/benefits/{benefit.public_id}/at/{union.public_id}"
    page = desk.get(counter, {"bare": "1"}).content.decode()
    assert officer.name not in page.split("<main")[1]
    assert "入会礼包" in page


def test_the_paper_list_is_printed_signed_and_registered(
    desk: Client, union: Organisation, benefit: Benefit, officer: Person
) -> None:
    riders = [make_person(f"骑手{n}", union=union) for n in range(3)]
    counter = f"/desk/benefits/{benefit.public_id}/at/{union.public_id}"
    sheet = text_of(desk.get(f"{counter}/sheet"))
    assert "应领 4 人" in sheet
    assert Disclosed.objects.filter(person=riders[0]).count() == 1
    assert desk.post(f"{counter}/signed", {"key": uuid4()}).status_code == 302
    assert not Receipt.objects.exists()
    upload = {"key": uuid4(), "paper": SimpleUploadedFile("签领表.pdf", b"%PDF-1.7")}
    page = text_of(desk.post(f"{counter}/signed", upload, follow=True))
    assert "已登记领取 4 人" in page
    assert {row.via for row in Receipt.objects.all()} == {"paper"}
    upload["paper"] = SimpleUploadedFile("签领表.pdf", b"%PDF-1.7")
    assert desk.post(f"{counter}/signed", upload).status_code == 302
    assert StoredFile.objects.count() == 1
    signed = Receipt.objects.filter(person=riders[0]).get().paper
    assert signed is not None
    assert desk.get(f"/desk/benefits/papers/{signed.public_id}").content == b"%PDF-1.7"
    assert desk.get(f"/desk/benefits/{benefit.public_id}/receipts.xlsx").status_code == 200
    assert Disclosed.objects.filter(person=riders[0]).count() == 2


def test_a_consignment_goes_down_and_is_signed_for(
    client: Client, desk: Client, union: Organisation, benefit: Benefit
) -> None:
    village = make_union("一社区工会", union)
    stock, key = Stock.objects.get(), uuid4()
    form = desk.get(f"/desk/benefits/stock/{stock.public_id}/consignments").content.decode()
    assert f"to_{village.public_id}" in form
    sent = {"key": key, f"to_{village.public_id}": "5"}
    for _twice in range(2):
        assert desk.post(f"/desk/benefits/stock/{stock.public_id}/consignments", sent).status_code == 302
    consignment = Consignment.objects.get()
    sign_in(client, make_officer(village, name="社区干部"))
    assert "有 1 张调拨单等待签收" in text_of(client.get("/desk/benefits/stock/"))
    page = f"/desk/benefits/consignments/{consignment.public_id}"
    assert client.post(f"{page}/receipt", {"received": "4"}).status_code == 409
    assert client.post(f"{page}/receipt", {"received": "4", "note": "少一份"}).status_code == 302
    assert "少一份" in text_of(client.get(page))
    assert Stock.objects.get(organisation=village).on_hand == 4
    assert client.get("/desk/benefits/consignments/consignments.xlsx").status_code == 200
    assert client.get("/desk/benefits/stock/stock.xlsx").status_code == 200


def test_a_shop_takes_a_card_and_the_union_settles(
    client: Client, union: Organisation, officer: Person
) -> None:
    card = make_card(union, officer, "理发卡", entries=2)
    make_stock(card, union, officer)
    given, barber, rider = (
        make_benefit(union, officer, card),
        make_person("理发师傅"),
        make_person("韩骑手", union=union),
    )
    moment = given.opens_at
    hand_out(given, union, rider, BY_CODE, key=uuid4(), by=officer, at=moment)
    Voucher.objects.update(valid_until="2099-12-31")
    shop = set_keepers(
        sign_merchant(union, "示范理发店", "", {card: 2_500}, by=officer), [barber], by=officer
    )
    voucher = Voucher.objects.get()
    sign_in(client, rider)
    page = client.get(f"/benefits/cards/{voucher.public_id}").content.decode()
    assert re.search(r"<svg[^>]*", page)
    assert client.get(f"/benefits/merchants/{shop.public_id}").status_code == 404
    sign_in(client, barber)
    till = f"/benefits/merchants/{shop.public_id}"
    code = code_of(voucher, at=timezone.now())
    assert "第 1 次，还剩 1 次" in text_of(client.post(till, {"code": code, "key": uuid4()}, follow=True))
    assert "这个码已经用过" in text_of(client.post(till, {"code": code, "key": uuid4()}, follow=True))
    assert "商户收卡" in text_of(client.get("/benefits/merchants/"))
    assert "刚才收的" in text_of(client.get(till))
    assert "刚才收的" not in text_of(client.get(till, {"bare": "1"}))
    Use.objects.update(at=moment)
    sign_in(client, officer)
    month = {"month": f"{moment:%Y-%m}"}
    desk_page = f"/desk/benefits/merchants/{shop.public_id}"
    assert client.post(f"{desk_page}/settlements", month).status_code == 302
    assert "25.00 元" in text_of(client.get(desk_page))
    assert (
        client.get(f"/desk/benefits/settlements/{Settlement.objects.get().public_id}.xlsx").status_code == 200
    )
    assert (
        client.post(f"/desk/benefits/cards/{voucher.public_id}/withdrawal", {"reason": "遗失"}).status_code
        == 302
    )
    sign_in(client, rider)
    assert "已作废" in text_of(client.get("/benefits/"))


def test_numbers_pasted_put_people_on_the_list(desk: Client, union: Organisation, officer: Person) -> None:
    item = make_item(union, officer)
    by_list = make_benefit(union, officer, item, by_list=True)
    rider = make_person("韩骑手", union=union)
    number = rider.memberships.get().card_no
    page = desk.post(
        f"/desk/benefits/{by_list.public_id}/people", {"cards": f"{number}\n{number}\n404"}, follow=True
    )
    assert "已加入名单 1 人" in text_of(page)
    assert "404" in text_of(page)
    assert desk.post(f"/desk/benefits/{by_list.public_id}/people", {"cards": ""}).status_code == 302


@pytest.mark.parametrize("page", ["", "stock/", "consignments/", "merchants/"])
@pytest.mark.parametrize(
    "query", ["q=%27%3B--", "after=zz", "state=king", "kind=x", "empty=1", "q=" + "王" * 900]
)
def test_a_hostile_address_never_breaks_a_list(desk: Client, benefit: Benefit, page: str, query: str) -> None:
    assert desk.get(f"/desk/benefits/{page}?{query}").status_code == 200


def test_lists_ask_a_bounded_number_of_questions(
    desk: Client, union: Organisation, officer: Person, benefit: Benefit
) -> None:
    def asked() -> dict[str, int]:
        found: dict[str, int] = {}
        for page in ("", "stock/", benefit.public_id):
            with CaptureQueriesContext(connection) as few:
                desk.get(f"/desk/benefits/{page}")
            found[page] = len(few)
        return found

    asked()
    before = asked()
    for n in range(5):
        more = make_item(union, officer, f"物品{n}")
        make_stock(more, union, officer)
        make_benefit(union, officer, more)
        person: Any = make_person(f"骑手{n}", union=union)
        hand_out(benefit, union, person, BY_CODE, key=uuid4(), by=officer)
    assert asked() == before
