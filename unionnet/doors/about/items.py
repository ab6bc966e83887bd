# SPDX-License-Identifier: Apache-2.0
"""The itemised list of personal information (PI-02), written by the declarations the code is held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from unionnet.foundation.privacy import ANONYMOUS, PERSONAL, SECRET, SENSITIVE, Declaration, declarations

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
    found = [_item(declaration) for declaration in declarations() if declaration.level in SHOWN]
    return sorted(found, key=lambda item: SHOWN.index(item.level))


def _item(declaration: Declaration) -> Item:
    model = apps.get_model(declaration.model)
    names = [label for name in declaration.fields if (label := _label(model, name))]
    return Item(
        name=_records().get(declaration.model) or str(model._meta.verbose_name),
        level=declaration.level,
        label=str(_levels()[declaration.level]),
        fields=_("、").join(names),
        why=said(declaration.why),
        keeps=said(declaration.keeps),
        erasure=said(declaration.erasure),
    )


def _label(model: type[Model], name: str) -> str:
    """A field as people call it; nothing for what only serves a machine, such as an index."""
    words = _words()
    if name in words:
        return words[name]
    stated = str(getattr(model._meta.get_field(name), "verbose_name", ""))
    return "" if stated == name.replace("_", " ") else stated


def _words() -> dict[str, str]:
    """Columns that carry no label of their own."""
    return {
        "id_number": _("证件号码"),
        "mobile": _("手机号码"),
        "tags": _("人群标签"),
        "login": _("登录名"),
        "born_on": _("出生日期"),
        "person": _("本人"),
        "reporter": _("反映人"),
        "text": _("文字内容"),
        "reason": _("理由"),
    }


def _records() -> dict[str, str]:
    """Kinds of record that carry no name of their own."""
    return {
        "files.StoredFile": _("上传的文件"),
        "people.Standing": _("报名资格"),
        "people.Consent": _("同意记录"),
        "people.Opening": _("查看记录"),
        "places.FaultReport": _("故障反映"),
        "reach.Preference": _("接收方式"),
        "reach.CodeTurn": _("验证码次数"),
        "enrolment.KeyedRequest": _("报名请求编号"),
        "api.Replay": _("接口请求编号"),
    }


def said(phrase: str) -> str:
    """A phrase of a declaration in the language of the reader."""
    return _(phrase) if phrase else ""


def _levels() -> dict[str, Any]:
    return {
        SENSITIVE: _("敏感个人信息"),
        PERSONAL: _("个人信息"),
        SECRET: _("保密，任何人看不到"),
        ANONYMOUS: _("匿名"),
    }
