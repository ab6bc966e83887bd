# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any
from uuid import uuid4

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.programmes.studyaid.actions import Plan, Request, open_scheme
from unionnet.programmes.studyaid.models import Scheme
from unionnet.tools.payments.actions import name_source

NOON = at("2026-09-20 12:00")
DEGREE = Request("degree", "示范开放大学 工商管理", "6222020202020202001", "示范银行")


def make_scheme(union: Organisation, by: Person, **terms: Any) -> Scheme:
    source = name_source(union, "职工教育经费", "union", by=by)
    said = {"name": "一线职工学历补贴", "kind": "degree", "year": 2026, "amount": 150_000, "source": source}
    said |= {"opens_at": at("2026-09-01 09:00"), "closes_at": at("2026-12-01 09:00")}
    return open_scheme(union, Plan(**{**said, **terms}), key=uuid4(), by=by)
