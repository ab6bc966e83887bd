# SPDX-License-Identifier: Apache-2.0
"""Forms and returns as officers make them through their pages, for journeys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.test import Client

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Organisation
from unionnet.tools.returns.models import Form, Period, Return

DESK = "/desk/returns/"
COUNTIES = ("大通县总工会", "湟中区总工会", "湟源县总工会")
FAIRS = (
    {"code": "A1", "label": "招聘会", "unit": "events"},
    {"code": "A2", "label": "发布信息", "unit": "entries"},
    {"code": "A3", "label": "参与企业", "kind": "firms", "unit": "firms"},
    {"code": "A4", "label": "参与家次", "kind": "firms", "unit": "firm_times"},
    {"code": "A5", "label": "提供岗位", "unit": "posts"},
    {"code": "A6", "label": "用工需求", "unit": "headcount"},
    {"code": "A7", "label": "达成意向", "unit": "intentions"},
    {"code": "A8", "label": "意向占用工需求", "kind": "percent", "numerator": "A7", "denominator": "A6"},
    {"code": "A9", "label": "每个岗位的意向", "kind": "average", "numerator": "A7", "denominator": "A5"},
)


def issue(
    desk: Client, union: Organisation, title: str, lines: Iterable[Mapping[str, str]], **period: str
) -> Period:
    """Written line by line at the desk of the union above, and issued."""
    desk.post(f"{DESK}forms/", {"organisation": union.pk, "title": title, "rhythm": "once"})
    form = Form.objects.get(title=title)
    for line in lines:
        sent = {"kind": "count", "is_required": "on", **line}
        assert desk.post(f"{DESK}forms/{form.public_id}/indicators/", sent).status_code == 302, line
    return open_again(desk, form, **period)


def open_again(desk: Client, form: Form, **period: str) -> Period:
    given = {"key": "2025", "begins": "2025-01-01", "ends": "2025-12-31", "due_on": "2026-01-31", **period}
    assert desk.post(f"{DESK}forms/{form.public_id}/periods/", given).status_code == 302
    return Period.objects.get(line=form.line, key=given["key"])


def page_of(period: Period, union: Organisation) -> str:
    return f"{DESK}{Return.objects.get(period=period, organisation=union).public_id}/"


def send(desk: Client, page: str, firms: str | None = None, **figures: int) -> None:
    """Filled and handed in at the desk of the unit."""
    if firms is not None:
        assert desk.post(f"{page}firms", {"lines": firms}).status_code == 302
    assert desk.post(page, {f"v-{code}": str(number) for code, number in figures.items()}).status_code == 302
    assert desk.post(f"{page}sending").status_code == 302


def firm_code(number: int) -> str:
    """An invented code that passes GB 32100."""
    return make_uscc(f"91630100{number:08d}")


@dataclass(frozen=True)
class City:
    union: Organisation
    desk: Client
    counties: list[Organisation]
    desks: list[Client]


def make_city() -> City:
    """A city, three counties below it, and the desks of all."""
    union = make_union("西宁市总工会", kind="city_federation", region_code="630100")
    counties = [make_union(name, union, kind="county_federation", region_code="630100") for name in COUNTIES]
    desks = [sign_in(Client(), make_officer(county)) for county in counties]
    return City(union, sign_in(Client(), make_officer(union)), counties, desks)


def firms(first: int, count: int, occasion: str) -> list[str]:
    """Lines of a list of invented firms."""
    return [f"河湟企业{number}\t{firm_code(number)}\t{occasion}" for number in range(first, first + count)]


SHARED = firm_code(9999)
# One firm at four fairs of two counties, under two spellings.
LISTS = (
    [*firms(0, 600, "春风"), f"湟水实业有限公司\t{SHARED}\t春风", f"青海湟水实业\t{SHARED}\t秋季"],
    [*firms(600, 400, "百日"), f"湟水实业有限公司\t{SHARED}\t百日", f"青海湟水实业\t{SHARED}\t校园"],
    firms(1000, 297, "残疾人专场"),
)
FIGURES = (
    {"A1": 30, "A2": 201, "A5": 4000, "A6": 9000, "A7": 2000},
    {"A1": 20, "A2": 150, "A5": 3000, "A6": 6000, "A7": 1500},
    {"A1": 7, "A2": 50, "A5": 215, "A6": 1000, "A7": 222},
)


def report_fairs(city: City) -> Period:
    """57 fairs of a year, sent by three counties."""
    period = issue(city.desk, city.union, "专场招聘活动", FAIRS)
    for county, desk, names, figures in zip(city.counties, city.desks, LISTS, FIGURES, strict=True):
        send(desk, page_of(period, county), "\n".join(names), **figures)
    return period
