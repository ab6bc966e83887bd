# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api.actions import digest_of
from unionnet.doors.api.models import ApiToken


def tokens_seen_by(person: Person) -> QuerySet[ApiToken]:
    """The tokens of the unions whose interfaces this person looks after."""
    reach = person.reach("api.manage")
    return ApiToken.objects.filter(reach.q()).select_related("organisation", "created_by")


def unions_with_tokens_by(person: Person) -> QuerySet[Organisation]:
    """Where this person may make a token."""
    return Organisation.objects.filter(person.reach("api.manage").q("path"), until__isnull=True).order_by(
        "path"
    )


def living_token(secret: str, at: datetime) -> ApiToken | None:
    """The token with this secret, unless it is over."""
    return (
        ApiToken.objects.filter(digest=digest_of(secret), revoked_at__isnull=True, expires_at__gt=at)
        .select_related("organisation")
        .first()
    )
