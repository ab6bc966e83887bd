# SPDX-License-Identifier: Apache-2.0
import pytest

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person


@pytest.fixture
def union() -> Organisation:
    return make_union("榆北煤业工会", kind="enterprise_union")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)
