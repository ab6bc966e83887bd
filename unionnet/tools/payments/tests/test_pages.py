# SPDX-License-Identifier: Apache-2.0
import io
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings as Options

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.excel import read_table
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def test_from_the_source_to_the_bank_and_back_over_the_pages(
    client: Client, union: Organisation, officer: Person
) -> None:
    worker, chair = make_person("任师傅", union=union), make_officer(union, role="leader", name="肖主席")
    sign_in(client, officer)
    source = {"union": union.name, "kind": "union", "name": "工会帮扶资金"}
    assert client.post("/desk/payments/sources/new", source).status_code == 302
    made = {"union": union.name, "title": "冬季送温暖", "kind": "winter", "key": uuid4()}
    made |= {"source": FundSource.objects.get().pk}
    for _twice in range(2):
        assert client.post("/desk/payments/new", made).status_code == 302
    page = f"/desk/payments/{PaymentBatch.objects.get().public_id}"
    line = {"card_no": worker.memberships.get().card_no, "amount": "1000.50"}
    line |= {"account": "6222020202020202001", "bank": "示范银行"}
    assert "金额（元）" in text_of(client.post(f"{page}/lines", line | {"amount": "x"}, follow=True))
    assert "没有这个会员证号" in text_of(client.post(f"{page}/lines", line | {"card_no": "1"}, follow=True))
    for _twice in range(2):
        assert client.post(f"{page}/lines", line).status_code == 302
    shown = text_of(client.get(f"{page}/"))
    assert "1,000.50 元" in shown
    assert "****2001" in shown
    assert "6222020202020202001" not in shown
    assert client.post(f"{page}/request").status_code == 302
    assert client.post(f"{page}/approval").status_code == 409
    assert "自己提出的发放要由另一个人审批" in text_of(client.get(f"{page}/"))
    sign_in(client, chair)
    assert client.post(f"{page}/approval").status_code == 302
    sign_in(client, officer)
    file = client.post(f"{page}/bank-file", {"reason": "送银行代发"})
    rows = read_table(io.BytesIO(b"".join(file.streaming_content)))  # type: ignore[attr-defined]
    assert rows[1] == ["1", "任师傅", "6222020202020202001", "示范银行", "1000.5", "冬季送温暖"]
    back = {"voucher_no": "记-7", "failed": "1 户名不符\n"}
    assert "这一行读不出" in text_of(client.post(f"{page}/closure", back | {"failed": "x"}, follow=True))
    assert client.post(f"{page}/closure", back).status_code == 302
    failed = Payment.objects.get()
    assert "先新建一个用同一项资金的批次" in text_of(client.get(f"/desk/payments/lines/{failed.public_id}"))
    client.post("/desk/payments/new", made | {"title": "补发", "key": uuid4()})
    again = PaymentBatch.objects.get(title="补发")
    right = {"batch": again.public_id, "account": "6222020202020202999", "bank": "示范银行"}
    assert client.post(f"/desk/payments/lines/{failed.public_id}", right).status_code == 302
    fresh = Payment.objects.get(batch=again)
    assert fresh.replaces == failed
    assert client.post(f"/desk/payments/lines/{fresh.public_id}", {"drop": "1"}).status_code == 302
    assert client.get(f"{page}/lines.xlsx").status_code == 200
    sign_in(client, worker)
    mine = text_of(client.get("/payments/"))
    assert "银行退回" in mine
    assert "户名不符" in mine


def test_without_the_second_factor_nothing_is_let_go(
    client: Client, settings: Options, union: Organisation, officer: Person
) -> None:
    settings.UNIONNET_SECOND_FACTOR = True
    source = FundSource.objects.create(organisation=union, name="工会帮扶资金")
    batch = PaymentBatch.objects.create(
        key=uuid4(), organisation=union, title="送温暖", kind="winter", source=source, made_by=officer
    )
    sign_in(client, officer)
    for door in ("request", "approval", "bank-file"):
        answer = client.post(f"/desk/payments/{batch.public_id}/{door}", {"reason": "送银行代发"})
        assert answer.status_code == 302
        assert batch.public_id not in answer["Location"].split("?")[0]


@pytest.mark.parametrize("query", ["q=%27%3B--", "after=zz", "state=king", "q=" + "王" * 900])
def test_a_hostile_address_never_breaks_the_list(client: Client, officer: Person, query: str) -> None:
    sign_in(client, officer)
    assert client.get(f"/desk/payments/?{query}").status_code == 200
