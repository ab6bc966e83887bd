# SPDX-License-Identifier: Apache-2.0
"""Goods of the county of 云阳 that went down to its unions, packages for the riders who joined at the stand,
and haircut cards at a shop (ledger S2-04, S2-09, S3-29)."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

from PIL import Image, ImageDraw

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import (
    Delivery,
    Described,
    Signed,
    Terms,
    allocate,
    describe_item,
    hand_out,
    hand_out_all,
    open_benefit,
    set_keepers,
    sign_for,
    sign_merchant,
    take_in,
    use_card,
)
from unionnet.tools.benefits.codes import Shown
from unionnet.tools.benefits.models import Benefit, Item, Stock, Voucher
from unionnet.tools.benefits.queries import Handing

GOODS = (
    ("season", "防暑药品包", 3_500, "藿香正气水、风油精、毛巾", "2026 年送清凉", 600),
    ("parcel", "节日慰问品", 20_000, "大米 10 kg、菜籽油 5 L", "中秋慰问", 400),
    ("facility", "冷藏柜", 180_000, "", "驿站设备", 12),
)


@stage("benefits", "普惠发放 / benefits", order=110)
def load_benefits() -> None:
    county, union = (tree_by_key()[key] for key in ("yunyang", "sector-1"))
    officer, now = demo_person("county"), database_now()
    for kind, name, value, goods, label, quantity in GOODS:
        item = describe_item(county, Described(kind, name, value, goods), by=officer)
        stock = take_in(item, county, Delivery(uuid4(), label, quantity, "示范商贸", "工会经费"), by=officer)
        _send_down(stock, officer)
    parcel = describe_item(union, Described("parcel", "入会礼包", 8_000, "雨衣、水杯、反光背心"), by=officer)
    haircut = Described("card", "理发卡", 2_500, unit="张", entries=6, valid_days=180)
    card = describe_item(union, haircut, by=officer)
    for each in (parcel, card):
        take_in(each, union, Delivery(uuid4(), f"{each.name}首批", 120, "示范商贸", "工会经费"), by=officer)
    made = open_benefit(
        union,
        Terms("新会员礼包", now - timedelta(days=30), now + timedelta(days=60), Benefit.Occasion.JOINING),
        {parcel: 1, card: 1},
        key=uuid4(),
        by=officer,
    )
    _give_to_those_of_the_stand(made, union, officer)
    _use_some(union, card, officer)
    _signed_by_hand(union, parcel, officer)


def _send_down(stock: Stock, officer: Person) -> None:
    """A third to each of two unions below; one has signed for it."""
    below = list(stock.organisation.children.filter(until__isnull=True).order_by("pk")[:2])
    share = stock.on_hand // 3
    first, _second = allocate(stock, dict.fromkeys(below, share), key=uuid4(), by=officer)
    sign_for(first, share - 1, "运输中破损一件", by=officer)


def _give_to_those_of_the_stand(made: Benefit, union: Organisation, officer: Person) -> None:
    riders = Membership.objects.filter(join_code__event="春季职工沟通会", state="active").order_by("pk")
    handings = [Handing(row.person_id, uuid4()) for row in riders]
    hand_out_all(made, union, handings, Signed("code"), by=officer, at=made.opens_at + timedelta(days=11))


def _use_some(union: Organisation, card: Item, officer: Person) -> None:
    """The worker of the demo takes cards for the shop, so that both sides can be looked at."""
    keeper = demo_person("worker")
    shop = sign_merchant(union, "示范理发店", "双江街道滨江路", {card: 2_000}, by=officer)
    set_keepers(shop, [keeper], by=officer)
    for number, voucher in enumerate(Voucher.objects.filter(item=card).order_by("pk")[:4]):
        moment = database_now() - timedelta(days=number)
        use_card(shop, Shown(voucher.public_id), key=uuid4(), by=keeper, at=moment)


def _signed_by_hand(union: Organisation, parcel: Item, officer: Person) -> None:
    """What three have signed for on the screen, and others may still fetch."""
    now = database_now()
    terms = Terms("防寒慰问品", now - timedelta(days=3), now + timedelta(days=30), by_hand=True)
    made = open_benefit(union, terms, {parcel: 1}, key=uuid4(), by=officer)
    members = Membership.objects.filter(organisation=union, state__in=MEMBER_STATES).order_by("pk")
    for number, row in enumerate(members.select_related("person")[:3]):
        signed = Signed("drawn", drawing=_scrawl(number))
        moment = now - timedelta(days=1, minutes=7 * number)
        hand_out(made, union, row.person, signed, key=uuid4(), by=officer, at=moment)


def _scrawl(number: int) -> bytes:
    """Strokes as a finger leaves them, and nobody's name."""
    board = Image.new("RGBA", (960, 400))
    pen = ImageDraw.Draw(board)
    for stroke in range(3 + number):
        left, top = 120 + 150 * stroke, 110 + 12 * (stroke * number % 3)
        loop = [
            (left, top),
            (left + 90, top + 20),
            (left + 20, top + 120),
            (left + 110, top + 90 + 15 * number),
        ]
        pen.line(loop, fill="black", width=7, joint="curve")
    out = io.BytesIO()
    board.save(out, "PNG")
    return out.getvalue()
