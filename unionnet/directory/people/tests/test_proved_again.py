# SPDX-License-Identifier: Apache-2.0
"""What cannot be undone, or leaves the house, asks for the second factor once more (SE-02)."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Attempt, Person, PostChange
from unionnet.directory.people.queries import today

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
AGAIN = "/account/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _two_factors(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = True


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


def with_app(person: Person, minutes_ago: int = 0) -> Client:
    """Signed in, the second factor given that long ago."""
    client = sign_in(Client(), person)
    account = person.accounts.get()
    TOTP.activate(account, SECRET)
    session = client.session
    session["account_authentication_methods_user"] = str(account.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 60 * minutes_ago}]
    session.save()
    return client


def code() -> str:
    Attempt.objects.all().delete()
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def dangerous(union: Organisation) -> list[tuple[str, str, str, dict[str, str]]]:
    """(role, method, address, form)"""
    member = make_person("王芳", union=union).memberships.get()
    role = make_officer(union).roles.get()
    return [
        ("officer", "post", "/desk/people/export", {"layout": "register", "reason": "核对名册"}),
        ("officer", "post", f"/desk/people/m/{member.public_id}/decision", {"move": "expel"}),
        ("officer", "post", "/desk/people/conflicts/none/decision", {}),
        ("officer", "post", "/desk/people/deputies", {}),
        ("security_admin", "post", "/desk/people/roles", {}),
        ("security_admin", "post", f"/desk/people/roles/{role.pk}/end", {}),
        ("security_admin", "post", "/desk/people/two-hands/none/approval", {}),
        ("officer", "get", "/desk/people/two-hands/none/list.xlsx", {}),
        ("officer", "post", "/desk/people/handover", {}),
        ("audit_admin", "get", "/desk/audit/export", {}),
    ]


def test_each_dangerous_deed_asks_again_after_ten_minutes(union: Organisation) -> None:
    for role, method, address, form in dangerous(union):
        person = make_officer(union, role=role)
        late = getattr(with_app(person, minutes_ago=11), method)(address, form)
        assert (late.status_code, late.headers["Location"][: len(AGAIN)]) == (302, AGAIN), address
        Authenticator.objects.all().delete()
        fresh = getattr(with_app(person, minutes_ago=9), method)(address, form)
        assert AGAIN not in fresh.headers.get("Location", ""), address


def test_looking_asks_nothing(union: Organisation) -> None:
    client = with_app(make_officer(union), minutes_ago=60)
    assert client.get("/desk/people/").status_code == 200
    assert client.get("/desk/people/deputies").status_code == 200


def test_what_was_filled_in_waits_and_goes_on_by_itself(union: Organisation) -> None:
    client = with_app(make_officer(union, role="security_admin"), minutes_ago=60)
    member = make_person("新干部", union=union)
    form = {
        "card_no": member.memberships.get().card_no,
        "organisation": union.name,
        "name": "officer",
        "since": today(),
        "reason": "换届后任命",
    }
    stopped = client.post("/desk/people/roles", form)
    assert not member.roles.exists()
    page = client.get(stopped.headers["Location"])
    assert "第二道验证" in text_of(page)
    wrong = client.post(stopped.headers["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    assert not PostChange.objects.exists()
    done = client.post(stopped.headers["Location"], {"code": code()})
    assert done.headers["Location"].startswith("/desk/people/two-hands/")
    assert PostChange.objects.get(person=member).name == "officer"


def test_a_file_cannot_wait_so_the_form_is_shown_again(union: Organisation) -> None:
    client = with_app(make_officer(union), minutes_ago=60)
    member = make_person("王芳", union=union).memberships.get()
    paper = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
    answer = client.post(
        f"/desk/people/m/{member.public_id}/decision",
        {"move": "expel", "paper": paper},
        headers={"referer": f"http://testserver/desk/people/m/{member.public_id}"},
    )
    assert answer.headers["Location"].startswith(f"{AGAIN}?next=")
    assert "account_reauthentication_state" not in client.session


def test_where_the_second_factor_is_waived_so_is_this(union: Organisation, settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    client = with_app(make_officer(union), minutes_ago=60)
    given = {"layout": "register", "reason": "核对名册"}
    assert client.post("/desk/people/export", given)["Content-Type"].endswith("sheet")
