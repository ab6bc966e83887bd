# SPDX-License-Identifier: Apache-2.0
import io
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.crypto import blind_index
from unionnet.programmes.outreach import queries
from unionnet.programmes.outreach.actions import Plan, call_meeting, open_booth
from unionnet.programmes.outreach.models import Booth, Meeting, Slip

pytestmark = pytest.mark.django_db
LONG_AGO = at("2024-04-12 09:00")
JSON = {"Accept": "application/json"}


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县外卖配送行业工会联合会")


@pytest.fixture
def meeting(union: Organisation) -> Meeting:
    """It began long ago and is not over, whatever today is."""
    plan = Plan("骑手集中入会", "滨江广场", LONG_AGO, at("2024-05-10 17:00"))
    made = call_meeting(union, plan, by=make_officer(union))
    Meeting.objects.filter(pk=made.pk).update(ends_at=at("2099-01-01 00:00"))
    return made


@pytest.fixture
def table(meeting: Meeting) -> Booth:
    """A table of that meeting, kept by an officer."""
    keeper = make_officer(meeting.organisation, name="唐委员")
    return open_booth(meeting, "1 号台", keeper, by=keeper, at=LONG_AGO)


def slip(number: int = 1, **otherwise: Any) -> dict[str, str]:
    said = {
        "key": str(uuid4()),
        "name": "韩骑手",
        "id_type": "resident_id",
        "id_number": make_id_number(date(1990, 1, 1), number),
        "mobile": f"1360000{number:04d}",
        "occupation": "food_delivery_rider",
        "unit": "滨江站",
        "agreed": "on",
    }
    return {**said, **otherwise}


def test_a_table_works_without_scripts(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    answer = client.post(here, slip())
    card = Membership.objects.get(join_code=table.join_code).card_no
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert f"韩骑手 已入会 {card}" in text_of(page)
    assert 'value="滨江站"' in page.content.decode()
    wrong = client.post(here, slip(2, id_number="50023519950230001X"))
    assert wrong.status_code == 409
    assert "身份证号码" in text_of(wrong)
    again = dict(re.findall(r'name="(key|mends)" value="([^"]+)"', wrong.content.decode()))
    assert set(again) == {"key", "mends"}
    assert client.post(here, {**slip(2), **again}).status_code == 302
    total = queries.tally_of(table.meeting).total
    assert (total.approved, total.refused) == (2, 0)


def test_a_slip_by_json_says_what_became_of_it(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here, one = f"/desk/outreach/booths/{table.public_id}", slip()
    first = client.post(here, one, headers=JSON)
    number = Membership.objects.get(join_code=table.join_code).card_no
    assert first.json() == {"outcome": "approved", "says": "已入会", "name": "韩骑手", "number": number}
    assert client.post(here, one, headers=JSON).json() == first.json()
    assert client.post(here, slip(), headers=JSON).json()["outcome"] == "refused"
    assert Slip.objects.count() == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"key": "1"},
        {"key": ""},
        {"occupation": "king"},
        {"name": "长" * 61},
        {"name": ""},
        {"mends": "9" * 90},
    ],
)
def test_a_slip_that_is_no_slip_is_none(client: Client, table: Booth, odd: dict[str, Any]) -> None:
    sign_in(client, table.keeper)
    answer = client.post(f"/desk/outreach/booths/{table.public_id}", slip(**odd), headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["says"]
    assert Slip.objects.count() == 0


def test_a_member_elsewhere_is_asked_over_by_the_page_of_the_table(client: Client, table: Booth) -> None:
    """The wall hides members of other unions; the verb looks over it, and the table sees its own."""
    sign_in(client, table.keeper)
    here, number = f"/desk/outreach/booths/{table.public_id}", make_id_number(date(1990, 1, 1), 1)
    rider = make_person("韩骑手", union=make_union("别处工会"))
    rider.id_number, rider.id_index = number, blind_index("id_number", number)
    rider.save()
    one = slip(1, moves="on")
    first = client.post(here, one, headers=JSON).json()
    assert (first["outcome"], first["name"]) == ("transferring", "韩骑手")
    assert client.post(here, one, headers=JSON).json() == first
    assert "韩骑手" in text_of(client.get(f"{here}/news"))
    assert queries.tally_of(table.meeting).total.transferring == 1


def test_an_empty_form_comes_back_with_what_is_missing(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {}, headers=JSON).status_code == 422


def test_odd_letters_in_a_slip_are_a_reason_and_no_error(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    for name in ("<b>骑手</b>", "😀😀"):
        assert client.post(here, slip(name=name), headers=JSON).json()["outcome"] == "refused"
    assert client.post(here, slip(name="\x07韩骑\u202e手"), headers=JSON).json()["outcome"] == "approved"
    assert Person.objects.filter(name="韩骑手").exists(), "what nobody can see is left out"


def test_the_page_a_device_keeps_names_nobody(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    client.post(here, slip(), headers=JSON)
    assert "韩骑手" in text_of(client.get(here))
    bare = client.get(f"{here}?bare=1").content.decode()
    assert [name for name in ("韩骑手", "唐委员") if name in bare] == []


def test_a_page_of_a_table_asks_the_same_however_many_came(client: Client, table: Booth) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    counts = []
    for batch in (range(1), range(1, 8)):
        for number in batch:
            client.post(here, slip(number), headers=JSON)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{here}/news")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_a_table_is_set_up_by_a_form(client: Client, meeting: Meeting, union: Organisation) -> None:
    officer, helper = make_officer(union), make_person("唐委员", union=union)
    sign_in(client, officer)
    there = f"/desk/outreach/{meeting.public_id}/booths"
    card = Membership.objects.get(person=helper).card_no
    for _twice in range(2):
        client.post(there, {"name": "1 号台", "card_no": card})
    assert Booth.objects.get().keeper == helper
    assert Role.objects.get(person=helper).lent_by == officer.roles.get()
    answer = client.post(there, {"name": "2 号台", "card_no": "99"}, follow=True)
    assert "没有设成" in text_of(answer)
    assert client.post(there, {"name": "1 号台"}).status_code == 409
    assert Booth.objects.count() == 1


def test_setting_up_a_table_asks_for_the_second_factor(
    client: Client, meeting: Meeting, union: Organisation, settings: Settings
) -> None:
    sign_in(client, make_officer(union))
    settings.UNIONNET_SECOND_FACTOR = True
    answer = client.post(f"/desk/outreach/{meeting.public_id}/booths", {"name": "1 号台"})
    assert answer.status_code == 302
    assert Booth.objects.count() == 0


def test_the_report_of_the_event_has_every_table(client: Client, table: Booth, printer: None) -> None:
    sign_in(client, table.keeper)
    here = f"/desk/outreach/booths/{table.public_id}"
    client.post(here, slip(1), headers=JSON)
    client.post(here, slip(2, mobile="12"), headers=JSON)
    there = f"/desk/outreach/{table.meeting.public_id}"
    page = text_of(client.get(f"{there}?print=1"))
    assert "1 号台 唐委员 2 1 0 0 0 1" in page
    assert "手机号码应为 11 位数字，以 13 至 19 开头" in page
    assert client.get(f"{there}/report.pdf").content.startswith(b"%PDF")
    lines = excel_lines(client.get(f"{there}/report.xlsx"))
    assert (lines[1][0], lines[1][2]) == ("登记台", "1 号台")
    assert "登记 2 人：已入会 1，接转中 0" in str(lines[1][3])


def excel_lines(answer: Any) -> list[list[object]]:
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert page is not None
    return [[cell.value for cell in line] for line in page.iter_rows()]
