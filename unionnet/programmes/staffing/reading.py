# SPDX-License-Identifier: Apache-2.0
"""A roster as officers have it, read row by row; what is wrong is said by name, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.days import day_in
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.staffing.models import StaffMember, StaffPost
from unionnet.programmes.staffing.rules import why_not_dates

HEADS = {
    "name": ("姓名", "name"),
    "number": ("人员编号", "编号", "number"),
    "card": ("会员证号", "card"),
    "union": ("工会", "所属工会", "union"),
    "kind": ("配备类型", "类型", "kind"),
    "title": ("职务", "title"),
    "since": ("任职起", "任职日期", "since"),
    "until": ("任期届满或离任", "任期届满", "离任日期", "until"),
    "paid_by": ("工资由谁发", "paid by"),
    "contract_until": ("劳动合同到期", "合同到期", "contract until"),
    "basis": ("依据文号", "文号", "basis"),
}
KINDS = {**{str(value): value for value in StaffPost.Kind.values}, "专职": "full_time", "兼职": "part_time"}
KINDS |= {"挂职": "seconded", "社会化工会工作者": "contract_worker", "集体协商指导员": "bargaining_adviser"}
KINDS |= {"劳动法律监督员": "supervision_officer", "社会化": "contract_worker"}
PAID = {"工会经费": "union", "财政": "fiscal", "所在单位": "employer", "其他": "other", "": ""}
MOST = 5000


@dataclass
class Line:
    """One row of the file: what it says, whom it means, and what is wrong with it."""

    row: int
    name: str
    number: str = ""
    card: str = ""
    organisation: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    member: StaffMember | None = None
    post: StaffPost | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def who(self) -> object:
        """Rows with the same value mean the same human being."""
        if self.person:
            return self.person.pk
        return (self.organisation.county_code, self.number) if self.number else (self.name, self.organisation)


@dataclass(frozen=True)
class Reading:
    """What the file would do."""

    lines: Sequence[Line]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.errors]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if not line.errors and line.post is None]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if not line.errors and line.post is not None]

    @property
    def shown(self) -> list[Line]:
        """For the page: what needs an eye first, five hundred at most."""
        return sorted(self.lines, key=lambda line: (not line.errors, line.row))[:500]


def read(
    table: Sequence[Sequence[str]], unions: Iterable[Organisation], *, union: Organisation
) -> list[Line]:
    """The rows as they stand. `union` is meant where a row names none."""
    columns = _columns(table[0] if table else [])
    if len(table) - 1 > MOST:
        raise Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=MOST)
    by_name: dict[str, list[Organisation]] = {}
    for each in unions:
        by_name.setdefault(each.name, []).append(each)
    lines = []
    for number, cells in enumerate(table[1:], start=2):
        said = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        lines.append(_line(number, said, by_name, union))
    _find_doubles(lines)
    return lines


def _columns(head: Sequence[str]) -> dict[str, int]:
    places = {text.strip().lower(): at for at, text in enumerate(head)}
    found = {name: places[text] for name, texts in HEADS.items() for text in texts if text in places}
    if missing := [HEADS[name][0] for name in ("name", "kind", "since") if name not in found]:
        raise Refusal(
            "no_such_column",
            _("第一行应为表头，缺少：%(columns)s。可先下载模板。"),
            columns=_("、").join(missing),
        )
    return found


def _line(
    row: int, said: Mapping[str, str], unions: Mapping[str, list[Organisation]], union: Organisation
) -> Line:
    line = Line(row, said["name"][:60], said.get("number", "")[:20], said.get("card", "")[:24], union)
    if not line.name:
        line.errors.append(_("没有姓名"))
    if named := said.get("union"):
        found = unions.get(named, [])
        line.organisation = found[0] if len(found) == 1 else None
        if len(found) > 1:
            line.errors.append(_("有几个工会都叫“%(name)s”，请写全称") % {"name": named[:40]})
        elif not found:
            line.errors.append(_("工会“%(name)s”不在您管理的范围") % {"name": named[:40]})
    _read_words(line, said)
    _read_days(line, said)
    return line


def _read_words(line: Line, said: Mapping[str, str]) -> None:
    kind, paid = KINDS.get(said["kind"]), PAID.get(said.get("paid_by", ""))
    if kind is None:
        line.errors.append(_("认不出配备类型“%(kind)s”") % {"kind": said["kind"][:20]})
    if paid is None:
        line.errors.append(_("工资由谁发，请填工会经费、财政、所在单位或其他"))
    line.values = {"kind": kind, "paid_by": paid or "", "basis": said.get("basis", "")[:80]}
    line.values["title"] = (said.get("title") or said["kind"])[:60]


def _read_days(line: Line, said: Mapping[str, str]) -> None:
    for name in ("since", "until", "contract_until"):
        text = said.get(name, "")
        line.values[name] = day = day_in(text)
        if text and day is None:
            line.errors.append(_("日期“%(text)s”应写成 2026-03-01") % {"text": text[:20]})
    if line.values["since"] is None:
        if not said["since"]:
            line.errors.append(_("没有任职日期"))
    elif refusal := why_not_dates(line.values["since"], line.values["until"], line.values["contract_until"]):
        line.errors.append(str(refusal))


def _find_doubles(lines: Sequence[Line]) -> None:
    first: dict[object, int] = {}
    for line in lines:
        if line.errors:
            continue
        key = (line.card or line.number or line.name, line.organisation.pk, line.values["kind"])
        if key in first:
            line.errors.append(_("与第 %(n)s 行重复") % {"n": first[key]})
        first.setdefault(key, line.row)
