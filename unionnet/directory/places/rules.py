# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.places.fields import Spans
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.timetable import Opening, Timetable
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule

MOVES = Moves({
    # move      from                          to
    "open":    ({"paused"},                   "open"),
    "pause":   ({"open"},                     "paused"),
    "close":   ({"planned", "open", "paused"}, "closed"),
})  # fmt: skip
# A station that is being built is opened by an acceptance (programme stations), never by a plain move.
ACCEPTED = Moves({"accept": ({"planned"}, "open")})

SOON = timedelta(minutes=30)
MOST_OPENINGS_A_DAY = 4
LABELS = {
    "open": gettext_lazy("开放中"),
    "closing": gettext_lazy("即将关门"),
    "closed": gettext_lazy("未开放"),
    "paused": gettext_lazy("暂停服务"),
    "planned": gettext_lazy("筹建中"),
    "withdrawn": gettext_lazy("已撤销"),
}
KINDS = {"open": "ok", "closing": "due"}


@dataclass(frozen=True)
class State:
    """Whether one may walk in now, and what happens next."""

    code: str
    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.code in ("open", "closing")

    @property
    def label(self) -> Any:
        return LABELS[self.code]

    @property
    def kind(self) -> str:
        """The colour of its tag."""
        return KINDS.get(self.code, "")


def state_of(status: str, timetable: Timetable, at: datetime) -> State:
    """Open, closing within half an hour, or closed with the next opening."""
    if timetable.dated or timetable.changes:
        return _state_of(status, timetable, at)
    return _state_by_week(status, timetable.week, at)


@lru_cache(maxsize=1000)
def _state_by_week(status: str, week: Spans, at: datetime) -> State:
    # The stations of one page mostly keep the same hours.
    return _state_of(status, Timetable(week), at)


def _state_of(status: str, timetable: Timetable, at: datetime) -> State:
    if status != Site.Status.OPEN:
        return State("withdrawn" if status == Site.Status.CLOSED else status)
    if not timetable.is_open(at):
        return State("closed", opens_at=timetable.opens_at(at))
    closes_at = timetable.closes_at(at)
    soon = closes_at is not None and closes_at - at <= SOON
    return State("closing" if soon else "open", closes_at=closes_at)


def minutes_on_foot(metres: float, on: date) -> int:
    """Walking time by the rule of the service circle (ST-05), at least one minute."""
    pace: int = rule("ST-05.walking_metres_a_minute", on=on).value
    return max(1, round(metres / pace))


def is_in_circle(metres: float, on: date) -> bool:
    """Within the fifteen-minute service circle (双15工程, ST-05)."""
    return bool(metres <= rule("ST-05.circle_metres", on=on).value)


def days_to_answer(region_code: str, on: date) -> int:
    """Working days within which who joins by a station's code is answered (MEM-03)."""
    return int(rule("MEM-03.review_working_days", where=region_code[:6], on=on).value)


def missing_basics(site: Site, on: date) -> list[str]:
    """Basic services (ST-02) that a station does not offer."""
    basic: list[str] = rule("ST-02.basic_services", where=site.region_code[:6], on=on).value
    return [code for code in basic if code not in site.codes and not _is_covered(code, site.codes)]


def _is_covered(code: str, codes: Iterable[str]) -> bool:
    stands_for = {"water": {"direct_drinking_water", "tea"}, "heat_meal": {"microwave"}}
    return bool(stands_for.get(code, set()) & set(codes))


def why_not_change(person: Person, organisation_path: str) -> Refusal | None:
    """Registers, edits, imports: officers of the union that owns the site, or of one above it."""
    if not person.may("places.change", organisation_path):
        return Refusal("elsewhere", _("您的职务不能修改这个工会的驿站阵地。"))
    return None


def why_not_operate(person: Person, site: Site) -> Refusal | None:
    """Opens, closes, restocks: the keeper, or an officer above."""
    if not person.may("places.operate", site.organisation.path):
        return Refusal("elsewhere", _("“%(site)s”不在您管理的驿站之列。"), site=site.name)
    if site.status not in Site.IN_REGISTER:
        return Refusal("not_in_use", _("“%(site)s”尚未启用或已撤销。"), site=site.name)
    return None


def why_not_switch(site: Site, timetable: Timetable, at: datetime, *, is_open: bool) -> Refusal | None:
    """Nothing to do when the door already is as wished."""
    if site.status != Site.Status.OPEN:
        return Refusal("not_in_use", _("“%(site)s”现在不对外服务。"), site=site.name)
    if timetable.is_open(at) == is_open:
        return Refusal("already", _("已经是开放状态。") if is_open else _("已经是关门状态。"))
    return None


def why_not_these_hours(rows: Iterable[Opening]) -> Refusal | None:
    """At most four openings a day, and none that begins before the one before has ended."""
    days: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for row in rows:
        days.setdefault((row.weekday, row.is_holiday, row.date), []).append((row.opens, row.closes))
    for spans in days.values():
        spans.sort()
        if len(spans) > MOST_OPENINGS_A_DAY:
            return Refusal("too_many_openings", _("每天最多填写 4 段开放时间。"))
        if any(later[0] < earlier[1] for earlier, later in zip(spans, spans[1:], strict=False)):
            return Refusal("hours_overlap", _("同一天的开放时间有重叠，请检查。"))
        if any(not 0 <= opens < 1440 or not opens <= closes <= opens + 1440 for opens, closes in spans):
            return Refusal("hours_out_of_range", _("开放时间应在 00:00 到次日同一时刻之间。"))
    return None


def why_not_report(site: Site, text: str, open_reports: int) -> Refusal | None:
    """Anybody may say what is broken; not endlessly."""
    if not text.strip():
        return Refusal("no_words", _("请写一句哪里坏了。"))
    if open_reports >= 50:
        return Refusal(
            "enough_reports", _("“%(site)s”已有 50 条未处理的反映，管理员正在处理。"), site=site.name
        )
    return None


def why_not_reopen(person: Person, fault: FaultReport, at: datetime) -> Refusal | None:
    """Who keeps the site, within some weeks; later it is another fault."""
    if refusal := why_not_operate(person, fault.site):
        return refusal
    on, mended = local_date(at), fault.resolved_at
    ruling = rule("ST-08.reopen_days", where=fault.site.region_code[:6], on=on)
    if mended and at - mended > timedelta(days=ruling.value):
        return Refusal(
            "mended_long_ago",
            _("修好已超过 %(n)s 天，请作为新的故障反映。"),
            rule=ruling.citation,
            n=ruling.value,
        )
    return None
