# SPDX-License-Identifier: Apache-2.0
"""What waits on a desk: each tray asks one app one question, and only of those who may act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.queries import applications_seen_by
from unionnet.directory.places.models import FaultReport
from unionnet.doors.desk.deadlines import Left, left_until
from unionnet.foundation.clock import local_date
from unionnet.foundation.ui.menu import url_or_empty
from unionnet.programmes.nightschool.models import Lesson
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import offers_seen_by

MOST = 50
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
    found = [*openings(person, at, offers), *(task for tray in TRAYS for task in tray(person, at))]
    return sorted(found, key=lambda task: task.order)


def applications(person: Person, at: datetime) -> Iterator[Task]:
    """Applications for membership, one line a union (MEM-03: a clock runs)."""
    if not person.may("people.approve"):
        return
    waiting = applications_seen_by(person).filter(state=Membership.State.APPLIED).order_by()
    unions = (
        waiting.values(name=F("organisation__name"), union=F("organisation__public_id"))
        .annotate(people=Count("pk"), since=Min("applied_at"), due=Min("due_on"))
        .order_by("due", "since")[:MOST]
    )
    for row in unions:
        yield Task(
            ngettext("%(n)s 人申请入会", "%(n)s 人申请入会", row["people"]) % {"n": row["people"]},
            row["name"],
            _("入会"),
            _("审核"),
            _address("desk-people:applications", union=row["union"]),
            row["since"],
            left_until(row["due"], local_date(at)),
            row["people"],
        )


def faults(person: Person, at: datetime) -> Iterator[Task]:
    """Stations where something is broken."""
    reach = person.reach("places.operate")
    if not reach:
        return
    sites = (
        FaultReport.objects.filter(reach.q("site__organisation__path"), resolved_at__isnull=True)
        .values(name=F("site__name"), site_key=F("site__public_id"))
        .annotate(reports=Count("pk"), since=Min("at"))
        .order_by("since")[:MOST]
    )
    for row in sites:
        yield Task(
            _("%(name)s：设施待修") % {"name": row["name"]},
            ngettext("%(n)s 人报告", "%(n)s 人报告", row["reports"]) % {"n": row["reports"]},
            _("驿站"),
            _("处理"),
            url_or_empty("desk-places:site", row["site_key"]) or url_or_empty("desk-places:list"),
            row["since"],
            left_until(None, local_date(at)),
        )


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
    if not person.may("enrolment.see"):
        return []
    live = offers_seen_by(person).filter(cancelled_at__isnull=True, closes_at__gt=at)
    shown = live.select_related(None).select_related("organisation").only(*OFFER)
    return list(shown.order_by("opens_at", "id")[:MOST])


def registers(person: Person, at: datetime) -> Iterator[Task]:
    """Lessons that are over and whose attendance nobody has closed."""
    reach = person.reach("nightschool.manage")
    if not reach:
        return
    over = (
        Lesson.objects.filter(
            reach.q("course__offer__organisation__path"),
            ends_at__lt=at,
            register_closed_at__isnull=True,
            cancelled_at__isnull=True,
        )
        .order_by("ends_at")
        .values_list(
            "public_id", "number", "ends_at", "course__offer__title", "course__offer__organisation__name"
        )
    )
    for lesson, number, ended, title, union in over[:MOST]:
        yield Task(
            _("%(title)s 第 %(n)s 课未登记出勤") % {"title": title, "n": number},
            union,
            _("夜校"),
            _("登记出勤"),
            url_or_empty("desk-nightschool:register", lesson),
            ended,
            left_until(local_date(ended) + AHEAD, local_date(at)),
        )


def offer_address(offer: Offer) -> str:
    return url_or_empty("desk-enrolment:offer", offer.public_id) or url_or_empty("desk-enrolment:list")


def _address(name: str, **query: str) -> str:
    url = url_or_empty(name)
    return url and f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


TRAYS: tuple[Callable[[Person, datetime], Iterator[Task]], ...] = (applications, faults, registers)
