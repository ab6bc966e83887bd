# SPDX-License-Identifier: Apache-2.0
"""What a keeper may say of a station, also some time later when the network was gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.rules import why_not_change, why_not_operate
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.checklist import SUPPLIES, round_of
from unionnet.programmes.stations.models import Shortage

LATE = timedelta(days=2)
FAULT_COLOURS = ("late", "due")


def why_not_patrol(
    person: Person, site: Site, day: date, exceptions: Collection[str], today: date
) -> Refusal | None:
    """A round of today, or of a day not long ago when the phone had no network; of things on the list."""
    if refusal := why_not_operate(person, site):
        return refusal
    ruling = rule("ST-08.patrol_back_days", where=site.region_code[:6], on=today)
    if not today - timedelta(days=ruling.value) <= day <= today:
        return Refusal("day_gone", _("只能补报 %(n)s 天以内的巡查。"), rule=ruling.citation, n=ruling.value)
    if set(exceptions) - {code for code, _words in round_of(site, today)}:
        return Refusal("not_on_the_list", _("请从巡查清单里选择。"))
    return None


def why_not_ask_for(person: Person, site: Site, items: Collection[str]) -> Refusal | None:
    if refusal := why_not_operate(person, site):
        return refusal
    if not items or set(items) - set(SUPPLIES):
        return Refusal("no_item", _("请勾选缺什么。"))
    return None


def why_not_answer_shortage(
    person: Person, shortage: Shortage, words: str, *, is_sent: bool
) -> Refusal | None:
    """An officer of the union answers once; a "no" says why."""
    if refusal := why_not_change(person, shortage.site.organisation.path):
        return refusal
    if shortage.answered_at:
        return Refusal("answered", _("已经答复过了，请刷新页面。"))
    if not is_sent and not words.strip():
        return Refusal("no_words", _("不能补充的请写明原因，管理员会看到。"))
    return None


def why_not_late_door(is_overtaken: bool) -> Refusal | None:
    """A door that was switched while the network was gone counts only when nobody has switched it since."""
    if is_overtaken:
        return Refusal("overtaken", _("断网期间已有人开关过这个站点，这一步不再补记。"))
    return None


def colour_of(fault: FaultReport, at: datetime, on: date) -> str:
    """The colour of a fault by its age (ST-08): nothing, `due`, `late`."""
    days: dict[str, int] = rule("ST-08.fault_days", where=fault.site.region_code[:6], on=on).value
    age = at - max(fault.at, fault.reopened_at or fault.at)
    return next((colour for colour in FAULT_COLOURS if age > timedelta(days=days[colour])), "")
