# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.programmes.memberday.actions import hold, start
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms
from unionnet.tools.benefits.tests.makers import make_item, make_stock


def make_member_day(union: Organisation, by: Person, title: str = "乐18会员日") -> MemberDay:
    return start(union, title, 18, by=by)


def make_session(member_day: MemberDay, on: date) -> Session:
    return Session.objects.get_or_create(member_day=member_day, on=on)[0]


def make_held(member_day: MemberDay, on: date, by: Person, *, stock: int = 20, **terms: Any) -> Session:
    """With a raffle that is open the whole of that day: one prize in ten."""
    union, morning = member_day.organisation, start_of(on)
    item = make_item(union, by, f"会员日礼品 {uuid4().hex[:6]}")
    make_stock(item, union, by, stock)
    said = {"opens_at": morning, "closes_at": morning + timedelta(days=1), **terms}
    prizes = [PrizeTerms("会员日礼品", stock, 100_000, {item: 1})]
    return hold(make_session(member_day, on), RaffleTerms("-", **said), prizes, by=by, at=morning)
