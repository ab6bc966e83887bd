# SPDX-License-Identifier: Apache-2.0
import base64
import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people.actions import note_export, open_field
from unionnet.directory.people.models import Disclosed
from unionnet.directory.reach.actions import notify
from unionnet.doors.rights.archive import archive_of
from unionnet.doors.rights.queries import held_of
from unionnet.foundation.privacy.holding import counts_about, traced
from unionnet.tools.benefits.actions import Signed, hand_out
from unionnet.tools.benefits.actions.drawing import as_address, drawn_anew
from unionnet.tools.benefits.tests.makers import NOON, make_benefit, make_item, make_stock, scrawl

pytestmark = pytest.mark.django_db


def test_everything_held_is_counted_in_one_question() -> None:
    union = make_union("云阳县总工会")
    lin, _other = make_person("林晓", union=union), make_person("周全", union=union)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counts = counts_about(lin.pk)
    assert len(asked) == 1
    assert set(counts) == {one.model for one in traced()}
    held = {model: n for model, n in counts.items() if n}
    one = ("Person", "Account", "Membership", "Standing", "Listing")
    assert held == {f"people.{each}": 1 for each in one}


def test_the_page_says_what_why_and_how_long(client: Client) -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    sign_in(client, lin)
    words = text_of(client.get("/rights/"))
    for kind in held_of(lin):
        assert kind.item.name in words
        assert kind.item.why in words
        assert kind.basis in words
    with CaptureQueriesContext(connection) as asked:
        client.get("/rights/")
    assert len(asked) <= 12


def test_numbers_are_masked_on_the_page(client: Client) -> None:
    lin = make_person("林晓")
    assert lin.mobile is not None
    sign_in(client, lin)
    words = text_of(client.get("/rights/held/people.Person"))
    assert "林晓" in words
    assert str(lin.mobile) not in words
    assert "139****" in words


def test_what_somebody_drew_is_a_picture_in_their_copy(client: Client) -> None:
    union = make_union("云阳县总工会")
    lin, officer = make_person("林晓", union=union), make_officer(union)
    item = make_item(union, officer)
    make_stock(item, union, officer)
    benefit = make_benefit(union, officer, item, by_hand=True)
    hand_out(benefit, union, lin, Signed("drawn", drawing=scrawl()), key=uuid4(), by=officer, at=NOON)
    picture = as_address(drawn_anew(scrawl()))
    sign_in(client, lin)
    assert "图片" in text_of(client.get("/rights/held/benefits.Signature"))
    with zipfile.ZipFile(io.BytesIO(archive_of(lin, at=NOON))) as archive:
        held = json.loads(archive.read("data.json"))["kinds"]
        assert f'<img src="{picture}"' in archive.read("我的信息.html").decode()
    (row,) = next(kind["rows"] for kind in held if kind["kind"] == "benefits.Signature")
    assert row["picture"] == picture
    assert base64.b64decode(picture.partition(",")[2])[1:4] == b"PNG"


def test_a_notice_reads_as_it_was_received(client: Client) -> None:
    lin = make_person("林晓")
    facts = {"union": "云阳县总工会"}
    notify(lin, kind="system", title="%(union)s正在核对", text="由%(union)s答复。", unique="x", facts=facts)
    sign_in(client, lin)
    words = text_of(client.get("/rights/held/reach.Notice"))
    assert "云阳县总工会正在核对" in words
    assert "由云阳县总工会答复。" in words
    assert "%(" not in words


def test_a_kind_that_leads_to_nobody_is_not_found(client: Client) -> None:
    sign_in(client, make_person("林晓"))
    for model in ("people.Attempt", "nothing", "people.Person;", "%00"):
        assert client.get(f"/rights/held/{model}").status_code in (400, 404)


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for path in ("/rights/", "/rights/held/people.Person", "/rights/lists"):
        assert client.get(path).status_code == 302


def test_who_opened_a_number_and_who_took_a_list_can_be_read(client: Client) -> None:
    union = make_union("云阳县总工会")
    lin, officer = make_person("林晓", union=union), make_officer(union, name="周干部")
    open_field(lin, "mobile", "核对联系方式", by=officer)
    note_export([lin.pk, lin.pk, officer.pk], by=officer, what="慰问名单", reason="发放慰问品")
    sign_in(client, lin)
    assert "核对联系方式" in text_of(client.get("/people/seen"))
    words = text_of(client.get("/rights/lists"))
    assert "慰问名单" in words
    assert "发放慰问品" in words
    assert "周干部" in words
    assert Disclosed.objects.count() == 2


def test_each_export_of_people_says_who_was_on_it(client: Client) -> None:
    union = make_union("云阳县总工会")
    lin, officer = make_person("林晓", union=union), make_officer(union)
    sign_in(client, officer)
    answer = client.post("/desk/people/export", {"layout": "register", "reason": "核对名册"})
    assert answer.status_code == 200
    listed = Disclosed.objects.filter(person=lin, disclosure__what="会员名册", disclosure__reason="核对名册")
    assert listed.filter(disclosure__rows=2).count() == 1


def test_a_stranger_to_the_row_does_not_see_it(client: Client) -> None:
    union = make_union("云阳县总工会")
    make_person("林晓", union=union)
    sign_in(client, make_person("周全"))
    assert "云阳县总工会" not in text_of(client.get("/rights/held/people.Membership"))
