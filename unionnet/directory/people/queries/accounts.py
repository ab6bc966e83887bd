# SPDX-License-Identifier: Apache-2.0
"""Ways to sign in, and what guards them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.consents import WECHAT
from unionnet.directory.people.models import Account, Person, Role
from unionnet.directory.people.purposes import leaves_out
from unionnet.directory.people.queries.posts import today
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.scope import everything

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession

MOST_DEVICES = 50


@everything("a phone is known before the one who holds it")
def account_with(mobile: str) -> Account | None:
    """The account that this phone signs in to."""
    rows = Account.objects.filter(mobile_index=blind_index("mobile", mobile), is_active=True)
    return rows.select_related("person").first()


def demo_accounts() -> QuerySet[Account]:
    """The invented people one may become with one click, in a demo."""
    return Account.objects.filter(is_demo=True, is_active=True).order_by("id")


def has_second_factor(account: Account) -> bool:
    """Whether an authenticator app or a passkey guards this account."""
    from allauth.mfa.models import Authenticator

    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=account, type__in=types).exists())


def has_authenticator_app(account: Account) -> bool:
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def has_wechat(person: Person) -> bool:
    """Whether one of their accounts can be opened with WeChat."""
    from allauth.socialaccount.models import SocialAccount

    return bool(SocialAccount.objects.filter(user__person=person, provider="weixin").exists())


@leaves_out(WECHAT.purpose)
@everything("whether WeChat may sign somebody in is asked before they are")
def agreed_to_wechat(person: Person) -> bool:
    """Whether they have agreed to it, and do so still."""
    return person.consents.filter(purpose=WECHAT.purpose, withdrawn_at__isnull=True).exists()


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


def devices_of(person: Person) -> list[UserSession]:
    """Where this person is signed in, with any of their accounts, the last used first. Sessions that are over
    are left out."""
    from allauth.usersessions.models import UserSession

    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=Now())
    listed = UserSession.objects.filter(Exists(live), user__person=person)
    return list(listed.order_by("-last_seen_at", "-pk")[:MOST_DEVICES])


def security_admins_above(person: Person) -> list[Person]:
    """Who looks after security in the unions of this person and above, today."""
    paths = list(person.memberships.values_list("organisation__path", flat=True))
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    day = today()
    roles = Role.objects.filter(name=Role.Name.SECURITY_ADMIN, organisation__path__in=above, since__lte=day)
    in_force = roles.filter(Q(until__isnull=True) | Q(until__gte=day)).select_related("person")
    return list({role.person_id: role.person for role in in_force}.values())
