# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.officers import CHANGE
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.strength.models import Check, Round


def why_not_lead(person: Person, path: str) -> Refusal | None:
    """Opening, checking and publishing are for the union above, and nobody checks their own township."""
    if person.may(CHANGE, path):
        return None
    return Refusal("elsewhere", _("只有组织自查的上级工会可以办理。"))


def why_not_open(person: Person, path: str, due_on: date, today: date, *, townships: int) -> Refusal | None:
    if refusal := why_not_lead(person, path):
        return refusal
    if due_on < today:
        return Refusal("due_in_the_past", _("自查截止日期不能早于今天。"))
    if not townships:
        return Refusal("no_townships", _("这个工会之下还没有乡镇（街道）或园区工会。"))
    return None


def why_not_score(person: Person, check: Check) -> Refusal | None:
    """A township scores itself until it hands in."""
    if not person.may(CHANGE, check.organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if check.handed_in_at:
        return Refusal("handed_in", _("自查表已经交上去了，不能再改。"))
    return None


def why_not_hand_in(person: Person, check: Check, *, missing: int) -> Refusal | None:
    if refusal := why_not_score(person, check):
        return refusal
    if missing:
        return Refusal("not_all_scored", _("还有 %(n)s 个条目没有自评，填完再交。"), n=missing)
    return None


def why_not_check(person: Person, check: Check) -> Refusal | None:
    """Checked by the union above, after it was handed in and before the ranking is published."""
    if refusal := why_not_lead(person, check.round.organisation.path):
        return refusal
    if check.handed_in_at is None:
        return Refusal("not_handed_in", _("自查表还没有交上来。"))
    if check.checked_at:
        return Refusal("checked", _("这份自查表已经核查完了。"))
    return None


def why_not_finish(person: Person, check: Check, *, missing: int) -> Refusal | None:
    if refusal := why_not_check(person, check):
        return refusal
    if missing:
        return Refusal("not_all_checked", _("还有 %(n)s 个条目没有核定，核定完再结束。"), n=missing)
    return None


def why_not_publish(person: Person, round: Round, *, unchecked: int) -> Refusal | None:
    if refusal := why_not_lead(person, round.organisation.path):
        return refusal
    if round.published_at:
        return Refusal("published", _("排名已经公布。"))
    if unchecked:
        return Refusal("not_all_checked", _("还有 %(n)s 份自查表没有核查完，不能公布。"), n=unchecked)
    return None
