# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb. Where a case may go is asked of casework."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.doors.seats.models import Call
from unionnet.foundation.refusals import Refusal

SEE, HANDLE, MANAGE, CONNECT = "seats.see", "seats.handle", "seats.manage", "seats.connect"
AHEAD = timedelta(minutes=5)  # how far the clock of a switchboard may run ahead of ours
BACK = timedelta(days=31)  # a recording may be told of long after the call
KEY = re.compile(r"[a-z]{1,8}")


def why_not_handle(organisation: Organisation, by: Person) -> Refusal | None:
    """The calls of a union are for those who hold a post there: a union above reads counts."""
    if organisation.path not in offices_of(by, HANDLE):
        return Refusal("elsewhere", _("%(name)s的热线不归您接听。"), name=organisation.name)
    return None


def why_not_manage(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(MANAGE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_connect(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(CONNECT, organisation.path):
        return Refusal(
            "elsewhere", _("只有%(name)s的系统管理员的令牌可以送入话机事件。"), name=organisation.name
        )
    return None


def why_not_at(moment: datetime, now: datetime) -> Refusal | None:
    """A moment told by a machine: near enough to be one of a call."""
    if not now - BACK <= moment <= now + AHEAD:
        return Refusal("wrong_clock", _("事件时间与现在相差太远，请核对话务平台的时钟。"))
    return None


def why_not_end(call: Call, by: Person) -> Refusal | None:
    """Only who has it in hand writes and ends it, and once."""
    if call.is_settled:
        return settled()
    if call.taken_by_id is None:
        return Refusal("not_taken", _("请先接听，再登记。"))
    if call.taken_by_id != by.pk:
        return taken(call)
    return why_not_handle(call.organisation, by)


def settled() -> Refusal:
    return Refusal("settled", _("这个来电已经办完。"))


def taken(call: Call) -> Refusal:
    return Refusal("taken", _("%(name)s已经接了这个来电。"), name=call.taken_by.name if call.taken_by else "")


def why_not_phrase(key: str, text: str) -> Refusal | None:
    if not KEY.fullmatch(key):
        return Refusal("bad_key", _("快捷键用一到八个小写字母，例如 jb。"))
    if not text:
        return Refusal("no_words", _("请写模板的内容。"))
    return None
