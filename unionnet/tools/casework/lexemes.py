# SPDX-License-Identifier: Apache-2.0
"""Chinese text as words: cut when it is written, and the same way when it is asked for. PostgreSQL's own
parser takes 全国总工会 for one word."""

from __future__ import annotations

from collections.abc import Sequence

import rjieba
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value

from unionnet.directory.organisations.models import SEGMENT

MOST = 2_000
MOST_ASKED = 12


class Lexemes(Func):
    """A list of words as the index keeps it, and the marks of where it lies: `Lexemes(*texts, marks=…)`."""

    function = "array_to_tsvector"

    def __init__(self, *texts: str, marks: Sequence[str] = ()) -> None:
        words = [*words_of(*texts)[:MOST], *marks]
        super().__init__(Value(words, output_field=ArrayField(TextField())), output_field=SearchVectorField())


def marks_of(path: str, *, is_sensitive: bool) -> list[str]:
    """What stands among the words of a case once a union has a share in it: `casework_mark` (migration 0003)
    makes the same of all its shares."""
    if is_sensitive:
        return [f"@={path}"]
    return [f"@{path[:end]}" for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def words_of(*texts: str) -> list[str]:
    """Each word once, in order; the short ones inside long ones too."""
    found = (word.lower() for text in texts for word in rjieba.cut_for_search(text))
    return sorted({word for word in found if word.isalnum() and len(word) <= 40})


def asked_for(words: str) -> str:
    """A tsquery in which every word must be; "" when there is none. Only letters and digits come through.
    A word inside a longer one is not asked for: it stands wherever the longer one does."""
    found = words_of(words)
    longest = [word for word in found if not any(word in other and word != other for other in found)]
    return " & ".join(f"'{word}'" for word in longest[:MOST_ASKED])
