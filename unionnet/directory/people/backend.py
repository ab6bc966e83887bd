# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from unionnet.directory.people.models import Account
from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import everything


@prepared
def _account(pk: int) -> QuerySet[Account]:
    """With its person; asked by every request of somebody signed in."""
    return Account.objects.filter(pk=pk).select_related("person")


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signing in is the library's; finding again who signed in is ours, for its speed."""

    @everything("who asks is found before anybody asks")
    def get_user(self, user_id: int) -> Account | None:
        found = _account.first(user_id)
        return found if found and self.user_can_authenticate(found) else None
