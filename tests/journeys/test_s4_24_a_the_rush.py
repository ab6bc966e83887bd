# SPDX-License-Identifier: Apache-2.0
"""S4-24, the rush: 伊金霍洛's night school opens nine courses of five classes, 157 places “秒光”.

2,000 requests at the second of release, among them 300 of people who may not, 200 from second accounts of
one ID, and 100 withdrawals in the same second: 157 are confirmed, no course is over its quota, the rest wait.
"""

from __future__ import annotations

import http.client
import random
import time
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tests.makers import make_id_number, make_officer, make_union, sign_in
from tests.races.ground import Heard, Phone, in_parallel, make_crowd
from tests.serving import Site, site  # noqa: F401 - a fixture
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, Person, Standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.programmes.nightschool.actions import CourseTerms, TermPlan, announce, open_term
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.actions import confirm, lapse
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Waiting, Withdrawal

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])
SIZES = (18, 18, 18, 18, 17, 17, 17, 17, 17)
TITLES = ("零基础瑜伽", "形体", "硬笔书法", "国画", "声乐", "非洲鼓", "茶艺", "插花", "短视频")
CLASSES = ("瑜伽形体", "书画艺术", "音乐", "生活美学", "新媒体")
ELIGIBLE, INELIGIBLE, SECOND, LEAVING = 1500, 300, 200, 100


@pytest.fixture
def union() -> Organisation:
    return make_union("伊金霍洛旗总工会", region_code="150627")


@pytest.fixture
def courses(union: Organisation) -> list[Course]:
    """Announced now, open in four seconds."""
    officer, now = make_officer(union), database_now()
    today = timezone.localdate()
    plan = TermPlan(
        "职工赋能夜校", now + timedelta(seconds=6), now + timedelta(days=3), today, today + timedelta(days=90)
    )
    groups = list(open_term(union, plan, CLASSES, by=officer).class_groups.all())
    return [
        announce(groups[n % 5], CourseTerms(title=title, size=SIZES[n], open_to=union), by=officer, lessons=4)
        for n, title in enumerate(TITLES)
    ]


def ineligible() -> list[int]:
    """A hundred without a union, a hundred of another union, a hundred without a real name."""
    strangers, others, nameless = make_crowd(100), make_crowd(100, make_union("别处总工会")), make_crowd(100)
    Standing.objects.filter(person__in=strangers).update(path="")
    Standing.objects.filter(person__in=nameless).update(path="", is_real_name=False)
    return [*strangers, *others, *nameless]


def second_accounts(people: list[int]) -> list[int]:
    """The same ID behind a second phone is the same person, so the second ticket names the same person."""
    for number, person in enumerate(Person.objects.filter(pk__in=people), start=1):
        person.id_number = make_id_number(timezone.localdate().replace(year=1990), number)
        person.id_index = blind_index("id_number", f"s4-24-{number}")
        person.save(update_fields=["id_number", "id_index"])
        Account.objects.bulk_create(
            Account(person=person, login=f"{person.pk}-{which}", password="!") for which in ("one", "two")
        )
    return list(Account.objects.filter(login__endswith="-two").values_list("person_id", flat=True))


def ask(port: int, person: int, offer: str) -> Heard:
    phone = Phone(port, person)
    try:
        heard = phone.ask(offer)
        while heard.said.get("code") == "not_open_yet":
            time.sleep(0.02)
            heard = phone.ask(offer)
        return heard
    finally:
        phone.hang_up()


def ask_and_leave(port: int, person: int, offer: str, cookie: str) -> Heard:
    """Take a place, and give it back in the same second by the plain form."""
    heard = ask(port, person, offer)
    if heard.status == 201:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        token = "a" * 32
        heads = {"Cookie": f"sessionid={cookie}; csrftoken={token}", "X-CSRFToken": token}
        line.request("POST", f"/enrolment/{offer}/withdraw", b"", {**heads, "Content-Length": "0"})
        assert line.getresponse().status == 302
        line.close()
    return heard


