# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.actions.attempts import Attempts
from unionnet.directory.people.models import Account, Attempt, Person, Role
from unionnet.directory.people.sessions import SessionStore
from unionnet.directory.people.tests.test_pages import SENT, gateway  # noqa: F401 - a fixture
from unionnet.directory.people.wechat import is_offered, stable_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]
MOBILE = "13912345678"


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


def ask(client: Client, mobile: str = MOBILE) -> str:
    assert (
        client.post("/account/login/code/", {"phone": mobile})["Location"] == "/account/login/code/confirm/"
    )
    return SENT[-1][1]


def test_a_code_opens_an_account_and_then_the_same_again(client: Client) -> None:
    code = ask(client, "+86 139-1234-5678")
    assert SENT[-1] == (MOBILE, code, "sign_in")
    assert len(code) == 6
    page = client.get("/account/login/code/confirm/").content.decode()
    assert "139****5678" in page
    assert MOBILE not in page
    assert client.post("/account/login/code/confirm/", {"code": code})["Location"] == "/"
    account = Account.objects.get()
    assert account.phone_proved_at is not None
    assert client.get("/people/me").status_code == 200
    other = Client()
    assert other.post("/account/login/code/confirm/", {"code": ask(other)}).status_code == 302
    assert list(Account.objects.all()) == [account]


def test_a_wrong_code_signs_nobody_in(client: Client) -> None:
    code = ask(client)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _try in range(3):
        client.post("/account/login/code/confirm/", {"code": wrong})
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.get("/people/me").status_code == 302


