# SPDX-License-Identifier: Apache-2.0
"""All that waits for somebody, in one question a subtree: a desk has many trays and opens on every morning.

Each tray is a branch of one statement. A branch that is not `wanted` is not looked into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from unionnet.directory.people.models import Countersigning, Membership, Person
from unionnet.directory.people.posts import offices_of
from unionnet.directory.places.models import FaultReport
from unionnet.foundation.clock import local_date
from unionnet.foundation.prepared import Among, prepared
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.rules import HANDLE as WRITE
from unionnet.programmes.nightschool.models import Lesson
from unionnet.programmes.postings.models import ProblemItem
from unionnet.programmes.staffing.models import StaffPost
from unionnet.tools.activities.models import Activity
from unionnet.tools.benefits.models import Consignment
from unionnet.tools.casework.models import TRAY, Dispatch
from unionnet.tools.casework.rules import HANDLE
from unionnet.tools.payments.models import PaymentBatch
from unionnet.tools.returns.models import Return
from unionnet.tools.returns.rules import FILL, SIGN
from unionnet.tools.submissions.models import OPEN_STATES, Submission
from unionnet.tools.submissions.rules import DECIDE
from unionnet.tools.supervision.models import Part
from unionnet.tools.supervision.rules import DECIDE as CHECK
from unionnet.tools.supervision.rules import DO

MOST = 50
SOON = timedelta(days=60)
POSTS = (Countersigning.Act.POSTS, Countersigning.Act.HANDOVER)
LISTS, TENANTS = (Countersigning.Act.LIST,), (Countersigning.Act.TENANT,)
NOTHING, ONE = Value(""), Value(1)
NEVER, NO_DAY = Cast(Value(None), DateTimeField()), Cast(Value(None), DateField())
# The trays that look at a whole subtree, and who may act on what is in them.
VERBS = {
    "applications": "people.approve",
    "faults": "places.operate",
    "registers": "nightschool.manage",
    "contracts": "staffing.manage",
    "problems": "postings.manage",
    "posts": "people.grant_roles",
    "lists": "people.export",
    "tenants": "organisations.change",
}


# The trays of the person's own unions alone, in the order in which `_below` is told of them.
AT_HOME = {
    "requests": DECIDE,
    "activities": "activities.approve",
    "goods": "benefits.manage",
    "to_fill": FILL,
    "to_sign": SIGN,
    "tasks": DO,
    "to_check": CHECK,
    "payments": "payments.approve",
    "cases": HANDLE,
    "letters": WRITE,
}


class Waiting(NamedTuple):
    """One line of a tray. What title, note and kind mean is for the tray to say."""

    tray: str
    key: str
    title: str
    note: str
    kind: str
    n: int
    since: datetime | None
    due: date | None


def waiting_for(person: Person, at: datetime) -> list[Waiting]:
    """What waits for this person: one question for each subtree they answer for, mostly one."""
    offices = {tray: offices_of(person, verb) for tray, verb in AT_HOME.items()}
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tray, verb in VERBS.items():
        for subtree in person.reach(verb).ranges():
            wanted[subtree].append(tray)
    if any(offices.values()):
        at_home = [tray for tray, paths in offices.items() if paths]
        wanted[next(iter(wanted), ("", ""))].extend(at_home)  # of the union itself, not of the subtree: once
    today = local_date(at)
    deciding, chairing, storing, filling, signing, doing, checking, paying, handling, writing = (
        offices.values()
    )
    home = (deciding, chairing, storing, filling, signing, doing, checking, paying, handling, writing)
    return [
        Waiting(*row)
        for (start, end), trays in wanted.items()
        for row in _below(start, end, person.pk, *home, at, today, today + SOON, trays)
    ]


@prepared
def _below(
    start: str,
    end: str,
    person: int,
    deciding: list[str],
    chairing: list[str],
    storing: list[str],
    filling: list[str],
    signing: list[str],
    doing: list[str],
    checking: list[str],
    paying: list[str],
    handling: list[str],
    writing: list[str],
    at: datetime,
    today: date,
    soon: date,
    wanted: list[str],
) -> QuerySet[Any, tuple[Any, ...]]:
    def of(model: Any, tray: str, path: str) -> QuerySet[Any]:
        within = {f"{path}__gte": start, f"{path}__lt": end}
        rows: QuerySet[Any] = model.objects.filter(Among(Value(tray), wanted), **within)
        return rows.order_by()

    applications = _applications(of(Membership, "applications", "organisation__path"), person)
    others = [
        _faults(of(FaultReport, "faults", "site__organisation__path")),
        _registers(of(Lesson, "registers", "course__offer__organisation__path"), at),
        _contracts(of(StaffPost, "contracts", "organisation__path"), today, soon),
        _problems(of(ProblemItem, "problems", "posting__organisation__path")),
        _two_hands(of(Countersigning, "posts", "organisation__path"), "posts", POSTS, person, at),
        _two_hands(of(Countersigning, "lists", "organisation__path"), "lists", LISTS, person, at),
        _two_hands(of(Countersigning, "tenants", "organisation__path"), "tenants", TENANTS, person, at),
        _requests(Submission.objects.filter(Among(Value("requests"), wanted)), deciding, person),
        _activities(Activity.objects.filter(Among(Value("activities"), wanted)), chairing, person),
        _goods(Consignment.objects.filter(Among(Value("goods"), wanted)), storing),
        _to_fill(Return.objects.filter(Among(Value("to_fill"), wanted)), filling),
        _to_sign(Return.objects.filter(Among(Value("to_sign"), wanted)), signing, person),
        _tasks(Part.objects.filter(Among(Value("tasks"), wanted)), doing),
        _to_check(Part.objects.filter(Among(Value("to_check"), wanted)), checking, person),
        _payments(PaymentBatch.objects.filter(Among(Value("payments"), wanted)), paying, person),
        _cases(Dispatch.objects.filter(Among(Value("cases"), wanted)), handling, person),
        _letters(Letter.objects.filter(Among(Value("letters"), wanted)), writing, at),
    ]
    return applications.union(*others, all=True)


def _applications(rows: QuerySet[Membership], person: int) -> QuerySet[Any]:
    """By union; nobody decides their own."""
    waiting = rows.filter(state=Membership.State.APPLIED).exclude(person=person)
    counted = waiting.values("organisation__public_id", "organisation__name").annotate(
        n=Count("pk"), since=Min("applied_at"), due=Min("due_on")
    )
    key, title = "organisation__public_id", "organisation__name"
    return _lines(
        counted.order_by("due", "since"), "applications", key, title, n="n", since="since", due="due"
    )


def _faults(rows: QuerySet[FaultReport]) -> QuerySet[Any]:
    """By site."""
    sites = rows.filter(resolved_at__isnull=True).values("site__public_id", "site__name")
    counted = sites.annotate(n=Count("pk"), since=Min("at")).order_by("since")
    return _lines(counted, "faults", "site__public_id", "site__name", n="n", since="since")


def _registers(rows: QuerySet[Lesson], at: datetime) -> QuerySet[Any]:
    """Lessons that are over."""
    open_ = rows.filter(ends_at__lt=at, register_closed_at__isnull=True, cancelled_at__isnull=True)
    title, note = "course__offer__title", "course__offer__organisation__name"
    return _lines(
        open_.order_by("ends_at"), "registers", "public_id", title, note=F(note), n="number", since="ends_at"
    )


def _contracts(rows: QuerySet[StaffPost], today: date, soon: date) -> QuerySet[Any]:
    """How many end soon, in one line."""
    in_post = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    ending = rows.filter(in_post, contract_until__lte=soon).values(one=ONE)
    counted = ending.annotate(n=Count("pk"), due=Min("contract_until"))
    return _lines(counted, "contracts", NOTHING, NOTHING, n="n", due="due")


def _problems(rows: QuerySet[ProblemItem]) -> QuerySet[Any]:
    """By posting."""
    unsolved = rows.filter(closed_at__isnull=True)
    key, title = "posting__public_id", "posting__organisation__name"
    counted = unsolved.values(key, title).annotate(n=Count("pk"), since=Min("raised_at"), due=Min("due_on"))
    return _lines(counted.order_by("due"), "problems", key, title, n="n", since="since", due="due")


def _two_hands(
    rows: QuerySet[Countersigning], tray: str, acts: tuple[str, ...], person: int, at: datetime
) -> QuerySet[Any]:
    """What waits for a second hand; nobody countersigns what they asked or what concerns them."""
    waiting = rows.filter(act__in=acts, state=Countersigning.State.WAITING, until__gt=at)
    others = waiting.exclude(asked_by=person).exclude(changes__person=person).order_by("until")
    note, kind = F("asked_by__name"), F("act")
    title, due = "organisation__name", TruncDate("until")
    return _lines(others, tray, "public_id", title, note=note, kind=kind, since="asked_at", due=due)


def _requests(rows: QuerySet[Submission], own: list[str], person: int) -> QuerySet[Any]:
    """What lies with the person's own unions; nobody answers their own."""
    held = rows.filter(Among("holder__path", own), state__in=OPEN_STATES)
    others = held.exclude(sent_by=person).exclude(drafted_by=person).order_by("due_on", "id")
    note, kind = F("sender__name"), F("kind__name")
    return _lines(
        others, "requests", "public_id", "title", note=note, kind=kind, since="sent_at", due="due_on"
    )


