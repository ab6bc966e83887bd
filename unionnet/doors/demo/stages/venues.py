# SPDX-License-Identifier: Apache-2.0
"""Reading rooms that lend, and homes for drivers along the coal road (ledger S1-12, S4-25)."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.places.models import Site
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.venues.actions import catalogue, count_visits, lend, open_home, open_shelf

BOOKS = (
    ("平凡的世界", "路遥", 3),
    ("红岩", "罗广斌、杨益言", 2),
    ("钢铁是怎样炼成的", "奥斯特洛夫斯基", 2),
    ("劳动合同法一本通", "", 4),
    ("家庭急救手册", "", 2),
    ("电工从入门到精通", "", 3),
)
HOMES = (
    ("乌兰木伦矿区驿站", "night", 6, 45),
    ("阿吉奈公园驿站", "night", 2, 0),
    ("江口驿站", "county", 4, 20),
)
ITEMS = (("热水淋浴", 0, ""), ("热饭", 0, ""), ("停车", 1000, "晚"), ("洗衣", 500, "次"))


@stage("venues", "书屋和司机之家 / reading rooms and drivers' homes", order=126, after_crowd=True)
def load_venues() -> None:
    rows, now = tree_by_key(), database_now()
    for key, login, site in (
        ("ejinhoro", "night", "伊金霍洛旗工人文化宫"),
        ("yunyang", "county", "云阳县工人文化宫"),
    ):
        officer = demo_person(login)
        shelf = open_shelf(rows[key], "工人文化宫职工书屋", "一楼东侧", by=officer)
        for n, (name, author, copies) in enumerate(BOOKS):
            numbers = [f"{n + 1:02}-{copy + 1}" for copy in range(copies)]
            catalogue(shelf, name, numbers, author=author, by=officer)
        lend(shelf, "01-1", demo_person("worker" if key == "ejinhoro" else "town"), by=officer)
        place = Site.objects.get(name=site)
        for days in range(1, 8):
            day = local_date(now) - timedelta(days=days)
            count_visits(place, day, 120 + 37 * days % 90, by=officer)
    for name, login, beds, trucks in HOMES:
        open_home(Site.objects.get(name=name), beds, by=demo_person(login), truck_places=trucks, items=ITEMS)
