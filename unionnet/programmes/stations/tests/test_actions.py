# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import record_cost
from unionnet.programmes.stations.models import Cost

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def test_a_cost_is_kept_in_fen_and_corrected_in_place(union: Organisation, officer: Person) -> None:
    site = make_site(union)
    record_cost(site, date(2026, 10, 9), "power", 35_60, by=officer, at=NOON)
    record_cost(site, date(2026, 10, 1), "power", 36_50, by=officer, at=NOON)
    assert list(Cost.objects.values_list("month", "kind", "amount")) == [(date(2026, 10, 1), "power", 3650)]
    for month, amount, code in [
        (date(2026, 12, 1), 100, "month_to_come"),
        (date(2026, 10, 1), -1, "amount_out_of_range"),
    ]:
        with pytest.raises(Refusal) as refused:
            record_cost(site, month, "power", amount, by=officer, at=NOON)
        assert refused.value.code == code
