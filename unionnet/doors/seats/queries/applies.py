# SPDX-License-Identifier: Apache-2.0
"""What applies to what is being written: answers with their source, articles, and matters like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.knowledge.queries import Found, found_at, telling_words
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by, numbers_like

LONGEST = 200
LOOKED_AT, SIMILAR = 30, 5


@dataclass(frozen=True)
class Applies:
    found: Found
    similar: Sequence[Case]

    @property
    def is_empty(self) -> bool:
        return not (self.found.hits or self.found.articles or self.similar)


def what_applies(organisation: Organisation, person: Person, words: str, on: date) -> Applies:
    """For the last of what was written: it says what the caller has come to."""
    words = words[-LONGEST:]
    return Applies(found_at(organisation, words, on), _similar(person, telling_words(words)))


def _similar(person: Person, words: list[str]) -> Sequence[Case]:
    """The best of each title. Those told in confidence are not held up as an example."""
    if not (found := numbers_like(person, words)):
        return []
    any_word = SearchQuery(" | ".join(f"'{word}'" for word in words), search_type="raw", config="simple")
    rows = cases_seen_by(person).filter(pk__in=found, is_sensitive=False)
    best = rows.annotate(rank=SearchRank(F("words"), any_word)).order_by("-rank", "-id")[:LOOKED_AT]
    return list({case.title: case for case in reversed(best)}.values())[::-1][:SIMILAR]
