# SPDX-License-Identifier: Apache-2.0
"""Claim 36: the rights of a person work, through pages and the API.

Somebody whose name, document number and phone nobody else has joins, takes a place, is written about and
looked up; asks for a copy, which is there within a minute and readable by machines; then closes the
account. Afterwards every table is searched for the three values and for their blind indexes: none is left,
what stays is listed with its rule, and nobody signs in with that phone any more.
"""

from __future__ import annotations

import io
import json
import secrets
import time
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from tests.figures import figure, measured
from tests.knocking import text_of
from tests.makers import LONG_AGO, make_officer, make_person, make_union
from tests.settling import deliver_everything
from tests.test_claim_35 import CODES, found_in, join, planted, tables
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import approve, make_join_code, note_export, open_field
from unionnet.directory.people.actions.life import begin
from unionnet.directory.people.models import Account, Membership, Opening, Person
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.reach.actions import notify
from unionnet.directory.reach.models import CodeTurn
from unionnet.doors.rights.actions import (
    finish_closures,
    forget_the_departed,
    make_waiting_copies,
    purge_what_is_over,
)
from unionnet.doors.rights.models import Closure, Copy
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.enrolment.actions import enrol, make_offer
from unionnet.tools.enrolment.models import Offer, Place, Withdrawal

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = figure("PEOPLE", 2)
AFTER_GRACE = timedelta(days=16)


@pytest.fixture(autouse=True)
def _codes_reach_us(settings: Settings) -> None:
    settings.UNIONNET_SMS_SENDER = "tests.test_claim_35.keep_code"


class Planted:
    """A person with values that exist nowhere else, and everything the house may know about somebody."""

    def __init__(self, union: Organisation, officer: Person, number: str, mobile: str) -> None:
        self.number, self.mobile = number, mobile
        self.name = "权" + "".join(chr(0x4E00 + secrets.randbelow(20_000)) for _each in range(6))
        self.client = Client(REMOTE_ADDR=f"10.9.{secrets.randbelow(250)}.{secrets.randbelow(250)}")
        code = make_join_code(union, by=officer, channel="station", place_name="青龙街道驿站")
        join(self.client, code, number, mobile)
        self.person = Person.objects.get(mobile_index=blind_index("mobile", mobile))
        Person.objects.filter(pk=self.person.pk).update(name=self.name)
        self.person.refresh_from_db()
        self.live(union, officer)

    def live(self, union: Organisation, officer: Person) -> None:
        membership = Membership.objects.get(person=self.person)
        membership.paper = self.paper()
        membership.unit = f"{self.name}的店"
        membership.save()
        approve(membership, by=officer)
        now = datetime.now(UTC)
        hours = {
            "opens_at": LONG_AGO,
            "closes_at": now + timedelta(days=90),
            "starts_at": now + timedelta(days=99),
        }
        self.offer = make_offer(union, by=officer, title="瑜伽", size=5, **hours)
        enrol(self.person, self.offer, by=self.person)
        open_field(self.person, "mobile", f"核对{self.name}的手机号", by=officer)
        note_export([self.person.pk], by=officer, what="会员名单")
        notify(
            self.person, kind="people.x", title="您好", text="%(who)s", facts={"who": self.name}, unique="x"
        )
        station = {"name": f"站{self.person.pk}", "kind": "station", "region_code": "500235"}
        site = Site.objects.create(organisation=union, **station)
        FaultReport.objects.create(site=site, text="灯坏了", reporter=self.person)
        deliver_everything()

    def paper(self) -> StoredFile:
        file = StoredFile(name=f"{self.name}.jpg", content_type="image/jpeg", size=3, sha256="0" * 64)
        file.save()
        default_storage.save(file.stored_name, ContentFile(b"jpg"))
        self.stored = file.stored_name
        return file

    @property
    def values(self) -> list[str]:
        """The clear values, and the blind indexes as COPY writes them."""
        known = [("id_number", self.number), ("mobile", self.mobile)]
        return [
            self.name,
            self.number,
            self.mobile,
            *(blind_index(kind, value).hex() for kind, value in known),
        ]

    def prove(self) -> None:
        """A code to the own phone, as the page asks for one; a minute has passed since the last."""
        CodeTurn.objects.all().delete()
        session = self.client.session
        session["account_authentication_methods"] = []
        session.save()
        assert self.client.get("/rights/copies").status_code == 302
        self.client.post("/rights/proof", {"send": "1"})
        self.client.post("/rights/proof", {"code": CODES[self.mobile]})


def everybody() -> list[Planted]:
    union = make_union("云阳县总工会")
    officer = make_officer(union)
    return [Planted(union, officer, *pair) for pair in planted_pairs()]


def planted_pairs() -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    while len(pairs) < PEOPLE:
        pairs += planted()
    return pairs[:PEOPLE]


def test_a_copy_is_there_within_a_minute_for_its_person_only() -> None:
    one, other = everybody()[:2]
    one.prove()
    began = time.monotonic()
    one.client.post("/rights/copies/new")
    make_waiting_copies()
    copy = Copy.objects.get(person=one.person)
    answer = one.client.get(f"/rights/copies/{copy.public_id}.zip")
    seconds = time.monotonic() - began
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("data.json"))
        page = archive.read(next(name for name in archive.namelist() if name.endswith(".html"))).decode()
    kinds = {kind["kind"]: kind["rows"] for kind in told["kinds"]}
    assert kinds["people.Person"][0]["id_number"] == one.number
    assert kinds["people.Membership"][0]["unit"] == f"{one.name}的店"
    assert {"enrolment.Place", "people.Opening", "people.Disclosed", "reach.Notice"} <= set(kinds)
    assert other.number not in json.dumps(told)
    assert (one.number in page, one.mobile in page) == (True, True)
    other.prove()
    assert other.client.get(f"/rights/copies/{copy.public_id}.zip").status_code == 404
    assert found_in(tables(), [one.number, one.mobile]) == []  # the copy itself is sealed
    measured(copy_seconds=seconds)
    assert seconds < 60


