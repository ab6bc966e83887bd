# SPDX-License-Identifier: Apache-2.0
"""`bin/unionnet manage appoint CARD_NO [UNION]`: the first two security administrators of an installation."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from unionnet.directory.people.actions import appoint_security_admin
from unionnet.directory.people.queries import member_by_card, union_to_begin_at
from unionnet.foundation.refusals import Refusal


class Command(BaseCommand):
    help = "任命最初两位安全管理员 / Appoint the first two security administrators"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("card_no", help="会员证号 / card number of a member")
        parser.add_argument(
            "union", nargs="?", default="", help="工会编号，默认最上级 / public id of a union"
        )

    def handle(self, *_: Any, **asked: Any) -> None:
        person, union = member_by_card(asked["card_no"]), union_to_begin_at(asked["union"])
        if person is None or union is None:
            raise CommandError("没有这个会员或工会 / no such member or union")
        try:
            appoint_security_admin(person, union)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.name}：{union.name}")
