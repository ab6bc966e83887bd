# SPDX-License-Identifier: Apache-2.0
"""Claim 10: what is given balances. Many hands send goods down, sign, count, hand out and use cards at once;
all accounts together are nought, none is below it, nobody has anything twice, no card is used twice."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.models import F, Q, Sum

from tests.figures import figure, measured, progress
from tests.makers import make_officer, make_union
from tests.races.ground import in_parallel, make_crowd
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.actions import (
    allocate,
    count_stock,
    hand_out,
    set_keepers,
    sign_for,
    sign_merchant,
    use_card,
)
from unionnet.tools.benefits.codes import Shown
from unionnet.tools.benefits.models import (
    Benefit,
    Consignment,
    Merchant,
    Movement,
    Receipt,
    Stock,
    Use,
    Voucher,
)
from unionnet.tools.benefits.queries import tie_of
from unionnet.tools.benefits.tests.makers import BY_CODE, NOON, make_benefit, make_card, make_stock

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, DEALS = figure("THREADS", 8), figure("DEALS", 25)
PEOPLE = max(20, THREADS * DEALS // 8)
ENTRIES = 3


@dataclass
class World:
    """A union with a shelf, two below it, people who want a card each, and a shop that takes them."""

    union: Organisation
    towns: list[Organisation]
    officer: Person
    stock: Stock
    benefit: Benefit
    people: list[Person]
    shop: Merchant
    told: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deal(self, seed: int) -> None:
        """One of the things hands do, by chance. A refusal is an answer."""
        dice = random.Random(seed)
        acts = (self.send_down, self.sign, self.count, self.give, self.give, self.use, self.use)
        act: Callable[[random.Random], int] = dice.choice(acts)
        with suppress(Refusal):
            done = act(dice)
            with self.lock:
                self.told[act.__name__] += done

    def send_down(self, dice: random.Random) -> int:
        allocate(self.stock, {dice.choice(self.towns): dice.randint(1, 5)}, key=uuid4(), by=self.officer)
        return 1

    def sign(self, dice: random.Random) -> int:
        waits = Consignment.objects.filter(state="sent").order_by("?").first()
        if waits:
            sign_for(waits, dice.randint(0, waits.sent), "路上少了", by=self.officer)
        return int(waits is not None)

    def count(self, dice: random.Random) -> int:
        count_stock(self.stock, dice.randint(5, 60), "盘点", key=uuid4(), by=self.officer)
        return 1

    def give(self, dice: random.Random) -> int:
        person = dice.choice(self.people)
        hand_out(self.benefit, self.union, person, BY_CODE, key=uuid4(), by=self.officer, at=NOON)
        return 1

    def use(self, dice: random.Random) -> int:
        card = Voucher.objects.filter(person=dice.choice(self.people)).first()
        if card is None:
            return 0
        shown = Shown(card.public_id, dice.choice([0, 0, card.used, card.used + 1]))
        use_card(self.shop, shown, key=uuid4(), by=self.officer, at=NOON)
        return 1

    @property
    def is_right(self) -> bool:
        """Every shelf agrees with its book, every piece handed out is signed for."""
        return all(tie_of(stock).is_right for stock in Stock.objects.all())


@pytest.fixture
def world() -> World:
    union = make_union("云阳县总工会", kind="county_federation")
    officer, towns = make_officer(union), [make_union(name, union) for name in ("甲镇", "乙镇")]
    item = make_card(union, officer, "理发卡", entries=ENTRIES)
    stock = make_stock(item, union, officer, 40)
    people = list(Person.objects.filter(pk__in=make_crowd(PEOPLE, union)))
    shop = sign_merchant(union, "示范理发店", "", {item: 2_500}, by=officer)
    set_keepers(shop, [officer], by=officer)
    benefit = make_benefit(union, officer, item, title="理发卡")
    return World(union, towns, officer, stock, benefit, people, shop)


def play(world: World) -> None:
    seeds = random.Random(20261122)
    tasks = [partial(world.deal, seeds.getrandbits(60)) for _ in range(THREADS * DEALS)]
    progress(f"{len(tasks)} deals by {THREADS} hands")
    in_parallel(tasks, threads=THREADS)


def test_everything_balances_whatever_many_hands_do(world: World) -> None:
    play(world)
    assert world.is_right
    legs = Movement.objects.aggregate(
        into=Sum("quantity", filter=Q(to_account="stock"), default=0),
        out=Sum("quantity", filter=Q(from_account="stock"), default=0),
    )
    assert legs["into"] - legs["out"] == Stock.objects.aggregate(n=Sum("on_hand"))["n"]
    on_the_way = Movement.objects.aggregate(
        went=Sum("quantity", filter=Q(to_account="transit"), default=0),
        came=Sum("quantity", filter=Q(from_account="transit"), default=0),
    )
    waiting = Consignment.objects.filter(state="sent").aggregate(n=Sum("sent", default=0))["n"]
    assert on_the_way["went"] - on_the_way["came"] == waiting
    assert Receipt.objects.values("person").distinct().count() == Receipt.objects.count()
    assert Receipt.objects.count() == Voucher.objects.count() == world.told["give"]
    assert Use.objects.count() == world.told["use"] == Voucher.objects.aggregate(n=Sum("used"))["n"]
    assert not Voucher.objects.filter(used__gt=F("entries")).exists()
    measured(deals=THREADS * DEALS, receipts=Receipt.objects.count(), uses=Use.objects.count())


def test_without_lock_and_guard_the_same_hands_lose_goods(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: each writes what it read, less what it took."""
    module: Any = import_module("unionnet.tools.benefits.actions.stock")
    rows = Stock.objects.select_related("organisation", "batch__item")

    def as_read(stock: Stock) -> Stock:
        return rows.get(pk=stock.pk)

    def take_blindly(stock: Stock, quantity: int) -> int:
        return Stock.objects.filter(pk=stock.pk).update(on_hand=max(0, stock.on_hand - quantity))

    monkeypatch.setattr(module, "_locked", as_read)
    monkeypatch.setattr(module, "_take", take_blindly)
    in_parallel([partial(_send, world) for _ in range(200)], threads=8)
    assert not world.is_right


def _send(world: World) -> None:
    with suppress(Refusal):
        world.send_down(random.Random())


def test_with_the_guard_asleep_the_database_still_says_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: Any = import_module("unionnet.tools.benefits.actions.vouchers")
    monkeypatch.setattr(module, "_use_up", lambda _voucher, _number: 1)
    person = world.people[0]
    hand_out(world.benefit, world.union, person, BY_CODE, key=uuid4(), by=world.officer, at=NOON)
    card = Voucher.objects.get()

    def take() -> str:
        try:
            use_card(world.shop, Shown(card.public_id, 1), key=uuid4(), by=world.officer, at=NOON)
        except IntegrityError as no:
            return "each_entry_used_once" if "each_entry_used_once" in str(no) else str(no)
        return "used"

    assert Counter(in_parallel([take] * 12, threads=12)) == {"used": 1, "each_entry_used_once": 11}
