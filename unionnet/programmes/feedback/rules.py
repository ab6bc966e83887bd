# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb. Where a case lies is asked of casework."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.feedback.models import Feedback
from unionnet.tools.casework.rules import why_not_at_desk

SEE, HANDLE = "feedback.see", "feedback.handle"
REPLY, MOST_UNNAMED = "FB-01.reply", "FB-02.most_unnamed_a_day"


def ruling(name: str, organisation: Organisation | None, at: datetime) -> Ruling:
    """`ruling(REPLY, union, now)`: as it holds where the union is."""
    return rule(name, where=organisation.county_code if organisation else "", on=local_date(at))


def why_not_set_box(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_unnamed(organisation: Organisation, *, allowed: bool, left: int, at: datetime) -> Refusal | None:
    """`left` were left without a name in this box within a day."""
    if not allowed:
        return Refusal("named_only", _("%(name)s的意见箱要求署名。"), name=organisation.name)
    most = ruling(MOST_UNNAMED, organisation, at)
    if left >= most.value:
        return Refusal(
            "enough", _("这个意见箱今天收到的不署名意见已经很多，请明天再来。"), rule=most.citation
        )
    return None


def why_not_handle(feedback: Feedback, by: Person) -> Refusal | None:
    """Whoever works on it sits where its case lies."""
    holder = feedback.case.holder
    if not by.may(HANDLE, holder.path):
        return Refusal("elsewhere", _("这一件现在由%(name)s办理。"), name=holder.name)
    return why_not_at_desk(feedback.case, holder, by)


def why_not_make_task(feedback: Feedback, by: Person) -> Refusal | None:
    """Before it is answered: the answer says what came of the task."""
    if feedback.item_id is not None:
        return Refusal("tasked", _("已经转为任务。"))
    if not feedback.case.is_open:
        return Refusal("not_open", _("已经办结，不能再转为任务。"))
    return why_not_handle(feedback, by)


def why_not_show(feedback: Feedback, by: Person) -> Refusal | None:
    """What was done is shown, not what is meant to be done."""
    if not feedback.case.is_done:
        return Refusal("not_done", _("答复办结以后，才能公开。"))
    return why_not_handle(feedback, by)
