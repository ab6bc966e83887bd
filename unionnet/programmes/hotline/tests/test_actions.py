# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from tests.makers import make_officer
from tests.settling import deliver_everything
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.programmes.hotline.actions import (
    OrderLine,
    hand_over,
    make_cutoff,
    put_on_watch,
    settle,
    take_in_orders,
)
from unionnet.programmes.hotline.models import Handover, Watched
from unionnet.programmes.hotline.queries.standing import Standing, standing_at
from unionnet.programmes.hotline.tests.makers import (
    HOUR,
    Line,
    make_dispatched,
    make_line,
    make_order,
    make_signed,
    nine,
)
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import LIVE, Case, Dispatch

pytestmark = pytest.mark.django_db
FIRST, DAY = nine(3, 2), timedelta(days=1)
LINES = [
    OrderLine(2, "QH-1", "拖欠工资", kind="信访投诉", grade="难点", name="王先生", phone="139 0000 0001"),
    OrderLine(3, "QH-2", "怎样入会"),
    OrderLine(4, "", "没有编号"),
    OrderLine(5, "QH-4", "电话不对", phone="971-12351"),
    OrderLine(6, "QH-5", "类型不对", kind="天气预报"),
    OrderLine(7, "QH-6", ""),
]


def counted_anew(line: Line, at_path: str) -> dict[int, tuple[int, ...]]:
    """Of each union, from the shares as they are now: accepted, closed, in time, called, content."""
    found: dict[int, tuple[int, ...]] = {}
    for share in Dispatch.objects.filter(unit__path__startswith=at_path, is_lead=True):
        if share.state in ("returned", "recalled"):
            continue
        closed, done_at = share.state == "closed", share.replied_at or share.closed_at
        in_time = closed and done_at is not None and done_at <= share.due_at
        accepted = int(share.state != "ended")
        now = (accepted, int(closed), int(in_time), share.callbacks, share.satisfied)
        before = found.get(share.unit_id, (0, 0, 0, 0, 0))
        found[share.unit_id] = tuple(a + b for a, b in zip(before, now, strict=True))
    return found


def test_a_file_takes_in_what_is_right_and_says_what_is_not() -> None:
    line = make_line()
    outcomes = take_in_orders(line.city, "12345", LINES, by=line.at_city, at=FIRST)
    assert [each.case is not None for each in outcomes] == [True, True, False, False, False, False]
    first = Case.objects.get(source_no="QH-1")
    assert (first.kind.key, first.grade, first.channel) == ("hotline.petition", "hard", "12345")
    assert first.due_rule == "HL-02.hard"
    assert [each.words for each in outcomes[2:]] == [
        "没有工单编号。",
        "手机号应为 11 位数字。",
        "没有“天气预报”这个类型。",
        "请写一句话说明是什么事。",
    ]
    again = take_in_orders(line.city, "12345", LINES, by=line.at_city, at=FIRST)
    assert [each.was_known for each in again[:2]] == [True, True]
    assert Case.objects.count() == 2


def test_orders_come_in_only_for_ones_own_union() -> None:
    line = make_line()
    with pytest.raises(Refusal) as no:
        take_in_orders(line.other, "12345", LINES, by=line.at_city)
    assert no.value.code == "elsewhere"


def test_handed_to_12345_under_its_number_once() -> None:
    line = make_line()
    one, two = make_order(line, FIRST), make_order(line, FIRST, 2)
    made = hand_over(one, " SN-2026 ", "属于城管职责。", by=line.at_province)
    one.refresh_from_db()
    assert (one.state, made.number) == ("transferred", "SN-2026")
    with pytest.raises(Refusal) as no:
        hand_over(two, "SN-2026", "属于城管职责。", by=line.at_province)
    assert no.value.code == "number_used"
    two.refresh_from_db()
    assert two.state == "received"
    with pytest.raises(Refusal) as no:
        hand_over(two, "", "属于城管职责。", by=line.at_province)
    assert no.value.code == "no_number"
    assert Handover.objects.count() == 1


def test_another_matter_than_an_order_is_left_alone() -> None:
    line = make_line()
    other = do.take_in(do.plain_kind(), line.city, do.Matter("路灯不亮"), by=line.at_city)
    with pytest.raises(Refusal) as no:
        put_on_watch(other, Watched.Reason.HARMFUL, by=line.at_city)
    assert no.value.code == "not_an_order"


@pytest.mark.django_db(transaction=True)
def test_what_was_returned_twice_is_watched() -> None:
    load()
    line = make_line()
    order = make_dispatched(line, FIRST)
    order = do.give_back(order, "不在本市。", by=line.at_city, at=FIRST + 2 * HOUR)
    deliver_everything()
    assert not Watched.objects.exists()
    order = do.dispatch(order, line.other, by=line.at_province, at=FIRST + 3 * HOUR)
    do.give_back(order, "也不在本市。", by=line.at_other, at=FIRST + 4 * HOUR)
    deliver_everything()
    assert [each.reason for each in Watched.objects.all()] == ["returned"]


