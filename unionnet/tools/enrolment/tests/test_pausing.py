# SPDX-License-Identifier: Apache-2.0
"""Officers see who was absent too often, and give the right back with a reason that the person reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.actions import enrol, lift_pause, mark_absent
from unionnet.tools.enrolment.facts import PauseLifted
from unionnet.tools.enrolment.listeners import say_the_pause_is_lifted
from unionnet.tools.enrolment.models import Pause
from unionnet.tools.enrolment.tests.makers import NOON, make_offer

pytestmark = pytest.mark.django_db


def paused(person: Person, offered_by: Organisation, *, days_ago: int = 1) -> Pause:
    """Absent twice from something this union offered."""
    offer, officer = make_offer(offered_by, title="亲子营"), make_officer(offered_by)
    enrol(person, offer, by=person, at=NOON)
    last = database_now() - timedelta(days=days_ago)
    for session, at in (("L1", last - timedelta(days=7)), ("L2", last)):
        mark_absent(offer, by=officer, session=session, at=at)
    return Pause.objects.get(person=person)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_officer_lifts_a_pause_with_a_reason_and_the_person_is_told(client: Client) -> None:
    street = make_union("街道总工会")
    officer, lin = make_officer(street), make_person("林晓", union=street)
    pause = paused(lin, street)
    sign_in(client, officer)
    assert "林晓" in text(client, "/desk/enrolment/pauses/")
    door = f"/desk/enrolment/pauses/{pause.public_id}/"
    page = text(client, door)
    assert page.count("亲子营") == 2
    assert "街道总工会" in page
    assert client.post(door, {"reason": " "}).status_code == 422
    assert client.post(door, {"reason": "住院，有证明"}).status_code == 302
    pause.refresh_from_db()
    assert (pause.lifted_by, pause.lift_reason) == (officer, "住院，有证明")
    entry = Entry.objects.get(fact="enrolment.pause_lifted")
    assert (entry.actor_id, entry.org_path) == (officer.pk, street.path)
    for _ in range(2):
        say_the_pause_is_lifted(PauseLifted(lin.pk, pause.pk))
    assert "住院，有证明" in Notice.objects.get(person=lin).body
    assert "林晓</" not in text(client, "/desk/enrolment/pauses/")
    assert "住院，有证明" in text(client, "/desk/enrolment/pauses/?stage=lifted")
    assert "解除暂停" not in text(client, door)


def test_officers_see_their_members_and_who_was_absent_from_what_they_offer(client: Client) -> None:
    county, far = make_union("区总工会"), make_union("外区总工会")
    street, other = make_union("街道总工会", county), make_union("别街总工会", county)
    lin, zhou = make_person("林晓", union=street), make_person("周师傅", union=other)
    guest, stranger = make_person("访客"), make_person("生人")
    for person, union in ((lin, far), (zhou, other), (guest, street), (stranger, far)):
        paused(person, union)
    seen = {}
    for union in (street, county, other):
        sign_in(client, make_officer(union))
        page = text(client, "/desk/enrolment/pauses/")
        seen[union.name] = {name for name in ("林晓", "周师傅", "访客", "生人") if name in page}
    assert seen == {
        "街道总工会": {"林晓", "访客"},
        "区总工会": {"林晓", "访客", "周师傅"},
        "别街总工会": {"周师傅"},
    }
    door = f"/desk/enrolment/pauses/{Pause.objects.get(person=lin).public_id}/"
    assert text(client, door, 404)
    assert client.post(door, {"reason": "帮个忙"}).status_code == 404


@pytest.mark.parametrize("role", ["leader", "teacher", "station_keeper", "system_admin", ""])
def test_the_list_is_for_those_who_manage_enrolment(client: Client, role: str) -> None:
    union = make_union("街道总工会")
    sign_in(client, make_officer(union, role=role) if role else make_person("会员", union=union))
    assert text(client, "/desk/enrolment/pauses/", 404)


def test_the_list_is_searched_and_says_when_it_is_empty(client: Client) -> None:
    street = make_union("街道总工会")
    sign_in(client, make_officer(street))
    assert "多次无故缺席的人会暂停报名资格" in text(client, "/desk/enrolment/pauses/")
    paused(make_person("林晓", union=street), street)
    paused(make_person("周师傅", union=street), street, days_ago=31)
    assert "周师傅" not in text(client, "/desk/enrolment/pauses/")
    assert "周师傅" in text(client, "/desk/enrolment/pauses/?stage=over")
    assert "林晓" in text(client, "/desk/enrolment/pauses/?q=林&stage=all")
    assert "林晓" not in text(client, "/desk/enrolment/pauses/?q=周&stage=nonsense")


def test_the_list_costs_the_same_for_many(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    street = make_union("街道总工会")
    sign_in(client, make_officer(street))
    for number in range(5):
        paused(make_person(f"会员{number}", union=street), street)
    text(client, "/desk/enrolment/pauses/")
    with django_assert_max_num_queries(8):
        text(client, "/desk/enrolment/pauses/")


def test_nobody_lifts_their_own_pause_or_one_that_is_over() -> None:
    street = make_union("街道总工会")
    officer, other = make_officer(street), make_officer(street)
    pause = paused(officer, street)
    with pytest.raises(Refusal) as own:
        lift_pause(pause, "自己解除", by=officer)
    with pytest.raises(Refusal) as over:
        lift_pause(pause, "太晚了", by=other, at=pause.until)
    assert (own.value.code, over.value.code) == ("not_your_own", "pause_over")
    first = lift_pause(pause, "住院", by=other)
    assert lift_pause(pause, "又一次", by=other).lift_reason == first.lift_reason == "住院"
    assert Entry.objects.filter(fact="enrolment.pause_lifted").count() == 1


def test_who_is_paused_by_another_pause_is_not_told_to_enrol_again() -> None:
    street = make_union("街道总工会")
    officer, lin = make_officer(street), make_person("林晓", union=street)
    first = paused(lin, street)
    second = Pause.objects.create(person=lin, since=first.since, until=first.until + timedelta(days=3))
    for pause in (first, second):
        lift_pause(pause, "住院，有证明", by=officer)
        say_the_pause_is_lifted(PauseLifted(lin.pk, pause.pk))
    notices = Notice.objects.order_by("pk")
    assert [notice.title for notice in notices] == ["一次暂停已解除", "报名资格已恢复"]
    assert ["又可以报名" in notice.body for notice in notices] == [False, True]


def test_the_person_reads_until_when(client: Client) -> None:
    lin = make_person("林晓")
    paused(lin, make_union("街道总工会"))
    sign_in(client, lin)
    assert "前暂不能报新的项目" in text(client, "/enrolment/mine/")
