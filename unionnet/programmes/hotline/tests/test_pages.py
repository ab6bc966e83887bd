# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.foundation.clock import database_now
from unionnet.programmes.hotline.models import Handover, Watched
from unionnet.programmes.hotline.tests.makers import Line, make_dispatched, make_line, make_order, make_signed
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
DESK = "/desk/hotline/"
CSV = "工单号,主题,联系电话,诉求类型\nQH-1,拖欠工资,13900000001,信访投诉\nQH-2,怎样入会,123,\n"


def three(line: Line) -> list[Case]:
    now = database_now()
    return [make_dispatched(line, now, number) for number in (1, 2, 3)]


def post(client: Client, order: Case, move: str, **said: str) -> str:
    """Where it goes on."""
    order.refresh_from_db()
    answer = client.post(f"{DESK}orders/{order.public_id}/{move}", {"seen": order.steps, **said})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_signed_for_with_one_press_answered_with_one_more_and_the_next_one_opens(client: Client) -> None:
    line = make_line()
    first, second, third = three(line)
    sign_in(client, line.at_city)
    assert first.title in text_of(client.get(DESK))
    assert post(client, first, "sign_for").endswith(f"order={first.public_id}")
    assert post(client, first, "reply", words="已补发。").endswith(f"order={second.public_id}")
    assert post(client, third, "return", words="不在本市。").endswith(f"order={second.public_id}")
    assert post(client, second, "sign_for").endswith(f"order={second.public_id}")
    assert post(client, second, "reply", words="已答复。").endswith("order=")
    assert "没有待办的工单" in text_of(client.get(DESK))
    states = [Case.objects.get(pk=order.pk).state for order in (first, second, third)]
    assert states == ["replied", "replied", "received"]


def test_what_was_written_is_not_lost_with_a_no(client: Client) -> None:
    line = make_line()
    order = make_signed(line, database_now())
    sign_in(client, line.at_city)
    address = f"{DESK}orders/{order.public_id}/reply"
    answer = client.post(address, {"seen": order.steps - 1, "words": "写了很久的答复"})
    assert answer.status_code == 422
    assert "写了很久的答复" in answer.content.decode()
    assert client.post(f"{DESK}orders/{order.public_id}/add", {}).status_code == 404


def test_the_list_costs_the_same_for_three_and_for_ten(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    line = make_line()
    for number in range(10):
        make_dispatched(line, database_now(), number)
    sign_in(client, line.at_city)
    with django_assert_max_num_queries(24):
        client.get(DESK)


def test_a_file_of_another_hotline_comes_in(client: Client) -> None:
    line = make_line()
    sign_in(client, line.at_city)

    def send(name: str, data: bytes) -> str:
        file = SimpleUploadedFile(name, data)
        said = {"union": line.city.name, "channel": "12345", "file": file}
        return text_of(client.post(f"{DESK}exchange", said))

    page = send("orders.csv", CSV.encode("gb18030"))
    assert "新收工单（件） 1" in page
    assert "手机号应为 11 位数字" in page
    assert "以前收过（件） 1" in send("orders.csv", CSV.encode())
    assert "表头里要有“工单编号”和“标题”" in send("x.csv", "甲,乙\n1,2\n".encode())
    assert "文件" in send("x.xlsx", b"PK\x03\x04 no book")
    answers = client.get(f"{DESK}exchange/answers.xlsx?channel=12345&days=99999999999").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answers)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["QH-1"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_back_in_either_language(client: Client, language: str) -> None:
    line = make_line()
    sign_in(client, line.at_city)
    sheet = client.get(f"{DESK}exchange/template.xlsx", headers={"accept-language": language}).getvalue()
    heads = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[0]
    text = ",".join(map(str, heads)) + "\nQH-9,怎样入会,,,,,\n"
    said = {"union": line.city.name, "channel": "api", "file": SimpleUploadedFile("o.csv", text.encode())}
    client.post(f"{DESK}exchange", said, headers={"accept-language": language})
    assert Case.objects.get().source_no == "QH-9"


def test_handed_to_12345_from_the_order(client: Client) -> None:
    line = make_line()
    order = make_order(line, database_now())
    sign_in(client, line.at_province)
    said = {"number": "SN-1", "words": "属于城管职责。", "seen": order.steps}
    assert client.post(f"{DESK}orders/{order.public_id}/handover", said).status_code == 302
    assert Handover.objects.get().case == order
    assert "SN-1" in text_of(client.get(f"{DESK}?order={order.public_id}"))


def test_an_officer_puts_one_on_the_watch_list_and_takes_the_list_along(client: Client) -> None:
    line = make_line()
    order = make_dispatched(line, database_now())
    sign_in(client, line.at_province)
    client.post(f"{DESK}orders/{order.public_id}/watch")
    client.post(f"{DESK}orders/{order.public_id}/watch")
    watched = Watched.objects.get()
    page = text_of(client.get(f"{DESK}watched?reason=harmful&state=x"))
    assert order.title in page
    assert "HL-05.watch" in client.get(f"{DESK}watched").content.decode()
    sheet = client.get(f"{DESK}watched.xlsx").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == order.title
    said = {"result": "已现场协调。"}
    assert client.post(f"{DESK}watched/{watched.public_id}/result", said).status_code == 302
    assert "已现场协调。" in text_of(client.get(f"{DESK}watched?state=settled"))


def test_a_report_is_made_on_its_page(client: Client) -> None:
    line = make_line()
    now = database_now()
    make_order(line, now)
    sign_in(client, line.at_province)
    day = f"{now:%Y-%m-%d}"
    refused = client.post(f"{DESK}cutoffs", {"union": line.province.name, "since": day, "last": "2199-01-01"})
    assert refused.status_code == 422
    for odd in ({"since": "x", "last": day}, {"since": "0001-01-01", "last": "9999-12-31"}):
        assert client.post(f"{DESK}cutoffs", {"union": line.province.name, **odd}).status_code == 422


def test_another_city_sees_nothing_of_it(client: Client) -> None:
    line = make_line()
    order = make_dispatched(line, database_now())
    sign_in(client, line.at_other)
    assert client.get(f"{DESK}?order={order.public_id}").status_code == 404
    assert order.title not in text_of(client.get(DESK))
