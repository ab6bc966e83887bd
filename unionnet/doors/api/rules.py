# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api.scopes import SCOPES
from unionnet.foundation.refusals import Refusal

LONGEST_DAYS = 366


def why_not_issue(
    person: Person, organisation: Organisation, scopes: Collection[str], days: int
) -> Refusal | None:
    """A token never reaches further than its maker, and never lives for ever."""
    if not person.may("api.manage", organisation.path):
        return Refusal("elsewhere", _("您不负责“%(name)s”的接口。"), name=organisation.name)
    if not scopes:
        return Refusal("no_scope", _("请至少选择一项范围。"))
    if unknown := sorted(set(scopes) - set(SCOPES)):
        return Refusal("unknown_scope", _("没有这项范围：%(scope)s。"), scope=unknown[0])
    if not 1 <= days <= LONGEST_DAYS:
        return Refusal("too_long", _("有效期为 1 至 %(days)s 天。"), days=LONGEST_DAYS)
    return None


def why_not_revoke(person: Person, organisation: Organisation) -> Refusal | None:
    if not person.may("api.manage", organisation.path):
        return Refusal("elsewhere", _("您不负责“%(name)s”的接口。"), name=organisation.name)
    return None
