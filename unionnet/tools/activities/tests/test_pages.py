# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Disclosed, Person
from unionnet.tools.activities.actions import make_waiting_bundles, move, take_roster, write_outcome
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Activity, Attendee, Session
from unionnet.tools.activities.tests.makers import brought, first_session, planned
from unionnet.tools.activities.web.codes import CODE, code_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def chair(town: Organisation) -> Person:
    return make_officer(town, role="leader", name="林主席")


@pytest.fixture
def session(town: Organisation, officer: Person, chair: Person) -> Session:
    """Of an activity that runs now, whatever today is."""
    now = timezone.now()
    activity = planned(town, officer, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    return first_session(brought(activity, "start", by=officer, chair=chair))


def picture() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", drawn.getvalue(), "image/jpeg")


PLAN = {
    "kind": "culture",
    "title": "三八节趣味运动会",
    "starts_at": "2024-03-08T09:00",
    "ends_at": "2024-03-08T11:00",
    "place": "镇文化站",
    "expected": "50",
    "audience": "everyone",
}


def test_a_file_is_planned_and_filled_by_forms(
    client: Client, town: Organisation, officer: Person, chair: Person
) -> None:
    sign_in(client, officer)
    assert client.get("/desk/activities/new").status_code == 200
    page = client.post("/desk/activities/new", {**PLAN, "union": town.name})["Location"]
    assert client.get(f"{page}/edit").status_code == 200
    assert client.post(f"{page}/edit", {**PLAN, "union": town.name, "expected": "60"})["Location"] == page
    parts: dict[str, dict[str, Any]] = {
        "hosts": {"name": "红十字会", "role": "partner", "share": "200.50", "gives": "药箱"},
        "budget": {"code": "activities", "what": "奖品", "planned": "500"},
        "speeches": {"unit": "县医院", "name": "怎样护腰", "speaker": "李医生"},
        "follow-ups": {"heading": "共办", "what": "建一支队伍", "whose": "县医院", "due_on": "2024-05-01"},
        "sessions": {"name": "上午", "starts_at": "2024-03-08T09:00", "ends_at": "2024-03-08T10:00"},
        "documents": {"kind": "plan", "name": "方案", "file": picture()},
        "photos": {"file": picture(), "place": "站", "taken_at": "2024-03-08T09:30"},
        "outcome": {"outcome": "职工放松了身心"},
    }
    for part, said in parts.items():
        assert client.get(f"{page}/add/{part}").status_code == 200
        assert client.post(f"{page}/add/{part}", said).status_code == 302, part
    assert client.get(f"{page}/add/nonsense").status_code == 404
    assert client.post(f"{page}/moves/nonsense").status_code == 404
    shown = text_of(client.get(page))
    for words in ("红十字会", "500.00", "怎样护腰", "材料未交", "建一支队伍", "2024-001", "报主席审批"):
        assert words in shown
    client.post(f"{page}/moves/submit")
    sign_in(client, chair)
    assert "批准" in text_of(client.get(page))
    client.post(f"{page}/moves/approve")
    sign_in(client, officer)
    for step in ("announce", "start", "finish"):
        client.post(f"{page}/moves/{step}")
    activity = Activity.objects.get()
    line = activity.budget.get()
    paid = {
        "line": line.pk,
        "payee": "百货公司",
        "voucher_no": "记-1",
        "amount": "80",
        "spent_on": "2024-03-09",
    }
    assert client.post(f"{page}/add/expenses", paid).status_code == 422  # the prohibitions were not checked
    assert client.post(f"{page}/add/expenses", {**paid, "is_clean": "on"}).status_code == 302
    counted = {"number": "40", "source": "paper", "words": "第一张签到表"}
    assert client.post(f"{page}/add/heads", counted).status_code == 302
    assert client.post(f"{page}/moves/archive").status_code == 302
    assert client.post(f"{page}/add/supplements", {"text": "补一句话"}).status_code == 302
    assert "补一句话" in text_of(client.get(page))
    assert "三八节趣味运动会" in text_of(client.get(f"{page}?print=1"))
    assert Activity.objects.get().state == "archived"


def test_the_code_on_the_screen_signs_one_in(
    client: Client, session: Session, town: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    screen = client.get(f"/screen/activities/{session.public_id}")
    assert (screen.status_code, screen["Cache-Control"]) == (200, "no-store")
    client.logout()
    code = code_for(session)
    here = client.get(f"/activities/in/{code}")["Location"]
    assert "login" in client.get(here)["Location"]
    wang = make_person("王小满", union=town)
    sign_in(client, wang)
    assert "签到" in text_of(client.get(here))
    for _again in range(2):
        assert client.post(here)["Location"] == here
    assert "已签到" in text_of(client.get(here))
    assert [row.person for row in Attendee.objects.all()] == [wang]


def test_an_old_code_or_one_that_was_made_up_signs_nobody_in(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_for(session)
    for wrong in (code[:-1], f"{session.public_id}:1:x", "x", code.replace(session.public_id, "z" * 12)):
        assert client.get(f"/activities/in/{wrong}").status_code == 409
    assert client.get(f"/activities/here/{code}").status_code in (302, 409)  # a code is no pass
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() - 100)
    old = CODE.sign(session.public_id)
    monkeypatch.undo()
    assert client.get(f"/activities/in/{old}").status_code == 409


def test_a_card_at_the_desk_signs_its_holder_in(
    client: Client, session: Session, town: Organisation, officer: Person
) -> None:
    wang = make_person("王小满", union=town)
    number = wang.memberships.get().card_no
    sign_in(client, officer)
    page = f"/desk/activities/sessions/{session.public_id}"
    client.post(page, {"code": cards.issue(wang)[0]})
    client.post(page, {"code": number})
    assert [row.via for row in Attendee.objects.all()] == ["card"]
    assert "没有找到这个人" in text_of(client.post(page, {"code": "123"}, follow=True))
    row = Attendee.objects.get()
    take_roster(
        session, [Named(name="李静", unit=""), Named(name="张伟", unit="顺丰")], via="paper", by=officer
    )
    assert re.search("张伟 顺丰 .* 李静 .* 王小满 永宁街道总工会", text_of(client.get(page)))
    assert client.post(f"/desk/activities/attendees/{row.public_id}/strike").status_code == 302
    assert Attendee.objects.filter(person=wang).count() == 0


def test_a_pasted_list_is_looked_at_then_taken_and_doubts_stay_to_be_mended(
    client: Client, session: Session, town: Organisation, officer: Person
) -> None:
    wang = make_person("王小满", union=town)
    twins = [make_person("张伟", union=make_union(name, town)) for name in ("顺丰工会", "圆通工会")]
    sign_in(client, officer)
    page = f"/desk/activities/sessions/{session.public_id}/roster"
    text = "#接龙\n1. 王小满\n2. 张伟\n3. 张伟 圆通\n4. 李静 镇卫生院\n5. 陈晨+2"
    looked = text_of(client.post(page, {"via": "list", "text": text, "look": "1"}))
    assert "登记无疑问的 3 人" in looked
    assert "有同名会员" in looked
    assert Attendee.objects.count() == 0
    left = client.post(page, {"via": "list", "text": text, "take": "1"}).content.decode()
    assert {row.person for row in Attendee.objects.all()} == {wang, twins[1], None}
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", left, re.S)
    assert field
    assert field[1].split() == ["张伟", "陈晨+2"]
    again = client.post(page, {"via": "list", "text": "张伟 顺丰\n陈晨", "take": "1"})
    assert again.status_code == 302
    assert (Attendee.objects.count(), session.attendees.filter(person=None).count()) == (5, 2)


def test_the_bundle_holds_the_whole_file_and_whoever_is_on_it_can_read_so(
    client: Client, session: Session, town: Organisation, officer: Person
) -> None:
    wang = make_person("王小满", union=town)
    take_roster(session, [Named(wang), Named(name="李静", unit="=镇卫生院")], via="paper", by=officer)
    activity = session.activity
    sign_in(client, officer)
    page = f"/desk/activities/{activity.public_id}"
    client.post(f"{page}/add/photos", {"file": picture(), "place": "站", "taken_at": "2024-03-08T09:30"})
    client.post(f"{page}/add/documents", {"kind": "sheet", "name": "签到表 1/2", "file": picture()})
    client.post(f"{page}/bundle")
    while make_waiting_bundles():
        pass
    answer = client.get(f"{page}/bundle.zip")
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert package.testzip() is None
    names = package.namelist()
    assert names[1:3] == ["签到名单.xlsx", "报销清单.xlsx"]
    assert [name.partition("/")[0] for name in names[3:]] == ["材料", "照片"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(package.read("签到名单.xlsx"))).get_sheet_by_index(0)
    assert [row[2:4] for row in sheet.to_python()][-2:] == [["王小满", town.name], ["李静", "'=镇卫生院"]]
    assert Disclosed.objects.filter(person=wang).count() == 1
    assert client.get(f"{page}/attendees.xlsx").status_code == 200
    assert client.get("/desk/activities/activities.xlsx").status_code == 200


def test_the_list_asks_the_same_however_long_it_is(
    client: Client, town: Organisation, officer: Person, chair: Person
) -> None:
    sign_in(client, officer)
    planned(town, officer)
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/activities/")
    for number in range(20):
        planned(town, officer, title=f"第 {number} 场活动")
    with CaptureQueriesContext(connection) as many:
        page = text_of(client.get("/desk/activities/?q=第&year=2024&state=planned&kind=culture"))
    assert "活动（个） 20" in page
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    "query", ["q=%27%3B--", "year=99999", "year=²²²²", "state=zzz", "after=zzz", "q=" + "王" * 900, "sort=-1"]
)
def test_a_hostile_address_never_breaks_a_list(
    client: Client, session: Session, officer: Person, query: str
) -> None:
    sign_in(client, officer)
    for door in ("", "activities.xlsx", f"sessions/{session.public_id}"):
        assert client.get(f"/desk/activities/{door}?{query}").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"title": "\x01\x02控制符号"},
        {"expected": "9" * 30},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "0001-01-01T00:00"},
        {"any_tags": ["nobody"]},
        {"union": "不存在"},
        {"site": "不存在"},
        {"place": ""},
        {"kind": "x" * 999},
    ],
)
def test_hostile_words_never_break_the_plan(
    client: Client, town: Organisation, officer: Person, said: dict[str, Any]
) -> None:
    sign_in(client, officer)
    answer = client.post("/desk/activities/new", {**PLAN, "union": town.name, **said})
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("amount", ["1e309", "-1", "0", "NaN", "99999999999999", "0.001", "１００"])
def test_odd_sums_are_refused_in_the_form(
    client: Client, town: Organisation, officer: Person, amount: str
) -> None:
    sign_in(client, officer)
    page = f"/desk/activities/{planned(town, officer).public_id}/add/budget"
    said = {"code": "activities", "what": "奖品", "planned": amount}
    assert client.post(page, said).status_code == (302 if amount == "１００" else 422)


