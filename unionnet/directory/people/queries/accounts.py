# SPDX-License-Identifier: Apache-2.0
"""Ways to sign in, and what guards them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from unionnet.directory.people.models import (
    Account,
    Person,
)
from unionnet.foundation.crypto import blind_index


def account_with(mobile: str) -> Account | None:
    """The account that this phone signs in to."""
    rows = Account.objects.filter(mobile_index=blind_index("mobile", mobile), is_active=True)
    return rows.select_related("person").first()


def demo_accounts() -> QuerySet[Account]:
    """The invented people one may become with one click, in a demo."""
    return Account.objects.filter(is_demo=True, is_active=True).select_related("person").order_by("id")


def has_second_factor(account: Account) -> bool:
    """Whether an authenticator app or a passkey guards this account."""
    from allauth.mfa.models import Authenticator

    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=account, type__in=types).exists())


def has_wechat(person: Person) -> bool:
    """Whether one of their accounts can be opened with WeChat."""
    from allauth.socialaccount.models import SocialAccount

    return bool(SocialAccount.objects.filter(user__person=person, provider="weixin").exists())


@dataclass(frozen=True)
class MyAccounts:
    """Ways to sign in, and what guards them."""

    accounts: list[Account]
    current: Account
    has_second_factor: bool
    has_password: bool
    has_wechat: bool


def accounts_of(person: Person, current: Account) -> MyAccounts:
    rows = list(Account.objects.filter(person=person, is_active=True).order_by("id"))
    password = current.has_usable_password()
    return MyAccounts(rows, current, has_second_factor(current), password, has_wechat(person))
