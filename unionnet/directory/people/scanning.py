# SPDX-License-Identifier: Apache-2.0
"""When a code was scanned travels with the form, signed, so that opening a form writes nothing anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import signing

SALT = "people.scan"
LONGEST = timedelta(days=1)


def stamp(at: datetime) -> str:
    """The moment as a form carries it."""
    return signing.dumps(int(at.timestamp()), salt=SALT)


def scanned_at(text: str, *, at: datetime) -> datetime | None:
    """When the form was opened; None when nobody signed that, or it was longer ago than a day."""
    try:
        moment = datetime.fromtimestamp(int(signing.loads(text[:200], salt=SALT)), UTC)
    except (signing.BadSignature, TypeError, ValueError, OverflowError):
        return None
    return moment if at - LONGEST <= moment <= at else None
