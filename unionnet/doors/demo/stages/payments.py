# SPDX-License-Identifier: Apache-2.0
"""Winter aid of the county of 云阳: a batch that was paid but for one line, and one that is being made."""

from __future__ import annotations

from uuid import uuid4

from unionnet.directory.people.models import Membership
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.tools.payments.actions import (
    Account,
    approve,
    ask_approval,
    close_batch,
    enter_payment,
    name_source,
    open_batch,
    take_bank_file,
)

BANK = "示范银行云阳支行"


@stage("payments", "资金发放 / payments", order=120)
def load_payments() -> None:
    county, officer = tree_by_key()["yunyang"], demo_person("county")
    leader = demo_person("leader")
    own = name_source(county, "2026 年工会帮扶资金", "union", by=officer)
    name_source(county, "中央财政困难职工帮扶专项", "central", by=officer)
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active").order_by("pk")
    people = [row.person for row in rows.select_related("person")]
    winter = open_batch(county, "冬季送温暖", "winter", own, key=uuid4(), by=officer)
    for number, person in enumerate(people):
        account = Account(f"62220000000000{number:05d}", BANK)
        enter_payment(winter, person, account, 80_000, by=officer)
    approve(ask_approval(winter, by=officer), by=leader)
    take_bank_file(winter, "送银行代发", by=officer)
    close_batch(winter, "记-2026-117", {2: "户名不符"}, by=officer)
    summer = open_batch(county, "高温慰问", "summer", own, key=uuid4(), by=officer)
    for number, person in enumerate(people[:3]):
        account = Account(f"62220000000000{number:05d}", BANK)
        enter_payment(summer, person, account, 30_000, by=officer)
