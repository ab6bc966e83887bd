# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django import template
from django.utils import formats

from unionnet.tools.booking.models import OpeningRule
from unionnet.tools.booking.web.asking import written
from unionnet.tools.booking.web.forms import WEEKDAYS

register = template.Library()


@register.filter
def weekday(number: int) -> str:
    """星期一 for 1."""
    return str(WEEKDAYS[number])


@register.filter
def short_weekday(day: date) -> str:
    """一 or Mon: the head of a narrow column."""
    return formats.date_format(day, "D").removeprefix("星期")


@register.filter
def spans(rules: list[OpeningRule]) -> str:
    """09:00-12:00、14:00-21:00"""
    return written([(rule.opens, rule.closes) for rule in rules])
