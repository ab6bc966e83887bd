# SPDX-License-Identifier: Apache-2.0
"""A paper goes down to be read, with files; who has read it is known, who has not is reminded."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.tools.submissions.actions import CircularWords, read_circular, remind_unread, send_circular
from unionnet.tools.submissions.models import Circular, CircularReading
from unionnet.tools.submissions.queries import circulars_to_read, unread_copies
from unionnet.tools.submissions.tests.makers import MONDAY, Chain, make_chain

pytestmark = pytest.mark.django_db
ROOT = "/desk/submissions/circulars/"
WORDS = CircularWords("关于做好防汛工作的通知", "请各村工会做好准备。", "巴工〔2026〕3号")


@pytest.fixture
def chain() -> Chain:
    return make_chain()


@pytest.fixture
def neighbour(chain: Chain) -> Person:
    return make_officer(make_union("清溪村联合工会", chain.town, kind="village_joint_union"), name="孙主席")


@pytest.fixture
def sent(chain: Chain, neighbour: Person) -> Circular:
    villages = [chain.village, neighbour.roles.get().organisation]
    return send_circular(chain.town, WORDS, [*villages, chain.village], by=chain.between)


def test_each_union_has_one_copy_and_reads_it_once(chain: Chain, neighbour: Person, sent: Circular) -> None:
    assert sent.copies.count() == 2
    assert [list(circulars_to_read(who)) for who in (chain.below, neighbour, chain.above)] == [
        [sent],
        [sent],
        [],
    ]
    assert [read_circular(sent, by=chain.below) for _each in range(2)] == [1, 0]
    assert list(circulars_to_read(chain.below)) == []
    assert [copy.organisation.name for copy in unread_copies(sent)] == ["清溪村联合工会"]
    second = make_officer(chain.village)
    assert list(circulars_to_read(second)) == [sent]


@pytest.mark.parametrize(
    ("to", "code"), [("county", "not_below"), ("town", "not_below"), ("", "nobody_to_read")]
)
def test_papers_go_down_the_own_tree_only(chain: Chain, to: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        send_circular(chain.town, WORDS, [getattr(chain, to)] if to else [], by=chain.between)
    assert no.value.code == code
    with pytest.raises(Refusal) as elsewhere:
        send_circular(chain.county, WORDS, [chain.town], by=chain.between)
    assert elsewhere.value.code == "elsewhere"
    with pytest.raises(Refusal) as empty:
        send_circular(chain.town, CircularWords("空"), [chain.village], by=chain.between)
    assert empty.value.code == "no_body"
    assert not Circular.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_those_who_have_not_read_it_are_reminded_once_a_day(
    chain: Chain, neighbour: Person, sent: Circular
) -> None:
    load()
    deliver_everything()
    assert Notice.objects.filter(kind="submissions.circular").count() == 2
    read_circular(sent, by=chain.below)
    assert remind_unread(sent, by=chain.between, at=MONDAY) == 1
    with pytest.raises(Refusal) as twice:
        remind_unread(sent, by=chain.between, at=MONDAY)
    assert twice.value.code == "reminded_today"
    deliver_everything()
    told = Notice.objects.filter(kind="submissions.circular").order_by("pk")
    assert [notice.person for notice in told][2:] == [neighbour]
    assert remind_unread(sent, by=chain.between, at=MONDAY + timedelta(days=1)) == 1
    read_circular(sent, by=neighbour)
    with pytest.raises(Refusal) as nobody:
        remind_unread(sent, by=chain.between, at=MONDAY + timedelta(days=2))
    assert nobody.value.code == "all_read"


def test_an_officer_sends_it_from_the_desk(client: Client, chain: Chain, neighbour: Person) -> None:
    sign_in(client, chain.between)
    given = {"office": str(chain.town.public_id), "title": "防汛通知\x07", "body": "正文", "to": "direct"}
    for wrong in ({"office": "x"}, {"title": ""}, {"to": "named", "named": "没有的工会"}, {"read_by": "x"}):
        assert client.post(ROOT + "new", {**given, **wrong}).status_code == 422
    nonsense = {**given, "enclosed": [SimpleUploadedFile("a.pdf", b"MZ")]}
    assert client.post(ROOT + "new", nonsense).status_code == 422
    assert not Circular.objects.exists()
    files = [SimpleUploadedFile("通知.pdf", b"%PDF-1.7"), SimpleUploadedFile("附表.pdf", b"%PDF-1.7 2")]
    client.post(ROOT + "new", {**given, "enclosed": files})
    made = Circular.objects.get()
    assert (made.title, made.papers.count(), made.copies.count()) == ("防汛通知", 2, 2)
    sign_in(client, neighbour)
    assert "防汛通知" in text_of(client.get(ROOT))
    page = f"{ROOT}{made.public_id}/"
    assert client.get(f"{page}papers/{made.papers.earliest('pk').public_id}").content == b"%PDF-1.7"
    assert "提醒未阅的" not in text_of(client.get(page))
    assert "防汛通知" not in text_of(client.get(ROOT))
    assert client.get(page + "readers").status_code == 404
    sign_in(client, chain.between)
    shown = text_of(client.get(page))
    assert "2 个工会中 1 个已阅" in shown
    assert "孙主席" in shown
    assert "孙主席" not in text_of(client.get(page + "?unread=1"))
    assert "2 个工会中 1 个已阅" in text_of(client.get(ROOT + "?tray=sent"))
    rows = load_workbook(io.BytesIO(b"".join(client.get(page + "readers").streaming_content))).active  # type: ignore[attr-defined]
    assert rows is not None
    assert sorted(str(row[1]) for row in rows.iter_rows(min_row=2, values_only=True)) == ["已阅", "未阅"]
    assert client.post(page + "reminder").status_code == 302
    assert client.post(page + "reminder").status_code == 409


def test_the_tray_is_for_the_desk_and_costs_the_same_for_many(
    client: Client, chain: Chain, sent: Circular, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert answers_at(Client(), ROOT, chain.town) == (302, 404, 404, 200, 200)
    for _each in range(5):
        send_circular(chain.town, WORDS, [chain.village], by=chain.between)
    sign_in(client, chain.below)
    client.get(ROOT)
    with django_assert_max_num_queries(11):
        client.get(ROOT)
    assert CircularReading.objects.count() == 0
