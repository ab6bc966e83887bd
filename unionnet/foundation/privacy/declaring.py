# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

PUBLIC = "public"
INTERNAL = "internal"
PERSONAL = "personal"
SENSITIVE = "sensitive"
SECRET = "secret"  # noqa: S105 - the name of a class of data
ANONYMOUS = "anonymous"
CLASSES = (PUBLIC, INTERNAL, PERSONAL, SENSITIVE, SECRET, ANONYMOUS)

BLANK = "blank"
DELETE = "delete"
KEEP = "keep"

YEAR = 366  # days: a promise of years is never cut short by a leap day


@dataclass(frozen=True)
class Lasts:
    """Rows stay `days` after `since`, a column or path (of several the first that is set); `where` narrows
    which rows, `then` says what happens."""

    since: str | tuple[str, ...]
    days: int
    where: tuple[tuple[str, Any], ...] = ()
    then: str = DELETE

    @property
    def moments(self) -> tuple[str, ...]:
        return (self.since,) if isinstance(self.since, str) else self.since


@dataclass(frozen=True)
class Declaration:
    """What one model holds.

    `model` is "app_label.Model"; `fields` names the personal ones; `keeps` is the lifetime in the words
    a member reads; `why` the purpose in words, `purpose` the key of its legal basis in the rulebook
    (PI-01.…); `erasure` what happens to the row when the person asks to be forgotten, `on_erasure` the
    same for the machine: BLANK the fields, DELETE the row, KEEP it, or the dotted name of a verb that
    takes a list of person ids.

    `about` are the paths from a row to the person it is about ("person" when there is such a relation);
    `acts` the relations to people who did something in office, besides `by` and whatever ends in `_by`;
    `untraced` says why a personal model leads to nobody. `named` are acting people the subject may see;
    `hidden` columns that say nothing to anybody. `withheld` are conditions of rows that are not shown to
    their subject, since their being there tells something about somebody else. `hold` is the rule that lets a
    row stay after erasure.
    """

    model: str
    level: str
    why: str
    keeps: str = ""
    erasure: str = ""
    fields: tuple[str, ...] = ()
    purpose: str = "service"
    about: tuple[str, ...] | None = None
    acts: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    withheld: tuple[tuple[str, Any], ...] = ()
    untraced: str = ""
    on_erasure: str = BLANK
    hold: str = ""
    lasts: tuple[Lasts, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in CLASSES:
            raise ValueError(f"{self.model}: unknown privacy class {self.level}")
        if self.level in (PERSONAL, SENSITIVE) and not (self.keeps and self.erasure):
            raise ValueError(f"{self.model}: personal data needs a lifetime and an erasure")
        if not (self.on_erasure in (BLANK, DELETE, KEEP) or "." in self.on_erasure):
            raise ValueError(f"{self.model}: unknown erasure {self.on_erasure}")

    @property
    def of(self) -> type[Model]:
        """The model itself."""
        return apps.get_model(self.model)

    def is_office(self, relation: str) -> bool:
        """Whether that relation leads to somebody who did something in office: the row is not about them."""
        return relation == "by" or relation.endswith("_by") or relation in self.acts

    @property
    def subjects(self) -> tuple[str, ...]:
        """The paths to the person it is about; none when it is about nobody."""
        if self.about is not None:
            return self.about
        try:
            relation = self.of._meta.get_field("person")
        except FieldDoesNotExist:
            return ()
        return ("person",) if relation.is_relation else ()


def declarations() -> Iterator[Declaration]:
    """Every declaration of every installed app of ours."""
    for config in apps.get_app_configs():
        if config.name.startswith("unionnet.") and find_spec(f"{config.name}.privacy"):
            yield from import_module(f"{config.name}.privacy").DECLARATIONS
