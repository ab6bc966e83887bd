# SPDX-License-Identifier: Apache-2.0
"""Ways in are closed: on all devices, or for good."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from unionnet.directory.people.models import Account, Person
from unionnet.foundation.scope import verb


@verb
def end_sessions_of(people: list[int], *, but: str = "") -> int:
    """Sign these people out on all devices, but for the session with this key. Returns how many ended."""
    from allauth.usersessions.models import UserSession

    listed = UserSession.objects.filter(user__person__in=people).exclude(session_key=but)
    Session.objects.filter(session_key__in=listed.values("session_key")).delete()
    return int(listed.delete()[0])


@verb
def end_session(person: Person, pk: int) -> None:
    """Sign out one of one's own devices."""
    from allauth.usersessions.models import UserSession

    for listed in UserSession.objects.filter(pk=pk, user__person=person):
        Session.objects.filter(session_key=listed.session_key).delete()
        listed.delete()


@verb
def forget_accounts(people: list[int]) -> int:
    """No phone, no name, no password, and nobody gets in. The row stays for what points to it."""
    return Account.objects.filter(person__in=people).update(
        login=Concat(Value("gone-"), Cast(F("pk"), CharField())),
        mobile=None,
        mobile_index=None,
        phone_proved_at=None,
        password=make_password(None),
        is_active=False,
    )
