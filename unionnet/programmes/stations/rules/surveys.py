# SPDX-License-Identifier: Apache-2.0
"""What may be asked at the stations, and which sheets count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.places.models import Site
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.models import Survey

OTHERS = "others"
MOST_QUESTIONS, MOST_CHOICES = 20, 12


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
