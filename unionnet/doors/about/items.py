# SPDX-License-Identifier: Apache-2.0
"""The itemised list of personal information (PI-02), written by the declarations the code is held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unionnet.doors.about.labels import column_name, record_name
from unionnet.foundation.privacy import (
    ANONYMOUS,
    INTERNAL,
    PERSONAL,
    PUBLIC,
    SECRET,
    SENSITIVE,
    Declaration,
    declarations,
)

SHOWN = (SENSITIVE, PERSONAL, SECRET, ANONYMOUS)


@dataclass(frozen=True)
class Item:
    """One kind of record, as the person it is about reads it."""

    name: str
    level: str
    label: str
    fields: str
    why: str
    keeps: str
    erasure: str


def items() -> list[Item]:
    """Sensitive first."""
    found = [item_of(declaration) for declaration in declarations() if declaration.level in SHOWN]
    return sorted(found, key=lambda item: SHOWN.index(item.level))


def item_of(declaration: Declaration) -> Item:
    names = [label for name in declaration.fields if (label := column_name(declaration.of, name))]
    return Item(
        name=record_name(declaration.model),
        level=declaration.level,
        label=str(_levels()[declaration.level]),
        fields=_("、").join(dict.fromkeys(names)),
        why=said(declaration.why),
        keeps=said(declaration.keeps),
        erasure=said(declaration.erasure),
    )


def said(phrase: str) -> str:
    """A phrase of a declaration in the language of the reader."""
    return _(phrase) if phrase else ""


def _levels() -> dict[str, Any]:
    return {
        SENSITIVE: _("敏感个人信息"),
        PERSONAL: _("个人信息"),
        INTERNAL: _("工作记录"),
        PUBLIC: _("公开信息"),
        SECRET: _("保密，任何人看不到"),
        ANONYMOUS: _("匿名"),
    }
