# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, sign_in
from unionnet.foundation.ui.excel import read_table
from unionnet.programmes.incidents.actions import report, set_duty
from unionnet.programmes.incidents.models import Incident
from unionnet.programmes.incidents.queries import on_duty
from unionnet.programmes.incidents.tests.makers import SMALL, TRIED, make_incident
from unionnet.tools.casework.tests.makers import make_tree

pytestmark = pytest.mark.django_db
HOME = "/desk/incidents/"


def page(client: Client, address: str = HOME, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def test_above_one_sees_how_grave_it_is_and_not_what_it_is(client: Client) -> None:
    tree = make_tree()
    incident = make_incident(tree.town, tree.at_town, at=None)
    sign_in(client, tree.at_county)
    seen = page(client)
    assert TRIED.title not in seen
    assert "网络攻击" in seen
    assert tree.town.name in seen
    for name in ("report", "settle", "paper"):
        page(client, f"{HOME}{incident.public_id}/{name}", 404)
    sign_in(client, tree.at_town)
    seen = page(client)
    assert TRIED.title in seen
    assert f"/desk/casework/{incident.case.public_id}/" in seen


def test_leaders_and_the_security_administrator_see_how_things_stand(client: Client) -> None:
    tree = make_tree()
    make_incident(tree.county, tree.at_county, at=None)
    for role in ("leader", "security_admin"):
        sign_in(client, make_officer(tree.county, role))
        seen = page(client)
        assert TRIED.title not in seen
        assert "处置中的事件" in seen


def test_the_list_asks_as_much_for_one_as_for_many(client: Client) -> None:
    tree = make_tree()
    make_incident(tree.county, tree.at_county, at=None)
    sign_in(client, tree.at_county)
    page(client)
    with CaptureQueriesContext(connection) as one:
        page(client)
    for _each in range(4):
        make_incident(tree.county, tree.at_county, SMALL, at=None)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(one)


def test_drills_have_a_list_of_their_own_and_go_to_excel(client: Client) -> None:
    tree = make_tree()
    make_incident(tree.county, tree.at_county, is_drill=True, at=None)
    make_incident(tree.county, tree.at_county, SMALL, at=None)
    sign_in(client, tree.at_county)
    assert SMALL.title in page(client)
    assert TRIED.title not in page(client)
    assert TRIED.title in page(client, f"{HOME}?which=drills")
    sheet = client.get(f"{HOME}export?which=drills").getvalue()
    rows = list(read_table(BytesIO(sheet)))
    assert [row[:4] for row in rows[1:]] == [["云阳县总工会", "是", "较大", "网络攻击"]]


def test_a_form_that_lacks_something_says_so(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.at_county)
    given = {"key": str(uuid4()), "union": tree.county.name, "level": "larger", "sort": "attack"}
    assert client.post(f"{HOME}new", given).status_code == 422
    late = client.post(f"{HOME}new", {**given, "title": "试密码", "found_at": "2999-01-01T00:00"})
    assert "发现时间不能晚于现在" in late.content.decode()
    assert not Incident.objects.exists()


def test_a_drill_says_so_from_the_form_to_the_paper(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.at_county)
    assert "checked" in page(client, f"{HOME}new?drill=1").split('name="is_drill"')[1].split(">")[0]
    incident = make_incident(tree.county, tree.at_county, is_drill=True, at=None)
    report(incident, "演练报告。", by=tree.at_county)
    paper = page(client, f"{HOME}{incident.public_id}/paper")
    assert "（演练）" in paper
    assert "已按时报告" in paper


def test_duty_is_given_to_people_of_the_desk(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.at_county)
    sent = client.post(f"{HOME}duty", {"lead": str(tree.at_county.pk), "tech": str(tree.at_town.pk)})
    assert sent.status_code == 422  # who sits at another desk is not among them
    client.post(f"{HOME}duty", {"lead": str(tree.at_county.pk)})
    assert on_duty(tree.county) == {"lead": tree.at_county}
    assert "谭部长" in page(client)
    page(client, f"{HOME}duty?unit={tree.city.public_id}", 404)


def test_who_has_left_stands_there_until_somebody_else_is_named(client: Client) -> None:
    tree = make_tree()
    other = make_officer(tree.county, name="田科长")
    set_duty(tree.county, {"lead": other}, by=tree.at_county)
    other.roles.all().delete()
    sign_in(client, tree.at_county)
    assert "田科长" in page(client, f"{HOME}duty")
    client.post(f"{HOME}duty", {"lead": str(other.pk), "data": str(tree.at_county.pk)})
    assert on_duty(tree.county) == {"lead": other, "data": tree.at_county}
