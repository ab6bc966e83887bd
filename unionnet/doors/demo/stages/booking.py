# SPDX-License-Identifier: Apache-2.0
"""The 工人文化宫 of two counties: courts, rooms, a counsellor (ledger S3-04, S3-09), a week half booked."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.places.models import Site
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.tools.booking.actions import Wish, book, book_series, lay_down, name_host, open_resource
from unionnet.tools.booking.models import Resource

DAILY = [(weekday, 9 * 60, 21 * 60) for weekday in range(1, 8)]
OFFICE = [(weekday, opens, closes) for weekday in range(1, 6) for opens, closes in ((540, 720), (840, 1080))]
HALLS = (
    ("羽毛球馆 1 号场", "venue", DAILY, {"fee": "免费", "needs_sign_in": True}),
    ("羽毛球馆 2 号场", "venue", DAILY, {"fee": "免费", "needs_sign_in": True}),
    ("乒乓球台", "venue", DAILY, {"units": 4, "fee": "免费"}),
    ("篮球馆", "venue", DAILY, {"audience": "unions", "needs_approval": True}),
    ("书画室", "room", OFFICE, {"slot_minutes": 120}),
    ("心理关爱室", "counsellor", OFFICE, {"summary": "国家二级心理咨询师接待，每次 50 分钟。"}),
)
PLACES = (("ejinhoro", "night", "伊金霍洛旗工人文化宫"), ("yunyang", "county", "云阳县工人文化宫"))
HOURS = (9, 10, 14, 18, 19, 20)


@stage("booking", "场馆预约 / bookings", order=125, after_crowd=True)
def load_booking() -> None:
    rows = tree_by_key()
    for key, login, site in PLACES:
        _open(rows[key], demo_person(login), Site.objects.get(name=site))


def _open(union: Organisation, officer: Person, site: Site) -> None:
    now = database_now()
    made = {
        name: open_resource(union, hours, by=officer, name=name, kind=kind, site=site, **more)
        for name, kind, hours, more in HALLS
    }
    lay_down(union, "venue", by=officer, union_slots=2)
    name_host(made["心理关爱室"], officer, by=officer)
    _fill([made[name] for name in ("羽毛球馆 1 号场", "羽毛球馆 2 号场", "乒乓球台")], union, now)
    unions = list(Organisation.objects.filter(path__startswith=union.path, kind="enterprise_union")[:3])
    tomorrow = start_of(local_date(now)) + timedelta(days=1)
    for n, each in enumerate(unions):
        wish = Wish(made["篮球馆"], tomorrow + timedelta(days=n, hours=15), 2, each, "职工篮球友谊赛", 20)
        book(wish, by=officer)
    if unions:
        wish = Wish(made["书画室"], _next(tomorrow, 3) + timedelta(hours=14), 1, unions[0], "书法兴趣班")
        book_series(wish, local_date(tomorrow) + timedelta(weeks=6), by=officer)


def _fill(halls: list[Resource], union: Organisation, now: datetime) -> None:
    """Members of the county, one after the other; who comes too late has been shown something else."""
    path, day = union.path, start_of(local_date(now))
    crowd = Standing.objects.filter(path__gte=path, path__lt=path + "~").order_by("-person")
    people = Person.objects.filter(pk__in=list(crowd.values_list("person", flat=True)[:60]))
    for n, person in enumerate(people):
        starts_at = day + timedelta(days=n % 5, hours=HOURS[n * 7 % len(HOURS)])
        try:
            book(Wish(halls[n % len(halls)], starts_at), by=person)
        except Refusal:
            continue


def _next(day: datetime, weekday: int) -> datetime:
    return day + timedelta(days=(weekday - local_date(day).isoweekday()) % 7)
