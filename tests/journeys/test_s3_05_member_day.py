# SPDX-License-Identifier: Apache-2.0
"""S3-05: a member day on the 18th, ten sessions a year, a draw a member a session.

The year is planned on the desk and one session is set up there; then the crowd comes. In the year's figures
tries and persons stand apart, and their average is of the sessions that were held. At its full figure 80,000
come to each of ten sessions (UNIONNET_RACE_COMERS=80000).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.figures import figure, measured
from tests.makers import make_officer, make_union, sign_in
from tests.races.ground import make_crowd
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.programmes.memberday.tests.makers import make_held
from unionnet.tools.benefits.actions import Try, pads_of, try_all
from unionnet.tools.benefits.models import Entry
from unionnet.tools.benefits.tests.makers import make_item, make_stock

pytestmark = pytest.mark.django_db
COMERS, SESSIONS, AT_ONCE = figure("COMERS", 300), 10, 1000
YEAR = 2030


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会", kind="city_federation")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def on_the_desk(client: Client, union: Organisation, officer: Person) -> MemberDay:
    """Start it, plan the year, set up the prizes of May."""
    told = {"union": union.name, "title": "乐18会员日", "title_en": "Member day", "day": "18"}
    assert client.post("/desk/memberday/new", told).status_code == 302
    member_day = MemberDay.objects.get()
    here = f"/desk/memberday/{member_day.public_id}"
    assert client.post(f"{here}/plan", {"year": str(YEAR)}).status_code == 302
    assert member_day.sessions.count() == 12
    item = make_item(union, officer, "头盔")
    make_stock(item, union, officer, COMERS)
    may = Session.objects.get(on=date(YEAR, 5, 18))
    prizes = {
        "prize-TOTAL_FORMS": "6",
        "prize-INITIAL_FORMS": "0",
        "prize-0-name": "头盔",
        "prize-0-item": str(item.pk),
        "prize-0-stock": str(COMERS),
        "prize-0-percent": "10",
    }
    hours = {"opens_at": f"{YEAR}-05-18T00:00", "closes_at": f"{YEAR}-05-19T00:00"}
    said = {**prizes, **hours, "audience": "members", "claim_days": "7"}
    answer = client.post(f"/desk/memberday/sessions/{may.public_id}/raffle", said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return member_day


def come(session: Session, crowd: list[int]) -> None:
    """Everybody tries, and every tenth tries again."""
    raffle = session.raffle
    assert raffle is not None
    pads, noon = pads_of(raffle), start_of(session.on) + timedelta(hours=12)
    comers = [*crowd, *crowd[::10]]
    for start in range(0, len(comers), AT_ONCE):
        part = [Try(person, raffle.pk, pads) for person in comers[start : start + AT_ONCE]]
        assert {luck.outcome for luck in try_all(part, at=noon)} <= {"tried", "held"}


def test_ten_sessions_and_each_member_draws_once_in_each(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    member_day = on_the_desk(client, union, officer)
    crowd = make_crowd(COMERS + COMERS // 2, union)
    for month in range(3, 3 + SESSIONS):
        session = make_held(member_day, date(YEAR, month, 18), officer, stock=COMERS)
        come(session, crowd[:COMERS] if month % 2 else crowd[COMERS // 2 :])
    assert Entry.objects.count() == SESSIONS * COMERS
    page = client.get(f"/desk/memberday/{member_day.public_id}", {"year": str(YEAR)}).content.decode()
    assert f"{SESSIONS * COMERS:,} 人次".replace(",", " ") in page or f"{SESSIONS * COMERS:,} 人次" in page
    assert "已办 10 期，共排 12 期" in page
    assert f"{len(crowd):,} 人" in page
    phone = Client().get("/memberday/").content.decode()
    assert "乐18会员日" in phone
    assert "BEGIN:VEVENT" in Client().get("/memberday/days.ics").content.decode()
    measured(sessions=SESSIONS, tries=SESSIONS * COMERS, persons=len(crowd))
