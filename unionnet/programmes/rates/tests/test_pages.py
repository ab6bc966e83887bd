# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Role
from unionnet.directory.people.spans import begin_spans
from unionnet.programmes.rates.actions import seal_month
from unionnet.programmes.rates.models import Figure, Seal

pytestmark = pytest.mark.django_db
ROOT = "/desk/rates/"
IN_MAY = datetime(2024, 5, 2, tzinfo=UTC)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)


@pytest.fixture
def seal(county: Organisation) -> Seal:
    make_union("双江街道总工会", county)
    return seal_month(county, date(2024, 4, 1), by=make_officer(county), at=IN_MAY)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_with_few_questions(
    client: Client,
    county: Organisation,
    seal: Seal,
    language: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, make_officer(county))
    own = f"{ROOT}{seal.public_id}/"
    pages = [ROOT, f"{ROOT}export", own, f"{own}export", f"{own}list/?definition=unions&missing=yes"]
    pages += [f"{own}list/?definition=employers&key=-", f"{own}list/?definition=unions&tier=9&place=%00x"]
    for page in pages:
        with django_assert_max_num_queries(18):
            assert client.get(page, headers={"accept-language": language}).status_code in (200, 400), page
    assert client.get(f"{own}list/?definition=members").status_code == 404


def test_a_month_is_sealed_by_a_plain_form_and_again_gives_the_same(
    client: Client, county: Organisation
) -> None:
    sign_in(client, make_officer(county))
    page = client.get(ROOT).content.decode()
    month = page.split('<option value="')[1][:10]
    first = client.post(ROOT, {"month": month})
    assert first.status_code == 302
    assert client.get(first["Location"]).status_code == 200
    assert client.post(ROOT, {"month": month}).status_code == 200
    assert client.post(ROOT, {"month": "2024-13-45"}).status_code == 200
    assert Seal.objects.count() == 1


def test_who_sees_and_who_seals(client: Client, county: Organisation, seal: Seal) -> None:
    assert client.get(ROOT).status_code == 302
    elsewhere = make_union("别县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)
    own = f"{ROOT}{seal.public_id}/"
    for person, status in [
        (make_person("职工", union=county), 403),
        (make_officer(elsewhere), 404),
        (make_officer(county, role="leader"), 200),
    ]:
        assert sign_in(Client(), person).get(own).status_code == status
    leader = sign_in(Client(), make_officer(county, role="leader"))
    assert "封存一个月" not in leader.get(ROOT).content.decode()


@pytest.mark.parametrize(("members", "told", "rate"), [(7, "5 以上", "12.5%"), (3, "少于 5", "—")])
def test_who_may_not_see_the_members_reads_them_in_steps(
    client: Client, county: Organisation, members: int, told: str, rate: str
) -> None:
    Employer.objects.create(
        name="云阳快递公司", uscc=make_uscc("91500235MA900001"), region_code="500235", employees=40
    )
    begin_spans([make_person(f"快递员{number}", union=county).pk for number in range(members)])
    person = make_officer(make_union("重庆市总工会", kind=Organisation.Kind.PROVINCIAL_FEDERATION))
    Role.objects.filter(person=person).update(organisation=county)
    seal = seal_month(county, date(2024, 4, 1), by=person, at=IN_MAY)
    exact = Figure.objects.get(seal=seal, definition="members")
    assert (exact.numerator, exact.denominator) == (members, 40)
    own = f"{ROOT}{seal.public_id}/"
    officer, leader = sign_in(client, person), sign_in(Client(), make_officer(county, role="leader"))
    assert f"{members} / 40" in text_of(officer.get(own))
    assert f"{rate} {told} / 40" in text_of(leader.get(own))
    for page in (ROOT, own):
        assert f"{members} / 40" not in text_of(leader.get(page)), page
    for page, label in ((f"{ROOT}export", "职工入会率"), (f"{own}export", "会员占职工")):
        for door, part in ((officer, members), (leader, told)):
            book = io.BytesIO(b"".join(door.get(page).streaming_content))  # type: ignore[attr-defined]
            lines = [row for row in load_workbook(book).worksheets[0].values if label in row]
            assert [part in row for row in lines] == [True], page
