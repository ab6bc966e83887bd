# SPDX-License-Identifier: Apache-2.0
"""Opinions without a name, and the answer for those who left a phone."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.directory.reach.gateways import text_gateway
from unionnet.directory.reach.models import Notice
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import answer_opinion, leave_opinion
from unionnet.programmes.stations.models import Opinion

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")
PHONE = "13800138000"


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(union, "胜利街社区驿站")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def code_of(call: Any) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_a_form_sent_twice_is_one_opinion(site: Site) -> None:
    first = leave_opinion(site, "晚上再开久一点", key="a", by=None, at=NOON)
    assert leave_opinion(site, "晚上再开久一点", key="a", by=None, at=NOON) == first
    assert code_of(lambda: leave_opinion(site, "\u200b ", key="b", by=None, at=NOON)) == "no_words"
    assert Opinion.objects.get().text == "晚上再开久一点"


def test_a_station_takes_so_many_a_day(site: Site) -> None:
    sheet = {"site": site, "text": "好", "at": NOON}
    for number in range(50):
        Opinion.objects.create(key=number.to_bytes(2, "big"), **sheet)
    assert code_of(lambda: leave_opinion(site, "很好", key="x", by=None, at=NOON)) == "enough_opinions"
    later = NOON + timedelta(days=1)
    assert leave_opinion(site, "很好", key="x", by=None, at=later).pk


class Postbox:
    """A gateway of an operator: what was handed to it."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, mobile: str, text: str, *, reference: str = "") -> str:
        self.sent.append((mobile, text))
        return ""


def test_the_phone_gets_the_answer_and_is_forgotten(
    site: Site, officer: Person, settings: Settings, django_capture_on_commit_callbacks: OnCommit
) -> None:
    settings.UNIONNET_SMS_GATEWAY = f"{__name__}.Postbox"
    text_gateway.cache_clear()
    opinion = leave_opinion(site, "没有电扇", PHONE, key="a", by=None)
    stranger = make_officer(make_union("别处"))
    assert code_of(lambda: answer_opinion(opinion, "好", is_shown=True, by=stranger)) == "elsewhere"
    assert code_of(lambda: answer_opinion(opinion, " ", is_shown=True, by=officer)) == "no_words"
    with django_capture_on_commit_callbacks(execute=True):
        answer_opinion(opinion, "下周装两台。", is_shown=False, by=officer)
    text_gateway.cache_clear()
    assert Postbox.sent == [(PHONE, "您对“胜利街社区驿站”的意见有了答复：下周装两台。")]
    opinion.refresh_from_db()
    assert (opinion.phone, opinion.answer) == (None, "下周装两台。")
    assert code_of(lambda: answer_opinion(opinion, "好", is_shown=True, by=officer)) == "answered"


def test_who_was_signed_in_gets_a_notice(site: Site, officer: Person) -> None:
    worker = make_person("骑手")
    opinion = leave_opinion(site, "没有电扇", key="a", by=worker)
    answer_opinion(opinion, "下周装两台。", is_shown=True, by=officer)
    assert Notice.objects.get(person=worker).body == "下周装两台。"


def test_a_stranger_says_it_and_reads_the_answer(client: Client, site: Site, officer: Person) -> None:
    address = f"/stations/opinions/{site.public_id}"
    assert address in client.get(f"/places/{site.public_id}/").content.decode()
    form = {"text": "没有电扇，太热", "phone": "", "key": "k"}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert client.post(address, {"text": "", "phone": "abc", "key": "k"}).status_code == 422
    assert "没有电扇" not in text_of(client.get(address))
    desk = sign_in(Client(), officer)
    assert "没有电扇" in text_of(desk.get("/desk/stations/opinions"))
    door = f"/desk/stations/opinions/{Opinion.objects.get().public_id}"
    desk.post(door, {"words": "下周装两台", "shown": "1"})
    assert "下周装两台" in text_of(client.get(address))
    assert "下周装两台" in text_of(desk.get("/desk/stations/opinions?answered=1"))
    assert desk.get("/desk/stations/opinions?answered=1&as=xlsx").status_code == 200
