# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from tests.makers import make_person, make_union
from unionnet.directory.reach.actions import choose_channels, mark_all_read, mark_read, notify, notify_all
from unionnet.directory.reach.kinds import FAMILIES
from unionnet.directory.reach.models import Delivery, Notice
from unionnet.directory.reach.queries import choices_of, notices_seen_by, unread_count
from unionnet.foundation.tongues import Tongues

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai


def told(person: Any, **changes: Any) -> Notice:
    given: dict[str, Any] = {
        "kind": "enrolment.place_offered",
        "title": "候补转正",
        "text": "请确认",
        "unique": "place:1",
        "at": NOON,
    }
    return notify(person, **{**given, **changes})


def test_telling_twice_leaves_one_notice_and_one_delivery() -> None:
    lin = make_person("林晓")
    first = told(lin)
    second = told(lin, text="又一次")
    assert second == first
    assert second.text == "请确认"
    assert Notice.objects.count() == 1
    assert list(Delivery.objects.values_list("notice", "channel", "state")) == [(first.pk, "sms", "waiting")]


def test_facts_are_spoken_in_the_language_of_the_reader() -> None:
    lin = make_person("林晓")
    notice = told(
        lin, title="%(course)s 调课", text="改到 %(starts)s", facts={"course": "瑜伽", "starts": NOON}
    )
    notice.refresh_from_db()
    with override("zh-hans"):
        assert notice.headline == "瑜伽 调课"
        assert notice.body == "改到 11\u00a0月\u00a023\u00a0日 12:00"
    with override("en"):
        assert notice.body == "改到 23\u00a0Nov 12:00"


def test_a_gap_without_a_fact_fails_when_it_is_told() -> None:
    lin = make_person("林晓")
    with pytest.raises(KeyError):
        told(lin, title="%(course)s 调课", facts={"other": 1})
    assert Notice.objects.count() == 0


def test_many_are_told_once_each_however_often_they_are_listed() -> None:
    union = make_union("永宁街道总工会")
    people = [make_person(f"会员{n}", union=union).pk for n in range(7)]
    given: dict[str, Any] = {
        "kind": "message.sent",
        "title": "通知",
        "text": "……",
        "unique": "m:1",
        "at": NOON,
    }
    assert notify_all([*people[:5], *people[:5]], **given) == 5
    assert notify_all(people, **given) == 2
    assert Notice.objects.count() == 7


def test_a_family_without_sms_by_default_makes_no_delivery() -> None:
    lin = make_person("林晓")
    told(lin, kind="message.sent")
    assert Delivery.objects.count() == 0


def test_an_unknown_kind_is_told_in_the_inbox_only() -> None:
    told(make_person("林晓"), kind="elsewhere.happened")
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_somebody_without_a_phone_gets_no_text() -> None:
    lin = make_person("林晓")
    lin.mobile, lin.mobile_index = None, None
    lin.save()
    told(lin)
    assert Delivery.objects.count() == 0


def test_the_quiet_of_the_night_holds_what_is_not_urgent() -> None:
    lin = make_person("林晓")
    told(lin, kind="nightschool.lesson_moved", unique="a", at=NIGHT)
    told(lin, kind="enrolment.place_offered", unique="b", at=NIGHT)
    assert Delivery.objects.get(notice__key="a").next_at == MORNING
    assert Delivery.objects.get(notice__key="b").next_at == NIGHT


def test_a_person_may_turn_a_channel_off() -> None:
    lin, he = make_person("林晓"), make_person("何平")
    choose_channels(lin, [("people", "sms")], by=lin)
    told(lin)
    told(he)
    assert list(Delivery.objects.values_list("notice__person", flat=True)) == [he.pk]
    mine = {choice.family.name: choice.switches[0][2] for choice in choices_of(lin)}
    assert mine == {family: family == "people" for family in FAMILIES}


def test_reading_counts_once_and_only_for_its_reader() -> None:
    lin, he = make_person("林晓"), make_person("何平")
    notice = told(lin)
    mark_read(notice, by=he, at=NOON)
    assert unread_count(lin) == 1
    mark_read(notice, by=lin, at=NOON)
    mark_read(notice, by=lin, at=MORNING)
    notice.refresh_from_db()
    assert notice.read_at == NOON
    assert (unread_count(lin), notices_seen_by(he).count()) == (0, 0)


def test_all_can_be_read_at_once() -> None:
    lin = make_person("林晓")
    for n in range(3):
        told(lin, unique=f"n{n}")
    assert mark_all_read(by=lin) == 3
    assert mark_all_read(by=lin) == 0


def test_channels_given_by_the_teller_replace_the_defaults() -> None:
    lin = make_person("林晓")
    told(lin, kind="message.sent", channels=["sms"])
    assert Delivery.objects.get().channel == "sms"


def test_what_was_written_in_two_languages_is_kept_in_both() -> None:
    lin = make_person("林晓")
    course = Tongues("书法之夜", "An evening of calligraphy")
    told(lin, title="调课：%(course)s", facts={"course": course})
    told(lin, title="调课：%(course)s", facts={"course": Tongues("瑜伽")}, unique="place:2")
    both, one = Notice.objects.order_by("pk")
    with override("zh-hans"):
        assert (both.headline, one.headline) == ("调课：书法之夜", "调课：瑜伽")
    with override("en"):
        assert both.headline.endswith("An evening of calligraphy")
        assert one.headline.endswith("瑜伽")
