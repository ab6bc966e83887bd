# SPDX-License-Identifier: Apache-2.0
"""Photos of a visit: each once, from who was there, read by who opened the dossier, gone with it."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.makers import sign_in
from unionnet.directory.people.models import Person
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.privacy.erasing import erase, purge
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.hardship.actions import (
    add_photo,
    first_check,
    open_dossier,
    record_visit,
    reject,
    take_back,
)
from unionnet.programmes.hardship.models import Dossier, Visit, VisitPhoto
from unionnet.programmes.hardship.rules import MOST_PHOTOS
from unionnet.programmes.hardship.tests.makers import (
    MONDAY,
    Offices,
    fresh,
    make_offices,
    make_sent,
    make_worker,
    seen,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


@pytest.fixture
def dossier(offices: Offices, worker: Person) -> Dossier:
    return first_check(make_sent(worker), by=offices.at_town, at=MONDAY)


@pytest.fixture
def visit(offices: Offices, dossier: Dossier) -> Visit:
    return record_visit(dossier, seen(), by=offices.at_town, at=MONDAY)


def a_photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "JPEG")
    return SimpleUploadedFile("visit.jpg", drawn.getvalue())


def code_of(dossier: Dossier, visit: UUID, by: Person) -> str:
    with pytest.raises(Refusal) as no:
        add_photo(fresh(dossier), visit, uuid4(), a_photo(), by=by)
    return no.value.code


def test_the_same_key_is_the_same_photo(offices: Offices, dossier: Dossier, visit: Visit) -> None:
    key = uuid4()
    first = add_photo(dossier, visit.key, key, a_photo(), by=offices.at_town)
    assert add_photo(dossier, visit.key, key, a_photo(), by=offices.at_town) == first
    assert (VisitPhoto.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert not first.file.is_public


def test_who_was_not_there_adds_none_and_nobody_too_many(
    offices: Offices, dossier: Dossier, visit: Visit
) -> None:
    assert code_of(dossier, uuid4(), offices.at_town) == "no_visit"
    assert code_of(dossier, visit.key, offices.at_county) == "not_yours"
    for _n in range(MOST_PHOTOS):
        add_photo(dossier, visit.key, uuid4(), a_photo(), by=offices.at_town)
    assert code_of(dossier, visit.key, offices.at_town) == "too_many"


def test_none_after_the_decision(offices: Offices, dossier: Dossier, visit: Visit) -> None:
    reject(fresh(dossier), "有两套住房", by=offices.at_county, at=MONDAY)
    assert code_of(dossier, visit.key, offices.at_town) == "wrong_state"


def test_read_with_the_dossier_open_and_by_nobody_else(
    client: Client, offices: Offices, dossier: Dossier, visit: Visit
) -> None:
    photo = add_photo(dossier, visit.key, uuid4(), a_photo(), by=offices.at_town)
    here = f"/hardship/papers/{photo.file.public_id}"
    sign_in(client, offices.at_county)
    assert client.get(here).status_code == 404
    open_dossier(fresh(dossier), "核对走访情况", by=offices.at_county)
    assert client.get(here)["Content-Type"] == "image/jpeg"
    assert here in client.get(f"/desk/hardship/{dossier.public_id}/").content.decode()
    sign_in(client, offices.second)
    assert client.get(here).status_code == 404


def test_without_a_script_words_and_photos_come_together(
    client: Client, offices: Offices, dossier: Dossier
) -> None:
    sign_in(client, offices.at_town)
    form = {"key": str(uuid4()), "on_day": f"{MONDAY:%Y-%m-%d}", "is_as_said": "yes", "found": "与申报一致"}
    here = f"/hardship/visits/{dossier.public_id}"
    today = client.get(here).context["form"].initial["on_day"]
    sent = {**form, "on_day": f"{today:%Y-%m-%d}"}
    assert client.post(here, {**sent, "photos": [a_photo(), a_photo()]}).status_code == 302
    assert VisitPhoto.objects.filter(visit__key=form["key"]).count() == 2


@pytest.mark.parametrize("wrong", [{"key": "x"}, {"visit": ""}, {"photo": ""}])
def test_half_a_photo_is_told(
    client: Client, offices: Offices, dossier: Dossier, visit: Visit, wrong: dict[str, str]
) -> None:
    sign_in(client, offices.at_town)
    whole = {"visit": str(visit.key), "key": str(uuid4()), "photo": a_photo()}
    answer = client.post(f"/hardship/visits/{dossier.public_id}/photos", {**whole, **wrong})
    assert (answer.json()["ok"], VisitPhoto.objects.exists()) == (False, False)


def test_gone_with_the_consent_and_their_files_too(
    offices: Offices, worker: Person, dossier: Dossier, visit: Visit
) -> None:
    add_photo(dossier, visit.key, uuid4(), a_photo(), by=offices.at_town)
    take_back(fresh(dossier), "own", by=worker)
    assert (VisitPhoto.objects.exists(), StoredFile.objects.exists(), Visit.objects.exists()) == (False,) * 3


def test_gone_when_somebody_is_forgotten_or_its_time_is_over(
    offices: Offices, worker: Person, dossier: Dossier, visit: Visit
) -> None:
    add_photo(dossier, visit.key, uuid4(), a_photo(), by=offices.at_town)
    reject(fresh(dossier), "有两套住房", by=offices.at_county, at=MONDAY)
    purge(MONDAY + timedelta(days=300))
    assert VisitPhoto.objects.count() == 1
    purge(MONDAY + timedelta(days=400))
    assert (VisitPhoto.objects.exists(), StoredFile.objects.exists()) == (False, False)
    assert erase([worker.pk])["hardship.VisitPhoto"] == 0
