# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.exhibitions.models import Asking, Exhibition, Work

SEE, MANAGE = "exhibitions.see", "exhibitions.manage"
MOST_WORKS = 300
NEXT = {"": ("agreed", "refused"), "agreed": ("withdrawn",)}  # what an author may say after what they said


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if by.may(MANAGE, union.path):
        return None
    return Refusal("elsewhere", _("这里的作品展由%(name)s办理。"), name=union.name)


def why_not_change(found: Exhibition, by: Person) -> Refusal | None:
    if no := why_not_manage(by, found.organisation):
        return no
    if found.taken_down_at:
        return Refusal("taken_down", _("展览已经撤下，不能再改。"))
    return None


def why_not_add(found: Exhibition, works: int, by: Person) -> Refusal | None:
    if no := why_not_change(found, by):
        return no
    if works >= MOST_WORKS:
        return Refusal("too_many_works", _("一个展览最多 %(n)s 件作品。"), n=MOST_WORKS)
    return None


def why_not_ask(work: Work, asked: Asking | None, by: Person) -> Refusal | None:
    if no := why_not_change(work.exhibition, by):
        return no
    if work.taken_down_at:
        return Refusal("taken_down", _("作品已经撤下。"))
    if asked and asked.answer:
        return Refusal("answered", _("作者已经答复，不能再问。"))
    return None


def why_not_answer(asked: Asking, answer: str, by: Person) -> Refusal | None:
    """Agree or refuse once; what was agreed to can be withdrawn at any time."""
    if by.pk != asked.person_id:
        return Refusal("not_yours", _("只有作者本人可以答复。"))
    if answer not in Asking.Answer.values:
        return Refusal("no_answer", _("请选择同意或者不同意。"))
    if answer not in NEXT.get(asked.answer, ()):
        return Refusal("answered", _("您已经答复过了。"))
    return None


def why_not_publish(found: Exhibition, agreed: int, by: Person, today: date) -> Refusal | None:
    """`agreed` works have their authors' consent."""
    if no := why_not_change(found, by):
        return no
    if found.published_at:
        return Refusal("published", _("展览已经发布。"))
    if found.closes_on < today:
        return Refusal("over", _("闭展日期已过，请先修改日期。"))
    if not agreed:
        return Refusal("nothing_to_show", _("还没有作者同意展出的作品，加上作品、写明同意日期后再发布。"))
    return None


def why_not_take_down(found: Exhibition, reason: str, by: Person) -> Refusal | None:
    if no := why_not_change(found, by):
        return no
    if not found.published_at:
        return Refusal("not_published", _("展览还没有发布。"))
    return None if reason else Refusal("no_reason", _("请写明原因。"))


def why_not_take_down_work(found: Exhibition, reason: str, by: Person) -> Refusal | None:
    """At any time, also before it is published: an author may think better of it."""
    if no := why_not_change(found, by):
        return no
    return None if reason else Refusal("no_reason", _("请写明原因。"))
