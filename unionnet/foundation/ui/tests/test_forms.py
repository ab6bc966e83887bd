# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from unionnet.foundation.ui.forms import DayInput

PACKAGE = Path(__file__).resolve().parents[3]
OWN_CALENDAR = re.compile(r'forms\.DateInput\((?!attrs=\{"type": "month"\})|"type": "date"')


class Since(forms.Form):
    since = forms.DateField(widget=DayInput)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_known_day_stands_in_the_field_in_every_language(language: str) -> None:
    with translation.override(language):
        drawn = str(Since(initial={"since": date(2026, 11, 2)})["since"])
    assert 'type="date"' in drawn
    assert 'value="2026-11-02"' in drawn


def test_there_is_one_calendar_in_the_house() -> None:
    sources = [path for path in PACKAGE.glob("*/*/web/*.py") if OWN_CALENDAR.search(path.read_text("utf-8"))]
    assert sources == []
    assert OWN_CALENDAR.search('widget=forms.DateInput(attrs={"type": "date"})')
