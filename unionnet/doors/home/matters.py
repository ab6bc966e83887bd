# SPDX-License-Identifier: Apache-2.0
"""My matters: whatever waits for me or on which I wait, from every app, each in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.foundation.ui.tags.words import day, moment
from unionnet.tools.enrolment.queries import Mine, mine

MOST = 6


@dataclass(frozen=True)
class Matter:
    title: str
    note: str
    tag: str
    kind: str
    url: str


def matters_of(person: Person, application: Membership | None, most: int = MOST) -> list[Matter]:
    """What asks for an answer comes first."""
    own = [of_application(application)] if application else []
    return [*own, *(of_enrolment(line) for line in mine(person)[:most])][:most]


def of_application(application: Membership) -> Matter:
    url = url_or_empty("people:application", application.public_id) or url_or_empty("people:me")
    if application.state == Membership.State.SUPPLEMENT_REQUESTED:
        return Matter(
            _("入会申请"), _("请补充材料：%(why)s") % {"why": application.reason}, _("待补充"), "due", url
        )
    due = application.due_on
    note = _("%(union)s将于 %(day)s 前审核") % {
        "union": application.organisation.name,
        "day": day(due),
    }
    return Matter(_("入会申请"), note, _("待审核"), "info", url)


def of_enrolment(line: Mine) -> Matter:
    url = url_or_empty("enrolment:offer", line.offer.public_id)
    words: dict[str, tuple[Any, Any, str]] = {
        "invited": (_("有名额给您，请在 %(at)s 前确认"), _("待确认"), "due"),
        "taken": (_("%(begins)s 开始"), _("已报名"), "ok"),
        "waiting": (_("候补第 %(position)s 位，有人退出会自动通知"), _("候补"), ""),
    }
    note, tag, kind = words[line.state]
    facts = {
        "at": moment(line.deadline),
        "begins": moment(line.offer.starts_at or line.offer.opens_at),
        "position": line.position,
    }
    return Matter(line.offer.title, note % facts, tag, kind, url)
