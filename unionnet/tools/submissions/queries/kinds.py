# SPDX-License-Identifier: Apache-2.0
"""Kinds: what may be begun, what there is, and the steps of one in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach, offices_of
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.ui.parts import Step
from unionnet.tools.submissions.models import Kind, Letterhead, Submission
from unionnet.tools.submissions.models.kinds import spoken
from unionnet.tools.submissions.rules import DEFINE, SEE, SEND


def kind_with(key: str) -> Kind | None:
    return Kind.objects.filter(key=key).first()


def open_kinds(person: Person) -> QuerySet[Kind]:
    """Kinds that this officer may begin at the desk: for all, and those of the unions above."""
    reach = person.reach(SEND)
    rows = Kind.objects.filter(_for_all() | _local(reach), is_open=True)
    return rows.select_related("organisation").order_by("name")


def kinds_seen_by(person: Person) -> QuerySet[Kind]:
    """All that programmes declare, and the local ones of the own tree, above and below, in every version."""
    rows = Kind.objects.filter(_for_all() | _local(person.reach(SEE)))
    return rows.select_related("organisation", "made_by")


def versions_of(kind: Kind) -> QuerySet[Kind]:
    return Kind.objects.filter(line=kind.line).exclude(line="").order_by("-version")


def offices_that_define(person: Person) -> QuerySet[Organisation]:
    """The person's own unions, the highest first."""
    return Organisation.objects.filter(path__in=offices_of(person, DEFINE), until=None).order_by("path")


def _for_all() -> Q:
    return Q(organisation__isnull=True)


def _local(reach: Reach) -> Q:
    above = {path[:end] for path in reach.paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return reach.q() | Q(organisation__path__in=above)


@dataclass(frozen=True)
class Shown:
    """One kind as its page and its preview show it."""

    kind: Kind
    steps: list[Step]
    papers: list[tuple[str, str]]
    questions: list[str]
    numbers: str
    days: int
    ruling: Ruling | None
    under_way: int


def shown(kind: Kind, *, on: date, word: str = "") -> Shown:
    """`kind` may be one that is not saved yet, with the `word` its replies are to carry."""
    ruling = None if kind.reply_days else rule(kind.reply_rule, where=_where(kind), on=on)
    days = kind.reply_days or int(ruling.value if ruling else 0)
    needed = {True: _("必须"), False: _("可以附")}
    return Shown(
        kind,
        steps_of(kind, days),
        [(spoken(each["label"]), needed[bool(each.get("required"))]) for each in kind.papers],
        [spoken(each["label"]) for each in kind.questions],
        word or _word_of(kind),
        days,
        ruling,
        Submission.objects.filter(kind=kind, state__in=UNDER_WAY).count() if kind.pk else 0,
    )


UNDER_WAY = ("draft", "returned", "sent", "reviewed", "on_notice")


def steps_of(kind: Kind, days: int) -> list[Step]:
    """Who does what, in the order of the life-cycle (`rules.MOVES`)."""
    office = kind.organisation.name if kind.organisation else _decider_words(kind)
    by = ngettext("%(n)s 个工作日内", "%(n)s 个工作日内", days) % {"n": days}
    steps = [Step(_("下级工会报送"), _quota(kind))]
    if kind.is_recommended:
        steps.append(Step(_("途经的上级逐级推荐"), by))
    if kind.is_reviewed:
        steps.append(Step(_("%(union)s审核") % {"union": office}, _("审核和批复由两个人作出")))
    if kind.notice_days:
        words = ngettext("%(n)s 个工作日", "%(n)s 个工作日", kind.notice_days) % {"n": kind.notice_days}
        steps.append(Step(_("公示"), words))
    steps.append(Step(_("%(union)s批复") % {"union": office}, by))
    if kind.recheck_months:
        words = ngettext("每 %(n)s 个月", "每 %(n)s 个月", kind.recheck_months) % {"n": kind.recheck_months}
        steps.append(Step(_("定期复核"), words))
    return steps


def _decider_words(kind: Kind) -> str:
    labels: dict[str, Any] = dict(Organisation.Kind.choices)
    return _("、").join(str(labels[each]) for each in kind.decider_kinds) or _("上一级工会")


def _quota(kind: Kind) -> str:
    if kind.quota_a_year is None:
        return ""
    return ngettext("每会每年 %(n)s 件", "每会每年 %(n)s 件", kind.quota_a_year) % {"n": kind.quota_a_year}


def _word_of(kind: Kind) -> str:
    if kind.organisation is None or not kind.line or kind.series != f"local.{kind.line}":
        return ""
    heads = Letterhead.objects.filter(organisation=kind.organisation, series=kind.series)
    return heads.values_list("word", flat=True).first() or ""


def _where(kind: Kind) -> str:
    return kind.organisation.county_code if kind.organisation else ""
