# SPDX-License-Identifier: Apache-2.0
"""S3-03: a degree subsidy for frontline workers. Without the diploma the application comes back and says so;
with it the union approves, and it stands in the payment batch that another person lets go to the bank."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.programmes.studyaid.models import Application, Scheme
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch

pytestmark = pytest.mark.django_db


def test_from_the_application_to_the_account(client: Client) -> None:
    union = make_union("东莞市总工会", kind="city_federation", region_code="441900")
    town = make_union("东坑镇总工会", union, region_code="441900")
    officer, leader = make_officer(union), make_officer(union, role="leader", name="分管副主席")
    worker = make_person("任师傅", union=town, tags=("manufacturing_worker",))
    clerk = make_person("文员", union=town)

    sign_in(client, officer)
    source = {"union": union.name, "kind": "union", "name": "职工教育经费"}
    assert client.post("/desk/payments/sources/new", source).status_code == 302
    plan = {"union": union.name, "kind": "degree", "name": "求学圆梦学历补贴", "year": "2026"}
    plan |= {"source": str(FundSource.objects.get().pk), "tag": "manufacturing_worker"}
    plan |= {"opens_at": "2020-01-01T09:00", "closes_at": "2099-01-01T09:00", "amount": "1500"}
    plan["key"] = str(uuid4())
    for _twice in range(2):
        assert client.post("/desk/studyaid/new", plan).status_code == 302
    scheme = f"/studyaid/schemes/{Scheme.objects.get().public_id}"

    sign_in(client, clerk)
    assert "面向一线职工" in text_of(client.get(scheme))
    sign_in(client, worker)
    assert "求学圆梦学历补贴" in text_of(client.get("/studyaid/"))
    asked = {"study": "degree", "school": "示范开放大学 机械工程", "bank": "示范银行"}
    assert client.post(scheme, asked | {"account": "12-34"}).status_code == 422
    asked |= {"account": "6222 0202 0202 0202 001"}
    assert client.post(scheme, asked | {"study": "abroad"}).status_code == 409
    assert "已退回补充。缺少：毕业证书" in text_of(client.post(scheme, asked, follow=True))
    application = Application.objects.get()
    own = f"/studyaid/applications/{application.public_id}"
    page = f"/desk/studyaid/{application.public_id}"
    sign_in(client, officer)
    assert client.post(f"{page}/decision", {"state": "approved"}).status_code == 409
    assert not Payment.objects.exists()

    sign_in(client, worker)
    diploma = {"paper_diploma": SimpleUploadedFile("毕业证书.pdf", b"%PDF-1.7")}
    assert "已提交，等待工会审核。" in text_of(client.post(own, diploma, follow=True))
    sign_in(client, officer)
    assert "任师傅" in text_of(client.get("/desk/studyaid/?state=applied"))
    paper = application.proofs.get().file.public_id
    assert client.get(f"/studyaid/papers/{paper}").content == b"%PDF-1.7"
    assert "已通过，列入发放批次。" in text_of(
        client.post(f"{page}/decision", {"state": "approved"}, follow=True)
    )
    batch = f"/desk/payments/{PaymentBatch.objects.get().public_id}"
    assert "任师傅" in text_of(client.get(f"{batch}/"))
    assert client.post(f"{batch}/request").status_code == 302
    assert client.post(f"{batch}/approval").status_code == 409
    sign_in(client, leader)
    assert client.post(f"{batch}/approval").status_code == 302
    sign_in(client, officer)
    assert client.post(f"{batch}/bank-file", {"reason": "送银行代发"}).status_code == 200
    assert client.post(f"{batch}/closure", {"voucher_no": "记-7"}).status_code == 302
    assert client.get("/desk/studyaid/applications.xlsx").status_code == 200
    sign_in(client, worker)
    assert "已到账" in text_of(client.get(own))
    assert "1,500.00 元" in text_of(client.get("/payments/"))
