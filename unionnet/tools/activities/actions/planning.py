# SPDX-License-Identifier: Apache-2.0
"""The plan: what, where, when, with whom."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.activities.facts import ActivityPlanned, PlanChanged
from unionnet.tools.activities.models import Activity, BudgetLine, Host, Session
from unionnet.tools.activities.rules import (
    MOST_HOSTS,
    MOST_SESSIONS,
    MOST_TIMES,
    scheme_of,
    why_not_change,
    why_not_manage,
    why_not_plan,
    why_not_times,
)


@dataclass(frozen=True)
class Plan:
    """What an officer says of an activity. `any_tags` limits who signs in to those groups."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    expected: int
    purpose: str = ""
    topic: str = ""
    site: Site | None = None
    place: str = ""
    audience: str = Activity.Audience.EVERYONE
    any_tags: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        return {**vars(self), "any_tags": list(self.any_tags)}


@verb
def plan_activity(union: Organisation, plan: Plan, *, by: Person) -> Activity:
    """A new file with the next number of the union's year, its first session, and the union as its lead.
    The same title and hours planned again are the same file."""
    if not by.may("activities.manage", union.path):
        raise Refusal("elsewhere", _("这个活动由%(union)s办理。"), union=union.name)
    _check(plan)
    # Whoever plans for this union waits here, so that no number is given twice.
    union = Organisation.objects.select_for_update(no_key=True).get(pk=union.pk)
    same = Activity.objects.filter(organisation=union, title=plan.title, starts_at=plan.starts_at)
    if held := same.exclude(state=Activity.State.CANCELLED).first():
        return held
    day = local_date(plan.starts_at)
    last = Activity.objects.filter(organisation=union, year=day.year).aggregate(last=Max("number"))["last"]
    activity = Activity.objects.create(
        organisation=union,
        year=day.year,
        number=(last or 0) + 1,
        scheme=scheme_of(union.county_code, day),
        planned_by=by,
        **plan.columns(),
    )
    Session.objects.create(activity=activity, number=1, starts_at=plan.starts_at, ends_at=plan.ends_at)
    Host.objects.create(activity=activity, organisation=union, name=union.name, role=Host.Role.LEAD)
    tell(ActivityPlanned(activity.pk, union.pk), by=by, org_path=union.path)
    return activity


@verb
def change_plan(activity: Activity, plan: Plan, *, by: Person) -> Activity:
    """Another plan, before the chair has it. A single session moves along."""
    activity = locked(activity)
    if refusal := why_not_manage(by, activity) or why_not_plan(activity):
        raise refusal
    _check(plan)
    for name, value in plan.columns().items():
        setattr(activity, name, value)
    activity.save(update_fields=list(plan.columns()))
    sessions = activity.sessions.all()
    if len(sessions) == 1:
        sessions.update(starts_at=plan.starts_at, ends_at=plan.ends_at)
    return _changed(activity, by)


@verb
def add_session(
    activity: Activity, starts_at: datetime, ends_at: datetime, title: str, *, by: Person
) -> Session:
    """One more time people come together, within the days of the activity. The first takes the hours said
    here while it is still the only one and has no title."""
    activity = locked(activity)
    if refusal := why_not_manage(by, activity) or why_not_change(activity):
        raise refusal
    if refusal := why_not_times(starts_at, ends_at):
        raise refusal
    if not activity.starts_at <= starts_at < ends_at <= activity.ends_at:
        raise Refusal("outside", _("场次应在活动的起止时间以内。"))
    held = list(activity.sessions.all())
    if len(held) >= MOST_SESSIONS:
        raise Refusal("too_many", _("一个活动最多 60 场。"))
    whole = (activity.starts_at, activity.ends_at)
    if len(held) == 1 and not held[0].title and (held[0].starts_at, held[0].ends_at) == whole:
        session = held[0]  # it stood for the whole; now there is a timetable
    else:
        session = Session(activity=activity, number=held[-1].number + 1)
    session.starts_at, session.ends_at, session.title = starts_at, ends_at, title
    session.save()
    _changed(activity, by)
    return session


