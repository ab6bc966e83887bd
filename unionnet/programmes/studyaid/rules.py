# SPDX-License-Identifier: Apache-2.0
"""Whom study aid is for, which papers it takes, and who decides (HW-12)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.studyaid.models import Application, Proof, Scheme


def why_not_manage(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("studyaid.manage", union.path):
        return Refusal("elsewhere", _("助学申请由%(name)s办理。"), name=union.name)
    return None


def why_not_apply(person: Person, own: Membership | None, scheme: Scheme, *, at: datetime) -> Refusal | None:
    """Asked twice: to draw the form, and when it comes in."""
    if at < scheme.opens_at:
        return Refusal("not_open_yet", _("还没有开始申请，请按公布的时间来。"))
    if at >= scheme.closes_at:
        return Refusal("closed", _("申请已经截止，请留意下一年度的通知。"))
    if own is None or not person.is_real_name:
        return Refusal("members_only", _("只发给实名会员，请先申请入会。"))
    if not scheme.organisation.contains(own.organisation.path):
        return Refusal("not_yours", _("只发给%(name)s的会员。"), name=scheme.organisation.name)
    if scheme.any_tags and not set(scheme.any_tags) & {*person.tags, person.occupation}:
        return Refusal(
            "other_people", _("这个项目面向一线职工，您登记的职业类别不在范围内；有变化请先更正资料。")
        )
    return None


def why_not_study(scheme: Scheme, study: str, *, on: date) -> Refusal | None:
    ruling = rule("HW-12.eligible", where=scheme.organisation.county_code, on=on)
    if study not in ruling.value[scheme.kind]:
        words = _("%(study)s不在这个项目的补助范围内。")
        label = Application.Study(study).label
        return Refusal("not_eligible", words, rule=ruling.citation, study=label)
    return None


def papers_of(scheme: Scheme, on: date) -> Ruling:
    """Which papers an application must have."""
    return rule(f"HW-12.papers_{scheme.kind}", where=scheme.organisation.county_code, on=on)


def missing_papers(scheme: Scheme, given: Collection[str], on: date) -> list[str]:
    """Their names in words."""
    return [str(Proof.Kind(kind).label) for kind in papers_of(scheme, on).value if kind not in given]


def why_not_decide(by: Person, application: Application) -> Refusal | None:
    if no := why_not_manage(by, application.scheme.organisation):
        return no
    if application.person_id == by.pk:
        return Refusal("own_application", _("不能审核自己的申请，请由其他干部办理。"))
    if application.state != Application.State.APPLIED:
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return None


def double_aid() -> Refusal:
    return Refusal("double_aid", _("这位学生本年度已经申请过同类助学，不能重复补助。"))
