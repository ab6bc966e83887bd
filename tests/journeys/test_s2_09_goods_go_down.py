# SPDX-License-Identifier: Apache-2.0
"""S2-09: twenty batches of goods, projects and facilities go down to the townships; each signs for what
came, and what is missing stands in the book with its reason."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db.models import Count, Sum
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.benefits.models import Consignment, Item, Movement, Stock
from unionnet.tools.benefits.queries import ties

pytestmark = pytest.mark.django_db
KINDS = {"parcel": 12, "project": 5, "facility": 3}
TOWNS = ("双江街道总工会", "南溪镇总工会", "洞鹿乡总工会")


def test_twenty_batches_by_kind_are_signed_for_by_each_union(client: Client) -> None:
    county = make_union("云阳县总工会", kind="county_federation")
    towns = [make_union(name, county) for name in TOWNS]
    officers = [make_officer(town, name=f"{town.name}干部") for town in towns]
    sign_in(client, make_officer(county))
    for kind in KINDS:
        item = {"union": county.name, "kind": kind, "name": f"物资 {kind}", "unit": "件", "value": "80"}
        assert client.post("/desk/benefits/items/new", item).status_code == 302
    for kind, batches in KINDS.items():
        item_id = Item.objects.get(kind=kind).pk
        for number in range(batches):
            came = {"union": county.name, "item": item_id, "label": f"{kind} {number}", "quantity": "30"}
            assert client.post("/desk/benefits/stock/new", came | {"key": uuid4()}).status_code == 302
    for stock in Stock.objects.filter(organisation=county).order_by("pk"):
        sent = {"key": uuid4(), **{f"to_{town.public_id}": "10" for town in towns}}
        assert client.post(f"/desk/benefits/stock/{stock.public_id}/consignments", sent).status_code == 302
    assert Consignment.objects.count() == 60
    assert Stock.objects.filter(organisation=county).aggregate(n=Sum("on_hand"))["n"] == 0

    for town, officer in zip(towns, officers, strict=True):
        sign_in(client, officer)
        assert "有 20 张调拨单等待签收" in text_of(client.get("/desk/benefits/stock/"))
        for number, sent_down in enumerate(Consignment.objects.filter(organisation=town).order_by("pk")):
            missing = town == towns[0] and number == 0
            signed = {"received": "9", "note": "一件摔坏"} if missing else {"received": "10"}
            page = f"/desk/benefits/consignments/{sent_down.public_id}"
            assert client.post(f"{page}/receipt", signed).status_code == 302
        assert "等待签收" not in text_of(client.get("/desk/benefits/stock/"))
        shown = client.get("/desk/benefits/stock/", {"kind": "facility", "size": "100"})
        assert text_of(shown).count("设施设备 facility") == 3

    by_kind = Stock.objects.filter(organisation__in=towns).values("batch__item__kind")
    found = {
        row["batch__item__kind"]: (row["batches"], row["n"])
        for row in by_kind.annotate(batches=Count("batch", distinct=True), n=Sum("on_hand"))
    }
    assert found == {"parcel": (12, 359), "project": (5, 150), "facility": (3, 90)}
    lost = Movement.objects.get(to_account="losses")
    assert (lost.quantity, lost.note) == (1, "一件摔坏")
    assert ties(Stock.objects.filter(organisation__in=towns)).is_right
    sign_in(client, make_officer(county, name="县里干部"))
    assert client.get("/desk/benefits/consignments/consignments.xlsx").status_code == 200
    assert "一件摔坏" in text_of(client.get("/desk/benefits/consignments/", {"size": "100"}))