def test_a_copy_expires_and_goes() -> None:
    one = everybody()[0]
    one.prove()
    one.client.post("/rights/copies/new")
    one.client.post("/rights/copies/new")
    assert make_waiting_copies(at=LONG_AGO) == 1
    copy = Copy.objects.get()
    assert one.client.get(f"/rights/copies/{copy.public_id}.zip").status_code == 409
    purge_what_is_over()
    assert Copy.objects.count() == 0


def test_nothing_is_left_of_who_asked_to_be_forgotten() -> None:
    people = everybody()
    everything = tables()
    for one in people:
        assert set(found_in(everything, one.values)) == {one.name, *one.values[3:]}, (
            "the search finds what is there"
        )
        holds = text_of(one.client.get("/rights/closure"))
        assert "《个人信息保护法》第五十六条" in holds
        assert "瑜伽" in holds
        one.prove()
        one.client.post("/rights/closure/confirmation")
        assert finish_closures(at=datetime.now(UTC)) == 0, "there are days to think again"
    began = time.monotonic()
    assert finish_closures(at=datetime.now(UTC) + AFTER_GRACE) == len(people)
    measured(people=len(people), erase_seconds=time.monotonic() - began)
    deliver_everything()
    everything = tables()
    for one in people:
        assert found_in(everything, one.values) == []
        assert one.client.get("/people/me").status_code == 302, "signed out everywhere"
        assert not default_storage.exists(one.stored)
        assert not Account.objects.filter(person=one.person, is_active=True).exists()
    assert Offer.objects.filter(taken=0).count() == len(people) == Withdrawal.objects.count()
    assert Place.objects.count() == 0
    assert Membership.objects.filter(state="withdrawn", paper=None, unit="").count() == len(people)
    assert Opening.objects.filter(reason="").count() == len(people)
    assert Person.objects.filter(name="", id_index=None, mobile=None, real_name_at=None).count() == len(
        people
    )


def test_who_thinks_again_keeps_everything() -> None:
    one = everybody()[0]
    one.prove()
    one.client.post("/rights/closure/confirmation")
    one.client.post("/rights/closure/confirmation")
    one.client.post("/rights/closure/withdrawal")
    assert finish_closures(at=datetime.now(UTC) + AFTER_GRACE) == 0
    assert Closure.objects.filter(taken_back_at__isnull=False).count() == Closure.objects.count() == 1
    one.person.refresh_from_db()
    assert one.person.name == one.name
    assert Place.objects.filter(person=one.person).count() == 1


def test_a_phone_left_on_the_table_is_no_proof() -> None:
    one = everybody()[0]
    session = one.client.session
    session["account_authentication_methods"] = []
    session.save()
    for path in ("/rights/copies/new", "/rights/closure/confirmation"):
        assert one.client.post(path)["Location"].startswith("/rights/proof")
    CodeTurn.objects.all().delete()
    one.client.post("/rights/proof", {"send": "1"})
    for _each in range(3):
        one.client.post("/rights/proof", {"code": "000000"})
    one.client.post("/rights/proof", {"code": CODES[one.mobile]})  # too late: three wrong ones
    assert one.client.get("/rights/copies")["Location"].startswith("/rights/proof")
    assert Copy.objects.count() == Closure.objects.count() == 0


def test_who_holds_a_post_hands_it_over_first() -> None:
    union = make_union("云阳县总工会")
    officer = make_officer(union)
    client = Client()
    client.force_login(officer.accounts.get(), backend="unionnet.directory.people.backend.AccountBackend")
    session = client.session
    session["rights_proved_at"] = time.time()
    session.save()
    answer = client.post("/rights/closure/confirmation")
    assert answer.status_code == 409
    assert "云阳县总工会" in text_of(answer)


def test_the_departed_are_forgotten_when_their_time_is_over() -> None:
    union = make_union("云阳县总工会")
    gone, back, here = (make_person(name, union=union) for name in ("走了的人", "又来的人", "在会的人"))
    left = datetime(2022, 1, 1, tzinfo=UTC)
    for person in (gone, back):
        own = Membership.objects.get(person=person)
        with transaction.atomic():
            begin(own, "leave", by=None, on=left.date(), at=left, reason="换了城市")
    Account.objects.filter(person=back).update(last_login=datetime(2026, 1, 1, tzinfo=UTC))
    assert forget_the_departed(at=datetime(2024, 12, 1, tzinfo=UTC)) == 0
    assert forget_the_departed(at=datetime(2026, 11, 21, tzinfo=UTC)) == 1
    assert forget_the_departed(at=datetime(2026, 11, 21, tzinfo=UTC)) == 0
    names = Person.objects.filter(pk__in=[gone.pk, back.pk, here.pk]).order_by("pk")
    assert list(names.values_list("name", flat=True)) == ["", "又来的人", "在会的人"]
