# SPDX-License-Identifier: Apache-2.0
"""Luck cards of the county: two pictures put up, people who collect, and the worker among them (S3-10)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from unionnet.directory.people.models import Membership, Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.programmes.luckcards.actions import CollectionTerms, collect, open_collection, put_up
from unionnet.tools.benefits.actions import (
    Delivery,
    Described,
    PrizeTerms,
    RaffleTerms,
    describe_item,
    take_in,
)

KINDS = (("安康福", "Health"), ("平安福", "Safety"), ("团圆福", "Family"), ("丰收福", "Harvest"))
PLACES = ("市民中心广场", "工人文化宫门厅")
GIFTS, COLLECT = 60, 12


@stage("luckcards", "集福卡 / luck cards", order=113)
def load_luckcards() -> None:
    officer, now, county = demo_person("county"), database_now(), tree_by_key()["yunyang"]
    gift = describe_item(county, Described("parcel", "新春礼包", 5_000), by=officer)
    take_in(gift, county, Delivery(uuid4(), "新春礼包", GIFTS, "示范商贸", "工会经费"), by=officer)
    opens_at = now - timedelta(days=3)
    terms = RaffleTerms(
        "云上贺新春",
        opens_at,
        opens_at + timedelta(days=18),
        title_en="New Year in the cloud",
        about="扫福图、签到得福卡，集齐四种换新春礼包。",
        tries=30,
    )
    table = [PrizeTerms(name, chance=250_000, name_en=english) for name, english in KINDS]
    collecting = CollectionTerms(scans=2, set_item=gift, set_stock=GIFTS, set_tries=1)
    made = open_collection(county, terms, table, collecting, key=uuid4(), by=officer)
    for place in PLACES:
        put_up(made, place, by=officer)
    members = Membership.objects.filter(state="active").exclude(person=demo_person("worker")).order_by("pk")
    for person in [demo_person("worker"), *Person.objects.filter(pk__in=members.values("person")[:COLLECT])]:
        for day in (2, 1):
            collect(person, made, "sign_in", at=now - timedelta(days=day))
