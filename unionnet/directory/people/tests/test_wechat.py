# SPDX-License-Identifier: Apache-2.0
"""In with WeChat and out again: a served product, WeChat at the other end of the line, and the browser inside
WeChat between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount

from tests.makers import make_id_number, make_officer, make_union
from tests.serving import PATIENCE, PHONE, Site, running_site
from unionnet.directory.people import actions
from unionnet.directory.people.consents import WECHAT
from unionnet.directory.people.models import Account, Membership
from unionnet.directory.people.tests.far_wechat import APP_ID, SECRET, Far, FarWeChat

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
INSIDE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116 Mobile MicroMessenger/8.0.47"
CALLBACK = "/account/weixin/login/callback/"


@pytest.fixture(scope="module")
def wechat() -> Iterator[FarWeChat]:
    server = FarWeChat()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(
    wechat: FarWeChat, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    told = {"APP_ID": APP_ID, "SECRET": SECRET, "API": wechat.url, "PAGES": wechat.url}
    environment = {f"UNIONNET_WECHAT_{name}": value for name, value in told.items()}
    with running_site(tmp_path_factory.mktemp("wechat"), **environment) as running:
        yield running


@pytest.fixture
def far(wechat: FarWeChat) -> Far:
    wechat.far = Far()
    return wechat.far


class Phone(requests.Session):
    """Somebody's browser inside WeChat, without the pictures."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.headers["User-Agent"] = INSIDE

    def send_form(self, path: str, given: dict[str, str], **more: Any) -> requests.Response:
        """Post as the page's own form would, with its token."""
        page = self.get(f"{self.site.url}{more.pop('of', '/account/login/')}", timeout=60)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert found, page.text[:300]
        token = {"csrfmiddlewaretoken": found.group(1)}
        return self.post(f"{self.site.url}{path}", data={**given, **token}, timeout=60, **more)

    def ask_wechat(self, agreed: bool = True, **more: Any) -> requests.Response:
        return self.send_form("/account/weixin/login/", {"agreed": "1"} if agreed else {}, **more)

    def is_signed_in(self) -> bool:
        answer = self.get(f"{self.site.url}/people/me", allow_redirects=False, timeout=60)
        return answer.status_code == 200


def owner_of(openid: str) -> Account:
    found = SocialAccount.objects.get(extra_data__openid=openid)
    assert isinstance(found.user, Account)
    return found.user