def test_the_phone_lists_what_is_on_and_tells_where(
    client: Client, session: Session, town: Organisation
) -> None:
    activity = session.activity
    assert activity.title in text_of(client.get("/activities/"))
    assert "镇文化站" in text_of(client.get(f"/activities/{activity.public_id}"))
    Activity.objects.update(audience="members")
    assert activity.title not in text_of(client.get("/activities/"))
    sign_in(client, make_person("王小满", union=town))
    assert activity.title in text_of(client.get("/activities/"))
    Activity.objects.update(state="planned")
    assert client.get(f"/activities/{activity.public_id}").status_code == 404


def test_a_calendar_tells_what_was_announced_and_what_is_called_off(
    client: Client, session: Session, town: Organisation, officer: Person, chair: Person
) -> None:
    feed = client.get(f"/activities/unions/{town.public_id}.ics")
    assert feed["Content-Type"].startswith("text/calendar")
    assert f"UID:{session.activity.public_id}@unionnet" in feed.content.decode()
    soon = timezone.now() + timedelta(days=3)
    other = planned(town, officer, title="换个名字", starts_at=soon, ends_at=soon + timedelta(hours=1))
    assert other.public_id not in client.get("/activities/calendar.ics").content.decode()
    brought(other, "announce", by=officer, chair=chair)
    move(other, "cancel", "连日大雨", by=officer)
    events = client.get("/activities/calendar.ics").content.decode().split("BEGIN:VEVENT")
    (called_off,) = [event for event in events if other.public_id in event]
    assert "STATUS:CANCELLED" in called_off
    assert "SEQUENCE:4" in called_off
    assert all(len(line.encode()) <= 75 for line in called_off.split("\r\n"))


