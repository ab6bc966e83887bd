# SPDX-License-Identifier: Apache-2.0
"""The member day of the county: one draw that runs, one that is over and opened (ledger S3-05)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from unionnet.directory.people.models import Membership, Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.tools.benefits.actions import (
    Delivery,
    Described,
    PrizeTerms,
    RaffleTerms,
    Try,
    describe_item,
    open_raffle,
    pads_of,
    publish_raffle,
    take_in,
    try_all,
)
from unionnet.tools.benefits.models import Item, Raffle

GOODS = (("头盔", "Helmet", 9_900, 40), ("保温杯", "Flask", 4_500, 120), ("雨衣", "Raincoat", 2_000, 400))
CHANCES = (8_000, 40_000, 120_000)  # millionths
CARD = ("福卡·安康", "Luck card: health", 300_000)
TOOK_PART = 240


@stage("raffles", "抽奖 / raffles", order=112)
def load_raffles() -> None:
    officer, now = demo_person("county"), database_now()
    goods = [_goods(officer, name, value, count * 2) for name, _english, value, count in GOODS]
    last_month = _raffle(
        officer, goods, "上月会员日", "Member day of last month", now - timedelta(days=32), hours=12
    )
    publish_raffle(last_month, by=None)
    _raffle(officer, goods, "18 日会员日", "Member day on the 18th", now - timedelta(hours=3), hours=72)


def _goods(officer: Person, name: str, value: int, count: int) -> Item:
    county = tree_by_key()["yunyang"]
    item = describe_item(county, Described("parcel", f"会员日{name}", value), by=officer)
    take_in(item, county, Delivery(uuid4(), f"会员日{name}", count, "示范商贸", "工会经费"), by=officer)
    return item


def _raffle(
    officer: Person, goods: list[Item], title: str, english: str, opens_at: datetime, *, hours: int
) -> Raffle:
    """Some members have tried already; the worker of the demo has not."""
    county = tree_by_key()["yunyang"]
    terms = RaffleTerms(
        title,
        opens_at,
        opens_at + timedelta(hours=hours),
        title_en=english,
        about="每月 18 日，会员都可以抽一次。",
    )
    prizes = [
        PrizeTerms(name, count, chance, {item: 1}, english)
        for item, (name, english, _value, count), chance in zip(goods, GOODS, CHANCES, strict=True)
    ]
    card, card_en, chance = CARD
    raffle = open_raffle(
        county, terms, [*prizes, PrizeTerms(card, chance=chance, name_en=card_en)], key=uuid4(), by=officer
    )
    pads = pads_of(raffle)
    members = Membership.objects.filter(state="active").exclude(person=demo_person("worker"))
    rows = members.order_by("pk").values_list("person", flat=True)[:TOOK_PART]
    try_all([Try(person, raffle.pk, pads) for person in rows], at=opens_at + timedelta(hours=1))
    return raffle
