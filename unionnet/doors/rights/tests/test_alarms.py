# SPDX-License-Identifier: Apache-2.0
"""Somebody else seems to be me: step by step, each ticked, until everything is in order again."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people import cards
from unionnet.directory.people.actions import freeze_card, give_consent, thaw_card
from unionnet.directory.people.models import Account, Person
from unionnet.directory.people.queries import devices_of, security_admins_above
from unionnet.directory.reach.models import Notice
from unionnet.doors.rights.actions import close_alarm, raise_alarm, take_step
from unionnet.doors.rights.models import Alarm
from unionnet.doors.rights.queries import deeds_of
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


def on_a_device(person: Person, agent: str) -> Client:
    """Signed in and listed, as through the sign-in pages."""
    from allauth.usersessions.models import UserSession

    client = sign_in(Client(), person)
    key = client.session.session_key
    UserSession.objects.create(user=person.accounts.get(), ip="10.0.0.1", user_agent=agent, session_key=key)
    return client


def test_all_other_devices_are_signed_out_at_once() -> None:
    lin = make_person("林晓")
    mine, stolen = on_a_device(lin, "iPhone Safari"), on_a_device(lin, "Windows Chrome")
    assert "Windows" in text_of(mine.get("/rights/devices"))
    mine.post("/rights/alarm/raise")
    mine.post("/rights/alarm/step", {"step": "sessions_ended_at"})
    assert stolen.get("/rights/").status_code == 302
    assert mine.get("/rights/").status_code == 200
    assert Alarm.objects.get().sessions_ended_at is not None


def test_one_device_is_signed_out_and_nobody_elses() -> None:
    lin, zhou = make_person("林晓"), make_person("周全")
    mine, other, theirs = (on_a_device(*who) for who in ((lin, "iPhone"), (lin, "Android"), (zhou, "Linux")))
    there = {device.user_agent: device.pk for device in [*devices_of(lin), *devices_of(zhou)]}
    mine.post(f"/rights/devices/{there['Linux']}/end")
    mine.post(f"/rights/devices/{there['Android']}/end")
    assert (other.get("/rights/").status_code, theirs.get("/rights/").status_code) == (302, 200)
    assert [device.user_agent for device in devices_of(lin)] == ["iPhone"]


def test_a_frozen_card_is_good_for_nothing_until_proved() -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    shown, _until = cards.issue(lin)
    mine = on_a_device(lin, "iPhone")
    mine.post("/rights/alarm/step", {"step": "card_frozen_at"})
    mine.post("/rights/alarm/step", {"step": "card_frozen_at"})
    for use in (lambda: cards.issue(lin), lambda: cards.verify(shown)):
        with pytest.raises(Refusal) as no:
            use()
        assert no.value.code == "card_frozen"
    assert "已由本人冻结" in text_of(Client().get(f"/people/v/{shown}"))
    assert mine.post("/rights/card/thaw")["Location"].startswith("/rights/proof"), "a thief must not"
    thaw_card(lin, by=lin)
    assert cards.verify(shown) == lin
    freeze_card(lin, by=lin)


def test_the_security_administrators_above_are_told_once() -> None:
    county = make_union("云阳县总工会")
    town = make_union("青龙街道总工会", county)
    admin = make_officer(county, role="security_admin", name="安全员")
    make_officer(make_union("别处"), role="security_admin")
    lin = make_person("林晓", union=town)
    assert security_admins_above(lin) == [admin]
    alarm = raise_alarm(lin, by=lin)
    for _each in range(2):
        take_step(alarm, "told_at", by=lin)
    notice = Notice.objects.get()
    assert (notice.person, lin.public_id in notice.body, "林晓" in notice.body) == (admin, True, False)


def test_without_an_administrator_the_step_says_what_to_do() -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    with pytest.raises(Refusal, match="打电话"):
        take_step(raise_alarm(lin, by=lin), "told_at", by=lin)
    assert Alarm.objects.get().told_at is None


def test_what_was_done_in_my_name_is_listed() -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    Account.objects.update(joined_at=datetime(2020, 1, 1, tzinfo=UTC))
    consent = give_consent(lin, "group_notices", "1", by=lin)
    found = deeds_of(lin, days=30, at=datetime.now(UTC))
    assert ("同意记录", consent.given_at) in [(deed.kind, deed.at) for deed in found]
    mine = sign_in(Client(), lin)
    assert "同意记录" in text_of(mine.get("/rights/alarm/deeds"))


def test_steps_nobody_knows_are_refused_and_an_alarm_ends() -> None:
    lin = make_person("林晓")
    mine = sign_in(Client(), lin)
    mine.post("/rights/alarm/raise")
    assert mine.post("/rights/alarm/step", {"step": "closed_at"}).status_code == 409
    assert mine.post("/rights/alarm/step", {}).status_code == 409
    first = Alarm.objects.get()
    close_alarm(first, by=lin)
    assert raise_alarm(lin, by=lin).pk != first.pk
