# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_union_comes_first_and_then_its_officer(client: Client) -> None:
    city = make_union("榆林市总工会", kind=Organisation.Kind.CITY_FEDERATION)
    page = sign_in(client, make_officer(city)).get(f"/desk/people/tenants/{city.public_id}/new")
    asked = re.findall(r'<(?:input|select|textarea) [^>]*?name="(\w+)"', page.content.decode())
    form = asked[asked.index("union_name") :]
    assert form[:7] == ["union_name", "kind", "region_code", "uscc", "since", "leader", "basis"]
    assert form[7:11] == ["name", "title", "id_type", "id_number"]
    assert len(form) == len(set(form))
