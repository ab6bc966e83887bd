# SPDX-License-Identifier: Apache-2.0
"""Who opens a class, which child may enter it, who minds children, and to whom a child is handed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.identity import why_not_name
from unionnet.directory.people.mobiles import why_not_mobile
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.childcare.models import CareClass, CareDay, Child, Pickup

MOST_CHILDREN = 10
MOST_PICKUPS = 10
MOST_DUTIES = 30
LONGEST_CLASS = timedelta(days=400)
LATE = timedelta(hours=12)  # what a phone on duty kept without network may still be sent


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("childcare.manage", union.path):
        return Refusal("elsewhere", _("托管班由%(name)s办理。"), name=union.name)
    return None


def oldest(union: Organisation, on: date) -> Ruling:
    """Up to which age a class of this union takes children."""
    return rule("CC-01.oldest", where=union.county_code, on=on)


def why_not_open(care_class: CareClass, max_age: int, *, on: date) -> Refusal | None:
    union = care_class.organisation
    if care_class.last_day < care_class.first_day or care_class.to_time <= care_class.from_time:
        return Refusal("ends_before_start", _("结束要晚于开始，请检查日期和每天的时间。"))
    if not on - LONGEST_CLASS <= care_class.first_day <= on + LONGEST_CLASS:
        return Refusal("far_off", _("开班日期离今天超过一年，请核对。"))
    if care_class.last_day - care_class.first_day > LONGEST_CLASS:
        return Refusal("too_long", _("一个托管班最长一年，请按学期分别开班。"))
    if next(care_class.days(), None) is None:
        return Refusal("no_day", _("这些日期里没有您选的星期，请检查。"))
    ruling = oldest(union, on)
    if max_age > ruling.value:
        words = _("托管班最大收到 %(n)s 周岁。")
        return Refusal("too_old_for_care", words, rule=ruling.citation, n=ruling.value)
    return None


def guardian_age(on: date) -> Ruling:
    """Below this age a guardian agrees for the child."""
    return rule("PI-05.guardian", on=on)


def why_not_register(by: Person, name: str, born_on: date, *, held: int, on: date) -> Refusal | None:
    if not by.is_real_name:
        return Refusal("real_name_only", _("请先完成实名认证，再登记孩子。"))
    if held >= MOST_CHILDREN:
        return Refusal("too_many", _("最多登记 %(n)s 个孩子，请先删去不用的。"), n=MOST_CHILDREN)
    if no := why_not_name(name):
        return no
    if born_on > on or Person(born_on=born_on).age_on(on) >= 18:  # type: ignore[operator]
        return Refusal("no_child", _("这里登记不满十八周岁的孩子，请核对出生日期。"))
    return None


def why_not_guardian(by: Person, child: Child) -> Refusal | None:
    if child.guardian_id != by.pk:
        return Refusal("not_yours", _("只有登记这个孩子的监护人可以办理。"))
    return None


def why_not_revoke(*, is_here: bool) -> Refusal | None:
    """While a child is being minded, whoever minds it must know to whom it goes."""
    if is_here:
        return Refusal("still_here", _("孩子现在在托管班，接走以后马上就能撤回。"))
    return None


def why_not_list(name: str, phone: str, *, held: int) -> Refusal | None:
    """Whether this person can go on the list of those who may pick a child up."""
    if held >= MOST_PICKUPS:
        return Refusal("too_many", _("接送人最多 %(n)s 位，请先移除不用的。"), n=MOST_PICKUPS)
    return why_not_name(name) or why_not_mobile(phone)


def why_not_enter(
    own: Membership | None,
    child: Child,
    care_class: CareClass,
    *,
    has_consent: bool,
    has_pickup: bool,
    on: date,
) -> Refusal | None:
    """Asked twice: to draw the button, and when the child is entered. Age and dates are enrolment's."""
    if own is None:
        return Refusal("members_only", _("托管班面向工会会员的子女，请先申请入会。"))
    if not care_class.organisation.contains(own.organisation.path):
        return Refusal("not_yours", _("只收%(name)s会员的子女。"), name=care_class.organisation.name)
    if not has_consent:
        words = _("报名要先由监护人单独同意，请打开孩子的页面阅读并同意。")
        return Refusal("no_guardian_consent", words, rule=guardian_age(on).citation)
    if not has_pickup:
        return Refusal("no_pickup", _("报名要先写明谁可以接走孩子，请打开孩子的页面填写接送人。"))
    return None


def why_not_mind(care_class: CareClass, day: date, *, is_on_duty: bool) -> Refusal | None:
    if not is_on_duty:
        return Refusal("not_on_duty", _("只有这个班的值班人员可以登记，请联系主办工会。"))
    if not care_class.is_held_on(day):
        return Refusal("no_care_today", _("今天这个托管班不开班，请核对日期。"))
    return None


def why_not_hand_over(day: CareDay | None, pickup: Pickup | None, *, at: datetime) -> Refusal | None:
    if day is None:
        return Refusal("not_here", _("孩子今天还没有到班，请先登记到班。"))
    if pickup is None or pickup.child_id != day.child_id or not is_listed(pickup, at):
        return not_on_the_list(day.care_class, day.day)
    return None


def is_listed(pickup: Pickup, at: datetime) -> bool:
    """Whether the guardian had this person on the list at that moment."""
    return pickup.since <= at and (pickup.until is None or at < pickup.until)


def not_on_the_list(care_class: CareClass, on: date) -> Refusal:
    words = _(
        "不在接送名单上，不能交接。请先给监护人打电话；监护人在手机上把这个人加进名单，刷新本页就能交接。"
        "联系不上时，由两名值班人员陪着孩子等。"
    )
    ruling = rule("CC-02.not_on_the_list", where=care_class.organisation.county_code, on=on)
    return Refusal("not_on_the_list", words, rule=ruling.citation)


def already_left(day: CareDay) -> Refusal:
    who = day.pickup.name if day.pickup else ""
    return Refusal("already_left", _("孩子已经由%(who)s接走，请核对。"), who=who)
