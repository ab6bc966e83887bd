# SPDX-License-Identifier: Apache-2.0
"""A page asks as many questions of a long register as of a short one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.knocking import text_of
from tests.makers import make_union, sign_in
from unionnet.tools.supervision.actions import (
    Share,
    assign,
    report,
    set_indicator,
    sign,
    tell_figure,
)
from unionnet.tools.supervision.models import Item, Part
from unionnet.tools.supervision.tests.makers import (
    MONDAY,
    Tree,
    make_assigned,
    make_collected,
    make_registered,
    make_tree,
    part_of,
    progress,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/supervision/"
MOST = 30


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def questions(client: Client, address: str) -> int:
    """How many the page asks, when it has been open before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def make_register(tree: Tree, items: int) -> None:
    for number in range(items):
        make_collected(tree, f"正在收集的事{number}")
        item = make_assigned(tree, tree.east, title=f"已经交办的事{number}")
        sign(part_of(item, tree.city), by=tree.at_city, at=MONDAY)


@pytest.mark.parametrize("page", ["", "overview", "board", "calendar", "goals/", "cards/"])
def test_a_list_asks_the_same_few(tree: Tree, page: str) -> None:
    client = sign_in(Client(), tree.above)
    make_register(tree, 2)
    short = questions(client, DESK + page)
    make_register(tree, 5)
    assert questions(client, DESK + page) == short <= MOST


def test_a_figure_stands_on_the_page_once(tree: Tree) -> None:
    item = make_assigned(tree)
    set_indicator(item, "已建工会", "", 100, source="directory.unions", by=tree.above)
    tell_figure(set_indicator(item, "走访企业", "firms", 20, by=tree.above), 21, by=tree.above)
    set_indicator(item, "走访职工", "persons", 30, by=tree.above)
    page = text_of(sign_in(Client(), tree.above).get(f"{DESK}items/{item.public_id}/"))
    for words in ("4 / 100", "21 / 20", "— / 30", "已建工会（实时）", "走访企业", "走访职工"):
        assert page.count(words) == 1, words


def test_an_item_with_many_parts_asks_the_same_few(tree: Tree) -> None:
    client = sign_in(Client(), tree.above)
    item = make_assigned(tree, tree.east)
    short = questions(client, f"{DESK}items/{item.public_id}/")
    more = [Share(make_union(f"第{n}县总工会", tree.city)) for n in range(6)]
    wide = make_registered(tree)
    assign(wide, Share(tree.city), more, by=tree.above, at=MONDAY)
    assert Part.objects.filter(item=wide).count() == 7
    assert questions(client, f"{DESK}items/{wide.public_id}/") == short <= MOST


def test_a_part_with_many_reports_asks_the_same_few(tree: Tree) -> None:
    client = sign_in(Client(), tree.at_city)
    part = part_of(make_assigned(tree), tree.city)
    sign(part, by=tree.at_city, at=MONDAY)
    report(part, progress(10), by=tree.at_city, at=MONDAY)
    short = questions(client, f"{DESK}parts/{part.public_id}/")
    for percent in range(20, 80, 10):
        report(part, progress(percent), by=tree.at_city, at=MONDAY)
    assert questions(client, f"{DESK}parts/{part.public_id}/") == short <= MOST


def test_machines_read_a_long_list_with_as_few(tree: Tree) -> None:
    client = sign_in(Client(), tree.above)
    make_register(tree, 1)
    short = questions(client, "/api/v1/supervision/items")
    make_register(tree, 4)
    assert questions(client, "/api/v1/supervision/items") == short <= MOST
    item = Item.objects.filter(state="assigned").latest("id")
    assert questions(client, f"/api/v1/supervision/items/{item.public_id}") <= MOST
