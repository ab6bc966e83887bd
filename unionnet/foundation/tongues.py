# SPDX-License-Identifier: Apache-2.0
"""Words that somebody wrote in Chinese and, when they had them, in English: everyone reads their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Tongues:
    """As a string it is what the reader reads; Chinese where nobody wrote the other."""

    chinese: str
    english: str = ""

    def __str__(self) -> str:
        return self.english if self.english and get_language() == "en" else self.chinese