@pytest.fixture
def inside(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        locale="zh-CN",
        user_agent=INSIDE,
        is_mobile=True,
        has_touch=True,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_from_wechat_to_an_application_and_in_again(inside: Page, site: Site, far: Far) -> None:
    """A visitor by WeChat joins; the code to the phone makes it theirs; next time WeChat is enough."""
    union = make_union("云阳县总工会")
    code = actions.make_join_code(union, by=make_officer(union), channel="unit")
    inside.goto(f"{site.url}/account/login/?next=/j/{code.code}")
    inside.get_by_role("button", name="用微信登录").click()
    inside.wait_for_url("**/people/wechat*")
    assert SocialAccount.objects.count() == 0
    inside.get_by_label("我单独同意以上内容").check()
    inside.get_by_role("button", name="同意并继续").click()
    inside.wait_for_url(f"**/j/{code.code}*")
    visitor = owner_of("o-1")
    assert (visitor.mobile, visitor.person.is_real_name) == (None, False)
    inside.get_by_label("姓名").fill("何骑手")
    inside.get_by_label("证件号码").fill(make_id_number(date(1993, 4, 5), 11))
    inside.get_by_label("手机号").fill("13912340001")
    inside.get_by_label("职业类别").select_option("food_delivery_rider")
    inside.locator("[name=agreed]").check()
    inside.locator("form[method=post] button[type=submit]").first.click()
    inside.wait_for_selector("[name=code]")
    inside.locator("[name=code]").fill(_last_code(site))
    inside.locator("form[method=post] button[type=submit]").first.click()
    inside.wait_for_url("**/people/applications/**")
    membership = Membership.objects.get(person=visitor.person)
    assert (membership.state, membership.person.name) == ("applied", "何骑手")
    visitor.refresh_from_db()
    assert visitor.phone_proved_at is not None

    again = Phone(site)
    again.ask_wechat(agreed=False)
    assert again.is_signed_in(), "who has agreed is not asked again"
    assert Account.objects.filter(person=visitor.person).count() == 1
    assert SocialAccount.objects.get().extra_data == {"openid": "o-1", "unionid": "u-1"}


def _last_code(site: Site) -> str:
    found: list[str] = re.findall(r"SMS → 139\*\*\*\*0001.*?(\d{6})", site.log.read_text(encoding="utf-8"))
    return found[-1]


def test_wechat_is_asked_for_no_more_than_who_it_is(site: Site, far: Far) -> None:
    phone = Phone(site)
    answer = phone.ask_wechat(allow_redirects=False)
    target = urlsplit(answer.headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(target.query).items()}
    assert (target.path, target.fragment) == ("/connect/oauth2/authorize", "wechat_redirect")
    assert asked["redirect_uri"] == f"{site.url}{CALLBACK}"
    assert len(asked["state"]) >= 16
    assert SECRET not in answer.headers["Location"]


def test_a_link_made_by_somebody_else_signs_nobody_in(site: Site, far: Far) -> None:
    """A code of the attacker's own WeChat, sent as a link: without the state it is worth nothing."""
    attacker = Phone(site)
    asked = urlsplit(attacker.ask_wechat(allow_redirects=False).headers["Location"])
    trap = far.ask_the_person({name: values[0] for name, values in parse_qs(asked.query).items()})
    victim = Phone(site)
    page = victim.get(trap, timeout=60)
    assert page.status_code == 401
    assert "不是在这台手机上开始的" in page.text
    assert not victim.is_signed_in()
    assert not far.used


def test_loading_the_way_back_again_changes_nothing(site: Site, far: Far) -> None:
    phone = Phone(site)
    back = next(each.url for each in phone.ask_wechat().history if CALLBACK in each.url)
    assert phone.is_signed_in()
    again = phone.get(back, timeout=60)
    assert (again.status_code, urlsplit(again.url).path) == (200, "/")
    assert phone.is_signed_in()
    assert len(far.used) == 1
    assert SocialAccount.objects.count() == 1


def test_an_account_by_wechat_is_called_wechat_and_not_by_a_word_of_ours(site: Site, far: Far) -> None:
    phone = Phone(site)
    phone.ask_wechat()
    page = phone.get(f"{site.url}/people/accounts", timeout=60).text
    assert "微信" in page
    assert owner_of("o-1").login not in page


def test_a_code_that_is_used_up_says_so(site: Site, far: Far) -> None:
    for trouble in ("used", "stale"):
        phone = Phone(site)
        asked = urlsplit(phone.ask_wechat(allow_redirects=False).headers["Location"])
        back = far.ask_the_person({name: values[0] for name, values in parse_qs(asked.query).items()})
        code = parse_qs(urlsplit(back).query)["code"][0]
        if trouble == "used":
            far.used.add(code)
        else:
            del far.codes[code]
        page = phone.get(back, timeout=60)
        assert "这次微信授权已经用过或已经过期" in page.text
        assert "用手机号登录" in page.text
        assert not phone.is_signed_in()


def test_a_second_person_on_the_same_phone_is_somebody_else(site: Site, far: Far) -> None:
    first = Phone(site)
    first.ask_wechat()
    far.holder = {"openid": "o-2", "unionid": "u-2"}
    second = Phone(site)
    second.ask_wechat()
    assert owner_of("o-1").person != owner_of("o-2").person
    assert Account.objects.count() == 2


def test_somebodys_wechat_is_not_bound_to_a_second_account(site: Site, far: Far) -> None:
    Phone(site).ask_wechat()
    other = Phone(site)
    other.send_form("/account/login/code/", {"phone": "13912340001"})
    other.send_form(
        "/account/login/code/confirm/", {"code": _last_code(site)}, of="/account/login/code/confirm/"
    )
    assert other.is_signed_in()
    assert "这个微信已经绑定了另一个账号" in _bind(other).text
    assert SocialAccount.objects.count() == 1
    far.holder = {"openid": "o-3", "unionid": "u-3"}
    assert "微信已绑定" in _bind(other).text
    assert owner_of("o-3").mobile is not None


def _bind(phone: Phone) -> requests.Response:
    return phone.send_form("/account/weixin/login/?process=connect", {"agreed": "1"}, of="/people/accounts")


def test_nothing_is_kept_before_somebody_agreed(site: Site, far: Far) -> None:
    phone = Phone(site)
    page = phone.ask_wechat(agreed=False)
    assert urlsplit(page.url).path == "/people/wechat"
    assert "只接收微信给本平台的用户编号（openid 和 unionid）" in page.text
    assert not phone.is_signed_in()
    assert (SocialAccount.objects.count(), Account.objects.count()) == (0, 0)
    phone.ask_wechat()
    consent = owner_of("o-1").person.consents.get(purpose="wechat")
    assert (consent.version, consent.withdrawn_at) == (WECHAT.version, None)


def test_to_take_the_consent_back_unbinds(site: Site, far: Far) -> None:
    phone = Phone(site)
    phone.ask_wechat()
    person = owner_of("o-1").person
    held = phone.get(f"{site.url}/people/consents", timeout=60).text
    assert "微信登录单独同意书" in held
    phone.send_form("/people/consents/wechat/refusal", {}, of="/people/accounts")
    assert SocialAccount.objects.count() == 0
    assert person.consents.get(purpose="wechat").withdrawn_at is not None
    other = Phone(site)
    assert urlsplit(other.ask_wechat(agreed=False).url).path == "/people/wechat"


def test_who_was_bound_before_there_was_such_a_consent_is_asked_for_it(site: Site, far: Far) -> None:
    Phone(site).ask_wechat()
    person = owner_of("o-1").person
    person.consents.all().delete()
    phone = Phone(site)
    assert urlsplit(phone.ask_wechat(agreed=False).url).path == "/people/wechat"
    phone.ask_wechat()
    assert phone.is_signed_in()
    assert owner_of("o-1").person == person
    assert person.consents.filter(purpose="wechat", withdrawn_at=None).count() == 1


def test_binding_asks_as_well(site: Site, far: Far) -> None:
    phone = Phone(site)
    phone.send_form("/account/login/code/", {"phone": "13912340001"})
    phone.send_form(
        "/account/login/code/confirm/", {"code": _last_code(site)}, of="/account/login/code/confirm/"
    )
    page = phone.send_form("/account/weixin/login/?process=connect", {}, of="/people/accounts")
    assert urlsplit(page.url).path == "/people/wechat"
    assert "不绑定" in page.text
    assert SocialAccount.objects.count() == 0
    assert "微信已绑定" in _bind(phone).text


def test_who_does_not_agree_may_come_in_by_phone(site: Site, far: Far) -> None:
    far.agrees = False
    phone = Phone(site)
    page = phone.ask_wechat()
    assert "您没有同意微信授权" in page.text
    assert "/account/login/" in page.text
    assert not phone.is_signed_in()


def test_wechat_is_away(site: Site, far: Far) -> None:
    far.is_away = True
    phone = Phone(site)
    page = phone.ask_wechat()
    assert "暂时连不上微信" in page.text
    assert "用手机号登录" in page.text
    far.is_away = False
    phone.ask_wechat()
    assert phone.is_signed_in()
    assert SECRET not in site.log.read_text(encoding="utf-8")


def test_a_unionid_that_comes_later_is_the_same_person(site: Site, far: Far) -> None:
    far.holder = {"openid": "o-9"}
    Phone(site).ask_wechat()
    assert SocialAccount.objects.get().uid == "openid:o-9"
    far.holder = {"openid": "o-9", "unionid": "u-9"}
    Phone(site).ask_wechat()
    assert SocialAccount.objects.get().uid == "u-9"
    assert Account.objects.count() == 1


def test_outside_wechat_there_is_no_such_button(site: Site, far: Far) -> None:
    page = requests.get(f"{site.url}/account/login/", timeout=60).text
    assert "用微信登录" not in page
    assert "用微信登录" in Phone(site).get(f"{site.url}/account/login/", timeout=60).text