@pytest.mark.django_db(transaction=True)
def test_what_is_late_is_watched_and_what_was_settled_is_not_watched_again() -> None:
    load()
    line = make_line()
    make_dispatched(line, FIRST)
    do.remind(at=FIRST + 3 * DAY)
    deliver_everything()
    unsigned = Watched.objects.get()
    assert unsigned.reason == "unsigned"
    settle(unsigned, "已电话提醒，当日签收。", by=line.at_province)
    do.remind(at=FIRST + 30 * DAY)
    deliver_everything()
    assert sorted(each.reason for each in Watched.objects.all()) == ["late", "unsigned"]
    with pytest.raises(Refusal) as no:
        settle(unsigned, "再说一次。", by=line.at_province)
    assert no.value.code == "settled"


def test_the_city_does_not_settle_what_the_province_watches() -> None:
    line = make_line()
    watched = put_on_watch(make_dispatched(line, FIRST), Watched.Reason.HARMFUL, by=line.at_province)
    with pytest.raises(Refusal) as no:
        settle(watched, "没事了。", by=line.at_city)
    assert no.value.code == "elsewhere"


def test_a_report_is_made_once_of_days_that_were() -> None:
    line = make_line()
    make_order(line, FIRST)
    days = FIRST.date(), date(2026, 3, 31)
    with pytest.raises(Refusal) as no:
        make_cutoff(line.province, *days, by=line.at_province, at=nine(3, 30))
    assert no.value.code == "not_yet"
    make_cutoff(line.province, *days, by=line.at_province, at=nine(4, 1))
    with pytest.raises(Refusal) as no:
        make_cutoff(line.province, *days, by=make_officer(line.province), at=nine(4, 2))
    assert no.value.code == "made_already"
    with pytest.raises(Refusal) as no:
        make_cutoff(line.city, *days, by=line.at_city, at=nine(4, 1))
    assert no.value.code == "no_orders"


def test_whatever_happens_a_report_of_now_says_what_the_shares_say() -> None:
    line, dice = make_line(), random.Random(12351)
    deeds = (
        lambda case, at: do.reply(case, "已补发。", by=line.at_city, at=at),
        lambda case, at: do.close(case, by=line.at_province, at=at),
        lambda case, at: do.call_back(case, "问过", satisfied=True, by=line.at_province, at=at),
        lambda case, at: do.call_back(case, "不行", satisfied=False, by=line.at_province, at=at),
        lambda case, at: do.check(case, "缺凭证", passed=False, by=line.at_province, at=at),
        lambda case, at: do.give_back(case, "不在本市", by=line.at_city, at=at),
        lambda case, at: do.dispatch(case, line.city, by=line.at_province, at=at),
        lambda case, at: do.sign_for(case, by=line.at_city, at=at),
        lambda case, at: do.take(case, by=line.at_province, at=at),
        lambda case, at: do.reply(case, "省里办了", by=line.at_province, at=at),
        lambda case, at: do.classify(case, "hard", by=line.at_city, at=at),
        lambda case, at: do.recall(case, "派错", by=line.at_province, at=at),
        lambda case, at: do.terminate(case, "不办了", by=line.at_province, at=at),
    )
    for number in range(25):
        case = dice.choice((make_order, make_dispatched, make_signed))(line, FIRST, number)
        at = FIRST + DAY
        for _step in range(14):
            at += dice.randrange(1, 30) * HOUR
            with suppress(Refusal):
                dice.choice(deeds)(case, at)
    until = FIRST + 60 * DAY
    told = standing_at(line.province, FIRST.date(), until)
    found: dict[int, tuple[int, ...]] = {}
    for each in told:
        now = (each.accepted, each.closed, each.closed_in_time, each.callbacks, each.satisfied)
        before = found.get(each.unit_id, (0, 0, 0, 0, 0))
        found[each.unit_id] = tuple(a + b for a, b in zip(before, now, strict=True))
    assert {unit: n for unit, n in found.items() if any(n)} == counted_anew(line, line.province.path)
    assert sum(each.overdue for each in told) == live(until)
    assert sum(each.left for each in told) > 0


def live(until: object) -> int:
    return Dispatch.objects.filter(state__in=LIVE, is_paused=False, is_lead=True, due_at__lt=until).count()


def test_a_line_is_made_of_numbers_that_add_up() -> None:
    line = make_line()
    make_signed(line, FIRST)
    city = standing_at(line.city, FIRST.date(), FIRST + 20 * DAY)
    assert city == [Standing(line.city.pk, city[0].kind_id, "ordinary", 1, 0, 0, 1, 0, 0, 0, 0, 0)]
