# SPDX-License-Identifier: Apache-2.0
"""A notice is kept as a sentence with gaps and what fills them: everyone reads it in their own language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext

from unionnet.foundation.tongues import Tongues
from unionnet.foundation.ui.tags.words import day, moment


def packed(facts: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Facts as JSON keeps them. Moments and days stay moments and days, and words in two
    languages stay in both."""
    return {name: _packed(value) for name, value in facts.items()} if facts else None


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Tongues) and value.english:
        return {"zh": value.chinese, "en": value.english}
    return value if isinstance(value, int | float) else str(value)


def in_words(sentence: str, facts: Mapping[str, Any] | None) -> str:
    """The sentence in the language of whoever reads now."""
    if not sentence:
        return ""
    spoken = gettext(sentence)
    return spoken % {name: _spoken(value) for name, value in facts.items()} if facts else spoken


def _spoken(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "zh" in value:
        return str(Tongues(value["zh"], value["en"]))
    return moment(parse_datetime(value["moment"])) if "moment" in value else day(parse_date(value["day"]))