def test_a_series_is_planned_at_once_and_stands_in_the_plan_of_the_year(
    client: Client, town: Organisation, officer: Person
) -> None:
    activity = planned(town, officer, topic="健步走")
    sign_in(client, officer)
    page = f"/desk/activities/{activity.public_id}"
    client.post(f"{page}/add/hosts", {"name": "红十字会", "role": "partner", "share": "0"})
    client.post(f"{page}/add/budget", {"code": "activities", "what": "奖品", "planned": "500"})
    for _twice in range(2):
        assert client.post(f"{page}/add/repeat", {"weeks": "4", "times": "3"}).status_code == 302
    assert client.post(f"{page}/add/repeat", {"weeks": "0", "times": "99"}).status_code == 422
    again = Activity.objects.filter(series_of=activity).order_by("starts_at")
    assert [f"{timezone.localtime(row.starts_at):%m-%d %H}" for row in again] == [
        "04-05 09",
        "05-03 09",
        "05-31 09",
    ]
    assert [(row.hosts.count(), row.budget.get().planned, row.topic) for row in again] == [
        (2, 50_000, "健步走")
    ] * 3
    year = text_of(client.get("/desk/activities/year?year=2024"))
    assert "5 月合计 2 100 1,000.00 元" in year
    assert "2024 年活动计划" in text_of(client.get("/desk/activities/year?year=2024&print=1"))
    assert client.get("/desk/activities/year?year=²²²²").status_code == 200