def _activities(rows: QuerySet[Activity], chairs: list[str], person: int) -> QuerySet[Any]:
    """Plans that wait for the chair of the person's own unions; nobody approves their own."""
    submitted = Activity.State.SUBMITTED
    waiting = rows.filter(Among("organisation__path", chairs), state=submitted).exclude(planned_by=person)
    due, note = TruncDate("starts_at"), F("organisation__name")
    ordered = waiting.order_by("starts_at", "id")
    return _lines(ordered, "activities", "public_id", "title", note=note, since="created_at", due=due)


def _goods(rows: QuerySet[Consignment], storing: list[str]) -> QuerySet[Any]:
    """What was sent to the person's own unions and nobody has signed for."""
    sent = rows.filter(Among("organisation__path", storing), state=Consignment.State.SENT)
    title, note, n = "source__batch__item__name", F("source__organisation__name"), F("sent")
    return _lines(sent.order_by("sent_at"), "goods", "public_id", title, note=note, n=n, since="sent_at")


def _to_fill(rows: QuerySet[Return], filling: list[str]) -> QuerySet[Any]:
    """Figures asked of the person's own unions, while the period is open."""
    states = (Return.State.TO_FILL, Return.State.RETURNED)
    open_ = rows.filter(Among("organisation__path", filling), state__in=states, period__seal=None)
    return _figures(open_, "to_fill")


