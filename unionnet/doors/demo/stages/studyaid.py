# SPDX-License-Identifier: Apache-2.0
"""A degree subsidy of the riders' union of 云阳: one application to decide, one back for its diploma, one in
the batch (ledger S3-03)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from unionnet.directory.people.models import Membership
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.studyaid.actions import Plan, Request, apply, approve, open_scheme
from unionnet.tools.payments.actions import name_source

SCHOOL = "示范开放大学 物流管理"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@stage("studyaid", "助学 / study aid", order=130)
def load_study_aid() -> None:
    union, officer, now = tree_by_key()["sector-1"], demo_person("county"), database_now()
    source = name_source(union, "2026 年职工教育经费", "union", by=officer)
    days = (now - timedelta(days=20), now + timedelta(days=40))
    plan = Plan("求学圆梦学历补贴", "degree", local_date(now).year, 150_000, source, *days)
    scheme = open_scheme(union, plan, key=uuid4(), by=officer)
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active").order_by("pk")
    for number, row in enumerate(rows.select_related("person")[:3]):
        request = Request("degree", SCHOOL, f"62220000000000{number:05d}", "示范银行云阳支行")
        papers = {"diploma": SimpleUploadedFile("毕业证书.pdf", PAPER)} if number else {}
        asked = apply(row.person, scheme, request, papers, by=row.person, at=now - timedelta(days=number))
        if number == 1:
            approve(asked, by=officer)
