# SPDX-License-Identifier: Apache-2.0
"""The articles of the rulebook as texts to find: what holds where somebody is, on a day, with its rule id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache

from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.rulebook.packs import provisions
from unionnet.foundation.tongues import Tongues
from unionnet.tools.casework.lexemes import words_of

MOST_KEPT = 4_096


def articles_in_force(where: str, on: date) -> Iterator[tuple[Ruling, frozenset[str]]]:
    """Each rule as it holds there, and the words of its source."""
    for rule_id in provisions():
        with suppress(KeyError):  # nothing of it is in force there
            ruling = rule(rule_id, where=where, on=on)
            source = ruling.citation.source
            yield ruling, words_in(source.chinese if isinstance(source, Tongues) else source)


@lru_cache(MOST_KEPT)
def words_in(text: str) -> frozenset[str]:
    return frozenset(words_of(text))