def _to_sign(rows: QuerySet[Return], signing: list[str], person: int) -> QuerySet[Any]:
    """Filled by a colleague; nobody signs their own."""
    filled = rows.filter(Among("organisation__path", signing), state=Return.State.FILLED)
    return _figures(filled.exclude(filled_by=person), "to_sign")


def _tasks(rows: QuerySet[Part], doing: list[str]) -> QuerySet[Any]:
    """What the person's own unions have promised to do (抓落实)."""
    states = (Part.State.TO_SIGN, Part.State.WORKING, Part.State.RETURNED)
    open_ = rows.filter(Among("organisation__path", doing), state__in=states, item__state="assigned")
    return _parts(open_, "tasks", "item__organisation__name")


def _to_check(rows: QuerySet[Part], checking: list[str], person: int) -> QuerySet[Any]:
    """What was handed in to the person's own offices; nobody checks their own."""
    waiting = rows.filter(
        Among("item__organisation__path", checking),
        state=Part.State.HANDED_IN,
        item__state="assigned",
        parent=None,
    )
    return _parts(waiting.exclude(handed_in_by=person), "to_check", "organisation__name")


def _parts(rows: QuerySet[Part], tray: str, note: str) -> QuerySet[Any]:
    ordered, title = rows.order_by("due_on", "id"), "item__title"
    return _lines(ordered, tray, "public_id", title, note=F(note), kind=F("state"), due="due_on")


