# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api.actions import issue_token
from unionnet.foundation.clock import database_now
from unionnet.foundation.scope import nothing
from unionnet.tools.benefits.actions import (
    Try,
    allocate,
    hand_out,
    pads_of,
    publish_raffle,
    set_keepers,
    sign_for,
    sign_merchant,
    try_all,
    withdraw_card,
)
from unionnet.tools.benefits.models import Benefit, Entry, Merchant, Raffle, Stock, Use, Voucher
from unionnet.tools.benefits.queries.proof import AT_ONCE, published
from unionnet.tools.benefits.tests.makers import BY_CODE, make_benefit, make_card, make_raffle, make_stock

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def member(union: Organisation) -> Person:
    return make_person("林晓", union=union)


@pytest.fixture
def stock(union: Organisation, officer: Person) -> Stock:
    return make_stock(make_card(union, officer, "理发卡", entries=3), union, officer, 40)


@pytest.fixture
def benefit(union: Organisation, officer: Person, stock: Stock) -> Benefit:
    now = database_now()
    times = {"opens_at": now - timedelta(days=2), "closes_at": now + timedelta(days=2)}
    return make_benefit(union, officer, stock.batch.item, title="理发卡", **times)


@pytest.fixture
def card(benefit: Benefit, union: Organisation, officer: Person, member: Person) -> Voucher:
    yesterday = database_now() - timedelta(days=1)  # good for the whole of today, whatever the hour
    hand_out(benefit, union, member, BY_CODE, key=uuid4(), by=officer, at=yesterday)
    return Voucher.objects.get()


@pytest.fixture
def shop(union: Organisation, officer: Person, stock: Stock) -> Merchant:
    made = sign_merchant(union, "示范理发店", "阜通东大街 1 号", {stock.batch.item: 2_500}, by=officer)
    return set_keepers(made, [make_person("理发师傅")], by=officer)


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def keeper(shop: Merchant) -> Client:
    return by(shop.keepers.get().person)


def post(client: Client, address: str, said: dict[str, Any]) -> Any:
    return client.post(API + address, said, content_type="application/json")


def streamed(address: str) -> Any:
    """What leaves when the request, and its scope, are over."""
    answer = Client().get(address)
    assert (answer.status_code, answer.streaming) == (200, True)
    with nothing():
        return json.loads(answer.getvalue())


def test_what_waits_what_i_had_and_my_cards(
    benefit: Benefit, union: Organisation, officer: Person, member: Person
) -> None:
    client = by(member)
    (waits,) = client.get(f"{API}/me/benefits").json()
    assert (waits["title"], waits["contents"]) == (
        "理发卡",
        [{"item": "理发卡", "unit": "份", "quantity": 1}],
    )
    hand_out(benefit, union, member, BY_CODE, key=uuid4(), by=officer)
    assert client.get(f"{API}/me/benefits").json() == []
    (had,) = client.get(f"{API}/me/receipts").json()["items"]
    told = (had["benefit"], had["item"], had["quantity"], had["organisation_name"], had["via"])
    assert told == (benefit.public_id, "理发卡", 1, "望京街道总工会", "code")
    (mine,) = client.get(f"{API}/me/vouchers").json()["items"]
    assert (mine["item"], mine["entries"], mine["left"], mine["reason"]) == ("理发卡", 3, 3, "")
    assert by(make_person("王先生", union=union)).get(f"{API}/me/vouchers").json()["items"] == []


def test_a_token_reads_what_its_scope_says_and_never_a_code(card: Voucher, union: Organisation) -> None:
    admin = make_officer(union, role="system_admin")
    _token, secret = issue_token(union, "对接", ["benefits:read"], days=30, by=admin)
    heads = {"Authorization": f"Bearer {secret}"}
    assert Client().get(f"{API}/me/vouchers", headers=heads).json() == {"items": [], "next": None}
    assert Client().get(f"{API}/stocks", headers=heads).status_code == 403
    assert Client().get(f"{API}/me/vouchers/{card.public_id}/code", headers=heads).status_code == 403


