# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.knowledge.models import Answer
from unionnet.tools.casework.models import Case

SEE, MANAGE = "knowledge.see", "knowledge.manage"


def why_not_manage(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(MANAGE, organisation.path):
        return Refusal("elsewhere", _("%(name)s 的问答不归您管。"), name=organisation.name)
    return None


def why_not_write(question: str, text: str, source: str) -> Refusal | None:
    if not question or not text:
        return Refusal("no_words", _("问题和回答都要写。"))
    if not source:
        return Refusal("no_source", _("请写明依据：哪个文件、第几条。没有依据的不能对外回答。"))
    return None


def why_not_grow(case: Case) -> Refusal | None:
    """Only what is over and was not told in confidence."""
    if case.is_sensitive:
        return Refusal("confidential", _("涉及隐私的事项不能写成问答。"))
    if not case.is_done:
        return Refusal("not_closed", _("办结以后才能写成问答。"))
    return None


def why_not_publish(answer: Answer, by: Person, *, is_checked: bool, today: date) -> Refusal | None:
    if refusal := why_not_manage(answer.organisation, by):
        return refusal
    if answer.withdrawn_at is not None:
        return Refusal("withdrawn", _("这条问答已经撤下。"))
    if answer.valid_until is not None and answer.valid_until < today:
        return Refusal("over", _("有效期已过，请先改有效期。"))
    if not is_checked:
        return Refusal("not_checked", _("请先核对：里面没有姓名、单位、电话等能认出是谁的内容。"))
    return None
