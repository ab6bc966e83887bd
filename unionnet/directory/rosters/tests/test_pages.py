# SPDX-License-Identifier: Apache-2.0
import pytest
from django.test import Client
from django.urls import reverse

from tests.makers import make_officer, make_person, make_union, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["import", "imports", "compare"])
def test_the_desk_is_for_officers(client: Client, name: str) -> None:
    union, address = make_union("云阳县总工会"), reverse(f"desk-rosters:{name}")
    assert sign_in(Client(), make_person("会员", union=union)).get(address).status_code == 404
    assert sign_in(client, make_officer(union)).get(address).status_code == 200