def test_a_card_is_shown_and_taken_and_sent_twice_it_is_one_use(
    card: Voucher, shop: Merchant, member: Person
) -> None:
    code = by(member).get(f"{API}/me/vouchers/{card.public_id}/code").json()["code"]
    (where,) = keeper(shop).get(f"{API}/me/merchants").json()["items"]
    assert (where["id"], where["takes"]) == (shop.public_id, [{"item": "理发卡", "price": 2_500}])
    address, said = f"/me/merchants/{shop.public_id}/uses", {"code": code, "key": str(uuid4())}
    first, again = (post(keeper(shop), address, said) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert (first.json()["number"], first.json()["left"], first.json()["price"]) == (1, 2, 2_500)
    assert "林晓" not in first.content.decode()
    spent = post(keeper(shop), address, {**said, "key": str(uuid4())})
    assert (spent.status_code, spent.json()["code"]) == (409, "used")
    assert Use.objects.count() == 1


def test_only_who_keeps_a_merchant_takes_cards(card: Voucher, shop: Merchant, member: Person) -> None:
    address, said = f"/me/merchants/{shop.public_id}/uses", {"code": card.public_id, "key": str(uuid4())}
    assert post(Client(), address, said).status_code == 401
    assert post(by(member), address, said).status_code == 404
    assert post(keeper(shop), address, {**said, "key": "x"}).status_code == 422
    assert post(keeper(shop), address, {**said, "code": "not-a-card"}).json()["code"] == "no_card"
    assert post(keeper(shop), address, {**said, "shown_at": "2026-09-20T12:00:00"}).status_code == 422
    assert Use.objects.count() == 0


def test_what_a_till_kept_counts_from_when_it_was_shown(card: Voucher, shop: Merchant) -> None:
    address = f"/me/merchants/{shop.public_id}/uses"
    shown = database_now() - timedelta(hours=3)
    said = {"code": card.public_id, "key": str(uuid4()), "shown_at": shown.isoformat()}
    assert post(keeper(shop), address, said).status_code == 201
    used = Use.objects.get()
    assert (used.was_kept, used.at) == (True, shown.replace(microsecond=0))


def test_a_withdrawn_card_says_so(card: Voucher, member: Person, officer: Person) -> None:
    withdraw_card(card, "发错了人", by=officer)
    no = by(member).get(f"{API}/me/vouchers/{card.public_id}/code")
    assert (no.status_code, no.json()["code"]) == (409, "withdrawn")


def test_an_officer_reads_shelf_book_and_consignments(
    stock: Stock, union: Organisation, officer: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town = make_union("花家地社区工会", union)
    (sent,) = allocate(stock, {town: 15}, key=uuid4(), by=officer)
    sign_for(sent, 14, "路上少了一份", by=officer)
    client = by(officer)
    told = client.get(f"{API}/stocks?unit={union.public_id}&kind=card").json()["items"]
    assert [(each["item"], each["on_hand"]) for each in told] == [("理发卡", 25)]
    assert client.get(f"{API}/stocks?kind=money").status_code == 422
    whole = client.get(f"{API}/stocks/{stock.public_id}").json()
    assert whole["tie"] == {"came": 40, "went": 15, "handed_out": 0, "signed_for": 0, "is_right": True}
    lines = client.get(f"{API}/stocks/{stock.public_id}/movements").json()["items"]
    assert [(each["from_account"], each["to_account"], each["quantity"]) for each in lines] == [
        ("stock", "transit", 15),
        ("supplier", "stock", 40),
    ]
    assert [each["consignment"] for each in lines] == [sent.public_id, None]
    (came,) = client.get(f"{API}/consignments?state=received").json()["items"]
    assert came == client.get(f"{API}/consignments/{sent.public_id}").json()
    assert (came["sent"], came["received"], came["note"]) == (15, 14, "路上少了一份")
    client.get(f"{API}/stocks")
    with django_assert_num_queries(6):
        client.get(f"{API}/stocks?empty=true")
    make_stock(make_card(union, officer, "健身卡"), union, officer)
    with django_assert_num_queries(6):
        client.get(f"{API}/stocks?empty=true")


def test_the_store_room_is_for_those_who_look_after_it(stock: Stock, member: Person) -> None:
    outside = make_officer(make_union("别处总工会"))
    assert by(outside).get(f"{API}/stocks").json()["items"] == []
    for person in (outside, member):
        assert by(person).get(f"{API}/stocks/{stock.public_id}").status_code == 404
        assert by(person).get(f"{API}/stocks/{stock.public_id}/movements").status_code == 404
    assert Client().get(f"{API}/consignments").status_code == 401


def test_anyone_reads_a_raffle_and_its_proof(union: Organisation, officer: Person) -> None:
    now, hour = database_now(), timedelta(hours=1)
    times = {"opens_at": now - hour, "closes_at": now + hour}
    raffle = make_raffle(union, officer, (2, 400_000), (None, 300_000), **times)
    over = {"opens_at": now - 3 * hour, "closes_at": now - 2 * hour}
    make_raffle(union, officer, (2, 400_000), **over)
    pads = pads_of(raffle)
    people = [make_person(f"会员{n}", union=union) for n in range(12)]
    try_all([Try(person.pk, raffle.pk, pads) for person in people], at=raffle.opens_at)
    client = Client()
    listed = by(people[0]).get(f"{API}/raffles").json()["items"]
    assert [each["id"] for each in listed] == [raffle.public_id]
    whole = client.get(f"{API}/raffles/{raffle.public_id}").json()
    assert [(each["rank"], each["is_card"], each["stock"]) for each in whole["prizes"]] == [
        (1, False, 2),
        (2, True, None),
    ]
    address = f"{API}/raffles/{raffle.public_id}/proof"
    early = streamed(address)
    assert (early["seed"], early["lines"], early["given_back"]) == (None, [], [])
    publish_raffle(raffle, by=officer, at=raffle.closes_at)
    told = streamed(address)
    assert [number for number, _receipt, _rank in told["lines"]] == list(range(1, 13))
    assert told == streamed(f"/benefits/raffles/{raffle.public_id}/raffle.json")


def test_a_long_proof_leaves_in_pieces(union: Organisation, officer: Person) -> None:
    """Its bytes are there while most tries are still in the database."""
    raffle = make_raffle(union, officer, (2, 400_000))
    person = make_person("林晓", union=union)
    Entry.objects.bulk_create(
        Entry(
            raffle=raffle,
            number=n,
            person=person,
            turn=n,
            cap=9_999,
            receipt=f"{n:04}-abcd",
            at=raffle.opens_at,
        )
        for n in range(1, 2 * AT_ONCE + 8)
    )
    publish_raffle(raffle, by=officer, at=raffle.closes_at)
    pieces = list(published(Raffle.objects.get()))
    long = [piece for piece in pieces if len(piece) > 1_000]
    assert [piece.count("abcd") for piece in pieces if "abcd" in piece] == [AT_ONCE, AT_ONCE, 7]
    assert max(map(len, long)) < AT_ONCE * 40
