# SPDX-License-Identifier: Apache-2.0
"""What waits on a desk: each tray asks one app one question, and only of those who may act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import applications_by_union
from unionnet.directory.places.models import FaultReport
from unionnet.doors.desk.deadlines import Left, left_until
from unionnet.foundation.clock import local_date
from unionnet.foundation.prepared import prepared
from unionnet.foundation.rulebook import rule
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.programmes.committees.queries import pressing
from unionnet.programmes.nightschool.models import Lesson
from unionnet.programmes.postings.models import ProblemItem
from unionnet.programmes.staffing.models import StaffPost
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import public_offers
from unionnet.tools.submissions.models import OPEN_STATES, Submission
from unionnet.tools.submissions.queries import own_paths
from unionnet.tools.submissions.rules import DECIDE

MOST = 50
AHEAD = timedelta(days=1)
SOON = timedelta(days=60)
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
    found = [*openings(person, at, offers), *(task for tray in TRAYS for task in tray(person, at))]
    return sorted(found, key=lambda task: task.order)


def applications(person: Person, at: datetime) -> Iterator[Task]:
    """Applications for membership, one line a union (MEM-03: a clock runs)."""
    found = [
        row
        for start, end in person.reach("people.approve").ranges()
        for row in applications_by_union(start, end, person.pk)
    ]
    for name, union, people, since, due in found:
        yield Task(
            ngettext("%(n)s 人申请入会", "%(n)s 人申请入会", people) % {"n": people},
            name,
            _("入会"),
            _("审核"),
            _address("desk-people:applications", union=union),
            since,
            left_until(due, local_date(at)),
            people,
        )


def faults(person: Person, at: datetime) -> Iterator[Task]:
    """Stations where something is broken."""
    for name, site, reports, since in (
        row for start, end in person.reach("places.operate").ranges() for row in _faults(start, end)
    ):
        yield Task(
            _("%(name)s：设施待修") % {"name": name},
            ngettext("%(n)s 人报告", "%(n)s 人报告", reports) % {"n": reports},
            _("驿站"),
            _("处理"),
            url_or_empty("desk-places:site", site) or url_or_empty("desk-places:list"),
            since,
            left_until(None, local_date(at)),
        )


@prepared
def _faults(start: str, end: str) -> QuerySet[Any, tuple[str, str, int, datetime]]:
    """(site, its key, how many reports, since) of one subtree."""
    below = {"site__organisation__path__gte": start, "site__organisation__path__lt": end}
    sites = FaultReport.objects.filter(**below, resolved_at__isnull=True)
    counted = sites.values("site__name", "site__public_id").annotate(reports=Count("pk"), since=Min("at"))
    return counted.order_by("since").values_list("site__name", "site__public_id", "reports", "since")[:MOST]


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


def registers(person: Person, at: datetime) -> Iterator[Task]:
    """Lessons that are over and whose attendance nobody has closed."""
    ranges = person.reach("nightschool.manage").ranges()
    over = [row for start, end in ranges for row in _registers(start, end, at)]
    for lesson, number, ended, title, union in over:
        yield Task(
            _("%(title)s 第 %(n)s 课未登记出勤") % {"title": title, "n": number},
            union,
            _("夜校"),
            _("登记出勤"),
            url_or_empty("desk-nightschool:register", lesson),
            ended,
            left_until(local_date(ended) + AHEAD, local_date(at)),
        )


@prepared
def _registers(start: str, end: str, at: datetime) -> QuerySet[Any, tuple[str, int, datetime, str, str]]:
    """(lesson, its number, end, course, union) of one subtree."""
    path = "course__offer__organisation__path"
    below = Lesson.objects.filter(**{f"{path}__gte": start, f"{path}__lt": end}, ends_at__lt=at)
    open_ = below.filter(register_closed_at__isnull=True, cancelled_at__isnull=True).order_by("ends_at")
    return open_.values_list(
        "public_id", "number", "ends_at", "course__offer__title", "course__offer__organisation__name"
    )[:MOST]


def contracts(person: Person, at: datetime) -> Iterator[Task]:
    """Labour contracts of union staff that end soon, one line a subtree."""
    today = local_date(at)
    ranges = person.reach("staffing.manage").ranges()
    found = [row for start, end in ranges for row in _contracts(start, end, today, today + SOON)]
    for count, due in (row for row in found if row[0]):
        yield Task(
            ngettext("%(n)s 份劳动合同将到期", "%(n)s 份劳动合同将到期", count) % {"n": count},
            _("60 天内到期或已经到期"),
            _("干部配备"),
            _("续签或离任"),
            url_or_empty("desk-staffing:contracts"),
            at,
            left_until(due, today),
            count,
        )


@prepared
def _contracts(start: str, end: str, today: date, until: date) -> QuerySet[Any, tuple[int, date]]:
    """(how many, the first to end) of one subtree."""
    below = StaffPost.objects.filter(organisation__path__gte=start, organisation__path__lt=end)
    in_post = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    ending = below.filter(in_post, contract_until__lte=until).order_by().values(one=Value(1))
    return ending.annotate(n=Count("pk"), due=Min("contract_until")).values_list("n", "due")


def problems(person: Person, at: datetime) -> Iterator[Task]:
    """What officers found on field postings and nobody has put right, one line a posting."""
    ranges = person.reach("postings.manage").ranges()
    found = [row for start, end in ranges for row in _problems(start, end)]
    for posting, union, count, since, due in found:
        yield Task(
            ngettext("%(n)s 件蹲点问题未解决", "%(n)s 件蹲点问题未解决", count) % {"n": count},
            union,
            _("蹲点"),
            _("解决销号"),
            url_or_empty("desk-postings:posting", posting),
            since,
            left_until(due, local_date(at)),
            count,
        )


@prepared
def _problems(start: str, end: str) -> QuerySet[Any, tuple[str, str, int, datetime, date]]:
    """(posting, union, how many, the oldest, the first due) of one subtree."""
    path = "posting__organisation__path"
    below = ProblemItem.objects.filter(**{f"{path}__gte": start, f"{path}__lt": end}, closed_at__isnull=True)
    counted = below.values("posting__public_id", "posting__organisation__name").annotate(
        n=Count("pk"), since=Min("raised_at"), due=Min("due_on")
    )
    return counted.order_by("due").values_list(
        "posting__public_id", "posting__organisation__name", "n", "since", "due"
    )[:MOST]


def re_elections(person: Person, at: datetime) -> Iterator[Task]:
    """Unions below that wait for an approval, whose term is over or ends soon, or whose chair is empty."""
    today = local_date(at)
    soon = today + timedelta(days=rule("ORG-20.window_days", on=today).value)
    for start, end in person.reach("committees.manage").ranges():
        for row in pressing(start, end, today, soon):
            issues = zip(("over", "soon", "vacant", "waiting"), row[:4], row[4:], strict=True)
            yield from (_term(issue, count, first, today) for issue, count, first in issues if count)


def _term(issue: str, count: int, first: date, today: date) -> Task:
    days = abs((first - today).days)
    words, step = {
        "over": (ngettext("%(n)s 个工会已届满", "%(n)s 个工会已届满", count), _("办理换届")),
        "soon": (ngettext("%(n)s 个工会即将届满", "%(n)s 个工会即将届满", count), _("办理换届")),
        "vacant": (ngettext("%(n)s 个工会主席空缺", "%(n)s 个工会主席空缺", count), _("补选")),
        "waiting": (ngettext("%(n)s 个工会待批复", "%(n)s 个工会待批复", count), _("批复")),
    }[issue]
    past, ahead = ngettext("已 %(n)s 天", "已 %(n)s 天", days), ngettext("剩 %(n)s 天", "剩 %(n)s 天", days)
    return Task(
        words % {"n": count},
        _("最早 %(day)s") % {"day": first.isoformat()},
        _("换届"),
        step,
        _address("desk-committees:due", issue=issue),
        at_start_of(first),
        Left((ahead if issue == "soon" else past) % {"n": days}, LATE.get(issue, "due")),
        count,
    )


LATE = {"over": "late", "vacant": "late"}


def at_start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def requests(person: Person, at: datetime) -> Iterator[Task]:
    """What unions below ask of the person's own unions."""
    today = local_date(at)
    found = [row for path in own_paths(person, DECIDE) for row in _requests(path, person.pk)]
    for key, title, union, kind, since, due in found:
        yield Task(
            title,
            union,
            _("请示批复"),
            gettext(kind),
            url_or_empty("desk-submissions:submission", key),
            since or at,
            left_until(due, today),
        )


@prepared
def _requests(
    path: str, person: int
) -> QuerySet[Any, tuple[str, str, str, str, datetime | None, date | None]]:
    """(key, title, sender, kind, sent, due) of what lies with one union; nobody answers their own."""
    held = Submission.objects.filter(holder__path=path, state__in=OPEN_STATES)
    others = held.exclude(sent_by=person).exclude(drafted_by=person).order_by("due_on", "id")
    return others.values_list("public_id", "title", "sender__name", "kind__name", "sent_at", "due_on")[:MOST]


def offer_address(offer: Offer) -> str:
    return url_or_empty("desk-enrolment:offer", offer.public_id) or url_or_empty("desk-enrolment:list")


def _address(name: str, **query: str) -> str:
    url = url_or_empty(name)
    return url and f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


TRAYS: tuple[Callable[[Person, datetime], Iterator[Task]], ...] = (
    *(applications, faults, registers),
    *(contracts, problems, re_elections, requests),
)
