# SPDX-License-Identifier: Apache-2.0
"""S2-03: nearly 350 delivery riders join on one afternoon (云阳).

Four tables keep one sheet: 350 rows, five of them twice, three with a number that no ID card has. The
officer looks through it, imports it, and loses the network in between: 342 are members, eight rows have
their reason, and doing it again changes nothing. Twelve are members elsewhere, one has a passport, and the
sheet of another township is a mess. How they join at four tables with the network gone is in
test_s2_03_four_tables.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from tests.makers import make_id_number, make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Membership, Person, Roster, Standing
from unionnet.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "身份证号", "手机号", "职业类别", "所属站点"]
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"
RIDERS = 350
TWICE = {40: 12, 141: 77, 222: 77, 300: 299, 349: 1}
BAD = {99: "50023519950230001X", 180: "5002351995030800", 260: "1.10105E+17"}


def rider(number: int) -> list[str]:
    """Row `number` of the sheet, head not counted."""
    born = date(1985, 1, 1) + timedelta(days=number)
    name = FAMILY[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100]
    return [name, make_id_number(born, number), f"137{number:08d}", "外卖配送员", f"站点{number % 4 + 1}"]


def book(rows: Sequence[Sequence[object]]) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet() -> bytes:
    rows = [rider(TWICE.get(number, number)) for number in range(RIDERS)]
    for number, wrong in BAD.items():
        rows[number][1] = wrong
    return book([HEAD, *rows])


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会联合会")


@pytest.fixture
def officer_desk(client: Client, union: Organisation) -> Client:
    return sign_in(client, make_officer(union))


def look(client: Client, union: Organisation, content: bytes, name: str = "入会仪式.xlsx") -> tuple[str, str]:
    """Send a list; its address, and the page of what it would do."""
    given = {"organisation": union.name, "event": "外卖配送员集中入会仪式"}
    sent = {**given, "file": SimpleUploadedFile(name, content)}
    answer = client.post("/desk/rosters/import", sent, follow=True)
    assert answer.status_code == 200
    return answer.redirect_chain[-1][0], answer.content.decode()


def take(client: Client, address: str) -> str:
    return client.post(f"{address}/taking", follow=True).content.decode()


def send(client: Client, union: Organisation, content: bytes, name: str = "入会仪式.xlsx") -> str:
    address, _page = look(client, union, content, name)
    return take(client, address)


def riders(union: Organisation) -> int:
    return Membership.objects.filter(organisation=union, state="active", channel="import").count()


def reasons(roster: Roster) -> dict[int, str]:
    (outcomes,) = roster.parts.values_list("outcomes", flat=True)
    return {number: code for number, code, _sentence in outcomes}


def test_three_hundred_and_fifty_rows_are_342_members_and_eight_reasons(
    officer_desk: Client, union: Organisation
) -> None:
    address, tried = look(officer_desk, union, sheet())
    assert "共 350 行：342 行可以入会，8 行不导入。还没有写入任何内容。" in tried
    assert riders(union) == 0

    report = take(officer_desk, address)
    assert "342 人入会" in report
    assert riders(union) == 342
    roster = Roster.objects.get()
    assert (roster.accepted, roster.refused) == (342, 8)
    assert reasons(roster) == {
        **{number + 2: "repeated" for number in TWICE},
        101: "bad_id_birthday",
        182: "bad_id_number",
        262: "id_cut_by_sheet",
    }
    assert "与第 14 行是同一份证件。" in report
    assert "请把这一列设为“文本”后重新填写" in report

    tagged = Person.objects.filter(tags=["food_delivery_rider", "eight_groups", "new_form"])
    assert tagged.count() == 342
    assert Standing.objects.filter(path=union.path, tags__contains=["new_form"]).count() == 342
    cards = Membership.objects.filter(organisation=union).exclude(card_no=None).values("card_no").distinct()
    assert cards.count() == 343
    admitted = Entry.objects.get(fact="people.members_admitted").data
    assert (admitted["roster_id"], len(admitted["membership_ids"])) == (roster.pk, 342)
    assert Entry.objects.get(fact="people.roster_imported").data["accepted"] == 342


def test_the_network_is_lost_and_the_sheet_is_sent_again(officer_desk: Client, union: Organisation) -> None:
    content = sheet()
    first = send(officer_desk, union, content)
    again = send(officer_desk, union, content)
    assert re.findall(r"\d+ 人入会", first) == re.findall(r"\d+ 人入会", again)
    assert (Roster.objects.count(), riders(union)) == (1, 342)

    report = send(
        officer_desk, union, book([HEAD, *(rider(number) for number in (98, 99, 100))]), "补录.xlsx"
    )
    assert "1 人入会" in report
    assert report.count("已是本会会员，不重复登记。") == 2
    assert riders(union) == 343


def test_members_elsewhere_are_not_made_twice(officer_desk: Client, union: Organisation) -> None:
    """Twelve ride for another union already, one has a passport."""
    elsewhere = make_union("万州区快递行业工会")
    twelve = [rider(number) for number in range(12)]
    send(sign_in(Client(), make_officer(elsewhere)), elsewhere, book([HEAD, *twelve]))
    rows = [[*rider(number), "身份证"] for number in range(20)]
    rows[13] = ["Tom Baker", "X1234567", "13700000013", "外卖配送员", "站点2", "护照"]
    report = send(officer_desk, union, book([[*HEAD, "证件类型"], *rows]))
    assert "8 人入会" in report
    assert report.count("已是万州区快递行业工会的会员，请办理会籍接转。") == 12
    assert "在其他工会，需办理接转" in report
    assert Person.objects.filter(name=rider(7)[0]).count() == 1
    assert Membership.objects.filter(person__name=rider(7)[0]).count() == 1
    baker = Person.objects.get(name="Tom Baker")
    assert (baker.id_type, baker.is_real_name) == ("passport", True)


MESSY_HEAD = ["序号", "联系方式", "* 姓 名", "公民身份号码\n（必填）", "备注", "性别", "入会年月", "群体"]
SHOWN_AS_CUT, WRONG_SEX, WRONG_DAY = 17, 120, 333


def messy() -> list[list[object]]:
    """As four tables keep it: titles above the head, phones and days in any form, a total at the end."""
    days = ["2026年4月12日", "2026/4/12", "2026.4.12", "20260412", "2026-04-12"]
    phones = ["+86 {}", "{}", " {} ", "86{}"]
    rows: list[list[object]] = [
        ["云阳县外卖配送员集中入会花名册"],
        ["填报：双江街道总工会", "", "", "2026年4月"],
        [],
    ]
    rows.append([*MESSY_HEAD])
    for number in range(RIDERS):
        name, id_number, mobile, job, _unit = rider(number)
        sex = "男" if int(id_number[16]) % 2 else "女"
        phone = phones[number % 4].format(f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}")
        spaced = f"{name[0]}\u3000{name[1:]}" if number % 7 == 0 else name
        rows.append([number + 1, phone, spaced, f"\u200b{id_number}", "", sex, days[number % 5], job])
    rows[4 + SHOWN_AS_CUT][3] = rider(SHOWN_AS_CUT)[1][:15] + "000"
    rows[4 + WRONG_SEX][5] = "女" if rows[4 + WRONG_SEX][5] == "男" else "男"
    rows[4 + WRONG_DAY][6] = "上个月"
    return rows


def test_a_messy_sheet_of_350_riders_is_taken_in_with_corrections(
    officer_desk: Client, union: Organisation
) -> None:
    """The township officer sends it as it is, sees what was read, mends three rows in the sheet of
    reasons that comes back, and sends that."""
    address, page = look(officer_desk, union, book(messy()))
    assert "共 350 行：347 行可以入会，3 行不导入。还没有写入任何内容。" in page
    assert "可能被表格截断" in page
    assert "性别与身份证号码不一致" in page
    assert "“上个月”不是日期" in page
    assert "347 人入会" in take(officer_desk, address)

    answer = officer_desk.get(f"{address}/reasons.xlsx")
    back = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert back is not None
    mended = [[cell.value for cell in line] for line in back.iter_rows()]
    assert [cell.value for cell in back[1]][:3] == ["序号", "联系方式", "* 姓 名"]
    assert [line[0] for line in mended[1:]] == [str(n + 1) for n in (SHOWN_AS_CUT, WRONG_SEX, WRONG_DAY)]
    assert back.cell(2, 4).fill.fgColor.rgb == "FFF6C9C4"
    assert back.cell(2, 3).fill.fgColor.rgb != "FFF6C9C4"
    mended[1][3], mended[2][5], mended[3][6] = rider(SHOWN_AS_CUT)[1], "", "2026-04-12"
    assert "3 人入会" in send(officer_desk, union, book(mended), "改好.xlsx")
    assert riders(union) == RIDERS
    first = Membership.objects.get(person__name=rider(0)[0], organisation=union)
    assert f"{timezone.localtime(first.decided_at):%Y-%m-%d}" == "2026-04-12"


def test_an_import_for_the_wrong_union_is_taken_back(officer_desk: Client, union: Organisation) -> None:
    """All but the one who has signed in since."""
    address, _page = look(officer_desk, union, sheet())
    take(officer_desk, address)
    used = Person.objects.get(name=rider(7)[0])
    Account.objects.create(person=used, login="rider-seven", password="!")
    report = officer_desk.post(f"{address}/undoing", follow=True).content.decode()
    assert "已撤销 341 人，1 人保留。" in report
    assert "已用于：账号" in report
    assert list(Membership.objects.filter(channel="import").values_list("person", flat=True)) == [used.pk]
    assert Person.objects.filter(name=rider(8)[0]).count() == 0
    assert len(Entry.objects.get(fact="people.roster_undone").data["membership_ids"]) == 341
    assert "341 人入会" in send(officer_desk, union, sheet())


def test_the_list_stays_in_the_register_of_imports(officer_desk: Client, union: Organisation) -> None:
    send(officer_desk, union, sheet())
    listed = officer_desk.get("/desk/rosters/").content.decode()
    assert "外卖配送员集中入会仪式" in listed
    assert "共 350 行" in listed
