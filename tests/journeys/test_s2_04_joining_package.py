# SPDX-License-Identifier: Apache-2.0
"""S2-04: each of the 342 who joined in April gets one package and one fitness card; a second is refused,
entries are counted at the centre, stock and signatures tie. Thirty come to the counter and sign on the
screen, the rest on paper."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people import cards
from unionnet.directory.people.models import Membership
from unionnet.directory.places.tests.makers import at
from unionnet.tools.benefits.codes import code_of
from unionnet.tools.benefits.models import (
    Benefit,
    Item,
    Merchant,
    Movement,
    Receipt,
    Signature,
    Stock,
    Voucher,
)
from unionnet.tools.benefits.queries import ties
from unionnet.tools.benefits.tests.makers import scrawl

pytestmark = pytest.mark.django_db
RIDERS, AT_THE_COUNTER = 342, 30


def signature() -> SimpleUploadedFile:
    return SimpleUploadedFile("signature.png", scrawl(), "image/png")


def everything_ties() -> None:
    """Persons, receipts, cards, shelves and the book."""
    assert Receipt.objects.count() == 2 * RIDERS
    assert Receipt.objects.values("person", "content").distinct().count() == 2 * RIDERS
    assert (
        Signature.objects.count() == Signature.objects.values("person").distinct().count() == AT_THE_COUNTER
    )
    assert Receipt.objects.filter(signature__isnull=False).count() == 2 * AT_THE_COUNTER
    assert Voucher.objects.filter(entries=12, used=0).count() == RIDERS
    for stock in Stock.objects.all():
        tie = ties(Stock.objects.filter(pk=stock.pk))
        assert (tie.came, tie.handed_out, tie.signed_for, tie.on_hand) == (350, RIDERS, RIDERS, 8)
        assert tie.is_right
    assert Movement.objects.filter(to_account="persons").count() == 2 * (AT_THE_COUNTER + 1)


def test_342_packages_and_342_fitness_cards(client: Client) -> None:
    union = make_union("云阳县外卖配送行业工会联合会", kind="sectoral_federation")
    officer, trainer = make_officer(union), make_person("健身教练", union=union)
    riders = [make_person(f"骑手{n}", union=union, tags=("food_delivery_rider",)) for n in range(RIDERS)]
    Membership.objects.filter(person__in=riders).update(decided_at=at("2024-04-12 10:00"))
    sign_in(client, officer)

    described = {"union": union.name, "kind": "parcel", "name": "入会礼包", "unit": "份", "value": "120"}
    card = {"name": "健身卡", "kind": "card", "entries": "12", "valid_days": "90", "value": "60"}
    for each in (described, described | card):
        assert client.post("/desk/benefits/items/new", each).status_code == 302
    parcel, fitness = Item.objects.order_by("pk")
    for item in (parcel, fitness):
        came = {"union": union.name, "item": item.pk, "label": item.name, "quantity": "350", "key": uuid4()}
        assert client.post("/desk/benefits/stock/new", came).status_code == 302
    terms = {
        "union": union.name,
        "title": "入会礼包",
        "occasion": "joining",
        "item": parcel.pk,
        "quantity": "1",
    }
    terms |= {"second": fitness.pk, "per_person": "1", "key": uuid4(), "tag": "food_delivery_rider"}
    terms |= {"by_hand": "on"}
    terms |= {"joined_from": "2024-04-01", "joined_until": "2024-04-30"}
    terms |= {"opens_at": "2024-04-12T09:00", "closes_at": "2099-12-31T09:00"}
    assert client.post("/desk/benefits/new", terms).status_code == 302
    page = f"/desk/benefits/{Benefit.objects.get().public_id}"
    counter = f"{page}/at/{union.public_id}"

    for rider in riders[:AT_THE_COUNTER]:
        coming = {"code": cards.issue(rider)[0], "key": uuid4(), "drawing": signature()}
        assert client.post(counter, coming, headers={"Accept": "application/json"}).json()["ok"]
    again = {"code": cards.issue(riders[0])[0], "key": uuid4(), "drawing": signature()}
    refused = client.post(counter, again, headers={"Accept": "application/json"}).json()
    assert refused == {"says": "已经领过，不能重复领取。", "ok": False}
    older = {"code": cards.issue(trainer)[0], "key": uuid4(), "drawing": signature()}
    assert not client.post(counter, older, headers={"Accept": "application/json"}).json()["ok"]

    assert f"应领 {RIDERS} 人，已领 {AT_THE_COUNTER} 人" in text_of(client.get(f"{counter}/sheet"))
    signed = {"key": uuid4(), "paper": SimpleUploadedFile("签领表.pdf", b"%PDF-1.7")}
    assert "已登记领取 312 人" in text_of(client.post(f"{counter}/signed", signed, follow=True))
    assert f"应领 {RIDERS} 人，全部领取" in text_of(client.get(f"{counter}/sheet"))

    everything_ties()
    assert client.get(f"{counter}/sheet").content.decode().count("<img") == AT_THE_COUNTER
    assert "342 人" in text_of(client.get(page))

    centre = {"union": union.name, "name": "职工活动中心", "item": fitness.pk, "price": "0"}
    assert client.post("/desk/benefits/merchants/new", centre).status_code == 302
    place = Merchant.objects.get()
    number = trainer.memberships.get().card_no
    client.post(f"/desk/benefits/merchants/{place.public_id}/keepers", {"cards": number})
    sign_in(client, riders[0])
    own = Voucher.objects.get(person=riders[0])
    assert "还剩 12 次" in text_of(client.get("/benefits/"))
    sign_in(client, trainer)
    shown = {"code": code_of(own, at=timezone.now()), "key": uuid4()}
    for _twice in range(2):
        assert client.post(f"/benefits/merchants/{place.public_id}", shown).status_code == 302
    sign_in(client, riders[0])
    assert "还剩 11 次" in text_of(client.get("/benefits/"))
    assert "职工活动中心" in text_of(client.get(f"/benefits/cards/{own.public_id}"))
