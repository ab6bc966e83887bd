# SPDX-License-Identifier: Apache-2.0
"""Signed for by hand: the drawing goes with the receipt, is sealed, is opened in the sight of its writer, and
stays when the receipt is revoked."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Disclosed, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.privacy.erasing import erase
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.tools.benefits.actions import Signed, hand_out, hand_out_all, revoke
from unionnet.tools.benefits.actions.drawing import as_address, drawn_anew
from unionnet.tools.benefits.models import Benefit, Receipt, Signature
from unionnet.tools.benefits.queries import Handing, signatures_seen_by
from unionnet.tools.benefits.tests.makers import (
    BY_CODE,
    make_benefit,
    make_card,
    make_item,
    make_stock,
    scrawl,
)

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
DRAWN = Signed("drawn", drawing=scrawl())


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def rider(union: Organisation) -> Person:
    return make_person("韩骑手", union=union)


@pytest.fixture
def benefit(union: Organisation, officer: Person) -> Benefit:
    return made(union, officer)


@pytest.fixture
def desk(client: Client, officer: Person) -> Client:
    return sign_in(client, officer)


def made(union: Organisation, officer: Person, **terms: Any) -> Benefit:
    items = make_item(union, officer), make_card(union, officer)
    for item in items:
        make_stock(item, union, officer, 400)
    now = database_now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    return make_benefit(union, officer, *items, **{"by_hand": True, **times, **terms})


def counter_of(benefit: Benefit) -> str:
    return f"/desk/benefits/{benefit.public_id}/at/{benefit.organisation.public_id}"


def coming(person: Person, drawing: bytes | None = None, **more: Any) -> dict[str, Any]:
    said = {"code": cards.issue(person)[0], "key": str(uuid4()), **more}
    if drawing is not None:
        said["drawing"] = SimpleUploadedFile("signature.png", drawing, "image/png")
    return said


def sent(desk: Client, benefit: Benefit, said: dict[str, Any]) -> dict[str, Any]:
    for each in said.values():
        if isinstance(each, SimpleUploadedFile):
            each.seek(0)
    answer = desk.post(counter_of(benefit), said, headers=JSON)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def drawn(benefit: Benefit, person: Person, by: Person) -> Signature:
    hand_out(benefit, benefit.organisation, person, DRAWN, key=uuid4(), by=by)
    return Signature.objects.get(person=person)


def test_one_drawing_stands_behind_all_that_was_handed_out(
    desk: Client, benefit: Benefit, rider: Person
) -> None:
    page = desk.get(counter_of(benefit), {"code": cards.issue(rider)[0]}).content.decode()
    assert "data-sign" in page
    assert "在纸上签" in page
    said = coming(rider, scrawl())
    first = sent(desk, benefit, said)
    assert first == {"says": "韩骑手 已领取：入会礼包 × 1、健身卡 × 1", "ok": True}
    assert sent(desk, benefit, said) == first  # the line broke before the answer came
    signature = Signature.objects.get()
    receipts = Receipt.objects.values_list("via", "signature", "person", "at")
    assert list(receipts) == [("drawn", signature.pk, rider.pk, signature.at)] * 2
    assert signature.picture.open() == as_address(drawn_anew(scrawl()))
    again = sent(desk, benefit, coming(rider, scrawl(shift=5)))
    assert (again["ok"], "已经领过" in again["says"]) == (False, True)
    assert Signature.objects.count() == 1


def test_it_lies_sealed_bound_to_its_row(benefit: Benefit, rider: Person, officer: Person) -> None:
    drawn(benefit, rider, officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT picture FROM benefits_signature")
        stored = bytes(cursor.fetchone()[0])
    assert b"PNG" not in stored
    assert base64.b64encode(b"\x89PNG")[:5] not in stored
    assert str(Signature.objects.get().picture) == "••••"


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (None, "请本人签名"),
        (b"", "请本人签名"),
        (b"GIF89a\0\x1b", "收到的不是签名"),
        (scrawl()[:700], "收到的不是签名"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 3_000_000, "签名的图太大"),
    ],
    ids=["none", "empty", "no PNG", "cut off", "3 MB"],
)
def test_what_is_no_signature_gives_nothing(
    desk: Client, benefit: Benefit, rider: Person, drawing: bytes | None, words: str
) -> None:
    told = sent(desk, benefit, coming(rider, drawing))
    assert (told["ok"], words in told["says"]) == (False, True)
    assert not Receipt.objects.exists()
    assert not Signature.objects.exists()


@pytest.mark.parametrize("code", ["\0", "a\x1b[2J.b", "\ud800", "9" * 5_000, ""])
def test_hostile_words_beside_a_drawing_are_a_no(desk: Client, benefit: Benefit, code: str) -> None:
    said = {"code": code.encode("utf-8", "surrogatepass"), "key": str(uuid4())}
    drawing = SimpleUploadedFile("a\0b.png", scrawl(), "image/png")
    answer = desk.post(counter_of(benefit), {**said, "drawing": drawing}, headers=JSON)
    assert answer.status_code in (200, 400)
    assert not Receipt.objects.exists()


def test_a_drawing_that_was_sent_late_counts_from_when_it_was_sent_first(
    desk: Client, benefit: Benefit, rider: Person
) -> None:
    ago = database_now() - timedelta(minutes=20)
    said = coming(rider, scrawl()) | {"code": cards.issue(rider, at=ago)[0]}
    assert "会员码已过期" in sent(desk, benefit, said)["says"]
    assert sent(desk, benefit, said | {"kept": int(ago.timestamp()) + 60})["ok"]


def test_who_signs_on_paper_has_a_photo_instead(desk: Client, benefit: Benefit, rider: Person) -> None:
    said = coming(rider, paper=SimpleUploadedFile("签名.pdf", b"%PDF-1.7"))
    for _twice in range(2):
        said["paper"].seek(0)
        assert "已领取" in text_of(desk.post(counter_of(benefit), said, follow=True))
    receipts = Receipt.objects.select_related("paper")
    assert {(row.via, row.paper and row.paper.read()) for row in receipts} == {("paper", b"%PDF-1.7")}
    assert StoredFile.objects.count() == 1  # the second photo of the same coming is let go
    other = coming(rider, paper=SimpleUploadedFile("又一张.pdf", b"%PDF-1.7"))
    assert "已经领过" in text_of(desk.post(counter_of(benefit), other, follow=True))
    assert StoredFile.objects.count() == 1


def test_no_code_alone_where_a_signature_is_asked_and_no_signature_where_none_is(
    benefit: Benefit, union: Organisation, officer: Person, rider: Person
) -> None:
    for signed in (BY_CODE, Signed("desk")):
        with pytest.raises(Refusal) as no:
            hand_out(benefit, union, rider, signed, key=uuid4(), by=officer)
        assert no.value.code == "sign_by_hand"
    by_code = make_benefit(union, officer, *[each.item for each in benefit.contents.all()], title="扫码领")
    with pytest.raises(Refusal) as no:
        hand_out(by_code, union, rider, DRAWN, key=uuid4(), by=officer)
    assert no.value.code == "not_by_hand"
    assert not Signature.objects.exists()


def test_the_database_holds_receipt_and_drawing_together(
    benefit: Benefit, union: Organisation, officer: Person, rider: Person
) -> None:
    drawn(benefit, rider, officer)
    for wrong in ({"signature": None}, {"via": "code"}):
        with pytest.raises(IntegrityError, match="drawn_is_a_signature"), transaction.atomic():
            Receipt.objects.update(**wrong)
    two = [Handing(make_person(f"骑手{n}", union=union).pk, uuid4()) for n in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        hand_out_all(benefit, union, two, DRAWN, by=officer)
    assert Signature.objects.count() == 1


def test_it_is_opened_in_the_sight_of_its_writer(
    client: Client, benefit: Benefit, officer: Person, rider: Person
) -> None:
    signature = drawn(benefit, rider, officer)
    address = f"/desk/benefits/signatures/{signature.public_id}"
    stranger = make_officer(make_union("别处工会"))
    assert sign_in(client, stranger).get(address).status_code == 404
    assert not Disclosed.objects.exists()
    desk = sign_in(client, officer)
    assert address in desk.get(f"/desk/benefits/{benefit.public_id}").content.decode()
    answer = desk.get(address)
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("image/png", True)
    assert answer.content == drawn_anew(scrawl())
    assert [row.disclosure.what for row in Disclosed.objects.filter(person=rider)] == ["手写签名"]
    phone = sign_in(Client(), rider)
    assert "手写签名" in text_of(phone.get("/rights/lists"))


def test_the_second_wall_hides_it_from_other_unions(benefit: Benefit, officer: Person, rider: Person) -> None:
    signature = drawn(benefit, rider, officer)
    with on_behalf_of(rider.pk):
        assert Signature.objects.get() == signature
    with on_behalf_of(make_officer(make_union("别处工会")).pk):
        assert not Signature.objects.exists()
    assert not signatures_seen_by(make_person("外人")).exists()


def test_it_stands_on_the_list_beside_the_name_and_stays_when_taken_back(
    desk: Client, benefit: Benefit, officer: Person, rider: Person
) -> None:
    signature = drawn(benefit, rider, officer)
    sheet = desk.get(f"{counter_of(benefit)}/sheet").content.decode()
    picture = as_address(drawn_anew(scrawl()))
    assert picture in sheet
    assert Disclosed.objects.filter(person=rider).count() == 1
    receipt = Receipt.objects.filter(person=rider).first()
    assert receipt is not None
    revoke(benefit, benefit.organisation, rider, "点错了人", key=receipt.key, by=officer)
    assert set(Receipt.objects.values_list("signature", flat=True)) == {signature.pk}
    assert desk.get(f"/desk/benefits/signatures/{signature.public_id}").status_code == 200
    assert picture not in desk.get(f"{counter_of(benefit)}/sheet").content.decode()
    hand_out(benefit, benefit.organisation, rider, DRAWN, key=uuid4(), by=officer)
    assert Signature.objects.filter(person=rider).count() == 2


def test_a_long_list_with_signatures_comes_in_parts(
    desk: Client, benefit: Benefit, union: Organisation, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unionnet.tools.benefits.web.counter.WITH_PICTURES", 4)
    for number in range(6):
        hand_out(benefit, union, make_person(f"骑手{number}", union=union), DRAWN, key=uuid4(), by=officer)

    def sheet(part: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(f"{counter_of(benefit)}/sheet", {"part": part}).content.decode()
        return page.count("<img"), len(asked)

    sheet("1")
    (first, asked), (second, asked_again) = sheet("1"), sheet("2")
    assert (first, second) == (4, 2)
    assert asked == asked_again
    assert [sheet(part)[0] for part in ("x;", "-1", "9" * 40)] == [4, 2, 2]


def test_it_is_held_with_the_receipt(benefit: Benefit, officer: Person, rider: Person) -> None:
    drawn(benefit, rider, officer)
    erase([rider.pk])
    assert Signature.objects.get().picture.open() == as_address(drawn_anew(scrawl()))
    assert Receipt.objects.filter(person=rider, signature__isnull=False).count() == 2


def test_the_terms_are_set_where_the_benefit_is_made(
    desk: Client, union: Organisation, officer: Person
) -> None:
    item = make_item(union, officer)
    terms = {
        "union": union.name,
        "title": "入会礼包",
        "occasion": "service",
        "item": item.pk,
        "quantity": "1",
    }
    terms |= {"per_person": "1", "opens_at": "2020-01-01T09:00", "closes_at": "2099-01-01T09:00"}
    for said in ({}, {"by_hand": "on"}):
        assert desk.post("/desk/benefits/new", {**terms, **said, "key": uuid4()}).status_code == 302
    assert list(Benefit.objects.order_by("pk").values_list("by_hand", flat=True)) == [False, True]
    shown = [text_of(desk.get(f"/desk/benefits/{each.public_id}")) for each in Benefit.objects.order_by("pk")]
    assert ["本人手写签名" in page for page in shown] == [False, True]
    assert ["点“下一步”" in page for page in shown] == [False, True]