def test_known_and_unknown_phones_are_answered_alike(client: Client) -> None:
    actions.open_account(MOBILE)
    known = client.post("/account/login/code/", {"phone": MOBILE})
    unknown = Client().post("/account/login/code/", {"phone": "13987654321"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(SENT) == 2


def test_guessing_a_password_stops_after_five(client: Client) -> None:
    account = actions.prove_phone(actions.open_account(MOBILE), MOBILE)
    account.set_password("correct horse battery")
    account.save()
    for _try in range(5):
        assert "不对" in client.post("/account/login/", {"login": MOBILE, "password": "no"}).content.decode()
    told = client.post("/account/login/", {"login": MOBILE, "password": "correct horse battery"})
    assert "试得太多了" in told.content.decode()


def test_guessing_at_one_phone_shuts_out_no_other(client: Client) -> None:
    account = actions.prove_phone(actions.open_account("13987654321"), "13987654321")
    account.set_password("correct horse battery")
    account.save()
    for _try in range(5):
        client.post("/account/login/", {"login": MOBILE, "password": "no"})
    right = {"login": "13987654321", "password": "correct horse battery"}
    assert client.post("/account/login/", right)["Location"] == "/"


def test_another_process_knows_of_the_wrong_passwords(client: Client) -> None:
    """What one process counts lies where the next one looks, and names neither phone nor address."""
    account = actions.prove_phone(actions.open_account(MOBILE), MOBILE)
    account.set_password("correct horse battery")
    account.save()
    for _try in range(5):
        client.post("/account/login/", {"login": MOBILE, "password": "no"})
    right = {"login": MOBILE, "password": "correct horse battery"}
    assert "试得太多了" in Client().post("/account/login/", right).content.decode()
    held = Attempt.objects.count()
    assert {len(attempt.key) for attempt in Attempt.objects.all()} == {32}
    assert actions.forget_old_attempts() == 0
    assert actions.forget_old_attempts(at=datetime.now(UTC) + timedelta(hours=2)) == held
    assert client.post("/account/login/", right)["Location"] == "/"


def test_what_is_not_counted_stays_in_memory(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        cache.set("areas", [1])
        assert (cache.get("areas"), cache.add("areas", 2), cache.delete("areas")) == ([1], False, True)
    another_process = Attempts("another", {})
    with django_assert_num_queries(7):
        assert cache.add("allauth:x", True, 10)
        assert not another_process.add("allauth:x", True, 10)
        assert another_process.get("allauth:x") is True
        cache.set("allauth:x", [1.5], 0)
        assert (cache.get("allauth:x", "none"), cache.add("allauth:x", 2)) == ("none", True)
        assert cache.delete("allauth:x")


def test_a_password_is_one_way_in(client: Client) -> None:
    account = actions.prove_phone(actions.open_account(MOBILE), MOBILE)
    account.set_password("correct horse battery")
    account.save()
    given = {"login": "139 1234 5678", "password": "correct horse battery"}
    assert client.post("/account/login/", given)["Location"] == "/"


def test_there_is_no_sign_up_page(client: Client) -> None:
    assert "不需要单独注册" in client.get("/account/signup/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "login/code/",
        "logout/",
        "password/reset/",
        "inactive/",
        "2fa/",
        "sessions/",
        "password/set/",
    ],
)
def test_every_page_of_the_library_has_our_look(client: Client, address: str) -> None:
    if address in ("logout/", "2fa/", "sessions/", "password/set/"):
        sign_in(client, make_person("王芳"))
    page = client.get(f"/account/{address}")
    assert page.status_code == 200
    assert 'class="phone"' in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_demo_people_are_one_click_in_a_demo_only(
    client: Client, become_demo: Callable[[], None], union: Organisation
) -> None:
    demo, real = make_person("演示", union=union), make_person("真人", union=union)
    Account.objects.filter(person=demo).update(is_demo=True, login="demo-worker")
    Account.objects.filter(person=real).update(login="real-worker")
    assert client.post("/people/demo/demo-worker").status_code == 404
    assert "demo-worker" not in client.get("/account/login/").content.decode()
    become_demo()
    assert client.get("/people/demo/demo-worker").status_code == 405
    assert client.post("/people/demo/real-worker").status_code == 404
    assert client.post("/people/demo/demo-worker", {"next": "https://elsewhere.example/"})["Location"] == "/"
    assert "演示" in client.get("/people/me").content.decode()


def test_staff_set_up_a_second_factor_first(
    client: Client, settings: Settings, become_demo: Callable[[], None], union: Organisation
) -> None:
    settings.UNIONNET_SECOND_FACTOR = True
    officer = make_officer(union)
    sign_in(client, officer)
    assert client.get("/desk/people/")["Location"] == "/account/2fa/"
    assert client.get("/people/me").status_code == 200
    Authenticator.objects.create(user=officer.accounts.get(), type="totp", data={"secret": "x"})
    assert client.get("/desk/people/").status_code == 200
    settings.UNIONNET_DEMO = True  # the setting alone waives nothing
    assert sign_in(Client(), make_officer(union)).get("/desk/people/")["Location"] == "/account/2fa/"
    become_demo()
    assert sign_in(Client(), make_officer(union)).get("/desk/people/").status_code == 200


def test_the_secret_of_a_second_factor_is_sealed() -> None:
    sealed = second_factor_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert second_factor_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_sessions_are_sealed_and_bound_to_their_key(client: Client) -> None:
    ask(client)
    row = Session.objects.get()
    for form in (MOBILE.encode(), b"login_code", base64.b64encode(b"login_code")[:10]):
        assert form not in row.session_data.encode()
        assert form not in base64.b64decode(row.session_data)
    assert SessionStore(row.session_key).load() != {}
    stranger = SessionStore()
    stranger.create()
    Session.objects.filter(pk=stranger.session_key).update(session_data=row.session_data)
    assert SessionStore(stranger.session_key).load() == {}
    Session.objects.filter(pk=row.pk).update(session_data="rubbish")
    assert SessionStore(row.session_key).load() == {}


def test_phones_are_found_by_their_mark_only() -> None:
    account = actions.open_account(MOBILE)
    adapter = get_adapter()
    assert adapter.get_user_by_phone(MOBILE) == account
    assert adapter.get_phone(account) == (MOBILE, False)
    adapter.set_phone(account, "13900000000", False)
    account.refresh_from_db()
    assert adapter.get_phone(account) == (MOBILE, False)
    Account.objects.update(is_active=False)
    assert adapter.get_user_by_phone(MOBILE) is None


def test_wechat_is_offered_inside_wechat_when_there_is_a_key(settings: Settings) -> None:
    inside = RequestFactory().get("/", headers={"user-agent": "Mozilla/5.0 MicroMessenger/8.0"})
    outside = RequestFactory().get("/")
    assert is_offered(inside) is False
    settings.UNIONNET_WECHAT_APP_ID = "wx0"
    assert (is_offered(inside), is_offered(outside)) == (True, False)
    assert stable_id({"unionid": "u", "openid": "o"}) == "u"
    assert stable_id({"openid": "o"}) == "openid:o"


def test_an_officer_acts_with_one_post_or_with_all(client: Client, union: Organisation) -> None:
    town = make_union("青龙街道总工会", union)
    other = make_union("万州区总工会")
    officer = make_officer(union, name="陈敏")
    Role.objects.create(
        person=officer, organisation=other, name="officer", title="联络员", since=date(2020, 1, 1)
    )
    near, far = make_person("近处", union=town), make_person("远处", union=other)
    sign_in(client, officer)

    def seen() -> list[bool]:
        page = client.get("/desk/people/").content.decode()
        return [person.name in page for person in (near, far)]

    assert seen() == [True, True]
    role = officer.roles.get(organisation=other)
    client.post("/people/post", {"post": role.pk})
    assert "万州区总工会 · 联络员" in client.get("/desk/people/").content.decode()
    assert seen() == [False, True]
    client.post("/people/post", {"post": "0"})
    assert seen() == [True, True]


def test_a_post_ends_with_its_term(client: Client, union: Organisation) -> None:
    officer = make_officer(union)
    sign_in(client, officer)
    assert client.get("/desk/people/").status_code == 200
    Role.objects.filter(person=officer).update(until=date.today() - timedelta(days=2))  # noqa: DTZ011
    assert client.get("/desk/people/").status_code == 404


def test_nobody_becomes_somebody_elses_person() -> None:
    first, second = actions.open_account(MOBILE), actions.open_account("13900000001")
    assert first.person != second.person
    assert Person.objects.count() == 2


def test_the_person_of_a_request_is_found_by_index_however_old_the_statistics_are() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute"
            " WHERE attrelid = 'people_account'::regclass AND attname = 'person_id'"
        )
        assert cursor.fetchone() == (0,)


def test_an_officer_sets_up_an_authenticator_and_needs_it_next_time(
    client: Client, settings: Settings, union: Organisation
) -> None:
    settings.UNIONNET_SECOND_FACTOR = True
    client.post("/account/login/code/confirm/", {"code": ask(client)})
    officer = Account.objects.get().person
    Role.objects.create(person=officer, organisation=union, name="officer", since=date(2020, 1, 1))
    assert client.get("/desk/people/")["Location"] == "/account/2fa/"
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/account/2fa/totp/activate/", {"code": one_time_code(secret)})
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data)
    assert client.get("/desk/people/").status_code == 200
    codes = client.get("/account/2fa/recovery-codes/", follow=True)
    assert codes.redirect_chain == [
        ("/account/2fa/reauthenticate/?next=%2Faccount%2F2fa%2Frecovery-codes%2F", 302)
    ]
    assert 'class="phone"' in codes.content.decode()

    again = Client()
    stopped = again.post("/account/login/code/confirm/", {"code": ask(again)})
    assert stopped["Location"].startswith("/account/2fa/authenticate/")
    assert again.get("/desk/people/").status_code == 302
    assert 'class="phone"' in again.get("/account/2fa/authenticate/").content.decode()
    Attempt.objects.all().delete()
    again.post("/account/2fa/authenticate/", {"code": one_time_code(secret, ahead=1)})
    assert again.get("/desk/people/").status_code == 200


def one_time_code(secret: str, ahead: int = 0) -> str:
    counter = int(time.time()) // 30 + ahead
    return str(format_hotp_value(hotp_value(secret, counter)))
