# SPDX-License-Identifier: Apache-2.0
"""Lists that leave the house."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from openpyxl import load_workbook

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import countersign, listing, turn
from unionnet.directory.people.countersigning import most_by_one, unions_on
from unionnet.directory.people.layouts import ON_A_DAY, layouts
from unionnet.directory.people.models import (
    BulkList,
    Disclosed,
    Disclosure,
    Membership,
    Person,
)
from unionnet.directory.people.queries.countersigning import lines_of
from unionnet.directory.people.web import exporting
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
REASON = "报上级核对"
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def desk(client: Client, union: Organisation) -> Client:
    return sign_in(client, make_officer(union))


def sheet_of(answer: Any) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(answer.getvalue())).active
    assert page is not None
    # Nobody may take the mark off by printing: it is at the foot of every page too.
    assert page.oddFooter is not None
    assert REASON in (page.oddFooter.center.text or "")
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_export_is_masked_marked_and_written_down(desk: Client, union: Organisation) -> None:
    member = make_person("秦朗", union=union)
    make_person("外人", union=make_union("他会"))
    assert desk.post("/desk/people/export", {"layout": "register"}).status_code == 200
    assert Disclosure.objects.count() == 0
    answer = desk.post("/desk/people/export", {"layout": "register", "reason": REASON})
    rows = sheet_of(answer)
    assert rows[0][0].startswith("周干部 于 ")
    assert f"用途：{REASON}。请勿外传。" in rows[0][0]
    assert rows[1][:4] == ["会员证号", "姓名", "证件类型", "证件号码"]
    assert sorted(row[1] for row in rows[2:]) == ["周干部", "秦朗"]
    (line,) = [row for row in rows[2:] if row[1] == "秦朗"]
    assert line[3] == member.id_number.open()[:6] + "********" + member.id_number.open()[-4:]
    assert member.mobile.open() not in str(rows)
    assert Disclosed.objects.filter(person=member, disclosure__reason=REASON).count() == 1
    assert Entry.objects.get(fact="people.member_list_exported").data["rows"] == 2


def test_the_export_follows_what_the_list_shows(desk: Client, union: Organisation) -> None:
    make_person("秦朗", union=union)
    page = desk.get("/desk/people/?q=秦").content.decode()
    assert "export?q=%E7%A7%A6" in page
    rows = sheet_of(desk.post("/desk/people/export?q=秦", {"layout": "real_name", "reason": REASON}))
    assert [row[0] for row in rows[1:]] == ["姓名", "秦朗"]


def test_every_layout_asks_only_for_what_the_register_has() -> None:
    assert next(iter(layouts())) == "register"
    for layout in layouts().values():
        assert set(layout.fields) <= set(ON_A_DAY)
        assert len(layout.heads) == len(layout.fields)


def anna_of(union: Organisation) -> Person:
    """A member with a passport."""
    found = make_person("ERIKSSON ANNA", union=union)
    found.id_type, found.id_number = "passport", "L898902C3"
    found.id_index = blind_index("id_number", "L898902C3")
    found.nationality, found.document_expires, found.other_name = "SWE", date(2027, 1, 20), "安娜"
    found.save()
    return found


def test_what_stands_beside_a_passport_leaves_with_it(desk: Client, union: Organisation) -> None:
    anna_of(union)
    rows = sheet_of(desk.post("/desk/people/export?q=eri", {"layout": "register", "reason": REASON}))
    told = dict(zip(rows[1], rows[2], strict=True))
    kept = ("证件类型", "国籍", "证件有效期至", "外文名或中文名")
    assert [str(told[head]) for head in kept] == ["护照", "瑞典", "2027-01-20 00:00:00", "安娜"]


def test_a_list_of_many_parts_leaves_whole(union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order asked, everybody told before their line is read, and never the half for the whole."""
    monkeypatch.setattr(listing, "PART", 2)
    asker, second = make_officer(union), make_officer(union)
    members = [make_person(f"会员{n}", union=union).memberships.get().pk for n in range(5)]
    asked = listing.ask_list(members, REASON, by=asker, layout="register", clear=True)
    countersign(asked, by=second)
    assert [listing.make_waiting_lists() for _turn in range(5)] == [2, 2, 1, 0, 0]
    made = BulkList.objects.get()
    assert REASON in listing.fetch_list(made, by=asker)
    assert [line[1] for line in lines_of(made)] == [f"会员{n}" for n in range(5)]
    disclosure = Disclosure.objects.get()
    assert (disclosure.rows, disclosure.people.count()) == (5, 5)
    lines = lines_of(made)
    next(lines)
    made.parts.order_by("-start").first().delete()  # type: ignore[union-attr]
    with pytest.raises(ObjectDoesNotExist):
        list(lines)
    assert listing.forget_old_lists(at=made.expires_at) == 2
    with pytest.raises(Refusal) as no:
        listing.fetch_list(made, by=asker)
    assert no.value.code == "gone"


