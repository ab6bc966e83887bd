# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.codes import make_uscc
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.spans import begin_spans
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.rates.actions import seal_month
from unionnet.programmes.rates.models import Figure, Seal
from unionnet.programmes.rates.queries import corrections_of, months_to_seal, movement_of, sheet_of

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
APRIL = date(2024, 4, 1)
IN_MAY = datetime(2024, 5, 2, 3, tzinfo=UTC)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)


@pytest.fixture
def town(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


def employer(number: int, **more: object) -> Employer:
    code = make_uscc(f"91500235MA{number:06d}")
    return Employer.objects.create(name=f"单位{number}", uscc=code, region_code="500235", **more)


def test_a_month_is_sealed_once_and_told(county: Organisation, town: Organisation, officer: Person) -> None:
    first = seal_month(county, APRIL, by=officer, at=IN_MAY)
    make_union("青龙街道总工会", county)
    assert seal_month(county, date(2024, 4, 17), by=officer, at=IN_MAY) == first
    assert sheet_of(first, 1).whole.numerator == 1
    told = Entry.objects.get(fact="rates.month_sealed")
    assert told.data == {"seal_id": first.pk, "organisation_id": county.pk, "month": "2024-04-01"}


@pytest.mark.parametrize(
    ("month", "code"), [(date(2024, 5, 1), "month_not_over"), (date(1999, 1, 1), "too_long_ago")]
)
def test_a_month_that_is_not_over_is_not_sealed(
    county: Organisation, officer: Person, month: date, code: str
) -> None:
    with pytest.raises(Refusal) as no:
        seal_month(county, month, by=officer, at=IN_MAY)
    assert no.value.code == code
    assert not Seal.objects.exists()


def test_only_an_officer_of_the_union_seals(county: Organisation, town: Organisation) -> None:
    for person in (make_officer(town), make_officer(county, role="leader"), make_person("职工", union=town)):
        with pytest.raises(Refusal) as no:
            seal_month(county, APRIL, by=person, at=IN_MAY)
        assert no.value.code == "elsewhere"


def test_each_rate_has_its_own_denominator(county: Organisation, town: Organisation, officer: Person) -> None:
    village = make_union("梨园社区联合工会", town, kind=Kind.VILLAGE_JOINT_UNION)
    sector = make_union("快递行业工会联合会", county, kind=Kind.SECTORAL_FEDERATION)
    both, none = employer(1, industry="G", employees=30), employer(2, industry="C", employees=10)
    for union in (village, sector):
        Coverage.objects.create(employer=both, organisation=union, since=date(2024, 1, 1))
    Organisation.objects.filter(pk=make_union("应建厂工会", town, kind=Kind.ENTERPRISE_UNION).pk).update(
        since=None
    )
    begin_spans(None)
    sheet = sheet_of(seal_month(county, APRIL, by=officer, at=IN_MAY), 1)
    assert (sheet.whole.numerator, sheet.whole.denominator) == (3, 4)
    assert [(rate.label, rate.numerator, rate.denominator) for rate in sheet.places] == [
        ("双江街道总工会", 2, 3),
        ("快递行业工会联合会", 1, 1),
    ]
    assert (sheet.employers.numerator, sheet.employers.denominator) == (1, 2)
    assert [(rate.label, rate.numerator, rate.denominator) for rate in sheet.industries] == [
        ("制造业", 0, 1),
        ("交通运输、仓储和邮政业", 1, 1),
    ]
    assert (sheet.members.numerator, sheet.members.denominator) == (1, 40)
    assert none.pk == Figure.objects.get(definition="employers", key="C").others[0]  # type: ignore[index]


def test_a_rate_of_nothing_is_no_value(county: Organisation, officer: Person) -> None:
    sheet = sheet_of(seal_month(county, APRIL, by=officer, at=IN_MAY), 1)
    assert (sheet.whole.percent, sheet.employers.percent, sheet.members.percent) == (None, None, None)


def test_what_was_sealed_can_neither_be_changed_nor_removed(county: Organisation, officer: Person) -> None:
    seal = seal_month(county, APRIL, by=officer, at=IN_MAY)
    for table in ("rates_seal", "rates_figure"):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert Figure.objects.filter(seal=seal).exists()


def test_a_number_agrees_with_its_list_in_the_database_itself(county: Organisation, officer: Person) -> None:
    seal = seal_month(county, APRIL, by=officer, at=IN_MAY)
    given = {"seal": seal, "definition": "unions", "place": "x", "numerator": 2, "denominator": 2}
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(**given, counted=[1], others=[])
    with pytest.raises(Error), transaction.atomic():
        Figure.objects.create(**given, counted=None, others=None)
    Figure.objects.create(**given, counted=[1, 2], others=[])


def test_corrections_and_movement_name_what_changed(
    county: Organisation, town: Organisation, officer: Person
) -> None:
    april = seal_month(county, APRIL, by=officer, at=IN_MAY)
    assert corrections_of(april).is_same
    assert movement_of(april) is None
    new = make_union("青龙街道总工会", county)
    Organisation.objects.filter(pk=new.pk).update(since=date(2024, 4, 20))
    Organisation.objects.filter(pk=town.pk).update(until=date(2024, 5, 6))
    may = seal_month(county, date(2024, 5, 1), by=officer, at=datetime(2024, 6, 2, tzinfo=UTC))
    assert [(each.union, each.sign) for each in corrections_of(april).changes] == [(new, 1)]
    moved = movement_of(may)
    assert moved is not None
    assert [(each.union, each.sign, each.why) for each in moved.changes] == [
        (town, -1, "撤销：2024-05-06"),
        (new, 1, "补录：成立日期 2024-04-20"),
    ]


def test_the_months_to_seal_are_those_that_are_over(county: Organisation, officer: Person) -> None:
    seal_month(county, APRIL, by=officer, at=IN_MAY)
    months = months_to_seal(county, date(2024, 5, 2))
    assert (len(months), months[0], months[-1]) == (11, date(2024, 3, 1), date(2023, 5, 1))


def test_a_sheet_asks_two_questions(
    county: Organisation,
    town: Organisation,
    officer: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seal = seal_month(county, APRIL, by=officer, at=IN_MAY)
    with django_assert_num_queries(2):
        sheet_of(seal, 1)
