# SPDX-License-Identifier: Apache-2.0
"""A key to sort and find Chinese names by, stored beside the name: the database knows no pinyin."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models

LONGEST = 240
LAST = chr(0x10FFFF)  # no name has it, and no sign comes after it


@lru_cache(maxsize=4096)
def pinyin_key(name: str) -> str:
    """云阳 → `yunyang|yy`: all syllables, a bar, initials. The library is large: imported when needed."""
    from pypinyin import lazy_pinyin

    if not name:
        return ""
    syllables = " ".join(lazy_pinyin(name)).split()  # the words of a Latin name are its syllables
    return f"{''.join(syllables)}|{''.join(syllable[:1] for syllable in syllables)}".lower()[:LONGEST]


class PinyinField(models.CharField):  # type: ignore[type-arg]
    """Follows `name` whenever the row is written; a release that does not know it yet leaves it empty."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=LONGEST, editable=False, default="", db_default="", db_collation="C")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for key in ("editable", "default", "db_default"):
            options.pop(key, None)
        return name, path, args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = pinyin_key(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


def begins(column: str, word: str) -> models.Q:
    """Texts that begin with the word, as a range: behind a second wall no index answers a pattern."""
    return models.Q(**{f"{column}__gte": word, f"{column}__lt": word + LAST})


class Initials(models.Func):
    """The second half of a pinyin key: `shenglijie|slj` → `slj`."""

    arity = 1
    template = "split_part(%(expressions)s, '|', 2)"
    output_field: Any = models.CharField(db_collation="C")
