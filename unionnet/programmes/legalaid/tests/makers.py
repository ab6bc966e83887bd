# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.legalaid.actions import LawyerCard, Terms, ask, list_lawyer
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.tools.casework.actions import Matter, Owner
from unionnet.tools.casework.tests.makers import MONDAY, Tree

WAGES = Terms("wages", "arbitration", "migrant_wages")
URGENT = Terms("wages", "arbitration", "migrant_wages", "limitation")
UNPAID = Matter("拖欠工资两个月", "送餐两个月没有发工资。")
CARD = LawyerCard("韦正", "示范律师事务所", "14501201010000001", "0771-5550100")


def make_aid(tree: Tree, terms: Terms = WAGES, **given: Any) -> Aid:
    """Asked for by the worker in the town: the county takes it in, nine o'clock on a Monday."""
    values = {"owner": Owner(person=tree.worker), "by": tree.worker, "at": MONDAY, **given}
    owner = values.pop("owner")
    return ask(tree.town, terms, UNPAID, owner, **values)


def make_lawyer(union: Organisation, by: Person, card: LawyerCard = CARD) -> Lawyer:
    return list_lawyer(union, card, by=by)
