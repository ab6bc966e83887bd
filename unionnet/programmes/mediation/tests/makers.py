# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Employer
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.actions import Terms
from unionnet.programmes.mediation.actions.agreeing import Draft
from unionnet.programmes.mediation.models import Mediation, Mediator
from unionnet.tools.casework.actions import Matter, Owner
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree

WAGES = Terms(
    "wages",
    amount=1_500_000,
    employer_name="示范配送有限公司",
    known_on=date(2026, 1, 10),
    left_on=date(2026, 2, 10),
)
GROUP = replace(WAGES, workers=12, representatives=("甲", "乙", "丙"))
UNPAID = Matter("支付两个月工资", "送餐两个月没有发工资。")
DRAFT = Draft("乙方分两次支付甲方工资。", 1_500_000, date(2026, 3, 20))


def make_employer(name: str = "示范配送有限公司", first16: str = "91500235MA600000") -> Employer:
    code = make_uscc(first16)
    return Employer.objects.get_or_create(uscc=code, defaults={"name": name, "region_code": "500235"})[0]


def make_mediator(tree: Tree, name: str = "韦调解员", **given: Any) -> Mediator:
    known = Mediator.objects.filter(organisation=tree.county, name=name, until=None).first()
    return known or do.list_mediator(tree.county, name, "worker", **given, by=tree.at_county)


def make_mediation(tree: Tree, terms: Terms = WAGES, **given: Any) -> Mediation:
    """Asked for by the worker in the town: the county takes it in, nine o'clock on a Monday."""
    values = {"owner": Owner(person=tree.worker), "by": tree.worker, "at": MONDAY, **given}
    owner = values.pop("owner")
    return do.ask(tree.town, terms, UNPAID, owner, **values)


def make_accepted(tree: Tree, terms: Terms = WAGES, **given: Any) -> Mediation:
    mediation = make_mediation(tree, terms, **given)
    return do.accept(mediation, make_employer(), by=tree.at_county, at=MONDAY + DAY)


def make_mediated(tree: Tree) -> Mediation:
    """Accepted, with a mediator."""
    mediator, mediation = make_mediator(tree), make_accepted(tree)
    return do.name_mediator(mediation, mediator, has_declared=True, by=tree.at_county, at=MONDAY + DAY)


def signed_copy() -> SimpleUploadedFile:
    return SimpleUploadedFile("协议书.pdf", b"%PDF-1.7")


def make_agreed(tree: Tree) -> Mediation:
    """Signed and in effect eight days after it was asked for."""
    mediation = do.draft(make_mediated(tree), DRAFT, by=tree.at_county, at=MONDAY + 7 * DAY)
    day, by = date(2026, 3, 10), tree.at_county
    return do.sign(mediation, day, [signed_copy()], by=by, at=MONDAY + 8 * DAY)
