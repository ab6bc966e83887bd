# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import YONGNING, at, make_site
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.campaigns.actions import (
    Terms,
    change_campaign,
    close_campaign,
    copy_attendance,
    hold,
    name_partner,
    offer_places,
    open_campaign,
)
from unionnet.programmes.campaigns.listeners import came_with_a_place
from unionnet.programmes.campaigns.models import Campaign, Held, Partner
from unionnet.programmes.campaigns.queries import (
    by_kind,
    campaigns_seen_by,
    count_of,
    folder_of,
    this_week,
    with_counts,
)
from unionnet.tools.activities.actions import Plan, move, sign_in, write_outcome
from unionnet.tools.activities.models import Activity, Attendee
from unionnet.tools.activities.queries import Came
from unionnet.tools.activities.tests.makers import NOON, brought, first_session
from unionnet.tools.enrolment.actions import check_in, enrol
from unionnet.tools.enrolment.facts import CheckedIn

pytestmark = pytest.mark.django_db
WINTER = Terms("warmth", "暖冬行动", date(2024, 1, 1), date(2024, 3, 31), line="四季送")


@pytest.fixture
def town() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def chair(town: Organisation) -> Person:
    return make_officer(town, role="leader", name="林主席")


@pytest.fixture
def campaign(town: Organisation, officer: Person) -> Campaign:
    return open_campaign(town, WINTER, by=officer)


def plan(day: str = "2024-03-08", title: str = "送姜茶") -> Plan:
    return Plan("service", title, at(f"{day} 09:00"), at(f"{day} 11:00"), 50, place="枫林路口")


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value.code


def held(campaign: Campaign, officer: Person, chair: Person, title: str = "送姜茶") -> Activity:
    activity = hold(campaign, plan(title=title), by=officer)
    return brought(activity, "start", by=officer, chair=chair)


def test_a_campaign_of_a_name_is_one_a_year(campaign: Campaign, town: Organisation, officer: Person) -> None:
    assert open_campaign(town, WINTER, by=officer) == campaign
    other = open_campaign(town, Terms("cool", "清凉行动", date(2024, 6, 1), date(2024, 8, 31)), by=officer)
    taken = Terms("cool", "暖冬行动", date(2024, 6, 1), date(2024, 8, 31))
    assert refused(lambda: change_campaign(other, taken, by=officer)) == "title_taken"
    assert list(campaigns_seen_by(officer).order_by("pk")) == [campaign, other]
    stranger = make_officer(make_union("别处总工会"))
    assert not campaigns_seen_by(stranger).exists()
    assert refused(lambda: open_campaign(town, WINTER, by=stranger)) == "elsewhere"
    for terms, code in [
        (Terms("cool", "清凉行动", date(2024, 6, 1), date(2024, 5, 1)), "dates_crossed"),
        (Terms("cool", "清凉行动", date(2024, 6, 1), date(2026, 5, 1)), "too_long"),
        (Terms("cool", "夏", date(2024, 6, 1), date(2024, 6, 2)), "no_title"),
    ]:
        assert refused(lambda terms=terms: open_campaign(town, terms, by=officer)) == code  # type: ignore[misc]


def test_an_activity_inherits_whom_it_is_for_and_who_helps(campaign: Campaign, officer: Person) -> None:
    Campaign.objects.update(any_tags=["truck_driver"])
    name_partner(campaign, Partner(campaign=campaign, name="红十字会", role="builds"), by=officer)
    activity = hold(campaign, plan(), by=officer)
    assert hold(campaign, plan(), by=officer) == activity
    assert (activity.any_tags, activity.topic) == (["truck_driver"], "四季送")
    assert [host.name for host in activity.hosts.order_by("pk")] == ["永宁街道总工会", "红十字会"]
    assert refused(lambda: hold(campaign, plan("2024-04-02"), by=officer)) == "outside"