@verb
def add_host(host: Host, *, by: Person) -> Host:
    """A union or a partner that gives it together; named again, the newer word counts."""
    activity = locked(host.activity)
    if refusal := why_not_manage(by, activity) or why_not_change(activity):
        raise refusal
    if host.role == Host.Role.LEAD or host.organisation == activity.organisation:
        raise Refusal("one_lead", _("主办单位只有一个，就是建档的工会。"))
    if activity.hosts.count() >= MOST_HOSTS:
        raise Refusal("too_many", _("最多列 30 个单位。"))
    said = {"organisation": host.organisation, "role": host.role, "share": host.share, "gives": host.gives}
    host, _is_new = Host.objects.update_or_create(activity=activity, name=host.name, defaults=said)
    _changed(activity, by)
    return host


@verb
def remove_host(host: Host, *, by: Person) -> None:
    activity = locked(host.activity)
    if refusal := why_not_manage(by, activity) or why_not_plan(activity):
        raise refusal
    if host.role == Host.Role.LEAD:
        raise Refusal("one_lead", _("主办单位只有一个，就是建档的工会。"))
    Host.objects.filter(pk=host.pk).delete()
    _changed(activity, by)


@verb
def repeat(activity: Activity, weeks: int, times: int, *, by: Person) -> list[Activity]:
    """The same again, so many times, every so many weeks: plan, hosts and budget of each is a copy that goes
    its own way. Asked again, those that are there stay."""
    activity = locked(activity)
    if refusal := why_not_manage(by, activity):
        raise refusal
    if not (1 <= weeks <= 52 and 1 <= times <= MOST_TIMES):
        raise Refusal("odd_series", _("间隔 1 到 52 周，最多再办 52 次。"))
    first = activity.series_of or activity
    hosts = [host for host in activity.hosts.order_by("pk") if host.role != Host.Role.LEAD]
    lines = list(activity.budget.all())
    made = []
    for number in range(1, times + 1):
        shift = timedelta(weeks=weeks * number)
        plan = replace(
            plan_again(activity), starts_at=activity.starts_at + shift, ends_at=activity.ends_at + shift
        )
        again = plan_activity(activity.organisation, plan, by=by)
        if again.series_of_id is None and again.pk != first.pk and not again.budget.exists():
            _copy(again, first, hosts, lines)
        made.append(again)
    return made


def plan_again(activity: Activity) -> Plan:
    """The plan of an activity that is there, to be copied."""
    said = {field.name: getattr(activity, field.name) for field in fields(Plan)}
    return Plan(**{**said, "any_tags": tuple(activity.any_tags)})


def _copy(again: Activity, first: Activity, hosts: list[Host], lines: list[BudgetLine]) -> None:
    again.series_of = first
    again.save(update_fields=["series_of"])
    for host in hosts:
        copy = {
            "organisation": host.organisation,
            "role": host.role,
            "share": host.share,
            "gives": host.gives,
        }
        Host.objects.get_or_create(activity=again, name=host.name, defaults=copy)
    for line in lines:
        BudgetLine.objects.create(activity=again, code=line.code, what=line.what, planned=line.planned)


def _check(plan: Plan) -> None:
    if refusal := why_not_times(plan.starts_at, plan.ends_at):
        raise refusal
    if len(plan.title.strip()) < 2:
        raise Refusal("no_title", _("活动名称至少 2 个字。"))
    if not plan.site and not plan.place.strip():
        raise Refusal("no_place", _("请选择阵地，或写明地点。"))


def _changed(activity: Activity, by: Person) -> Activity:
    tell(PlanChanged(activity.pk), by=by, org_path=activity.organisation.path)
    return activity


def locked(activity: Activity) -> Activity:
    """Everybody who changes a file waits here; those who sign in do not, they share it."""
    rows = Activity.objects.select_for_update(of=["self"], no_key=True).select_related("organisation", "site")
    return rows.get(pk=activity.pk)
