# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.hotline.kinds import is_of_hotline
from unionnet.programmes.hotline.models import Watched
from unionnet.tools.casework.models import Case

SEE, MANAGE = "hotline.see", "hotline.manage"
MOST_LINES = 500
MOST_DAYS = 366
SHORTEST = 2


def why_not_manage(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(MANAGE, organisation.path):
        return Refusal("elsewhere", _("%(name)s 的热线不归您办理。"), name=organisation.name)
    return None


def why_not_an_order(case: Case) -> Refusal | None:
    if not is_of_hotline(case.kind.key):
        return Refusal("not_an_order", _("这一件不是热线工单。"))
    return None


def why_not_lines(count: int) -> Refusal | None:
    if not count:
        return Refusal("no_lines", _("文件里没有工单，请看一看是不是选错了文件。"))
    if count > MOST_LINES:
        return Refusal("too_many_rows", _("一次最多导入 %(n)s 行，请拆分文件。"), n=MOST_LINES)
    return None


def why_not_settle(watched: Watched, by: Person) -> Refusal | None:
    if refusal := why_not_manage(watched.organisation, by):
        return refusal
    if watched.settled_at is not None:
        return Refusal("settled", _("这一件已经有了督办结果。"))
    return None


def why_not_cut_off(
    organisation: Organisation, since: date, last: date, by: Person, *, today: date
) -> Refusal | None:
    if refusal := why_not_manage(organisation, by):
        return refusal
    if last > today:
        return Refusal("not_yet", _("截止日期不能晚于今天。"))
    if since > last:
        return Refusal("no_days", _("开始日期不能晚于截止日期。"))
    if (last - since).days >= MOST_DAYS:
        return Refusal("too_long", _("一张报表最多 %(n)s 天。"), n=MOST_DAYS)
    return None


def end_of(last: date, now: datetime) -> datetime:
    """The moment a report stops at: the end of that day, or now when the day is not over."""
    return min(start_of(date.fromordinal(last.toordinal() + 1)), now)


def watch_ruling(case: Case, at: datetime) -> Ruling:
    return rule("HL-05.watch", where=case.organisation.county_code, on=local_date(at))