def test_somebody_of_two_activities_is_one_person_of_the_campaign(
    campaign: Campaign, town: Organisation, officer: Person, chair: Person
) -> None:
    wang, li = make_person("王小满", union=town), make_person("李静", union=town)
    first, second = (held(campaign, officer, chair, title) for title in ("送姜茶", "送手套"))
    for activity, person in ((first, wang), (second, wang), (second, li)):
        sign_in(first_session(activity), by=person, at=NOON)
    assert count_of(campaign) == Came(2, 3)
    cool = open_campaign(town, Terms("cool", "清凉行动", date(2024, 2, 1), date(2024, 4, 30)), by=officer)
    sign_in(first_session(held(cool, officer, chair, "送凉茶")), by=wang, at=NOON)
    (row,) = with_counts(Campaign.objects.filter(pk=campaign.pk))
    assert (row.held_count, row.persons_now, row.times_now) == (2, 2, 3)  # type: ignore[attr-defined]
    kinds = [(each.label, each.activities, each.came) for each in by_kind(Campaign.objects.all())]
    assert kinds == [("送温暖", 2, Came(2, 3)), ("送清凉", 1, Came(1, 1))]


def test_closing_waits_for_the_archive_and_seals_the_counts(
    campaign: Campaign, town: Organisation, officer: Person, chair: Person
) -> None:
    activity = held(campaign, officer, chair)
    sign_in(first_session(activity), by=make_person("王小满", union=town), at=NOON)
    assert refused(lambda: close_campaign(campaign, by=officer)) == "still_open"
    write_outcome(activity, "送到四十人手里", by=officer)
    for step in ("finish", "archive"):
        move(activity, step, by=officer)
    done = close_campaign(campaign, by=officer)
    assert (done.persons, done.person_times) == (1, 1)
    Attendee.objects.all().delete()  # years later
    assert count_of(done) == Came(1, 1)
    assert refused(lambda: close_campaign(campaign, by=officer)) == "closed"
    assert refused(lambda: hold(campaign, plan("2024-03-09"), by=officer)) == "closed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(persons=2)  # more people than times


def test_who_checks_in_with_a_place_has_come(
    campaign: Campaign, town: Organisation, officer: Person, chair: Person
) -> None:
    activity = held(campaign, officer, chair)
    opens, closes = activity.starts_at - timedelta(days=3), activity.starts_at
    late = activity.ends_at + timedelta(days=1)
    assert refused(lambda: offer_places(activity, 10, opens, late, by=officer)) == "closes_late"
    offer = offer_places(activity, 10, opens, closes, by=officer)
    assert offer_places(activity, 20, opens, closes, by=officer) == offer
    wang = make_person("王小满", union=town)
    enrol(wang, offer, by=wang, at=opens + timedelta(hours=1))
    check_in(wang, offer, by=officer)
    for _twice in range(2):
        came_with_a_place(CheckedIn(offer.pk, wang.pk, ""))
    assert [(row.person, row.via) for row in Attendee.objects.all()] == [(wang, "place")]
    session = first_session(activity)
    assert copy_attendance(offer.pk, wang.pk, session.public_id) == Attendee.objects.get()
    assert copy_attendance(offer.pk, wang.pk, "nonsense") is None
    assert copy_attendance(0, wang.pk, "") is None


def test_what_is_near_this_week_comes_nearest_first(
    campaign: Campaign, town: Organisation, officer: Person, chair: Person
) -> None:
    far = make_site(town, latitude=YONGNING[0] + 0.1)
    near = make_site(town, latitude=YONGNING[0] + 0.01)
    for title, site in (("送到远处", far), ("送到近处", near)):
        activity = hold(campaign, plan(title=title), by=officer)
        Activity.objects.filter(pk=activity.pk).update(site=site)
        brought(activity, "announce", by=officer, chair=chair)
    eve = at("2024-03-07 20:00")
    assert [row.activity.title for row in this_week(None, eve, None)] == ["送到远处", "送到近处"]
    found = this_week(None, eve, YONGNING)
    assert [(row.activity.title, round(row.metres or 0, -2)) for row in found] == [
        ("送到近处", 1100),
        ("送到远处", 11100),
    ]
    assert this_week(None, at("2024-02-20 20:00"), None) == []
    Held.objects.all().delete()
    assert this_week(None, eve, None) == []


def test_a_campaign_of_many_activities_is_read_in_a_few_questions(
    campaign: Campaign, officer: Person
) -> None:
    for number in range(15):
        hold(campaign, plan(title=f"第 {number} 次送姜茶"), by=officer)
    with CaptureQueriesContext(connection) as asked:
        folder = folder_of(campaign)
    assert (len(folder.activities), folder.still_open, len(asked)) == (15, 15, 3)