def _payments(rows: QuerySet[PaymentBatch], paying: list[str], person: int) -> QuerySet[Any]:
    """What a colleague asks to be paid; nobody lets go what they asked for or put together."""
    asked = rows.filter(Among("organisation__path", paying), state=PaymentBatch.State.ASKED)
    others = asked.exclude(asked_by=person).exclude(made_by=person)
    note, kind = F("organisation__name"), F("asked_by__name")
    return _lines(others.order_by("id"), "payments", "public_id", "title", note=note, kind=kind, since="at")


def _cases(rows: QuerySet[Dispatch], handling: list[str], person: int) -> QuerySet[Any]:
    """What lies with the person's own unions to be taken in, signed for or answered; never their own."""
    held = rows.filter(Among("unit__path", handling), state__in=TRAY, is_paused=False)
    others = held.exclude(case__person=person).order_by("due_at", "id")
    runs_out = Case(When(state="sent", then=F("sign_due_at")), default=F("due_at"))
    last = ExpressionWrapper(runs_out - timedelta(microseconds=1), output_field=DateTimeField())
    note, kind, due = F("case__organisation__name"), F("state"), TruncDate(last)
    return _lines(
        others, "cases", "case__public_id", "case__title", note=note, kind=kind, since="sent_at", due=due
    )


def _letters(rows: QuerySet[Letter], writing: list[str], at: datetime) -> QuerySet[Any]:
    """Letters of the person's own unions: to be delivered, overdue, or answered and not looked into; until
    the next paper follows."""
    unsettled = rows.filter(Among("organisation__path", writing), settled_at=None)
    waiting = unsettled.exclude(delivered_at__isnull=False, answered_at=None, due_at__gte=at)
    last = waiting.filter(~Exists(Letter.objects.filter(before=OuterRef("pk"))))
    undelivered = When(delivered_at=None, then=Value("to_deliver"))
    unanswered = When(answered_at=None, then=Value("overdue"))
    step = Case(undelivered, unanswered, default=Value("answered"))
    runs_out = Case(When(answered_at=None, then=F("due_at")))
    last_moment = ExpressionWrapper(runs_out - timedelta(microseconds=1), output_field=DateTimeField())
    words = {"note": F("kind"), "kind": step, "since": Coalesce("answered_at", "delivered_at", "at")}
    ordered = last.order_by("due_at", "id")
    return _lines(ordered, "letters", "public_id", "employer__name", **words, due=TruncDate(last_moment))


def _figures(rows: QuerySet[Return], tray: str) -> QuerySet[Any]:
    note, kind, due = F("organisation__name"), F("period__key"), "period__due_on"
    ordered, title = rows.order_by(due, "id"), "period__form__title"
    return _lines(ordered, tray, "public_id", title, note=note, kind=kind, since="period__opened_at", due=due)


def _lines(
    rows: QuerySet[Any],
    tray: str,
    key: Any,
    title: Any,
    *,
    note: Any = NOTHING,
    kind: Any = NOTHING,
    n: Any = ONE,
    since: Any = NEVER,
    due: Any = NO_DAY,
) -> QuerySet[Any]:
    """The rows of one tray in the columns of `Waiting`."""
    columns: Iterable[Any] = (Value(tray), key, title, note, kind, n, since, due)
    return rows.values_list(*columns)[:MOST]
