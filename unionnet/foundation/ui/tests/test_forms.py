# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from unionnet.foundation.ui.forms import CENT, DayInput, MomentInput, YuanField

PACKAGE = Path(__file__).resolve().parents[3]
OWN_MONEY = re.compile(r"forms\.DecimalField\([^)]*元")
OWN_CLOCK = re.compile(r"datetime-local|forms\.DateTimeInput")
OWN_CALENDAR = re.compile(r'forms\.DateInput\((?!attrs=\{"type": "month"\})|"type": "date"')


class Since(forms.Form):
    since = forms.DateField(widget=DayInput)


class Price(forms.Form):
    price = YuanField(label="单价（元）", least=CENT, most=1000)


def _sources_with(own: re.Pattern[str]) -> list[Path]:
    return [path for path in PACKAGE.glob("*/*/web/*.py") if own.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_known_day_stands_in_the_field_in_every_language(language: str) -> None:
    with translation.override(language):
        drawn = str(Since(initial={"since": date(2026, 11, 2)})["since"])
    assert 'type="date"' in drawn
    assert 'value="2026-11-02"' in drawn


def test_there_is_one_calendar_in_the_house() -> None:
    assert _sources_with(OWN_CALENDAR) == []
    assert OWN_CALENDAR.search('widget=forms.DateInput(attrs={"type": "date"})')


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12.5", 1250),
        ("１２．５", 1250),
        (" 1,000.00 ", 100_000),
        ("¥0.01", 1),
        ("￥８元", 800),
        ("1e2", 10_000),
    ],
)
def test_money_is_read_as_it_is_written_and_kept_in_cents(typed: str, cents: int) -> None:
    form = Price({"price": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == cents


@pytest.mark.parametrize(
    "typed",
    ["", "0", "-1", "1000.01", "0.001", "9" * 400, "1e400", "1e-400", "NaN", "Infinity", "十元", "1\x000"],
)
def test_money_that_cannot_be_is_refused(typed: str) -> None:
    assert list(Price({"price": typed}).errors) == ["price"]


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "0"), (800, "8"), (805, "8.05"), (123_456_789, "1234567.89")]
)
def test_money_that_is_known_stands_in_the_field_in_yuan(cents: int, shown: str) -> None:
    drawn = str(Price(initial={"price": cents})["price"])
    assert f'value="{shown}"' in drawn
    assert 'inputmode="decimal"' in drawn


def test_money_that_was_typed_stands_there_again() -> None:
    assert 'value="十元"' in str(Price({"price": "十元"})["price"])


@pytest.mark.parametrize("own", [OWN_MONEY, OWN_CLOCK])
def test_money_and_moments_have_one_field_in_the_house(own: re.Pattern[str]) -> None:
    assert _sources_with(own) == []


def test_a_known_moment_stands_in_the_field() -> None:
    class At(forms.Form):
        at = forms.DateTimeField(widget=MomentInput())

    with translation.override("en"):
        drawn = str(At(initial={"at": datetime(2026, 11, 2, 1, 5, tzinfo=UTC)})["at"])
    assert 'type="datetime-local"' in drawn
    assert 'value="2026-11-02T09:05"' in drawn


def test_the_patterns_find_what_they_look_for() -> None:
    assert OWN_MONEY.search('forms.DecimalField(label=_("金额（元）"), min_value=0)')
    assert OWN_CLOCK.search('forms.DateTimeInput(attrs={"type": "datetime-local"})')
