# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.makers import make_person, sign_in
from unionnet.directory.people.models import Person
from unionnet.tools.supervision.models import Item, Part, Report
from unionnet.tools.supervision.tests.makers import TITLE, Tree, make_assigned, make_tree, part_of

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/supervision/items"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def post(client: Client, address: str, said: dict[str, Any], **heads: str) -> Any:
    return client.post(address, said, content_type="application/json", headers=heads)


def test_a_system_collects_an_item_once_for_its_own_office(tree: Tree) -> None:
    said = {
        "office": tree.province.public_id,
        "title": TITLE,
        "source": "meeting",
        "basis": "第3次主席办公会",
    }
    first = post(by(tree.above), ITEMS, said, **{"Idempotency-Key": "one"})
    assert first.status_code == 201
    assert (first.json()["state"], first.json()["code"], first.json()["parts"]) == ("collected", "", [])
    again = post(by(tree.above), ITEMS, said, **{"Idempotency-Key": "one"})
    assert (again.json(), Item.objects.count()) == (first.json(), 1)
    assert post(by(tree.at_city), ITEMS, said).status_code == 404
    assert post(Client(), ITEMS, said).status_code == 401


def test_everybody_sees_the_items_and_parts_of_their_own(tree: Tree) -> None:
    item = make_assigned(tree, tree.east)
    whole = by(tree.above).get(f"{ITEMS}/{item.public_id}").json()
    assert [(each["organisation_name"], each["is_lead"]) for each in whole["parts"]] == [
        ("宜宾市总工会", True),
        ("江安县总工会", False),
    ]
    own = by(tree.at_east).get(f"{ITEMS}/{item.public_id}").json()
    assert [each["organisation_name"] for each in own["parts"]] == ["江安县总工会"]
    assert by(tree.at_west).get(f"{ITEMS}/{item.public_id}").status_code == 404
    assert by(tree.at_west).get(ITEMS).json() == {"items": [], "next": None}
    assert by(make_person("林晓")).get(ITEMS).json()["items"] == []


def test_a_list_is_narrowed_and_paged(tree: Tree) -> None:
    items = [make_assigned(tree, title=f"{TITLE}{number}") for number in range(3)]
    client = by(tree.above)
    first = client.get(f"{ITEMS}?size=2&state=assigned&unit={tree.province.public_id}").json()
    rest = client.get(f"{ITEMS}?size=2&state=assigned&after={first['next']}").json()
    titles = [each["title"] for each in (*first["items"], *rest["items"])]
    assert titles == [item.title for item in reversed(items)]
    assert client.get(f"{ITEMS}?state=closed").json()["items"] == []
    assert client.get(f"{ITEMS}?state=open").status_code == 422


def test_a_unit_reports_on_its_own_part_and_twice_is_once(tree: Tree) -> None:
    part = part_of(make_assigned(tree), tree.city)
    address = f"/api/v1/supervision/parts/{part.public_id}/reports"
    said = {"percent": 60, "text": "接口已经联调", "key": "2026-03"}
    unsigned = post(by(tree.at_city), address, said)
    assert (unsigned.status_code, unsigned.json()["code"]) == (409, "not_signed")
    Part.objects.filter(pk=part.pk).update(state="working")
    first, second = (post(by(tree.at_city), address, said) for _ in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    assert Report.objects.count() == 1
    assert Part.objects.get(pk=part.pk).percent == 60
    assert post(by(tree.at_west), address, said).status_code == 404
    assert post(by(tree.at_city), address, {**said, "percent": 101}).status_code == 422
