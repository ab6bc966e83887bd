# SPDX-License-Identifier: Apache-2.0
"""S1-10: workers' personal data is protected (陕西).

Whoever looks at a person sees the document and the phone with their middle hidden, on pages, in Excel and
through the API. Without the verb “open a field” there is no way to the clear value; with it, a reason must be
given, and the opening stands in the journal, with the person it is about, and before the auditor.
"""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import lend_post
from unionnet.directory.people.models import Opening, Person
from unionnet.directory.people.queries import today
from unionnet.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("榆林市总工会", region_code="610800")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union, name="向干部")


@pytest.fixture
def worker(union: Organisation) -> Person:
    return make_person("王师傅", union=union)


def clear_of(person: Person) -> list[str]:
    return [str(sealed.open()) for sealed in (person.id_number, person.mobile)]


def deputy_of(officer: Person, union: Organisation) -> Client:
    """Sees people, opens nothing."""
    deputy, day = make_person("谭代办", union=union), today()
    lent = lend_post(officer.roles.get(), deputy, ["people.see"], since=day, until=day, by=officer)
    client = sign_in(Client(), deputy)
    client.post("/people/post", {"post": lent.pk})
    return client


def said_on(client: Client, worker: Person) -> str:
    """Everything one may read about the worker: the register, the page, the sheet, the API."""
    pages = ["/desk/people/", f"/desk/people/p/{worker.public_id}", "/search/?q=王师傅", "/api/v1/members"]
    words = "".join(text_of(client.get(page)) for page in pages)
    sheet = client.post("/desk/people/export", {"layout": "register", "reason": "核对名册"})
    if sheet.status_code == 200:
        rows = openpyxl.load_workbook(io.BytesIO(b"".join(sheet))).active
        assert rows
        words += str(list(rows.iter_rows(values_only=True)))
    return words


def test_nobody_reads_a_clear_number_in_passing(union: Organisation, officer: Person, worker: Person) -> None:
    for client in (sign_in(Client(), officer), deputy_of(officer, union)):
        words = said_on(client, worker)
        assert "王师傅" in words
        assert "****" in words
        assert [clear for clear in clear_of(worker) if clear in words] == []


def test_without_the_verb_there_is_no_way_to_it(union: Organisation, officer: Person, worker: Person) -> None:
    opening = f"/desk/people/p/{worker.public_id}/opening"
    said = {"field": "id_number", "reason": "核对会员证"}
    others = [deputy_of(officer, union)]
    for role in ("leader", "station_keeper", "teacher", "system_admin", "security_admin", "audit_admin"):
        others.append(sign_in(Client(), make_officer(union, role=role)))
    others.append(sign_in(Client(), make_officer(make_union("外市总工会"))))
    assert {client.post(opening, said).status_code for client in others} == {404}
    assert Opening.objects.count() == 0


def test_with_it_the_reason_is_asked_and_everybody_concerned_can_read_it(
    union: Organisation, officer: Person, worker: Person
) -> None:
    client, opening = sign_in(Client(), officer), f"/desk/people/p/{worker.public_id}/opening"
    answer = client.post(opening, {"field": "mobile", "reason": "看"})
    assert answer.status_code == 409
    assert clear_of(worker)[1] not in text_of(answer)
    answer = client.post(opening, {"field": "mobile", "reason": "通知其领取法律援助文书"})
    assert clear_of(worker)[1] in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    mine = text_of(sign_in(Client(), worker).get("/people/seen"))
    assert "向干部" in mine
    assert "通知其领取法律援助文书" in mine
    entry = Entry.objects.get(fact="people.field_opened")
    assert (entry.actor_id, entry.org_path) == (officer.pk, union.path)
    assert [clear for clear in clear_of(worker) if clear in str(entry.data)] == []
    auditor = sign_in(Client(), make_officer(union, role="audit_admin"))
    assert "people.field_opened" in text_of(auditor.get("/desk/audit/?fact=field_opened"))
