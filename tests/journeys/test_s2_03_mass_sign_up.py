# SPDX-License-Identifier: Apache-2.0
"""S2-03: nearly 350 delivery riders join on one afternoon (云阳).

Four tables keep one sheet: 350 rows, five of them twice, three with a number that no ID card has. The
officer tries the sheet, imports it, and loses the network in between: 342 are members, eight rows have
their reason, and doing it again changes nothing.
"""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tests.makers import make_id_number, make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Roster, Standing
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


def sheet() -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD)
    for number in range(RIDERS):
        row = rider(TWICE.get(number, number))
        row[1] = BAD.get(number, row[1])
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会联合会")


@pytest.fixture
def officer_desk(client: Client, union: Organisation) -> Client:
    return sign_in(client, make_officer(union))


def send(
    client: Client, union: Organisation, content: bytes, button: str, name: str = "入会仪式.xlsx"
) -> str:
    given = {"organisation": union.pk, "event": "外卖配送员集中入会仪式", button: "1"}
    answer = client.post(
        "/desk/people/import", {**given, "file": SimpleUploadedFile(name, content)}, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


def riders(union: Organisation) -> int:
    return Membership.objects.filter(organisation=union, state="active", channel="import").count()


def test_three_hundred_and_fifty_rows_are_342_members_and_eight_reasons(
    officer_desk: Client, union: Organisation
) -> None:
    content = sheet()
    tried = send(officer_desk, union, content, "look")
    assert "共 350 行：342 行可以入会，8 行有问题。还没有写入任何内容。" in tried
    assert riders(union) == 0

    report = send(officer_desk, union, content, "import")
    assert "342 人入会" in report
    assert riders(union) == 342
    roster = Roster.objects.get()
    assert (roster.accepted, roster.refused) == (342, 8)
    assert [row[0] for row in roster.outcomes] == list(range(2, RIDERS + 2))
    refused = {row[0]: row[1] for row in roster.outcomes if row[1] != "ok"}
    assert refused == {
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
    assert (
        Membership.objects.filter(organisation=union)
        .exclude(card_no=None)
        .values("card_no")
        .distinct()
        .count()
        == 343
    )
    assert Entry.objects.filter(fact="people.membership_approved").count() == 342
    assert Entry.objects.filter(fact="people.roster_imported").get().data["accepted"] == 342


def test_the_network_is_lost_and_the_sheet_is_sent_again(officer_desk: Client, union: Organisation) -> None:
    content = sheet()
    first = send(officer_desk, union, content, "import")
    again = send(officer_desk, union, content, "import")
    assert re.findall(r"\d+ 人入会", first) == re.findall(r"\d+ 人入会", again)
    assert (Roster.objects.count(), riders(union)) == (1, 342)

    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD)
    for number in [98, 99, 100]:
        page.append(rider(number))
    out = io.BytesIO()
    book.save(out)
    report = send(officer_desk, union, out.getvalue(), "import", "补录.xlsx")
    assert "1 人入会" in report
    assert report.count("已是本会会员，不重复登记。") == 2
    assert riders(union) == 343


def test_members_elsewhere_are_not_made_twice(officer_desk: Client, union: Organisation) -> None:
    elsewhere = make_union("万州区快递行业工会")
    send(sign_in(Client(), make_officer(elsewhere)), elsewhere, sheet(), "import")
    report = send(officer_desk, union, sheet(), "import")
    assert "0 人入会" in report
    assert report.count("已是万州区快递行业工会的会员，请办理会籍接转。") == 342
    assert Person.objects.filter(name=rider(7)[0]).count() == 1


def test_the_report_is_kept_as_a_sheet_too(officer_desk: Client, union: Organisation) -> None:
    send(officer_desk, union, sheet(), "import")
    roster = Roster.objects.get()
    answer = officer_desk.get(f"/desk/people/imports/{roster.public_id}?excel=1")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    listed = officer_desk.get("/desk/people/imports").content.decode()
    assert "外卖配送员集中入会仪式" in listed
    assert "共 350 行" in listed
