# SPDX-License-Identifier: Apache-2.0
"""When a station may open, and who may walk in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.cards import Claim
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import State, missing_basics, why_not_change
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.models import Acceptance, Lock, Survey

OTHERS = "others"
MOST_QUESTIONS, MOST_CHOICES = 20, 12


def gaps_of(site: Site, on: date) -> list[Any]:
    """What a station lacks before it can be accepted: to be found (ST-06), and the basic services (ST-02)."""
    found: list[Any] = []
    if not site.is_mapped:
        found.append(_("坐标"))
    if not site.address:
        found.append(_("地址"))
    if not site.hours:
        found.append(_("开放时间"))
    if site.kind == Site.Kind.STATION:
        found += [each.label for each in chosen(missing_basics(site, on))]
    return found


def why_not_declare(person: Person, site: Site, on: date) -> Refusal | None:
    """Asked for the button, and again for the write."""
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    if site.status != Site.Status.PLANNED:
        return Refusal("not_planned", _("“%(site)s”不是筹建中的站点。"), site=site.name)
    if gaps := gaps_of(site, on):
        ruling = rule("ST-02.basic_services", where=site.region_code[:6], on=on)
        words = _("、").join(str(each) for each in gaps)
        return Refusal("gaps", _("还缺：%(gaps)s。补齐后再报请验收。"), rule=ruling.citation, gaps=words)
    return None


def why_not_accept(
    person: Person, asked: Acceptance, on: date, *, looks_only: bool = False
) -> Refusal | None:
    """Four eyes: who says that it is built is not who says that it is good."""
    site = asked.site
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    if asked.built_by_id == person.pk:
        return Refusal("four_eyes", _("报请验收的人不能自己验收，请另一位干部到现场核对。"))
    return None if looks_only else why_not_declare(person, site, on)


def why_not_enter(lock: Lock, claim: Claim, state: State) -> Refusal | None:
    """A good code at a door of a station that is open now."""
    if not state.is_open:
        return Refusal("closed", _("“%(site)s”现在不开放。"), site=lock.site.name)
    if lock.members_only and not claim.is_member:
        return Refusal("members_only", _("这扇门只对会员开放。您可以在手机上申请加入工会。"))
    return None


def why_not_these_questions(
    title: str, questions: Sequence[dict[str, Any]], opens_on: date, closes_on: date
) -> Refusal | None:
    """A survey has a title, some questions with choices, and days in order."""
    if not title.strip():
        return Refusal("no_title", _("请填写标题。"))
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        return Refusal("questions_unclear", _("请写 1 到 %(n)s 个问题。"), n=MOST_QUESTIONS)
    if any(not 2 <= len(each["choices"]) <= MOST_CHOICES for each in questions):
        return Refusal("choices_unclear", _("每个问题要有 2 到 %(n)s 个选项。"), n=MOST_CHOICES)
    if closes_on < opens_on:
        return Refusal("days_in_order", _("截止日期不能早于开始日期。"))
    return None


def why_not_answer(
    survey: Survey, site: Site, group: str, chosen: Sequence[Sequence[int]], *, sheets: int, on: date
) -> Refusal | None:
    """While it is open, at a station it is about, all answered; so many sheets a day and station."""
    if not survey.opens_on <= on <= survey.closes_on:
        return Refusal("survey_over", _("这项调查现在不收答卷。"))
    if not survey.organisation.contains(site.organisation.path) or site.status not in Site.IN_REGISTER:
        return Refusal("not_here", _("这个站点不在调查范围。"))
    most = int(rule("ST-08.most_sheets_a_day", where=site.region_code[:6], on=on).value)
    if sheets >= most:
        return Refusal("enough_sheets", _("这个站点今天收到的答卷已经很多，请明天再来。"))
    if group != OTHERS and group not in OCCUPATIONS:
        return Refusal("no_group", _("请选择您的职业。"))
    if len(chosen) != len(survey.questions) or not all(map(_fits, survey.questions, chosen)):
        return Refusal("not_answered", _("请回答每一个问题。"))
    return None


def _fits(question: dict[str, Any], numbers: Sequence[int]) -> bool:
    is_enough = len(numbers) >= 1 if question["many"] else len(numbers) == 1
    return is_enough and all(0 <= number < len(question["choices"]) for number in numbers)
