# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import psycopg
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.database import OWNER_URL
from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.actions import rename_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import give_consent
from unionnet.directory.people.models import Person
from unionnet.doors.audit.queries import Asked, entries_seen_by, found_entries
from unionnet.foundation.journal.models import Entry, Seal
from unionnet.foundation.journal.seals import seal

pytestmark = pytest.mark.django_db
ROOT = "/desk/audit/"


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)


@pytest.fixture
def town(county: Organisation) -> Organisation:
    return make_union("龙角镇总工会", county)


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town, name="向干部")


@pytest.fixture
def renamed(town: Organisation, officer: Person) -> Entry:
    rename_organisation(town, "龙角街道总工会", basis="云工〔2026〕1号", by=officer)
    return Entry.objects.latest("id")


def at_desk(union: Organisation) -> Client:
    return sign_in(Client(), make_officer(union, role="audit_admin"))


def test_the_page_joins_numbers_with_names_in_few_questions(
    county: Organisation, renamed: Entry, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = at_desk(county)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(ROOT))
    for words in ("向干部", "龙角街道总工会", "organisations.renamed"):
        assert words in page


def test_an_auditor_sees_their_own_tree_only(
    county: Organisation, town: Organisation, renamed: Entry
) -> None:
    foreign = make_union("外县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)
    seen = {
        union.name: renamed in entries_seen_by(make_officer(union, role="audit_admin"))
        for union in (county, town, foreign, make_union("邻镇总工会", county))
    }
    assert list(seen.values()) == [True, True, False, False]
    assert "organisations.renamed" not in text_of(at_desk(foreign).get(ROOT))
    assert list(entries_seen_by(make_officer(county))) == []


def test_what_belongs_to_no_union_is_seen_from_the_top(county: Organisation, town: Organisation) -> None:
    person = make_person("王芳", union=town)
    give_consent(person, "join", "1", by=person)
    own = Entry.objects.filter(fact="people.consent_given")
    for union, count in ((county, 1), (town, 0)):
        seen = entries_seen_by(make_officer(union, role="audit_admin"))
        assert seen.filter(pk__in=own).count() == count


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(who="向干部"), 1),
        (Asked(who="别人"), 0),
        (Asked(union="龙角"), 1),
        (Asked(union="外县"), 0),
        (Asked(fact="renamed"), 1),
        (Asked(fact="moved"), 0),
    ],
)
def test_each_filter_finds_and_leaves_out(
    county: Organisation, renamed: Entry, asked: Asked, count: int
) -> None:
    auditor = make_officer(county, role="audit_admin")
    assert found_entries(auditor, asked, timezone.localdate()).filter(pk=renamed.pk).count() == count


def test_by_card_number_and_by_day(county: Organisation, officer: Person, renamed: Entry) -> None:
    auditor, today = make_officer(county, role="audit_admin"), timezone.localdate()
    card = str(officer.memberships.get().card_no)
    assert renamed in found_entries(auditor, Asked(who=card), today)
    assert renamed in found_entries(auditor, Asked(since=today, until=today), today)
    assert renamed not in found_entries(auditor, Asked(until=today - timedelta(days=1)), today)
    since, until = Asked(since=today - timedelta(days=400)).period(today)
    assert (until - since).days == 31


def test_nonsense_in_the_address_is_left_out(county: Organisation, renamed: Entry) -> None:
    page = at_desk(county).get(f"{ROOT}?since=2026-02-30&until=x&who={'长' * 90}&after=zzz")
    assert page.status_code == 200
    assert "organisations.renamed" in text_of(page)


def test_a_copy_leaves_the_house_and_the_journal_knows(county: Organisation, renamed: Entry) -> None:
    answer = at_desk(county).get(f"{ROOT}export?fact=renamed")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet
    assert [row[5] for row in sheet.iter_rows(values_only=True)][1:] == ["organisations.renamed"]
    assert Entry.objects.get(fact="audit.journal_exported").data["rows"] == 1


@pytest.mark.django_db(transaction=True)
def test_the_seals_are_recomputed_on_the_page(county: Organisation, renamed: Entry) -> None:
    client = at_desk(county)
    while seal():
        pass
    assert "全部相符" in text_of(client.post(f"{ROOT}seals", follow=True))
    with psycopg.connect(OWNER_URL) as owner:
        owner.execute("UPDATE journal_entry SET actor_id = 0 WHERE id = %s", [renamed.pk])
    assert "日志被改动过" in text_of(client.post(f"{ROOT}seals", follow=True))
    assert Entry.objects.filter(fact="audit.seals_checked").latest("id").data["broken"]


def test_anybody_keeps_the_newest_seal_and_compares_it_later(client: Client, renamed: Entry) -> None:
    assert client.get("/api/v1/seals").json()["items"] == []
    assert client.get("/audit/seal").status_code == 200
    made = Seal.objects.create(last_xid=1, last_entry_id=renamed.pk, entries=1, head=b"\x01" * 32)
    (kept,) = client.get("/api/v1/seals?size=1").json()["items"]
    assert (kept["number"], kept["head"], kept["entries"]) == (made.pk, "01" * 32, 1)
    assert client.get(f"/api/v1/seals/{made.pk}").json() == kept
    assert client.get(f"/api/v1/seals/{made.pk + 1}").status_code == 404
    words = {"01" * 32: "相符：", "02" * 32: "不符：", "x": "64 位十六进制字符"}
    for head, said in words.items():
        assert said in text_of(client.get("/audit/seal", {"number": str(made.pk), "head": head}))
    assert "没有这个编号" in text_of(client.get("/audit/seal", {"number": "9" * 18, "head": "01" * 32}))
    assert client.get("/audit/seal", {"number": "9" * 400, "head": "\x01"}).status_code == 200
