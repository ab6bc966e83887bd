# SPDX-License-Identifier: Apache-2.0
"""`--lan`: a phone in the same network sees the product under this machine's own address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from tests.makers import make_officer, make_union
from tests.races.ground import open_offer
from tests.serving import running_site
from unionnet.directory.people.models import Account, JoinCode, Person
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.server.network import addresses

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery staple"


@pytest.fixture
def lan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the product as a phone would type it."""
    if not addresses():
        pytest.skip("this machine has no address but the loopback")
    with running_site(tmp_path_factory.mktemp("lan"), "--lan") as site:
        yield site.url.replace("127.0.0.1", addresses()[0])


@pytest.fixture
def officer() -> Person:
    officer = make_officer(make_union("永宁街道总工会"))
    account = Account.objects.get(person=officer)
    account.set_password(PASSWORD)
    account.save()
    return officer


def send(phone: requests.Session, address: str, *, origin: str = "", **fields: str) -> requests.Response:
    """A form as a browser sends it."""
    base = re.match(r"http://[^/]+", address)
    assert base
    fields["csrfmiddlewaretoken"] = phone.cookies.get("csrftoken") or ""
    return phone.post(address, fields, headers={"Origin": origin or base[0], "Referer": base[0]}, timeout=60)


def test_pages_forms_posters_and_streams_work_under_the_address_of_this_machine(
    lan: str, officer: Person
) -> None:
    site = make_site(officer.roles.get().organisation)
    offer = open_offer()
    phone = requests.Session()
    form = phone.get(f"{lan}/account/login/", timeout=60)
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', form.text)
    assert {phone.get(lan + asset, timeout=60).status_code for asset in assets} == {200}

    login = officer.accounts.get().login
    signed = send(phone, f"{lan}/account/login/", login=login, password=PASSWORD)
    assert (signed.status_code, signed.url) == (200, f"{lan}/desk/")
    foreign = send(phone, f"{lan}/desk/places/{site.public_id}/code", origin="http://elsewhere.example")
    assert (foreign.status_code, JoinCode.objects.count()) == (403, 0)
    assert send(phone, f"{lan}/desk/places/{site.public_id}/code").status_code == 200
    poster = phone.get(f"{lan}/desk/places/{site.public_id}/poster", timeout=60).text
    assert f"{lan}/j/{JoinCode.objects.get().code}" in poster
    assert "127.0.0.1" not in poster

    with phone.get(f"{lan}/hot/enrolment/{offer.public_id}/stream", stream=True, timeout=60) as news:
        assert news.headers["Content-Type"].startswith("text/event-stream")
        assert next(line for line in news.iter_lines() if line.startswith(b"data:"))

    other_name = requests.get(f"{lan}/", headers={"Host": "elsewhere.example"}, timeout=60)
    assert other_name.status_code == 400