def test_a_list_may_be_longer_than_a_statement_takes_values(union: Organisation) -> None:
    member = make_person("秦朗", union=union).memberships.get().pk
    many = [member, *range(10**9, 10**9 + 70_000)]
    assert unions_on(many) == {union.path}
    officer = make_officer(union)
    asked = [listing.ask_list(many, REASON, by=officer, layout="register") for _time in range(2)]
    assert (asked[0], BulkList.objects.get().size) == (asked[1], 70_001)


@pytest.fixture
def moved_on(union: Organisation) -> Person:
    """Retained since March, a member before."""
    lin = make_person("林晓", union=union)
    own = lin.memberships.get()
    turn(own, "retain", by=make_officer(union, name="办理人"), reason="办理退休", on=date(2026, 3, 2), at=AT)
    return lin


def lists_of(union: Organisation) -> dict[str, str]:
    return {"states": "state=retained", "day": urlencode({"on": "2026-02-01", "union": union.name})}


@pytest.mark.parametrize("layout", ["states", "day"])
def test_a_list_by_state_or_day_says_what_for_and_is_written_down(
    desk: Client, union: Organisation, moved_on: Person, layout: str
) -> None:
    there = f"/desk/people/export?{lists_of(union)[layout]}"
    page = {"states": "/desk/people/life/retained", "day": f"/desk/people/life/day?{lists_of(union)['day']}"}
    assert there.replace("&", "&amp;") in desk.get(page[layout]).content.decode()
    assert desk.post(there, {"layout": layout}).status_code == 200
    assert Disclosure.objects.count() == 0
    rows = sheet_of(desk.post(there, {"layout": layout, "reason": REASON}))
    states = {row[1]: row[3] for row in rows[2:]}
    assert states["林晓"] == {"states": "保留会籍", "day": "正常"}[layout]
    assert Disclosed.objects.filter(person=moved_on, disclosure__reason=REASON).count() == 1
    assert desk.get(f"{page[layout].split('?')[0]}?excel=1").status_code == 200  # the old way leads nowhere


@pytest.mark.parametrize("layout", ["states", "day"])
def test_a_long_list_by_state_or_day_waits_for_a_second_hand(
    client: Client, union: Organisation, moved_on: Person, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_officer(union, name="提出人"), make_officer(union, name="复核人")
    by_one = most_by_one("", date(2026, 3, 2))
    monkeypatch.setattr(exporting, "most_by_one", lambda *_asked: replace(by_one, value=0))
    given = {"layout": layout, "reason": REASON}
    sign_in(client, one).post(f"/desk/people/export?{lists_of(union)[layout]}", given)
    wanted = BulkList.objects.get()
    assert (wanted.layout, str(wanted.on_day)) == (layout, {"states": "None", "day": "2026-02-01"}[layout])
    assert Disclosure.objects.count() == 0
    page = sign_in(client, two).get(f"/desk/people/two-hands/{wanted.countersigning.public_id}")
    assert union.name in page.content.decode()
    countersign(wanted.countersigning, by=two)
    while listing.make_waiting_lists():
        pass
    wanted.refresh_from_db()
    (line,) = [line for line in lines_of(wanted) if line[1] == "林晓"]
    assert line[2:4] == [union.name, {"states": "保留会籍", "day": "正常"}[layout]]
    assert Disclosed.objects.filter(person=moved_on).count() == 1


def test_a_list_of_a_day_is_of_the_unions_of_that_day(union: Organisation, moved_on: Person) -> None:
    """Whoever has gone elsewhere since is still on it, and nobody takes it out whose reach is elsewhere."""
    elsewhere = make_union("他会")
    Membership.objects.filter(person=moved_on).update(organisation=elsewhere)
    own = moved_on.memberships.get()
    officer, stranger = make_officer(union, name="提出人"), make_officer(elsewhere, name="他会干部")
    day = date(2026, 2, 1)
    asked = listing.ask_list([own.pk], REASON, by=officer, layout="day", on_day=day)
    assert asked.organisation == union
    with pytest.raises(Refusal) as no:
        listing.ask_list([own.pk], REASON, by=stranger, layout="day", on_day=day)
    assert no.value.code == "elsewhere"


@pytest.mark.parametrize("query", ["on=9999-99-99", "on=2026-01-01&union=x", "state=king", "state=%27%3B"])
def test_a_hostile_list_is_not_there(desk: Client, query: str) -> None:
    assert desk.get(f"/desk/people/export?{query}").status_code == 404
