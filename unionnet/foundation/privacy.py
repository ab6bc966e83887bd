# SPDX-License-Identifier: Apache-2.0
"""Personal data is declared: each app's privacy.py says what its models hold, how long, and how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

PUBLIC = "public"
INTERNAL = "internal"
PERSONAL = "personal"
SENSITIVE = "sensitive"
SECRET = "secret"  # noqa: S105 - the name of a class of data
ANONYMOUS = "anonymous"
CLASSES = (PUBLIC, INTERNAL, PERSONAL, SENSITIVE, SECRET, ANONYMOUS)


@dataclass(frozen=True)
class Declaration:
    """What one model holds.

    `model` is "app_label.Model"; `fields` names the personal ones; `keeps` is the lifetime in the words
    a member reads; `why` the purpose; `erasure` what happens to the row when the person asks to be forgotten.
    """

    model: str
    level: str
    why: str
    keeps: str = ""
    erasure: str = ""
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in CLASSES:
            raise ValueError(f"{self.model}: unknown privacy class {self.level}")
        if self.level in (PERSONAL, SENSITIVE) and not (self.keeps and self.erasure):
            raise ValueError(f"{self.model}: personal data needs a lifetime and an erasure")


def declarations() -> Iterator[Declaration]:
    """Every declaration of every installed app of ours."""
    for config in apps.get_app_configs():
        if config.name.startswith("unionnet.") and find_spec(f"{config.name}.privacy"):
            yield from import_module(f"{config.name}.privacy").DECLARATIONS
