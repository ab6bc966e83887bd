# SPDX-License-Identifier: Apache-2.0
"""The pages of the seats, each through its address."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.people.models import Person
from unionnet.doors.seats.actions import keep_phrase, make_case, save_draft, settle
from unionnet.doors.seats.models import Call, Draft
from unionnet.doors.seats.queries import asked_in, caller_of, week_of, what_applies
from unionnet.doors.seats.tests.makers import (
    MINUTE,
    MONDAY,
    PHONE,
    TITLE,
    Line,
    make_line,
    make_missed,
    make_ringing,
    make_taken,
    taken_down,
)
from unionnet.doors.seats.web.forms import known_kinds
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.scope import on_behalf_of
from unionnet.programmes.knowledge.actions import Words, publish, write_answer
from unionnet.tools.casework.actions import Matter, Owner, take_in
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import sensitive_kind

pytestmark = pytest.mark.django_db
DESK = "/desk/seats/"


@pytest.fixture
def line() -> Line:
    return make_line()


def by(person: Person) -> Client:
    return sign_in(Client(), person)


def at(call: Call, what: str = "") -> str:
    return f"{DESK}calls/{call.public_id}/{what}"


def written(**more: Any) -> dict[str, Any]:
    return {"title": TITLE, "kind": "hotline.petition", "grade": "ordinary", **more}


def test_a_call_waits_is_picked_written_down_and_ended(line: Line) -> None:
    call, qin = make_ringing(line), by(line.qin)
    assert "正在响铃" in text_of(qin.get(DESK))
    assert "接听" in text_of(qin.get(at(call)))
    assert qin.post(at(call, "pick")).headers["Location"] == at(call)
    page = text_of(qin.get(at(call)))
    assert "139****0017" in page
    assert PHONE not in page
    assert "已经接了这个来电" in text_of(by(line.tan).get(at(call)))
    sent = qin.post(at(call), written(reply="可以申请劳动仲裁。", how="answer"))
    assert sent.headers["Location"] == DESK
    case = Case.objects.get()
    assert (case.state, case.kind.key) == ("closed", "hotline.petition")
    assert qin.get(at(call)).headers["Location"] == f"/desk/casework/{case.public_id}/"
    assert "没有等待的来电" in text_of(qin.get(f"{DESK}waiting"))


def test_every_word_comes_back(line: Line) -> None:
    call, qin = make_taken(line), by(line.qin)
    said = {"title": "加班", "text": "周末加班没有钱", "sequence": "7"}
    assert qin.post(at(call, "draft"), said).json() == {"sequence": 7}
    late = qin.post(at(call, "draft"), {**said, "text": "周", "sequence": "2"})
    assert late.json() == {"sequence": 7}
    page = qin.get(at(call)).content.decode()
    assert "周末加班没有钱" in page
    assert 'data-sequence="7"' in page
    words = Draft.objects.get().words
    assert isinstance(words, Sealed)
    assert "周末".encode() not in words.stored


@pytest.mark.parametrize("odd", ["", "-1", "9" * 400, "٣", "1e9"])
def test_an_odd_number_of_a_change_is_nought(line: Line, odd: str) -> None:
    call = make_taken(line)
    answer = by(line.qin).post(at(call, "draft"), {"title": "加\x07班" * 400, "sequence": odd})
    assert answer.json() == {"sequence": 0}


@pytest.mark.parametrize(
    ("how", "more", "says"),
    [
        ("answer", {}, "请先写答复"),
        ("dispatch", {}, "请先写明派给哪个工会"),
        ("", {"reply": "好", "to": "云阳县总工会"}, "请用按钮选定一种"),
        ("dispatch", {"to": "没有这个工会"}, "在您管理的范围内没有这个工会"),
        ("keep", {"title": ""}, "必填"),
        ("keep", {"kind": "casework.plain"}, "casework.plain"),
    ],
)
def test_what_cannot_be_ended_so_says_why(line: Line, how: str, more: dict[str, str], says: str) -> None:
    call = make_taken(line)
    answer = by(line.qin).post(at(call), written(how=how, **more))
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("how", "more", "state"),
    [
        ("", {"reply": "可以。"}, "closed"),
        ("", {"to": "云阳县总工会"}, "dispatched"),
        ("", {}, "received"),
        ("keep", {"reply": "还没有说完", "to": "云阳县总工会"}, "received"),
    ],
)
def test_the_keys_end_it_as_the_form_stands(line: Line, how: str, more: dict[str, str], state: str) -> None:
    assert by(line.qin).post(at(make_taken(line)), written(how=how, **more)).status_code == 302
    assert Case.objects.get().state == state


def test_a_missed_call_is_a_to_do_until_somebody_rings_back(line: Line) -> None:
    call, qin = make_missed(line), by(line.qin)
    assert "未接，待回拨" in text_of(qin.get(DESK))
    qin.post(at(call, "pick"))
    qin.post(at(call, "number"))
    assert f"来电号码：{PHONE}" in text_of(qin.get(at(call)))
    qin.post(at(call, "ending"), {"ending": "unreached"})
    assert "未接，待回拨" not in text_of(qin.get(DESK))


def test_the_next_call_in_hand_opens(line: Line) -> None:
    first, second = make_taken(line), make_taken(line, at=MONDAY + MINUTE)
    sent = by(line.qin).post(at(first, "ending"), {"ending": "wrong"})
    assert sent.headers["Location"] == at(second)


def test_a_call_can_be_noted_without_a_switchboard(line: Line) -> None:
    form = {"union": line.city.name, "phone": PHONE, "key": str(uuid4())}
    first, again = (by(line.qin).post(f"{DESK}calls", form).headers["Location"] for _ in range(2))
    assert first == again
    assert by(line.qin).post(f"{DESK}calls", {**form, "union": line.county.name}).status_code == 422


def test_history_tells_what_the_union_may_see_and_no_more(line: Line) -> None:
    """Decision 0041: of what was told in confidence elsewhere, that there is something."""
    kind, owner = known_kinds()[0], Owner(phone=PHONE)
    take_in(kind, line.county, Matter("县里的事"), owner, by=line.at_county)
    take_in(sensitive_kind(), line.county, Matter("家里的事"), owner, by=line.at_county)
    take_in(kind, line.county, Matter("别人的事"), Owner(phone="13900000018"), by=line.at_county)
    call = make_taken(line)
    with on_behalf_of(line.qin.pk) as scope:
        scope.reaches([line.city.path])
        known = caller_of(call, line.qin)
    assert ([case.title for case in known.matters], known.is_elsewhere) == (["县里的事"], True)
    page = text_of(by(line.qin).get(at(call)))
    assert "另有保密事项由其他经办工会办理" in page
    assert "家里的事" not in page


def test_a_number_that_was_typed_asks_about_nobody(line: Line) -> None:
    take_in(sensitive_kind(), line.county, Matter("家里的事"), Owner(phone=PHONE), by=line.at_county)
    form = {"union": line.city.name, "phone": PHONE, "key": str(uuid4())}
    there = by(line.qin).post(f"{DESK}calls", form).headers["Location"]
    assert "另有保密事项" not in text_of(by(line.qin).get(there))


def test_what_applies_is_found_while_one_writes(line: Line) -> None:
    words = Words("加班费怎么算", "法定休假日不低于百分之三百。", "《劳动法》第四十四条", date(2026, 1, 1))
    publish(write_answer(line.city, words, by=line.qin), is_checked=True, by=line.qin)
    kind = known_kinds()[0]
    take_in(kind, line.county, Matter("国庆加班没有加班费"), by=line.at_county)
    take_in(kind, line.county, Matter("想学家政"), by=line.at_county)
    call, qin = make_taken(line), by(line.qin)
    page = text_of(qin.post(at(call, "applies"), {"q": "他说国庆节加班，加班费怎么算"}))
    for found in ("百分之三百", "《劳动法》第四十四条", "国庆加班没有加班费"):
        assert found in page, found
    assert "想学家政" not in page
    assert "没有查到" in text_of(qin.post(at(call, "applies"), {"q": "天气"}))


def test_the_bound_of_questions(line: Line) -> None:
    call, today = make_taken(line), local_date(database_now())
    line.qin.is_asking = True  # a request reads its posts once
    what_applies(line.city, line.qin, "加班费怎么算", today)
    with CaptureQueriesContext(connection) as asked:
        what_applies(line.city, line.qin, "国庆加班，加班费怎么算", today)
    assert len(asked) <= 6
    with CaptureQueriesContext(connection) as asked:
        caller_of(call, line.qin)
    assert len(asked) <= 6


def test_calls_of_a_week_by_the_hour(line: Line) -> None:
    for hours in (0, 0, 5, 24 * 6 + 14):
        make_ringing(line, at=MONDAY + timedelta(hours=hours))
    make_missed(line, at=MONDAY)
    make_ringing(line, at=datetime(2026, 3, 8, 16, 0, tzinfo=UTC))  # already Monday in Shanghai
    monday = date(2026, 3, 2)
    with CaptureQueriesContext(connection) as asked:
        week = week_of(line.city, monday)
    assert len(asked) == 1
    assert (week.hours[0][9], week.hours[0][14], week.hours[6][23]) == (3, 1, 1)
    assert (week.total, week.missed, week.busiest, week.of_hour(9)) == (5, 1, 3, 3)
    assert week_of(line.county, monday).total == 0


def test_what_people_ask_beside_the_month_before(line: Line) -> None:
    consult, petition = known_kinds()[0], known_kinds()[2]
    for month, kind, grade in (
        (2, consult, ""),
        (3, consult, ""),
        (3, petition, "hard"),
        (3, petition, "hard"),
    ):
        call = make_taken(line, at=datetime(2026, month, 3, 2, 0, tzinfo=UTC))
        make_case(call, taken_down(kind=kind, grade=grade), by=line.qin)
    settle(make_taken(line), "wrong", by=line.qin)
    with CaptureQueriesContext(connection) as asked:
        lines = asked_in(line.city, date(2026, 3, 1), known_kinds()[:5])
    assert len(asked) == 2  # and the kinds
    assert [(each.kind.key, each.grade, each.now, each.before) for each in lines] == [
        ("hotline.petition", "hard", 2, 0),
        ("hotline.consult", "ordinary", 1, 1),
    ]


@pytest.mark.parametrize("page", ["hours", "asked"])
@pytest.mark.parametrize("odd", ["", "week=2026-99-99&month=2026-13", "week=x&month=\x07", "unit="])
def test_counts_are_drawn_whatever_is_asked(line: Line, page: str, odd: str) -> None:
    make_case(make_taken(line, at=database_now()), taken_down(), by=line.qin)
    qin = by(line.qin)
    assert qin.get(f"{DESK}{page}?{odd}").status_code == 200
    sheet = qin.get(f"{DESK}{page}.xlsx?{odd}").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    totals = [str(row[-1 if page == "hours" else 2]) for row in rows[1:]]
    assert [total for total in totals if total not in ("0", "0.0")] == ["1.0"]


def test_a_phrase_is_written_used_and_withdrawn(line: Line) -> None:
    qin = by(line.qin)
    form = {"union": line.city.name, "key": "jb", "text": "加班工资按国家规定支付。"}
    assert qin.post(f"{DESK}phrases", form).status_code == 302
    assert qin.post(f"{DESK}phrases", {**form, "key": "J/"}).status_code == 422
    assert "加班工资按国家规定" in text_of(qin.get(f"{DESK}phrases"))
    assert 'data-phrase="jb"' in qin.get(at(make_taken(line))).content.decode()
    phrase = keep_phrase(line.city, "jb", "新的话", by=line.qin)
    qin.post(f"{DESK}phrases/{phrase.public_id}/withdrawal")
    assert "还没有话术模板" in text_of(qin.get(f"{DESK}phrases"))


def test_sitting_down_and_rising(line: Line) -> None:
    qin = by(line.qin)
    assert qin.post(f"{DESK}seat", {"union": line.city.name, "extension": "801"}).status_code == 302
    assert qin.post(f"{DESK}seat", {"union": line.city.name, "extension": "八"}).status_code == 422
    assert "秦科长" in text_of(by(line.tan).get(DESK))
    assert by(line.tan).post(f"{DESK}seat", {"union": line.city.name, "extension": "801"}).status_code == 422
    qin.post(f"{DESK}rise")
    assert "现在没有人值班" in text_of(qin.get(DESK))


def test_another_seat_finds_the_words_that_were_put_back(line: Line) -> None:
    call = make_taken(line)
    save_draft(call, '{"text": "说到一半"}', 4, by=line.qin)
    by(line.qin).post(at(call, "back"))
    by(line.tan).post(at(call, "pick"))
    assert "说到一半" in text_of(by(line.tan).get(at(call)))
