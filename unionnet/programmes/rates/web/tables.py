# SPDX-License-Identifier: Apache-2.0
"""How rates are drawn, on the page and in Excel: a rate never travels without its two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.organisations.web.tables import employers_table, organisations_table
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.words import told_in_steps
from unionnet.programmes.rates.models import Seal
from unionnet.programmes.rates.queries import Definition, MonthLine, Rate, Sheet, months_of


def shown(rate: Rate) -> str:
    """96.5%（861 / 892）, or a dash for a rate of nothing, or of fewer than are told."""
    if rate.percent is None:
        return "—"
    return _("%(rate)s%%（%(part)s / %(whole)s）") % {
        "rate": rate.percent,
        "part": told_in_steps(rate.numerator, rate.step),
        "whole": f"{rate.denominator:,}",
    }


def months(page: Page[Seal], union: Organisation, step: int) -> Table:
    lines = {line.seal.pk: line for line in months_of(page.rows, step)}

    def rate(definition: str) -> Any:
        return lambda seal: shown(lines[seal.pk].rates[definition])

    return Table(
        [
            Column("month", _("月份"), cell=lambda seal: f"{seal.month:%Y-%m}"),
            *(Column(each.value, each.label, cell=rate(each.value)) for each in Definition),
            Column("cut_off", _("截止日期"), kind="when"),
            Column("sealed_at", _("封存时间"), kind="when"),
            Column("sealed_by.name", _("封存人")),
        ],
        page,
        page=page,
        export=f"{reverse('desk-rates:months_export')}?under={union.public_id}",
        row_url=address_of("desk-rates:sheet"),
        caption=_("封存的月份"),
        empty=_("还没有封存的月份"),
        empty_text=_("封存以后，这个月的数字不再变动；补录和更正另行列出。"),
    )


def month_lines(seals: Sequence[Seal], step: int) -> tuple[list[Any], list[list[Any]]]:
    head = [_("月份"), _("截止日期"), _("口径"), _("分子"), _("分母"), _("比率（%）"), _("封存时间")]
    return head, [_month_line(line, each) for line in months_of(seals, step) for each in line.rates]


def _month_line(line: MonthLine, definition: str) -> list[Any]:
    rate, seal = line.rates[definition], line.seal
    own = [f"{seal.month:%Y-%m}", seal.cut_off, rate.label, _part(rate), rate.denominator, rate.percent]
    return [*own, timezone.localtime(seal.sealed_at)]


def _part(rate: Rate) -> int | str:
    """A number where it is exact, words where it is not: nobody adds up steps."""
    return rate.numerator if rate.step == 1 else told_in_steps(rate.numerator, rate.step)


def sheet_lines(sheet: Sheet) -> tuple[list[Any], list[list[Any]]]:
    head = [_("口径"), _("项目"), _("分子"), _("分母"), _("比率（%）"), _("截止日期")]
    labels = {each.value: str(each.label) for each in Definition}
    parts = [*sheet.tiers, *sheet.places, sheet.employers, *sheet.industries, *sheet.regions, sheet.members]
    return head, [
        [
            labels[rate.filters["definition"]],
            rate.label,
            _part(rate),
            rate.denominator,
            rate.percent,
            sheet.seal.cut_off,
        ]
        for rate in parts
    ]


def unions(page: Page[Organisation]) -> Table:
    return organisations_table(page)


def employers(page: Page[Employer]) -> Table:
    return employers_table(page, "")
