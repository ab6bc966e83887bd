# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.knowledge.models import Answer
from unionnet.programmes.knowledge.tests.makers import make_answer
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
DESK = "/desk/knowledge/"


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def test_from_a_closed_case_to_a_worker_who_asks(
    client: Client, union: Organisation, officer: Person
) -> None:
    worker = make_person("林晓", union=union)
    owner = do.Owner(phone="13900000001", name="来电职工")
    case = do.take_in(do.plain_kind(), union, do.Matter("加班费怎么算，电话 13900000001"), owner, by=officer)
    do.answer(case, "法定休假日按三倍支付。", by=officer)
    sign_in(client, officer)
    assert "加班费怎么算" in text_of(client.get(f"{DESK}closed"))
    form = client.get(f"{DESK}new?case={case.public_id}").content.decode()
    assert "13900000001" not in form.partition("来自办结的事项")[0]
    said = {"union": union.name, "question": "加班费怎么算", "text": "法定休假日按三倍支付。"}
    said |= {"source": "《劳动法》第四十四条", "valid_from": "2026-01-01", "valid_until": ""}
    assert client.post(f"{DESK}new?case={case.public_id}", {**said, "source": ""}).status_code == 422
    assert client.post(f"{DESK}new?case={case.public_id}", said).status_code == 302
    answer = Answer.objects.get()
    assert answer.case == case
    phone = sign_in(Client(), worker)
    assert "没有查到有把握的回答" in text_of(phone.get("/knowledge/?q=加班费怎么算"))
    assert client.post(f"{DESK}{answer.public_id}/publication", {"checked": "1"}).status_code == 302
    page = text_of(phone.get("/knowledge/?q=加班费怎么算"))
    assert "法定休假日按三倍支付。" in page
    assert "《劳动法》第四十四条" in page
    client.post(f"{DESK}{answer.public_id}/withdrawal")
    assert phone.get(f"/knowledge/{answer.public_id}").status_code == 404


def test_who_is_not_answered_asks_a_person(client: Client, union: Organisation) -> None:
    worker = make_person("林晓", union=union)
    sign_in(client, worker)
    page = client.get("/knowledge/?q=孩子上幼儿园有补贴吗")
    assert "请工会答复" in text_of(page)
    sent = client.post("/knowledge/handover", {"q": "孩子上幼儿园有补贴吗"})
    assert sent["Location"] == f"/casework/{Case.objects.get().public_id}/"


def test_a_visitor_reads_what_the_topmost_union_says(
    client: Client, union: Organisation, officer: Person
) -> None:
    answer = make_answer(union, officer)
    assert answer.question in text_of(client.get("/knowledge/"))
    assert "登录后请工会答复" in text_of(client.get("/knowledge/?q=加班费怎么算"))
    for odd in ("%00%ff", "x" * 9000, "'; DROP", "%F0%9F%98%80"):
        assert client.get(f"/knowledge/?q={odd}").status_code in (200, 400)


def test_the_page_costs_the_same_however_much_is_found(
    client: Client,
    union: Organisation,
    officer: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_answer(union, officer)
    sign_in(client, make_person("林晓", union=union))
    with django_assert_max_num_queries(14):
        client.get("/knowledge/?q=加班费怎么算")
    sign_in(client, officer)
    with django_assert_max_num_queries(16):
        client.get(DESK)


def test_the_list_is_filtered_and_taken_along(client: Client, union: Organisation, officer: Person) -> None:
    answer = make_answer(union, officer)
    sign_in(client, officer)
    for asked in ("state=open", "state=%25", "q=加班"):
        assert answer.question in text_of(client.get(f"{DESK}?{asked}"))
    for asked in ("state=draft", "state=over", "state=withdrawn", "q=幼儿园"):
        assert answer.question not in text_of(client.get(f"{DESK}?{asked}"))
    sheet = client.get(f"{DESK}answers.xlsx?q=加班").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == answer.question


def test_a_changed_answer_is_looked_at_again(client: Client, union: Organisation, officer: Person) -> None:
    answer = make_answer(union, officer)
    sign_in(client, officer)
    said = {"question": answer.question, "text": "改了。", "source": "新文件", "valid_from": "2026-01-01"}
    assert client.post(f"{DESK}{answer.public_id}", {**said, "valid_until": "2025-01-01"}).status_code == 422
    assert client.post(f"{DESK}{answer.public_id}", said).status_code == 302
    answer.refresh_from_db()
    assert (answer.text, answer.published_at) == ("改了。", None)
