# SPDX-License-Identifier: Apache-2.0
"""Figures on a page."""

from __future__ import annotations

from typing import Any

from django.template import Library

from unionnet.tools.returns.models import Cell, Indicator
from unionnet.tools.returns.queries import Line
from unionnet.tools.returns.values import spoken, written
from unionnet.tools.returns.web.rows import rate_said

register = Library()


@register.filter
def said(line: Line) -> str:
    """The figure of a line, to be read."""
    if line.rate is not None:
        return rate_said(line.rate, line.indicator)
    return spoken(line.indicator, line.number, line.text)


@register.filter
def before(line: Line) -> str:
    """The figure of the period before."""
    return spoken(line.indicator, line.earlier) if line.indicator.is_number else ""


@register.filter
def fact(cell: Cell | None, indicator: Indicator) -> str:
    """What the system counted itself; nothing where it did not."""
    return spoken(indicator, cell.fact) if cell and cell.fact is not None else ""


@register.simple_tag
def typed_in(line: Line, typed: dict[str, Any]) -> str:
    """What stands in the field: what was typed a moment ago, else the figure."""
    entry = typed.get(line.indicator.code)
    return entry.raw if entry else written(line.indicator, line.number, line.text)


@register.filter
def of_code(by_code: dict[str, Any], code: str) -> Any:
    return by_code.get(code, "")
