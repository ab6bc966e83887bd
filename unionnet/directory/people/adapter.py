# SPDX-License-Identifier: Apache-2.0
"""What the sign-in library asks of us: phones are sealed, codes go out through the gateway of the floor
above."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.actions import prove_or_conflict, prove_phone
from unionnet.directory.people.models import Account, Conflict
from unionnet.directory.people.phones import MobileField, why_not_code
from unionnet.directory.people.queries import account_with
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.crypto.fields import bound_to, seal_text
from unionnet.foundation.scope import speak_for

PHONE_CHANGED = "account/messages/phone_verified.txt"


def send_code(mobile: str, code: str, purpose: str) -> None:
    """Through the gateway that the settings name, since notices to people stand on the floor above. Raises a
    `Refusal` where none can come."""
    if refusal := why_not_code(mobile):
        raise refusal
    import_string(settings.UNIONNET_SMS_SENDER)(mobile, code, purpose)


class PhoneAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are found by the blind index of their phone. There is no sign-up page: the first code
    opens one."""

    conflict = False
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("验证码不对，请核对最近一条短信。"),
        "phone_password_mismatch": _("手机号或密码不对。"),
        "username_password_mismatch": _("登录名或密码不对。"),
        "too_many_login_attempts": _("试得太多了，请 5 分钟后再试。"),
        "rate_limited": _("请求太频繁，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def phone_form_field(self, **options: Any) -> MobileField:
        return MobileField(gets_code=True, **options)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Who may sign in by it. Somebody signed in already wants it for their own: they prove it like any
        other, and learn nothing of whose it is."""
        found = account_with(phone)
        user = self.request.user if self.request else None
        return None if user and user.is_authenticated and user != found else found

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        return (user.mobile.open(), user.phone_proved_at is not None) if user.mobile else None

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:
        """Nothing before the proof: a number typed wrongly never becomes anybody's."""
        if verified:
            prove_phone(user, phone)

    def set_phone_verified(self, user: Account, phone: str) -> None:
        self.conflict = isinstance(prove_or_conflict(user, phone), Conflict)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **more: Any
    ) -> None:
        """A phone that signs somebody else in was proved and not changed: that is what is said."""
        if self.conflict and message_template == PHONE_CHANGED:
            level, message_template = messages.WARNING, "account/messages/phone_conflict.txt"
        super().add_message(request, level, message_template, *rest, **more)

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **more: Any) -> None:
        send_code(phone, code, "phone" if self.request and self.request.user.is_authenticated else "sign_in")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The library counts by name or e-mail; without this all phones would share one count."""
        login = credentials.get("username") or credentials.get("phone", "")
        key: str = super()._get_login_attempts_cache_key(request, **{**credentials, "username": login})
        return key

    def login(self, request: HttpRequest, user: Account) -> None:
        """Who was a stranger has signed in: the rest of their request is asked on their behalf."""
        super().login(request, user)
        speak_for(user.person_id)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers land on their desk, everybody else at home."""
        person = getattr(request.user, "person", None)
        return "/desk/" if person and person.may("desk.open") else str(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:accounts")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors are sealed like everything else that must not lie about."""

    def encrypt(self, text: str) -> str:
        return seal_text(text, "mfa.Authenticator", "secret", 0).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return Sealed(bytes.fromhex(encrypted_text), bound_to("mfa.Authenticator", "secret", 0)).open()
