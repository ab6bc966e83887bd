# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people.models import Disclosed

pytestmark = pytest.mark.django_db


def test_members_are_listed_within_reach_and_masked(client: Client) -> None:
    union, other = make_union("云阳县总工会"), make_union("万州区总工会")
    member = make_person("秦朗", union=union, tags=("courier",))
    make_person("远处", union=other)
    sign_in(client, make_officer(union, name="陈敏"))
    found = client.get("/api/v1/members").json()
    assert {row["name"] for row in found["items"]} == {"秦朗", "陈敏"}
    row = client.get("/api/v1/members", {"tag": "courier"}).json()["items"][0]
    own = member.memberships.get()
    assert (row["id"], row["organisation_name"], row["card_no"]) == (
        own.public_id,
        "云阳县总工会",
        own.card_no,
    )
    assert member.mobile is not None
    assert row["mobile"] == f"139****{member.mobile.open()[-4:]}"
    assert client.get(f"/api/v1/members/{own.public_id}").json() == row
    assert client.get("/api/v1/members", {"q": "远处"}).json()["items"] == []
    seen = text_of(sign_in(Client(), member).get("/rights/lists"))
    assert "会员名单（接口）" in seen
    assert "陈敏" in seen
    assert Disclosed.objects.filter(person=member).count() == 3
    assert not Disclosed.objects.filter(person__name__in=("陈敏", "远处")).exists()


def test_members_are_not_for_members(client: Client) -> None:
    assert client.get("/api/v1/members").status_code == 401
    sign_in(client, make_person("秦朗", union=make_union("云阳县总工会")))
    assert client.get("/api/v1/members").status_code == 404


def test_i_learn_who_i_am(client: Client) -> None:
    union = make_union("云阳县总工会")
    member = make_person("秦朗", union=union)
    me = sign_in(client, member).get("/api/v1/me").json()
    assert (me["id"], me["state"], me["organisation"]) == (member.public_id, "member", union.public_id)
    stranger = sign_in(Client(), make_person("访客", real_name=False)).get("/api/v1/me").json()
    assert (stranger["state"], stranger["card_no"]) == ("visitor", None)
