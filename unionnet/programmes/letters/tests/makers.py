# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.letters.actions import Draft, Notified, Objection, deliver, register, write
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.tools.casework.tests.makers import MONDAY

SUPERVISORS = ("谭部长 渝工监001", "冉主席 渝工监002")
DRAFT = Draft("拖欠 3 名骑手两个月工资，违反劳动合同法第三十条。", "在 5 日内足额支付工资。", SUPERVISORS)
PROPOSAL = Draft("拖欠工资，两次发函仍未改正。", "依法责令支付。", SUPERVISORS, "云阳县人力资源和社会保障局")


def make_employer(name: str = "示范配送有限公司", region_code: str = "500235") -> Employer:
    """The same one when it is asked for again."""
    known = {"name": name, "region_code": region_code}
    return Employer.objects.get_or_create(uscc=make_uscc(f"91{region_code}MA600000"), defaults=known)[0]


def make_letter(union: Organisation, by: Person, employer: Employer | None = None, **given: Any) -> Letter:
    return write(union, employer or make_employer(), DRAFT, by=by, **given)


def make_delivered(union: Organisation, by: Person, **given: Any) -> Letter:
    """Signed for when it was written."""
    letter = make_letter(union, by, **given)
    return deliver(letter, "人事部王女士当面签收", by=by, at=given.get("at"))


TOLD = Notified(
    "林晓", "no_fault", "部门撤销，没有合适的岗位。", "written", date(2026, 3, 2), date(2026, 3, 31)
)
AGAINST = Objection("林晓怀孕五个月，单位不得以这个理由解除。", "《劳动合同法》第四十二条第四项")


def make_dismissal(union: Organisation, by: Person, given: Notified = TOLD, **more: Any) -> Dismissal:
    """Told on the second of March, to take effect on its last day."""
    employer = make_employer(region_code=union.region_code)
    return register(union, employer, given, by=by, **{"at": MONDAY, **more})