def signed_in(people: list[int]) -> dict[int, str]:
    """Sessions of those who will leave, made before the rush."""
    Account.objects.bulk_create(
        Account(person_id=person, login=f"{person}-web", password="!") for person in people
    )
    cookies = {}
    for account in Account.objects.filter(login__endswith="-web"):
        client = Client()
        client.force_login(account, backend="unionnet.directory.people.backend.AccountBackend")
        cookies[account.person_id] = client.cookies["sessionid"].value
    return cookies


def settle(courses: list[Course]) -> None:
    """Everybody who is asked says yes, until nobody is asked any more."""
    while invitations := list(Invitation.objects.select_related("person", "offer")):
        for each in invitations:
            confirm(each.person, each.offer, by=each.person)
        lapse()


def test_157_places_in_the_second_of_release(site: Site, union: Organisation, courses: list[Course]) -> None:  # noqa: F811
    port = int(site.url.rpartition(":")[2])
    offers = [course.offer.public_id for course in courses]
    eligible, strangers = make_crowd(ELIGIBLE, union), ineligible()
    leaving = eligible[:LEAVING]
    twice = second_accounts(eligible[LEAVING : LEAVING + SECOND])
    cookies = signed_in(leaving)
    Offer.objects.filter(group=courses[0].offer.group).update(opens_at=database_now() + timedelta(seconds=2))
    wish = {person: offers[n % 9] for n, person in enumerate(eligible)}
    other = {person: offers[(n + 1) % 9] for n, person in enumerate(eligible)}
    first = [partial(ask_and_leave, port, person, wish[person], cookies[person]) for person in leaving]
    rest = [partial(ask, port, person, wish[person]) for person in eligible[LEAVING:]]
    rest += [partial(ask, port, person, other[person]) for person in twice]
    rest += [partial(ask, port, person, offers[n % 9]) for n, person in enumerate(strangers)]
    random.Random(20261121).shuffle(rest)
    answers = in_parallel([*first, *rest], threads=64)
    assert len(answers) == 2000

    codes = Counter(str(heard.said.get("code")) for heard in answers if heard.status == 409)
    assert {name: codes[name] for name in ("real_name_only", "members_only", "not_yours")} == {
        "real_name_only": 100,
        "members_only": 100,
        "not_yours": 100,
    }
    assert set(codes) <= {"real_name_only", "members_only", "not_yours", "one_per_group"}
    assert Withdrawal.objects.filter(why="own_wish").count() == LEAVING
    settle(courses)

    group = courses[0].offer.group
    mine = Offer.objects.filter(group=group)
    assert [(offer.taken, offer.size) for offer in mine.order_by("id")] == [(size, size) for size in SIZES]
    assert mine.filter(taken__gt=F("size")).count() == 0
    places = Place.objects.filter(group=group)
    assert places.count() == sum(SIZES) == 157
    assert places.values("person").distinct().count() == 157
    assert not places.filter(person__in=strangers).exists()
    assert not places.filter(person__in=leaving).exists()
    on_the_list = set(Waiting.objects.values_list("person_id", flat=True))
    seated = set(places.values_list("person_id", flat=True))
    given_back = set(Withdrawal.objects.filter(why="own_wish").values_list("person_id", flat=True))
    assert set(eligible) == seated | on_the_list | given_back
    told = Entry.objects.filter(fact__in=["enrolment.place_taken", "enrolment.place_confirmed"]).count()
    assert told == 157 + LEAVING


def test_the_desk_sees_the_fill_and_the_list(site: Site, union: Organisation, courses: list[Course]) -> None:  # noqa: F811
    desk = sign_in(Client(), make_officer(union, name="张干部"))
    page = desk.get("/desk/enrolment/").content.decode()
    assert all(title in page for title in TITLES)
    assert "0 / 18" in page
