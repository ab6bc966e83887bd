# SPDX-License-Identifier: Apache-2.0
"""Wrong data put right: one's own word for some, a paper and the union for a name or document."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import prove_phone
from unionnet.directory.people.models import Opening, Person, Standing
from unionnet.directory.reach.models import Notice
from unionnet.doors.rights.actions import accept_correction
from unionnet.doors.rights.models import Closure, Correction
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
RIGHT = make_id_number(date(1988, 2, 3), 77)
PDF = b"%PDF-1.4 paper"


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


def ask(client: Client, **more: object) -> object:
    form = {"name": "林晓晓", "id_type": "resident_id", "id_number": RIGHT, "reason": "名字少一个字"}
    return client.post("/rights/correction", {**form, "paper": SimpleUploadedFile("证件.pdf", PDF), **more})


def test_a_name_and_a_document_are_corrected_by_the_union(union: Organisation) -> None:
    lin, officer = make_person("林晓", union=union), make_officer(union)
    ask(sign_in(Client(), lin))
    correction = Correction.objects.get()
    assert RIGHT.encode() not in bytes(correction.wanted.stored)
    desk = sign_in(Client(), officer)
    there = f"/desk/rights/corrections/{correction.public_id}"
    assert "林晓" in text_of(desk.get("/desk/rights/corrections"))
    page = text_of(desk.get(there))
    assert ("林晓晓" in page, RIGHT in page) == (True, False)
    assert b"".join(desk.get(f"{there}/paper").streaming_content) == PDF  # type: ignore[attr-defined]
    assert Opening.objects.filter(person=lin, field="id_number", by=officer).count() == 1
    for _twice in range(2):
        desk.post(f"{there}/decision", {"accept": "1"})
    lin.refresh_from_db()
    assert (lin.name, lin.born_on, lin.id_number.open()) == ("林晓晓", date(1988, 2, 3), RIGHT)
    assert bytes(lin.id_index or b"") == blind_index("id_number", RIGHT)
    assert Standing.objects.get(person=lin).born_on == date(1988, 2, 3)
    correction.refresh_from_db()
    assert (correction.state, correction.wanted) == ("accepted", None)
    assert Notice.objects.get(person=lin).headline == "身份信息已更正"


def passport(client: Client, **more: object) -> object:
    form = {"name": "ERIKSSON ANNA", "id_type": "passport", "id_number": "M111222C3", "reason": "护照换发"}
    return ask(client, **{**form, "renewed": "on", "expires_on": "2036-12-01", **more})


@pytest.fixture
def anna(union: Organisation) -> Person:
    found = make_person("ERIKSSON ANNA", union=union)
    number = "L898902C3"
    found.id_type, found.id_number, found.id_index = "passport", number, blind_index("id_number", number)
    found.document_expires = date(2026, 12, 1)
    found.save()
    return found


def test_a_renewed_passport_brings_its_last_day(union: Organisation, anna: Person) -> None:
    officer = make_officer(union)
    passport(sign_in(Client(), anna))
    correction = Correction.objects.get()
    page = text_of(sign_in(Client(), officer).get(f"/desk/rights/corrections/{correction.public_id}"))
    assert "2036 年 12 月 1 日" in page
    accept_correction(correction, by=officer)
    anna.refresh_from_db()
    assert (anna.id_number.open(), anna.document_expires) == ("M111222C3", date(2036, 12, 1))
    assert anna.former_documents.count() == 1


def test_a_last_day_alone_is_put_right(union: Organisation, anna: Person) -> None:
    passport(sign_in(Client(), anna), id_number="L898902C3", renewed="", expires_on="2027-12-01")
    accept_correction(Correction.objects.get(), by=make_officer(union))
    anna.refresh_from_db()
    assert (anna.id_number.open(), anna.document_expires) == ("L898902C3", date(2027, 12, 1))
    assert anna.former_documents.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"), [("", "有效期印在证件上"), ("2020-01-01", "证件已过有效期"), ("明天", "")]
)
def test_a_new_passport_without_a_good_last_day_is_not_asked_for(
    anna: Person, day: str, sentence: str
) -> None:
    answer: Any = passport(sign_in(Client(), anna), expires_on=day)
    assert sentence in answer.content.decode()
    assert not Correction.objects.exists()


def test_what_was_asked_before_there_was_a_last_day_is_still_read(union: Organisation, anna: Person) -> None:
    passport(sign_in(Client(), anna), id_number="L898902C3", renewed="", expires_on="")
    correction = Correction.objects.get()
    words = json.loads(correction.wanted.open())
    del words["expires_on"]
    correction.wanted = json.dumps(words)
    correction.save()
    accept_correction(Correction.objects.get(), by=make_officer(union))
    anna.refresh_from_db()
    assert anna.document_expires == date(2026, 12, 1), "what is not said stays"


def test_a_no_has_its_reason(union: Organisation) -> None:
    lin, officer = make_person("林晓", union=union), make_officer(union)
    mine, desk = sign_in(Client(), lin), sign_in(Client(), officer)
    ask(mine)
    there = f"/desk/rights/corrections/{Correction.objects.get().public_id}/decision"
    assert desk.post(there, {"answer": "不"}).status_code == 409
    desk.post(there, {"answer": "照片看不清，请重拍"})
    assert "照片看不清" in text_of(mine.get("/rights/correction"))
    lin.refresh_from_db()
    assert lin.name == "林晓"


def test_one_at_a_time_and_only_with_a_paper(union: Organisation) -> None:
    mine = sign_in(Client(), make_person("林晓", union=union))
    ask(mine, paper="")
    ask(mine, id_number=RIGHT[:-1] + "?")
    assert Correction.objects.count() == 0
    ask(mine)
    assert getattr(ask(mine), "status_code", 0) == 409
    assert Correction.objects.count() == 1


def test_a_document_of_somebody_else_is_refused(union: Organisation) -> None:
    lin, officer = make_person("林晓", union=union), make_officer(union)
    other = make_person("周全")
    Person.objects.filter(pk=other.pk).update(id_index=blind_index("id_number", RIGHT))
    ask(sign_in(Client(), lin))
    with pytest.raises(Refusal) as no:
        accept_correction(Correction.objects.get(), by=officer)
    assert no.value.code == "id_taken"
    assert Correction.objects.get().state == "waiting"


def test_nobody_decides_on_their_own_or_elsewhere(union: Organisation) -> None:
    officer = make_officer(union)
    ask(sign_in(Client(), officer))
    correction = Correction.objects.get()
    for by in (officer, make_officer(make_union("别处"))):
        with pytest.raises(Refusal):
            accept_correction(correction, by=by)


def test_occupation_is_ones_own_word(union: Organisation) -> None:
    lin = make_person("林晓", union=union, tags=("first_aid",))
    mine = sign_in(Client(), lin)
    mine.post("/rights/occupation", {"occupation": "courier"})
    assert mine.post("/rights/occupation", {"occupation": "king\x00"}).status_code in (400, 409)
    lin.refresh_from_db()
    assert lin.occupation == "courier"
    assert {"first_aid", "courier"} <= set(lin.tags)
    assert Standing.objects.get(person=lin).tags == lin.tags


def test_the_register_follows_a_phone_that_was_proved() -> None:
    lin = make_person("林晓")
    account = lin.accounts.get()
    account.mobile, account.mobile_index = lin.mobile.open(), lin.mobile_index
    account.save()
    prove_phone(account, "13800001234")
    lin.refresh_from_db()
    assert lin.mobile.open() == "13800001234"
    second = make_person("周全").accounts.get()
    prove_phone(second, "13800005678")
    assert Person.objects.get(name="周全").mobile.open() != "13800005678", "another phone was registered"


def test_relatives_ask_through_an_officer_with_a_paper(union: Organisation) -> None:
    gone, officer = make_person("去世的人", union=union), make_officer(union)
    desk = sign_in(Client(), officer)
    card = gone.memberships.get().card_no
    answer = desk.post("/desk/rights/corrections/deceased", {"card_no": card, "note": "妻子申请"})
    assert (answer.status_code, "妻子申请" in answer.content.decode()) == (422, True), "typed words are kept"
    assert Closure.objects.count() == 0
    paper = SimpleUploadedFile("证明.pdf", PDF)
    desk.post("/desk/rights/corrections/deceased", {"card_no": card, "note": "妻子申请", "paper": paper})
    closure = Closure.objects.get()
    assert (closure.person, closure.by, closure.paper is not None) == (gone, officer, True)
