# SPDX-License-Identifier: Apache-2.0
"""A survey of the needs of those who come: opened by an officer, answered by anybody, without a name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import why_not_change
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.stations.facts import SurveyOpened
from unionnet.programmes.stations.models import Survey, SurveyAnswer
from unionnet.programmes.stations.rules import why_not_answer, why_not_these_questions


@verb
def open_survey(
    union: Organisation,
    title: str,
    questions: Sequence[dict[str, Any]],
    days: tuple[date, date],
    *,
    by: Person,
) -> Survey:
    """Ask at every station of this union and those below it. The same title again is refused."""
    if refusal := why_not_change(by, union.path) or why_not_these_questions(title, questions, *days):
        raise refusal
    try:
        with transaction.atomic():
            survey = Survey.objects.create(
                organisation=union,
                title=title.strip()[:60],
                questions=list(questions),
                opens_on=days[0],
                closes_on=days[1],
            )
    except IntegrityError as error:
        raise Refusal("same_title", _("已有同名的调查，请换一个标题。")) from error
    tell(SurveyOpened(survey.pk, union.pk), by=by, org_path=union.path)
    return survey


@verb
def answer_survey(
    survey: Survey,
    site: Site,
    group: str,
    chosen: Sequence[Sequence[int]],
    *,
    key: str,
    at: datetime | None = None,
) -> SurveyAnswer:
    """One sheet. `chosen` has for each question the numbers of its choices. Nothing is told: the journal must
    not know the moment either."""
    today = local_date(at or database_now())
    digest = hashlib.sha256(key.encode("utf-8", "replace")).digest()
    if held := SurveyAnswer.objects.filter(survey=survey, key=digest).first():
        return held
    sheets = SurveyAnswer.objects.filter(survey=survey, site=site, day=today).count()
    if refusal := why_not_answer(survey, site, group, chosen, sheets=sheets, on=today):
        raise refusal
    said = {"site": site, "group": group, "chosen": [sorted(set(each)) for each in chosen], "day": today}
    return SurveyAnswer.objects.get_or_create(survey=survey, key=digest, defaults=said)[0]