def test_a_poster_is_a_sheet_and_a_picture(client: Client, session: Session, officer: Person) -> None:
    sign_in(client, officer)
    page = f"/desk/activities/{session.activity.public_id}/poster"
    assert session.activity.title in text_of(client.get(page))
    made = client.get(f"{page}.png")
    assert made["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(made.content)) as drawn:
        assert drawn.width == 1080


def test_machines_read_counts_and_no_names(
    client: Client, session: Session, town: Organisation, officer: Person
) -> None:
    take_roster(session, [Named(name="李静", unit="镇卫生院")] * 1, via="paper", by=officer)
    (row,) = client.get("/api/v1/activities/ahead").json()["items"]
    assert row["title"] == session.activity.title
    sign_in(client, officer)
    answer = client.get("/api/v1/activities")
    (row,) = answer.json()["items"]
    assert (row["persons"], row["person_times"], row["state"]) == (1, 1, "under_way")
    assert "李静" not in answer.content.decode()
    assert client.get(f"/api/v1/activities/{row['id']}").json() == row


def test_an_archived_file_offers_no_button_that_would_be_refused(
    client: Client, session: Session, officer: Person
) -> None:
    activity = session.activity
    take_roster(session, [Named(name="李静")], via="paper", by=officer)
    write_outcome(activity, "职工放松了身心", by=officer)
    move(activity, "finish", by=officer)
    move(activity, "archive", by=officer)
    sign_in(client, officer)
    page = text_of(client.get(f"/desk/activities/{activity.public_id}"))
    assert "下一步" not in page
    assert "添加预算" not in page
    assert "补充" in page
