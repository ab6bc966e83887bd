# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import OPEN_STATES, Membership, Person, Roster
from unionnet.directory.people.rules import why_not_own, why_not_that_name
from unionnet.foundation.refusals import Refusal

UNDO_WITHIN = timedelta(days=1)


def why_not_admit(
    name: str, organisation: Organisation, *, by: Person, known: Person | None, own: Membership | None
) -> Refusal | None:
    """Whether a row of a list may become a member: `known` has the document already, `own` is what binds
    them to a union, a membership or an open application."""
    if known and not is_same_name(known.name, name):
        return why_not_that_name()
    if known == by:
        return why_not_own()
    if own is None or (own.organisation_id == organisation.pk and own.state in OPEN_STATES):
        return None
    if own.organisation_id == organisation.pk:
        return Refusal("already_here", _("已是本会会员，不重复登记。"))
    if own.is_open:
        return Refusal("applied_elsewhere", _("已向%(union)s提交入会申请。"), union=own.organisation.name)
    return Refusal(
        "member_elsewhere", _("已是%(union)s的会员，请办理会籍接转。"), union=own.organisation.name
    )


def why_not_undo(roster: Roster, *, at: datetime) -> Refusal | None:
    """Whether a list may be taken back: only while what it brought is fresh."""
    if roster.stage != Roster.Stage.FINISHED or roster.finished_at is None:
        return Refusal("not_imported", _("这份名单还没有导入完，或已经撤销。"))
    if at >= roster.finished_at + UNDO_WITHIN:
        return Refusal("too_late", _("导入超过一天，不能整批撤销；请逐人办理。"))
    return None
