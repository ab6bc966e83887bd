# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api.facts import TokenIssued, TokenRevoked
from unionnet.doors.api.models import ApiToken, Replay
from unionnet.doors.api.rules import why_not_issue, why_not_revoke
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

PREFIX = "un_"
KEEPS_ANSWERS = timedelta(hours=24)
NOTES_USE = timedelta(minutes=1)


def digest_of(secret: str) -> bytes:
    """The secret has 256 random bits, so one round is enough; nobody can guess backwards."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


@verb
def issue_token(
    organisation: Organisation,
    name: str,
    scopes: Collection[str],
    *,
    days: int,
    by: Person,
    at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a token. Its secret is returned once and kept nowhere."""
    if refusal := why_not_issue(by, organisation, scopes, days):
        raise refusal
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name,
        organisation=organisation,
        created_by=by,
        scopes=sorted(set(scopes)),
        digest=digest_of(secret),
        expires_at=(at or database_now()) + timedelta(days=days),
    )
    tell(TokenIssued(token.pk, tuple(token.scopes)), by=by, org_path=organisation.path)
    return token, secret


@verb
def revoke_token(token: ApiToken, *, by: Person, at: datetime | None = None) -> ApiToken:
    """Stop a token at once. Stopping it twice is one stop."""
    if refusal := why_not_revoke(by, token.organisation):
        raise refusal
    token = ApiToken.objects.select_for_update(of=["self"]).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = at or database_now()
        token.save(update_fields=["revoked_at"])
        tell(TokenRevoked(token.pk), by=by, org_path=token.organisation.path)
    return token


def note_use(token: ApiToken, *, at: datetime) -> None:
    """When it was last used, to the minute: one write a minute, not one a request."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - NOTES_USE)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def take_key(caller: bytes, key: str, asked: bytes) -> Replay | None:
    """Claim the key. None when it is new, else the answer given before. A second one at once waits here."""
    made, is_new = Replay.objects.get_or_create(caller=caller, key=key, defaults={"asked": asked})
    return None if is_new else made


def keep_answer(caller: bytes, key: str, *, status: int, content_type: str, body: bytes) -> None:
    Replay.objects.filter(caller=caller, key=key).update(status=status, content_type=content_type, body=body)


def forget_answers(*, at: datetime | None = None) -> int:
    """Remove the answers whose day is over."""
    return Replay.objects.filter(at__lt=(at or database_now()) - KEEPS_ANSWERS).delete()[0]


def forget_answers_to(people: list[int]) -> int:
    """What these people were answered when signed in: they are to be forgotten."""
    callers = [digest_of(f"person {person}") for person in people]
    return Replay.objects.filter(caller__in=callers).delete()[0]
