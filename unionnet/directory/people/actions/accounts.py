# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.facts import AccountAttached
from unionnet.directory.people.models import Account, Attempt, Person
from unionnet.directory.people.models.accounts import WECHAT
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import public_id
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

UNPROVED_FOR = timedelta(days=1)


@verb
def open_account(mobile: str) -> Account:
    """The account of this phone; for a new phone an account of a visitor, worth nothing until the phone
    is proved."""
    index = blind_index("mobile", mobile)
    if known := Account.objects.filter(mobile_index=index).first():
        return known
    person = Person(mobile=mobile, mobile_index=index)
    person.save()
    account = Account(person=person, login=f"u-{public_id()}", mobile=mobile, mobile_index=index)
    account.set_unusable_password()
    account.save()
    refresh_standing([person.pk])
    return account


@verb
def open_wechat_account(account: Account, *, then: Callable[[], object]) -> Account:
    """A visitor who came from WeChat. The phone is asked for when they join."""
    person = Person()
    person.save()
    account.person, account.login = person, f"{WECHAT}{public_id()}"
    account.set_unusable_password()
    account.save()
    then()
    refresh_standing([person.pk])
    return account


def know_by_unionid(openid: str, unionid: str) -> bool:
    """From now on the id that is the same in every app of the operator."""
    from allauth.socialaccount.models import SocialAccount

    return bool(SocialAccount.objects.filter(provider="weixin", uid=openid).update(uid=unionid))


def unbind_wechat(person: int) -> None:
    """WeChat signs none of their accounts in any more, and what it told us is gone."""
    from allauth.socialaccount.models import SocialAccount

    SocialAccount.objects.filter(user__person=person, provider="weixin").delete()


@verb
def prove_phone(account: Account, mobile: str, *, at: datetime | None = None) -> Account:
    """A code sent to this phone came back: it is theirs."""
    index = blind_index("mobile", mobile)
    if Account.objects.filter(mobile_index=index).exclude(pk=account.pk).exists():
        raise Refusal("phone_taken", _("这个手机号已用于另一个账号，请用它登录。"))
    _follow(account, mobile, index)
    account.mobile, account.mobile_index = mobile, index
    account.phone_proved_at = at or database_now()
    account.save(update_fields=["mobile", "mobile_index", "phone_proved_at"])
    return account


def _follow(account: Account, mobile: str, index: bytes) -> None:
    """The phone registered with the person was this account's, or none: it changes with it (PI-06). A phone
    written down for somebody with several accounts stays."""
    was = bytes(account.mobile_index or b"")
    person = Person.objects.select_for_update().get(pk=account.person_id)
    known = bytes(person.mobile_index or b"")
    if known != index and known in (b"", was):
        person.mobile, person.mobile_index = mobile, index
        person.save(update_fields=["mobile", "mobile_index"])


@verb
def attach_account(account: Account, person: Person, *, by: Person) -> Account:
    """A second way to sign in for a person we know. The visitor it belonged to must be nobody yet."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.person_id == person.pk:
        return account
    stranger = account.person
    if stranger.is_real_name or stranger.memberships.exists():
        raise Refusal("two_people", _("两个账号分别实名，不能合并，请到工会现场办理。"))
    account.person = person
    account.save(update_fields=["person"])
    tell(AccountAttached(account.pk, person.pk, stranger.pk), by=by)
    return account


def forget_old_attempts(*, at: datetime | None = None) -> int:
    """Drop what no longer counts: it names phones and addresses, if only by their index."""
    return Attempt.objects.filter(until__lte=at or database_now()).delete()[0]


@verb
def forget_unproved_accounts(*, at: datetime | None = None) -> int:
    """Drop phones that asked for a code and never showed it: we have no business keeping them (PI-07)."""
    before = (at or database_now()) - UNPROVED_FOR
    unproved = Account.objects.filter(
        phone_proved_at=None, mobile_index__isnull=False, last_login=None, joined_at__lt=before, is_demo=False
    )
    people = list(unproved.filter(person__real_name_at=None).values_list("person_id", flat=True))
    Person.objects.filter(pk__in=people).update(mobile=None, mobile_index=None)
    return unproved.update(mobile=None, mobile_index=None, is_active=False)
