# SPDX-License-Identifier: Apache-2.0
"""What waits on a desk, in words: each tray turns its lines into tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Countersigning, Person
from unionnet.doors.desk.deadlines import Left, left_until
from unionnet.doors.desk.waiting import MOST, Waiting, waiting_for
from unionnet.foundation.clock import local_date, start_of
from unionnet.foundation.prepared import prepared
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.foundation.ui.tags.words import day
from unionnet.programmes.committees.queries import pressing
from unionnet.programmes.letters.models import Letter
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import public_offers

AHEAD = timedelta(days=1)
OFFER = [
    *("public_id", "title", "mode", "size", "taken", "listed", "drawn_at", "opens_at", "created_at"),
    "organisation__name",
]


@dataclass(frozen=True)
class Task:
    """One line of the desk: what, from where, at which step, and how long is left. `count` matters inside."""

    title: str
    note: str
    source: str
    step: str
    url: str
    since: datetime
    left: Left
    count: int = 1

    @property
    def order(self) -> tuple[int, datetime]:
        """Overdue first, then what is due, then what waits longest."""
        return {"late": 0, "due": 1}.get(self.left.kind, 2), self.since


def tasks_of(person: Person, at: datetime, offers: list[Offer]) -> list[Task]:
    """Everything that waits for this person, the most pressing first. `offers` are the live ones."""
    lines = [TRAYS[line.tray](line, at) for line in waiting_for(person, at)]
    found = [*openings(person, at, offers), *re_elections(person, at), *lines]
    return sorted(found, key=lambda task: task.order)


def application(line: Waiting, at: datetime) -> Task:
    """Applications for membership of one union (MEM-03: a clock runs)."""
    return Task(
        ngettext("%(n)s 人申请入会", "%(n)s 人申请入会", line.n) % {"n": line.n},
        line.title,
        _("入会"),
        _("审核"),
        _address("desk-people:applications", union=line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
        line.n,
    )


def fault(line: Waiting, at: datetime) -> Task:
    """A station where something is broken."""
    return Task(
        _("%(name)s：设施待修") % {"name": line.title},
        ngettext("%(n)s 人报告", "%(n)s 人报告", line.n) % {"n": line.n},
        _("驿站"),
        _("处理"),
        url_or_empty("desk-places:site", line.key) or url_or_empty("desk-places:list"),
        line.since or at,
        left_until(None, local_date(at)),
    )


def register(line: Waiting, at: datetime) -> Task:
    """A lesson that is over and whose attendance nobody has closed."""
    ended = line.since or at
    return Task(
        _("%(title)s 第 %(n)s 课未登记出勤") % {"title": line.title, "n": line.n},
        line.note,
        _("夜校"),
        _("登记出勤"),
        url_or_empty("desk-nightschool:register", line.key),
        ended,
        left_until(local_date(ended) + AHEAD, local_date(at)),
    )


def contract(line: Waiting, at: datetime) -> Task:
    """Labour contracts of union staff that end soon."""
    return Task(
        ngettext("%(n)s 份劳动合同将到期", "%(n)s 份劳动合同将到期", line.n) % {"n": line.n},
        _("60 天内到期或已经到期"),
        _("干部配备"),
        _("续签或离任"),
        url_or_empty("desk-staffing:contracts"),
        at,
        left_until(line.due, local_date(at)),
        line.n,
    )


def problem(line: Waiting, at: datetime) -> Task:
    """What officers found on one field posting and nobody has put right."""
    return Task(
        ngettext("%(n)s 件蹲点问题未解决", "%(n)s 件蹲点问题未解决", line.n) % {"n": line.n},
        line.title,
        _("蹲点"),
        _("解决销号"),
        url_or_empty("desk-postings:posting", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
        line.n,
    )


def task(line: Waiting, at: datetime) -> Task:
    """Something a union of the person's promised to do."""
    steps = {"to_sign": _("签收"), "working": _("反馈"), "returned": _("整改")}
    return _of_supervision(line, at, steps[line.kind])


def to_check(line: Waiting, at: datetime) -> Task:
    """Something a unit says is done."""
    return _of_supervision(line, at, _("核查"))


