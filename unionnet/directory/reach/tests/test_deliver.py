# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from pytest_django import Settings

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.actions import choose_language
from unionnet.directory.reach.actions import (
    Draft,
    confirm_message,
    draft_message,
    notify,
    send_waiting,
    set_budget,
    spread_messages,
)
from unionnet.directory.reach.gateways import NotSent, text_gateway, wechat_gateway
from unionnet.directory.reach.models import Delivery, TextsSpent

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Postbox:
    """A gateway of an operator's own: keeps what it got, or has the trouble it is told to have."""

    kept: ClassVar[list[tuple[str, str, str]]] = []
    trouble: ClassVar[NotSent | None] = None

    def send(self, mobile: str, text: str, *, reference: str = "") -> str:
        if self.trouble:
            raise self.trouble
        self.kept.append((mobile, text, reference))
        return f"no-{len(self.kept)}"


@pytest.fixture(autouse=True)
def postbox(settings: Settings) -> Iterator[type[Postbox]]:
    settings.UNIONNET_SMS_GATEWAY = f"{__name__}.Postbox"
    text_gateway.cache_clear()
    wechat_gateway.cache_clear()
    Postbox.kept.clear()
    Postbox.trouble = None
    yield Postbox
    text_gateway.cache_clear()
    wechat_gateway.cache_clear()


def told(person, unique: str = "n", **more):  # type: ignore[no-untyped-def]
    return notify(
        person,
        kind="enrolment.place_offered",
        title="有名额了",
        text="请确认",
        unique=unique,
        at=NOON,
        **more,
    )


def test_a_waiting_text_goes_out_once(postbox: type[Postbox]) -> None:
    lin = make_person("林晓")
    notice = told(lin)
    assert send_waiting(at=NOON) == 1
    assert send_waiting(at=NOON) == 0
    assert lin.mobile is not None
    lin.refresh_from_db()
    assert postbox.kept == [(lin.mobile.open(), "有名额了：请确认", notice.public_id)]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.receipt, delivery.attempts) == ("sent", "no-1", 1)


def test_trouble_is_tried_again_with_longer_pauses_and_then_given_up(postbox: type[Postbox]) -> None:
    told(make_person("林晓"))
    postbox.trouble = NotSent("busy")
    at, pauses = NOON, []
    for _attempt in range(5):
        assert send_waiting(at=at) == 0
        delivery = Delivery.objects.get()
        pauses.append((delivery.next_at - at).total_seconds())
        at = delivery.next_at
    assert pauses == [30, 120, 480, 1920, 7680]
    assert (delivery.state, delivery.attempts, delivery.trouble) == ("failed", 5, "busy")


def test_a_final_no_is_not_tried_again(postbox: type[Postbox]) -> None:
    told(make_person("林晓"))
    postbox.trouble = NotSent("blacklisted", again=False)
    send_waiting(at=NOON)
    assert Delivery.objects.get().state == "failed"


def test_a_dead_gateway_is_left_alone_after_three(postbox: type[Postbox]) -> None:
    for n in range(6):
        told(make_person(f"会员{n}"))
    postbox.trouble = NotSent("down")
    send_waiting(at=NOON)
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 0, 1, 1, 1]


def test_the_budget_of_a_union_is_not_passed(postbox: type[Postbox]) -> None:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    set_budget(union, 2, by=officer)
    for n in range(3):
        told(make_person(f"会员{n}", union=union), organisation=union)
    assert send_waiting(at=NOON) == 2
    assert TextsSpent.objects.get().spent == 2
    held = Delivery.objects.get(state="waiting")
    assert held.next_at == NOON + timedelta(hours=24)
    assert send_waiting(at=NOON + timedelta(hours=24)) == 1


def test_a_budget_of_nothing_sends_nothing(postbox: type[Postbox]) -> None:
    union = make_union("永宁街道总工会")
    set_budget(union, 0, by=make_officer(union))
    told(make_person("林晓", union=union), organisation=union)
    assert send_waiting(at=NOON) == 0


def test_in_a_demo_the_wechat_simulator_takes_the_notice(become_demo: Callable[[], None]) -> None:
    become_demo()
    notice = told(make_person("林晓"))
    assert send_waiting(at=NOON) == 2
    receipt = Delivery.objects.get(channel="wechat").receipt
    assert receipt == f"simulated-{notice.public_id}"


def test_a_deadline_does_not_queue_behind_a_message_to_many(postbox: type[Postbox]) -> None:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    message = draft_message(union, Draft("通知", "……", by_text=True), by=officer)
    confirm_message(message, by=officer, at=NOON - timedelta(hours=1))
    spread_messages(at=NOON - timedelta(hours=1))
    told(make_person("林晓"))
    assert send_waiting(at=NOON) == 2
    assert [text for _mobile, text, _reference in postbox.kept] == ["有名额了：请确认", "通知：……"]


def test_a_text_is_in_the_language_that_was_chosen(postbox: type[Postbox]) -> None:
    anna = choose_language(person := make_person("ERIKSSON ANNA"), "en", by=person)
    notify(
        anna,
        kind="people.approved",
        title="欢迎加入工会",
        text="%(union)s已通过您的入会申请，电子会员证已经生效。",
        facts={"union": "内罗毕项目工会"},
        unique="n",
        at=NOON,
    )
    assert send_waiting(at=NOON) == 1
    ((_mobile, text, _reference),) = postbox.kept
    assert text.startswith("Welcome")
    assert "您" not in text
