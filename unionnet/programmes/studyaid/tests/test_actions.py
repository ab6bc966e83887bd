# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from tests.makers import make_id_number, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.programmes.studyaid.actions import Request, apply, approve, decide_against, send_again
from unionnet.programmes.studyaid.models import Application, Proof, Scheme
from unionnet.programmes.studyaid.queries import applications_seen_by, schemes_for
from unionnet.programmes.studyaid.tests.makers import DEGREE, NOON, make_scheme
from unionnet.tools.payments.actions import ask_approval
from unionnet.tools.payments.models import Payment, PaymentBatch

pytestmark = pytest.mark.django_db
CHILD = Request("college", "示范大学", "6222020202020202001", "示范银行", make_id_number(date(2007, 5, 1), 7))


@pytest.fixture
def union() -> Organisation:
    return make_union("东莞市总工会", kind="city_federation", region_code="441900")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def scheme(union: Organisation, officer: Person) -> Scheme:
    return make_scheme(union, officer, any_tags=("manufacturing_worker",))


@pytest.fixture
def worker(union: Organisation) -> Person:
    town = make_union("东坑镇总工会", union, region_code="441900")
    return make_person("任师傅", union=town, tags=("manufacturing_worker",))


def papers(*kinds: str) -> dict[str, Any]:
    return {kind: SimpleUploadedFile(f"{kind}.pdf", b"%PDF-1.7") for kind in kinds}


def ask(person: Person, scheme: Scheme, request: Request = DEGREE, *kinds: str, **more: Any) -> Application:
    return apply(person, scheme, request, papers(*kinds), by=person, **{"at": NOON, **more})


def refused(verb: object) -> Refusal:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value


def test_without_the_diploma_it_comes_back_and_approved_it_is_in_a_batch(
    scheme: Scheme, worker: Person, officer: Person
) -> None:
    asked = ask(worker, scheme)
    assert (asked.state, asked.reason) == ("returned", "缺少：毕业证书")
    assert ask(worker, scheme) == asked
    assert refused(lambda: approve(asked, by=officer)).code == "wrong_state"
    assert send_again(asked, {}, by=worker, at=NOON).state == "returned"
    assert refused(lambda: send_again(asked, papers("diploma"), by=officer)).code == "not_yours"
    assert send_again(asked, papers("diploma"), by=worker, at=NOON).state == "applied"
    done = approve(asked, by=officer)
    assert approve(asked, by=officer) == done
    line = Payment.objects.get()
    assert (done.payment, done.account, line.amount, line.tail) == (line, None, 150_000, "2001")
    assert (line.claim, line.batch.kind, line.batch.source) == (
        f"studyaid:{asked.pk}",
        "study",
        scheme.source,
    )
    assert Proof.objects.count() == 1


def test_a_batch_that_was_asked_for_is_not_filled_further(
    union: Organisation, scheme: Scheme, worker: Person, officer: Person
) -> None:
    approve(ask(worker, scheme, DEGREE, "diploma"), by=officer)
    second = make_person("冉师傅", union=union, tags=("manufacturing_worker",))
    approve(ask(second, scheme, DEGREE, "diploma"), by=officer)
    assert Payment.objects.values("batch").distinct().count() == 1
    ask_approval(PaymentBatch.objects.get(), by=officer)
    third = make_person("谭师傅", union=union, tags=("manufacturing_worker",))
    approve(ask(third, scheme, DEGREE, "diploma"), by=officer)
    assert PaymentBatch.objects.count() == 2


def test_for_whom_it_is_and_what_it_is_not_for(scheme: Scheme, worker: Person, union: Organisation) -> None:
    assert refused(lambda: ask(worker, scheme, at=at("2026-08-31 09:00"))).code == "not_open_yet"
    assert refused(lambda: ask(worker, scheme, at=at("2026-12-01 09:00"))).code == "closed"
    assert refused(lambda: ask(make_person("路人"), scheme)).code == "members_only"
    assert refused(lambda: ask(make_person("外市", union=make_union("别处")), scheme)).code == "not_yours"
    assert refused(lambda: ask(make_person("白领", union=union), scheme)).code == "other_people"
    for study in ("abroad", "military", "private", "college"):
        no = refused(lambda s=study: ask(worker, scheme, replace(DEGREE, study=s)))
        assert (no.code, no.rule.rule if no.rule else "") == ("not_eligible", "HW-12.eligible")
    assert list(schemes_for(worker, NOON)) == [scheme]
    assert list(schemes_for(make_person("路人"), NOON)) == []


def test_one_student_is_aided_once_whoever_asks(union: Organisation, officer: Person, worker: Person) -> None:
    autumn = make_scheme(union, officer, kind="autumn", name="金秋助学")
    asked = ask(worker, autumn, CHILD, "form", "admission")
    assert asked.state == "applied"
    mother = make_person("李师傅", union=union)
    assert refused(lambda: ask(mother, autumn, CHILD, "form", "admission")).code == "double_aid"
    assert refused(lambda: ask(mother, autumn, replace(CHILD, study="abroad"))).code == "not_eligible"
    decide_against(asked, "rejected", "不符合条件", by=officer)
    asked.refresh_from_db()
    assert (asked.account, asked.state) == (None, "rejected")
    assert ask(mother, autumn, CHILD, "form").reason == "缺少：录取通知书或在读证明"
    again = Application.objects.get(person=mother)
    again.pk = None
    again.public_id = "2" * 12
    with pytest.raises(IntegrityError, match="no_double_study_aid"), transaction.atomic():
        again.save()


def test_the_number_of_the_child_is_nowhere_and_the_account_lies_sealed(
    union: Organisation, officer: Person, worker: Person
) -> None:
    ask(worker, make_scheme(union, officer, kind="autumn"), CHILD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM studyaid_application a")
        (row,) = cursor.fetchone()
    assert CHILD.student not in row
    assert CHILD.account not in row


def test_nobody_decides_their_own_and_strangers_see_nothing(
    union: Organisation, scheme: Scheme, officer: Person
) -> None:
    Person.objects.filter(pk=officer.pk).update(tags=["manufacturing_worker"])
    officer.refresh_from_db()
    asked = ask(officer, scheme, DEGREE, "diploma")
    assert refused(lambda: approve(asked, by=officer)).code == "own_application"
    other = make_officer(union, name="冉干部")
    assert refused(lambda: decide_against(asked, "returned", "", by=other)).code == "no_reason"
    assert refused(lambda: approve(asked, by=make_officer(make_union("别处")))).code == "elsewhere"
    assert decide_against(asked, "returned", "照片看不清", by=other).state == "returned"
    assert not applications_seen_by(make_officer(make_union("再别处"))).exists()
    with on_behalf_of(make_person("外人").pk):
        assert not Application.objects.exists()
        assert not Proof.objects.exists()