def case(line: Waiting, at: datetime) -> Task:
    """A matter that lies with a union of the person's."""
    steps = {
        "received": pgettext("step", "受理"),
        "sent": _("签收"),
        "signed": pgettext("step", "办理"),
        "answered": _("审核"),
    }
    return Task(
        line.title,
        line.note,
        _("办件"),
        steps[line.kind],
        url_or_empty("desk-casework:case", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def letter(line: Waiting, at: datetime) -> Task:
    """A letter to an employer that the person's own union is to go on with."""
    steps = {
        "to_deliver": pgettext("step", "送达"),
        "answered": _("核实"),
        "overdue": _("核实或发下一份"),
    }
    return Task(
        line.title,
        str(Letter.Kind(line.note).label),
        _("一函两书"),
        steps[line.kind],
        url_or_empty("desk-letters:letter", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def _of_supervision(line: Waiting, at: datetime, step: str) -> Task:
    return Task(
        line.title,
        line.note,
        _("抓落实"),
        step,
        url_or_empty("desk-supervision:part", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def two_hands(line: Waiting, at: datetime) -> Task:
    """What a colleague proposed and another must let happen (SE-02)."""
    return Task(
        _("%(what)s：%(union)s") % {"what": Countersigning.Act(line.kind).label, "union": line.title},
        _("%(name)s提出") % {"name": line.note},
        _("双人复核"),
        _("复核"),
        url_or_empty("desk-people:countersigning", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def request(line: Waiting, at: datetime) -> Task:
    """What a union below asks of the person's own."""
    return Task(
        line.title,
        line.note,
        _("请示批复"),
        gettext(line.kind),
        url_or_empty("desk-submissions:submission", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def activity(line: Waiting, at: datetime) -> Task:
    """A plan with its budget that waits for the chair (FIN-14)."""
    return Task(
        line.title,
        line.note,
        _("活动审批"),
        _("审批"),
        url_or_empty("desk-activities:activity", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def goods(line: Waiting, at: datetime) -> Task:
    """Sent down from above: nobody has counted it yet."""
    return Task(
        _("%(what)s %(n)s 待签收") % {"what": line.title, "n": line.n},
        line.note,
        _("物资"),
        _("签收"),
        url_or_empty("desk-benefits:consignment", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def to_fill(line: Waiting, at: datetime) -> Task:
    """Figures the union is asked for."""
    return _figures(line, at, _("填报"))


def to_sign(line: Waiting, at: datetime) -> Task:
    """Figures a colleague has filled."""
    return _figures(line, at, _("审签"))


def _figures(line: Waiting, at: datetime, step: str) -> Task:
    return Task(
        _("%(title)s（%(period)s）") % {"title": line.title, "period": line.kind},
        line.note,
        _("统计填报"),
        step,
        url_or_empty("desk-returns:return", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


def money(line: Waiting, at: datetime) -> Task:
    """A batch of payments that waits for the second hand (SE-02)."""
    return Task(
        line.title,
        _("%(union)s · %(name)s提出") % {"union": line.note, "name": line.kind},
        _("资金发放"),
        _("审批"),
        url_or_empty("desk-payments:batch", line.key),
        line.since or at,
        left_until(line.due, local_date(at)),
    )


TRAYS: dict[str, Callable[[Waiting, datetime], Task]] = {
    "applications": application,
    "faults": fault,
    "registers": register,
    "contracts": contract,
    "problems": problem,
    "posts": two_hands,
    "lists": two_hands,
    "tenants": two_hands,
    "requests": request,
    "activities": activity,
    "goods": goods,
    "to_fill": to_fill,
    "to_sign": to_sign,
    "tasks": task,
    "to_check": to_check,
    "payments": money,
    "cases": case,
    "letters": letter,
}


def openings(person: Person, at: datetime, offers: list[Offer]) -> Iterator[Task]:
    """What opens for enrolment within a day, so that somebody is at the desk."""
    for offer in offers if person.may("enrolment.manage") else ():
        if at < offer.opens_at <= at + AHEAD:
            yield Task(
                _("%(title)s 即将开始报名") % {"title": offer.title},
                _("%(n)s 个名额 · %(union)s") % {"n": offer.size, "union": offer.organisation.name},
                pgettext("noun", "报名"),
                _("开始前核对"),
                offer_address(offer),
                offer.created_at,
                Left(_("%(time)s 开始") % {"time": f"{timezone.localtime(offer.opens_at):%H:%M}"}, "due"),
            )


def live_offers(person: Person, at: datetime) -> list[Offer]:
    """What is open for enrolment now or opens next."""
    ranges = person.reach("enrolment.see").ranges()
    found = [offer for start, end in ranges for offer in _live_offers(start, end, at)]
    return sorted(found, key=lambda offer: (offer.opens_at, offer.pk))[:MOST]


@prepared
def _live_offers(start: str, end: str, at: datetime) -> QuerySet[Offer]:
    below = public_offers().filter(organisation__path__gte=start, organisation__path__lt=end)
    live = below.filter(cancelled_at__isnull=True, closes_at__gt=at).select_related(None)
    return live.select_related("organisation").only(*OFFER).order_by("opens_at", "id")[:MOST]


def re_elections(person: Person, at: datetime) -> Iterator[Task]:
    """Unions whose term is over or ends soon, or whose chair is empty."""
    today = local_date(at)
    soon = today + timedelta(days=rule("ORG-20.window_days", on=today).value)
    for start, end in person.reach("committees.manage").ranges():
        for row in pressing(start, end, today, soon):
            issues = zip(("over", "soon", "vacant"), row[:3], row[3:], strict=True)
            yield from (_term(issue, count, first, today) for issue, count, first in issues if count)


def _term(issue: str, count: int, first: date, today: date) -> Task:
    days = abs((first - today).days)
    words, step = {
        "over": (ngettext("%(n)s 个工会已届满", "%(n)s 个工会已届满", count), _("办理换届")),
        "soon": (ngettext("%(n)s 个工会即将届满", "%(n)s 个工会即将届满", count), _("办理换届")),
        "vacant": (ngettext("%(n)s 个工会主席空缺", "%(n)s 个工会主席空缺", count), _("补选")),
    }[issue]
    left = {
        "over": ngettext("超期 %(n)s 天", "超期 %(n)s 天", days),
        "soon": ngettext("剩 %(n)s 天", "剩 %(n)s 天", days),
        "vacant": ngettext("空缺 %(n)s 天", "空缺 %(n)s 天", days),
    }[issue]
    return Task(
        words % {"n": count},
        _("最早 %(day)s") % {"day": day(first)},
        _("换届"),
        step,
        _address("desk-committees:due", issue=issue),
        start_of(first),
        Left(left % {"n": days}, LATE.get(issue, "due")),
        count,
    )


LATE = {"over": "late", "vacant": "late"}


def offer_address(offer: Offer) -> str:
    return url_or_empty("desk-enrolment:offer", offer.public_id) or url_or_empty("desk-enrolment:list")


def _address(name: str, **query: str) -> str:
    url = url_or_empty(name)
    return url and f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}"
