# SPDX-License-Identifier: Apache-2.0
"""Sessions in the database, sealed at rest: they hold phones and codes while somebody signs in."""

from __future__ import annotations

import base64
import binascii
import secrets
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.contrib.sessions.serializers import JSONSerializer
from django.db.models import QuerySet
from django.utils import timezone

from unionnet.foundation.crypto import Sealed
from unionnet.foundation.crypto.fields import NONCE
from unionnet.foundation.crypto.keys import key_ring
from unionnet.foundation.crypto.suites import BY_NAME, seal
from unionnet.foundation.prepared import prepared

WORDS = JSONSerializer()


@prepared
def live_session(key: str, at: datetime) -> QuerySet[Session]:
    """Asked by every request of somebody signed in."""
    return Session.objects.filter(session_key=key, expire_date__gt=at)


class SessionStore(DatabaseSessions):
    """A sealed session is bound to its key: copied under another key, it does not open."""

    def _get_session_from_db(self) -> Session | None:
        found = live_session.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def encode(self, session_dict: dict[str, Any]) -> str:
        suite, ring = BY_NAME[settings.UNIONNET_CRYPTO_SUITE], key_ring()
        nonce = secrets.token_bytes(NONCE)
        sealed = seal(suite, ring.sealing[ring.current], nonce, WORDS.dumps(session_dict), self._bound_to())
        return base64.b64encode(bytes([suite, ring.current]) + nonce + sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            stored = base64.b64decode(session_data, validate=True)
            return dict(WORDS.loads(Sealed(stored, self._bound_to()).open().encode("latin-1")))
        except (InvalidTag, binascii.Error, ValueError, KeyError, IndexError):
            return {}

    def _bound_to(self) -> bytes:
        return f"session\x1f{self._get_or_create_session_key()}".encode()  # type: ignore[attr-defined]
