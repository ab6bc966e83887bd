# SPDX-License-Identifier: Apache-2.0
"""A union with a store-room, and something to give."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PIL import Image, ImageDraw

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.tools.benefits.actions import (
    Delivery,
    Described,
    PrizeTerms,
    RaffleTerms,
    Signed,
    Terms,
    describe_item,
    open_benefit,
    open_raffle,
    take_in,
)
from unionnet.tools.benefits.models import Benefit, Item, Raffle, Stock
from unionnet.tools.benefits.queries.proof import published

NOON = at("2026-09-20 12:00")
BY_CODE = Signed("code")
OPENS, CLOSES = NOON, NOON + timedelta(days=30)  # of a raffle


def make_item(union: Organisation, by: Person, name: str = "入会礼包", **more: Any) -> Item:
    return describe_item(union, Described(**{"kind": "parcel", "name": name, "value": 12_000, **more}), by=by)


def make_card(union: Organisation, by: Person, name: str = "健身卡", entries: int = 12) -> Item:
    return make_item(union, by, name, kind="card", value=6_000, entries=entries, valid_days=90)


def make_stock(item: Item, union: Organisation, by: Person, quantity: int = 100, label: str = "") -> Stock:
    return take_in(item, union, Delivery(uuid4(), label or f"{item.name} 一批", quantity), by=by)


def make_benefit(union: Organisation, by: Person, *items: Item, **terms: Any) -> Benefit:
    said = {
        "title": "入会礼包",
        "opens_at": at("2026-09-01 09:00"),
        "closes_at": at("2026-12-01 09:00"),
        **terms,
    }
    return open_benefit(union, Terms(**said), dict.fromkeys(items, 1), key=uuid4(), by=by, at=NOON)


def scrawl(size: tuple[int, int] = (960, 400), shift: int = 0) -> bytes:
    """What a browser sends of somebody who drew their name: a few strokes on nothing."""
    board = Image.new("RGBA", size, (0, 0, 0, 0))
    wave = [(100 + 40 * n, 120 + shift + (90 if n % 2 else 0)) for n in range(15)]
    ImageDraw.Draw(board).line(wave, fill="black", width=7, joint="curve")
    return png(board)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def make_raffle(
    union: Organisation, officer: Person, *prizes: tuple[int | None, int], **terms: Any
) -> Raffle:
    """Each prize is a stock (None for a luck card) and a chance in millionths."""
    table = []
    for rank, (stock, chance) in enumerate(prizes, start=1):
        contents = None
        if stock is not None:
            item = make_item(union, officer, f"礼品{rank}-{uuid4().hex[:6]}")
            make_stock(item, union, officer, stock)
            contents = {item: 1}
        table.append(PrizeTerms(f"{rank} 等奖", stock, chance, contents))
    said = {"title": "乐18会员日", "opens_at": OPENS, "closes_at": CLOSES, **terms}
    return open_raffle(union, RaffleTerms(**said), table, key=uuid4(), by=officer)


def told_of(raffle: Raffle) -> dict[str, Any]:
    """What is published of it, put together."""
    told: dict[str, Any] = json.loads("".join(published(raffle)))
    return told
